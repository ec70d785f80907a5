"""PURE: a text in the languages of the visitors."""

from __future__ import annotations

import msgspec

_CHINESE = "zh"


class Wording(msgspec.Struct, frozen=True):
    """What is said in zh, and in en to who speaks another language.

    "" = as in the other one. Of whom no language is known is spoken to in zh.
    """

    zh: str
    en: str = ""

    def to(self, language: str) -> str:
        """The text for who speaks `language` (BCP 47)."""
        is_chinese = not language or language.lower().startswith(_CHINESE)
        return (self.zh or self.en) if is_chinese else (self.en or self.zh)
