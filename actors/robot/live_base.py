"""A version that is asked: in this process, or in one of its own behind a port.

Who asks need not know how an answer is found: that takes arrays and dictionaries.
"""

from __future__ import annotations

from typing import Protocol

from actors.knowledge.search import Hit, SearchKnowledge
from actors.robot.answer import Greeting, Question, Reply
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

    async def search(self, wish: SearchKnowledge, at_ms: int) -> tuple[Hit, ...]:
        """What people find who look for an answer; the same."""
        ...
