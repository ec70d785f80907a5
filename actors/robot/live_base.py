"""A version that is asked: in this process, or in one of its own behind a port."""

from __future__ import annotations

from typing import Protocol

from actors.knowledge.entry import Edition, Entry, EntryId
from actors.robot.answer import Greeting, Question, Reply
from actors.robot.shelf import PublishedBase, greeting
from actors.robot.trial import Trial
from runtime.errors import Unavailable


class BaseGone(Unavailable):
    """A version cannot be asked any more until it is built anew."""


class LiveBase(Protocol):
    """One version, ready to be asked."""

    @property
    def version(self) -> int:
        """Of the edition; 0: nothing was published yet."""
        ...

    @property
    def questions(self) -> int:
        """How many entries it answers with."""
        ...

    def greeting(self, channel: str, at_ms: int) -> Greeting | None:
        """What is said first in a channel, at that wall time; None: nothing."""
        ...

    async def reply(
        self, questions: tuple[Question, ...], at_ms: int
    ) -> tuple[Reply, ...]:
        """What is said, each in its place.

        Raises:
            BaseGone: its file is.
            Unavailable: nobody answers; to be asked again is harmless.
        """
        ...

    async def try_out(
        self, questions: tuple[Question, ...], at_ms: int
    ) -> tuple[Trial, ...]:
        """What would be said, and why; the same."""
        ...


class InlineBase:
    """Asked in this process, where each question takes its time of the loop's.

    Args:
        edition: whose index is made at once.
    """

    def __init__(self, edition: Edition) -> None:
        self._base = PublishedBase.build(edition)
        self._welcome = edition.welcome
        self._welcomed = welcomed(edition)
        self.version = edition.version
        self.questions = self._base.questions

    def greeting(self, channel: str, at_ms: int) -> Greeting | None:
        """See `LiveBase`."""
        return greeting(self._welcome, self._welcomed, channel, at_ms)

    async def reply(
        self, questions: tuple[Question, ...], at_ms: int
    ) -> tuple[Reply, ...]:
        """See `LiveBase`."""
        return tuple(self._base.reply(each, at_ms) for each in questions)

    async def try_out(
        self, questions: tuple[Question, ...], at_ms: int
    ) -> tuple[Trial, ...]:
        """See `LiveBase`."""
        return tuple(self._base.try_out(each, at_ms) for each in questions)


def welcomed(edition: Edition) -> dict[EntryId, Entry]:
    """The entries that the welcome card names."""
    named = set(edition.welcome.questions)
    return {each.id: each for each in edition.entries if each.id in named}
