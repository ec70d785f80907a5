"""PURE: one published version, ready to be asked (R5, R8, R9)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from actors.knowledge.entry import Base, Entry
from actors.knowledge.search import Hit, SearchKnowledge
from actors.robot import candidates
from actors.robot.answer import Question, Reply
from actors.robot.answering import (
    MAX_CANDIDATES,
    Fit,
    chosen,
    decide,
    said_by,
)
from actors.robot.building import Building
from actors.robot.candidates import Match
from actors.robot.chat_shelf import ChatShelf, texts_of
from actors.robot.finding import hits
from actors.robot.matcher import Matcher
from actors.robot.trial import Trial
from actors.robot.trying_out import explained, tried

LIMIT: Final = 10
"""Entries that are looked at for a question: as many as are suggested at most."""
WIDE_LIMIT: Final = 32
"""Where some of these may not answer; the matcher scores no more."""


class PublishedBase:
    """It never changes: who has another version swaps it as a whole.

    Args:
        version: of the edition.
        matcher: of its entries that may answer at all.
        chats: its chit-chat.
        entry_of: such an entry, by its id; None: there is none.
    """

    def __init__(
        self,
        version: int,
        matcher: Matcher,
        chats: ChatShelf,
        entry_of: Callable[[str], Entry | None],
    ) -> None:
        self.version = version
        self._matcher = matcher
        self._chats = chats
        self._entry_of = entry_of

    @property
    def questions(self) -> int:
        """How many entries it answers with."""
        return len(self._matcher.ids)

    def reply(self, question: Question, at_ms: int) -> Reply:
        """What is said, at that wall time."""
        if question.entry:
            return chosen(self._entry_of(question.entry), question, at_ms)
        fits = self._fits(question, at_ms)
        return decide(question, fits, lambda: self._chats.fits(question, at_ms))

    def try_out(self, question: Question, at_ms: int) -> Trial:
        """What would be said, and why."""
        fits = self._fits(question, at_ms)[:MAX_CANDIDATES]
        chats = self._chats.fits(question, at_ms)[:MAX_CANDIDATES]
        return Trial(
            self.version,
            question,
            self.reply(question, at_ms),
            tuple(explained(each, self._matcher, question.text) for each in fits),
            tuple(map(tried, chats)),
        )

    def search(self, wish: SearchKnowledge, at_ms: int) -> tuple[Hit, ...]:
        """What people find who look for an answer; chit-chat is none."""
        ranked = self._matcher.rank(wish.text, WIDE_LIMIT) if wish.text else ()
        return hits(wish, ranked, self._entry_of, at_ms)

    def _fits(self, question: Question, at_ms: int) -> tuple[Fit, ...]:
        """What may be meant; who may not answer here and now takes nobody's place."""
        found = self._matcher.rank(question.text, LIMIT)
        fits = tuple(self._allowed(found, question, at_ms))
        if len(fits) == len(found):
            return fits
        wider = self._matcher.rank(question.text, WIDE_LIMIT)
        return tuple(self._allowed(wider, question, at_ms))

    def _allowed(
        self, found: Iterable[Match], question: Question, at_ms: int
    ) -> Iterator[Fit]:
        for match in found:
            entry = self._entry_of(match.entry)
            card = None if entry is None else said_by(entry, question, at_ms)
            if entry is not None and card is not None:
                yield Fit(entry, card, match)


def answering(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The questions that may answer at some time."""
    return (each for each in entries if each.base is Base.FAQ and each.enabled)


def chitchat(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries of the chit-chat base, also those that are switched off."""
    return (each for each in entries if each.base is Base.CHITCHAT)


def matcher_of(entries: Iterable[Entry]) -> Building[Matcher]:
    """The index of these entries."""
    return Matcher.building(
        [candidates.Entry(each.id, texts_of(each)) for each in entries]
    )
