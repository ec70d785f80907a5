"""PURE: a version that is asked in this process."""

from __future__ import annotations

from actors.knowledge.entry import Edition
from actors.robot.answer import Greeting, Question, Reply
from actors.robot.shelf import PublishedBase
from actors.robot.trial import Trial
from actors.robot.welcome import FirstWords, welcomed


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
