"""PURE: who answers, in the order of R5, once it is known what fits how well.

A direct answer first; else chit-chat; else the question back whether this was meant;
else nothing. An entry that may not answer here and now was never thought of.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple, assert_never

from actors.cards.card import Card, MarkdownCard, TextCard
from actors.knowledge.entry import Answer, AnswerKind, Base, Entry
from actors.robot.answer import (
    Candidate,
    Clarify,
    Direct,
    Question,
    Reply,
    SmallTalk,
    Suggestion,
    Unknown,
)
from actors.robot.candidates import Match

MAX_CANDIDATES: Final = 5
"""Of each base, named beside a reply."""


class Fit(NamedTuple):
    """An entry that may answer, what it says here, and how well it fits."""

    entry: Entry
    card: Card
    match: Match


Fits = Sequence[Fit]
"""The best comes first."""


def decide(question: Question, fits: Fits, chats: Callable[[], Fits]) -> Reply:
    """What is said.

    Args:
        question: not one that was chosen on a card; see `chosen`.
        fits: entries.
        chats: finds chit-chat; called where no entry answers.
    """
    manner = question.manner
    thought = _candidates(fits, is_chitchat=False)
    sure = [each for each in fits if each.match.confidence >= manner.direct]
    if sure:
        entry, card, match = _in_language(sure, question.language)
        return Direct(
            entry.id, entry.question, card, match.confidence, candidates=thought
        )
    small = chats() if manner.has_chitchat else ()
    thought += _candidates(small, is_chitchat=True)
    if small and small[0].match.confidence >= manner.chitchat:
        entry, card, match = small[0]
        return SmallTalk(entry.id, card, match.confidence, thought)
    meant = [each for each in fits if each.match.confidence >= manner.clarify]
    if manner.clarifies and meant:
        return Clarify(
            tuple(
                Suggestion(entry.id, entry.question, match.confidence)
                for entry, _, match in meant[: manner.suggestions]
            ),
            thought,
        )
    return Unknown(thought)


def chosen(entry: Entry | None, question: Question, at_ms: int) -> Reply:
    """What the entry says that was chosen on a card; nothing if it may not any more."""
    card = None if entry is None else said_by(entry, question, at_ms)
    if entry is None or card is None:
        return Unknown()
    return Direct(entry.id, entry.question, card, 1.0)


def said_by(entry: Entry, question: Question, at_ms: int) -> Card | None:
    """What an entry says in the question's channel; None: it may not answer there, now.

    Of several answers the first; of chit-chat's one after the other, by the number of
    the question, so that whoever asks again is told the same.
    """
    said = answers_in(entry, question.channel) if entry.is_valid(at_ms) else ()
    if not said:
        return None
    return card_of(
        said[question.turn % len(said) if entry.base is Base.CHITCHAT else 0]
    )


def answers_in(entry: Entry, channel: str) -> tuple[Answer, ...]:
    """Those that name the channel; if none does, those that name no channel at all."""
    named = tuple(each for each in entry.answers if channel in each.channels)
    return named or tuple(each for each in entry.answers if not each.channels)


def speaks(language: str, other: str) -> bool:
    """True unless both languages (BCP 47) are known, and not the same."""
    mine, theirs = (each.lower().partition("-")[0] for each in (language, other))
    return not mine or not theirs or mine == theirs


def card_of(answer: Answer) -> Card:
    """How an answer is shown."""
    match answer.kind:
        case AnswerKind.TEXT:
            return TextCard(answer.body)
        case AnswerKind.MARKDOWN:
            return MarkdownCard(answer.body)
        case AnswerKind.CARD:
            assert answer.card is not None  # noqa: S101 - entries are checked
            return answer.card
        case _:
            assert_never(answer.kind)


def _in_language(sure: Sequence[Fit], language: str) -> Fit:
    """The best of those in the visitor's language; the best of all if none is."""
    own = (each for each in sure if speaks(each.entry.language, language))
    return next(own, sure[0])


def _candidates(fits: Fits, *, is_chitchat: bool) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(entry.id, entry.question, match.confidence, is_chitchat, match.veto)
        for entry, _, match in fits[:MAX_CANDIDATES]
    )
