"""A version that is asked: in this process, or in one of its own behind a port."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from actors.knowledge.entry import Edition, Entry, Welcome
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


class FirstWords:
    """The welcome card of a version, which can be told before that can be asked.

    Args:
        welcome: how it is set.
        entries: those that it names, maybe others.
    """

    def __init__(self, welcome: Welcome, entries: Iterable[Entry]) -> None:
        self._welcome = welcome
        self._entries = {each.id: each for each in entries}

    def greeting(self, channel: str, at_ms: int) -> Greeting | None:
        """See `LiveBase`."""
        return greeting(self._welcome, self._entries, channel, at_ms)


class InlineBase:
    """Asked in this process, where each question takes its time of the loop's.

    Args:
        edition: whose index is made at once.
    """

    def __init__(self, edition: Edition) -> None:
        self._base = PublishedBase.build(edition)
        self._first = FirstWords(edition.welcome, welcomed(edition))
        self.version = edition.version
        self.questions = self._base.questions

    def greeting(self, channel: str, at_ms: int) -> Greeting | None:
        """See `LiveBase`."""
        return self._first.greeting(channel, at_ms)

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


def welcomed(edition: Edition) -> tuple[Entry, ...]:
    """The entries that the welcome card names."""
    named = set(edition.welcome.questions)
    return tuple(each for each in edition.entries if each.id in named)
