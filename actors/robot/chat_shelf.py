"""PURE: the chit-chat of one version: the presets, and the entries that one wrote (R4).

An entry of one's own, enabled or not, whose category, or whose own id, is that of a
preset stands in the preset's place, in all languages.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from actors.knowledge.entry import Answer, AnswerKind, Base, CategoryId, Entry, EntryId
from actors.language import CHINESE, ENGLISH, language_of
from actors.robot import candidates
from actors.robot.answer import Question
from actors.robot.answering import Fit, said_by, speaks
from actors.robot.chitchat.chinese import CHINESE_PRESETS
from actors.robot.chitchat.english import ENGLISH_PRESETS
from actors.robot.chitchat.matcher import ChitchatMatcher
from actors.robot.chitchat.preset import Preset
from actors.robot.normalise import FIRST_HAN

LIMIT: Final = 5
"""Entries that are looked at for a question."""


class ChatShelf:
    """Ready to be asked; it never changes.

    Args:
        own: the entries of the chit-chat base.
    """

    def __init__(self, own: Iterable[Entry]) -> None:
        mine = tuple(own)
        taken = {str(name) for each in mine for name in (each.category, each.id)}
        presets = {
            language: tuple(each for each in those if each.category.value not in taken)
            for language, those in _PRESETS.items()
        }
        answering = tuple(each for each in mine if each.enabled)
        own_together = _together(answering)
        self._matcher = ChitchatMatcher(
            (each for kept in presets.values() for each in kept),
            (
                candidates.Entry(name, _texts(together.values()))
                for name, together in own_together.items()
            ),
        )
        self._entries: dict[str, dict[str, Entry]] = {}
        for language, kept in presets.items():
            for preset in kept:
                said = self._entries.setdefault(preset.category.value, {})
                said[language] = preset_entry(preset, language)
        self._entries |= own_together

    def fits(self, question: Question, at_ms: int) -> tuple[Fit, ...]:
        """What may be meant, the best first."""
        language = _spoken(question)
        return tuple(
            Fit(entry, card, match)
            for match in self._matcher.rank(question.text, LIMIT)
            for entry in (_in_language(self._entries[match.entry], language),)
            for card in (said_by(entry, question, at_ms),)
            if card is not None
        )


def preset_entry(preset: Preset, language: str) -> Entry:
    """A preset as what it would be if one had written it."""
    return Entry(
        EntryId(preset.category.value),
        Base.CHITCHAT,
        CategoryId(preset.category.value),
        preset.name,
        preset.utterances,
        tuple(Answer(AnswerKind.TEXT, text) for text in preset.answers),
        language,
    )


def texts_of(entry: Entry) -> tuple[str, ...]:
    """What an entry is found by."""
    return (entry.question, *entry.similar)


def _together(entries: Iterable[Entry]) -> dict[str, dict[str, Entry]]:
    """By the name that they are matched under, and their languages.

    Those of one category that speak different languages are one, as presets are: what
    is said in both, as “hi”, would have rivals otherwise.
    """
    found: dict[str, dict[str, Entry]] = {}
    for each in entries:
        name = f"{each.category}/" if each.category and each.language else each.id
        if each.language in found.get(name, {}):
            name = each.id
        found.setdefault(name, {})[each.language] = each
    return found


def _texts(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for each in entries for text in texts_of(each)))


def _spoken(question: Question) -> str:
    """The language of who writes: Chinese where he does; else his own, if told."""
    if any(sign >= FIRST_HAN and sign.isalpha() for sign in question.text):
        return CHINESE
    return language_of(question.language) if question.language else ENGLISH


def _in_language(entries: dict[str, Entry], language: str) -> Entry:
    own = (each for each in entries.values() if speaks(each.language, language))
    return next(own, next(iter(entries.values())))


_PRESETS: Final = {CHINESE: CHINESE_PRESETS, ENGLISH: ENGLISH_PRESETS}
