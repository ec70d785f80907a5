"""A version that is asked in the test's own process."""

from __future__ import annotations

from actors.knowledge.entry import Edition, EntryId
from actors.knowledge.search import Hit, SearchKnowledge
from actors.robot.answer import Greeting, Question, Reply
from actors.robot.building import built
from actors.robot.chat_shelf import ChatShelf
from actors.robot.shelf import PublishedBase, answering, chitchat, matcher_of
from actors.robot.trial import Trial
from actors.robot.welcome import FirstWords, welcomed


def built_base(edition: Edition) -> PublishedBase:
    entries = {each.id: each for each in answering(edition.entries)}
    return PublishedBase(
        edition.version,
        built(matcher_of(entries.values())),
        ChatShelf(chitchat(edition.entries)),
        lambda entry: entries.get(EntryId(entry)),
    )


class InlineBase:
    """See `LiveBase`, also for its methods; it has no process of its own."""

    def __init__(self, edition: Edition) -> None:
        self._base = built_base(edition)
        self._first = FirstWords(edition.welcome, welcomed(edition))
        self.version = edition.version
        self.questions = self._base.questions

    def greeting(self, channel: str, at_ms: int) -> Greeting | None:
        return self._first.greeting(channel, at_ms)

    async def reply(
        self, questions: tuple[Question, ...], at_ms: int
    ) -> tuple[Reply, ...]:
        return tuple(self._base.reply(each, at_ms) for each in questions)

    async def try_out(
        self, questions: tuple[Question, ...], at_ms: int
    ) -> tuple[Trial, ...]:
        return tuple(self._base.try_out(each, at_ms) for each in questions)

    async def search(self, wish: SearchKnowledge, at_ms: int) -> tuple[Hit, ...]:
        return self._base.search(wish, at_ms)
