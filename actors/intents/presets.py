"""PURE: intents of a web shop to begin with, to be taken over and edited."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Final

from msgspec.structs import replace

from actors.intents.chinese_sales import CHINESE_SALES
from actors.intents.chinese_service import CHINESE_SERVICE
from actors.intents.english_sales import ENGLISH_SALES
from actors.intents.english_service import ENGLISH_SERVICE
from actors.intents.intent import Intent
from actors.language import CHINESE, ENGLISH

PRESETS: Final[Mapping[str, tuple[Intent, ...]]] = {
    CHINESE: (*CHINESE_SALES, *CHINESE_SERVICE),
    ENGLISH: (*ENGLISH_SALES, *ENGLISH_SERVICE),
}
"""By language; the same intent has the same id in both."""


def both_presets() -> tuple[Intent, ...]:
    """Each intent as it is said in either language, by its Chinese name."""
    together: dict[str, Intent] = {}
    for intent in chain.from_iterable(PRESETS.values()):
        known = together.get(intent.id)
        together[intent.id] = joined(known, intent) if known else intent
    return tuple(together.values())


def in_language(intent: Intent, language: str) -> Intent:
    """The same for those who read it: as the preset that it was is called there.

    What is said in that language comes first. A name of one's own stays.
    """
    by_id = {each.id: each for each in PRESETS[language]}
    usual = {x.name for x in chain.from_iterable(PRESETS.values()) if x.id == intent.id}
    own = by_id.get(intent.id)
    if own is None or intent.name not in usual:
        return intent
    said = frozenset(own.utterances)
    first = tuple(each for each in intent.utterances if each in said)
    utterances = _each_once(first + intent.utterances)
    return replace(intent, name=own.name, utterances=utterances)


def joined(first: Intent, second: Intent) -> Intent:
    """What is said of the first and of the second; the rest is as in the first."""
    return replace(
        first,
        utterances=_each_once(first.utterances + second.utterances),
        words=_each_once(first.words + second.words),
        patterns=_each_once(first.patterns + second.patterns),
    )


def _each_once(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
