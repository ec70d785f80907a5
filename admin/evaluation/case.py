"""PURE: what is judged: bases, and utterances with what they ask for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum, unique
from typing import Final

import msgspec

from actors.robot.candidates import Entry
from actors.robot.chitchat.preset import Category

_HAN: Final = re.compile(r"[\u3400-\u9fff]")


@unique
class Language(StrEnum):
    """Of an utterance; one that mixes both is Chinese."""

    CHINESE = "zh"
    ENGLISH = "en"


class Case(msgspec.Struct, frozen=True):
    """An utterance with what it asks for.

    Attributes:
        expects: the entry of its base that answers it; None: it is out of scope.
        kinds: tags by which it is counted; at least one.
        base: whose visitor says it.
        chitchat: the preset that answers it; None: it is no chit-chat.
    """

    utterance: str
    expects: str | None
    kinds: tuple[str, ...]
    base: str
    language: Language
    chitchat: Category | None = None


class CaseSet(msgspec.Struct, frozen=True):
    """A file of labelled utterances.

    Attributes:
        name: of the file, for people.
        bases: entries by base.
    """

    name: str
    bases: Mapping[str, tuple[Entry, ...]]
    cases: tuple[Case, ...]


def language_of(text: str) -> Language:
    """By its characters: whoever types pinyin is taken for English."""
    return Language.CHINESE if _HAN.search(text) else Language.ENGLISH
