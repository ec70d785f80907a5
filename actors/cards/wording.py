"""PURE: a text in the languages of the visitors."""

from __future__ import annotations

import msgspec

from actors.language import is_chinese


class Wording(msgspec.Struct, frozen=True):
    """What is said in zh, and in en to who speaks another language.

    "" = as in the other one. Of whom no language is known is spoken to in zh.
    """

    zh: str
    en: str = ""

    def to(self, language: str) -> str:
        """The text for who speaks `language` (BCP 47)."""
        one, other = self.zh, self.en
        return (one or other) if is_chinese(language) else (other or one)
