"""Has a model word what the robot has no answer to; else the robot's own reply holds.

The robot goes on meanwhile: who waits for a model waits here, each for himself, and is
told in his time whatever happens to the model, to its server or to us (R13). Until then
he is shown that the robot types.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Never

import trio

from actors.answerer.generate import Generated
from actors.answerer.office import AnswererOffice
from actors.answerer.reply import direct_of, looked_up, passages_of
from actors.robot.answer import Clarify, Question, Reply, Unknown
from actors.robot.live_base import LiveBase
from actors.robot.office import Tell
from actors.session.saying import ROBOT_SPEAKER
from actors.session.terms import VISITOR_ROOM, Role, Sender
from actors.session.view import TypingChanged, session_topic
from runtime.actor import Service
from runtime.errors import Unavailable
from runtime.topics import Topics

TYPING_SECONDS: Final = 3.0
"""Between two signs that the robot types: clients show each for six."""


@dataclass(frozen=True, slots=True)
class _Work:
    """A reply that was taken over."""

    question: Question
    reply: Reply
    lookups: tuple[Question, ...]
    base: LiveBase
    tell: Tell


class Wording:
    """The replies that were taken over; `run` is one life of who has them worded.

    Args:
        office: asks the model.
        topics: where visitors' connections hear of their sessions.
        wall_ms: wall time.
    """

    def __init__(
        self, office: AnswererOffice, topics: Topics, wall_ms: Callable[[], int]
    ) -> None:
        self._office = office
        self._topics = topics
        self._wall_ms = wall_ms
        self._works: dict[tuple[str, int], _Work] = {}
        self._untouched: list[_Work] = []
        self._new = trio.Event()

    def take(
        self, question: Question, reply: Reply, base: LiveBase, tell: Tell
    ) -> bool:
        """See `actors.robot.office.Reword`."""
        key = (question.session, question.turn)
        if key in self._works:
            return True  # asked again: it is told once
        lookups = looked_up(question, reply) if self._office.is_on else ()
        # Those that are not with the model yet count, too: the base answers many
        # questions in one go.
        if not lookups or not self._office.has_room(len(self._works)):
            return False
        work = _Work(question, reply, lookups, base, tell)
        self._works[key] = work
        self._untouched.append(work)
        self._new.set()
        return True

    async def run(self) -> Never:
        """Until cancelled; what a former life left over is said as the robot has it."""
        self._untouched.clear()
        for work in tuple(self._works.values()):
            self._say(work, work.reply)
        async with trio.open_nursery() as nursery:
            while True:
                await self._new.wait()
                self._new = trio.Event()
                untouched, self._untouched = self._untouched, []
                for work in untouched:
                    nursery.start_soon(self._word, work)

    async def _word(self, work: _Work) -> None:
        async with trio.open_nursery() as nursery:
            nursery.start_soon(self._type, work.question)
            reply = await self._worded(work)
            nursery.cancel_scope.cancel()
        self._say(work, reply)

    async def _type(self, question: Question) -> None:
        """The robot's next message ends it; so does that it is not told again."""
        robot = Sender(Role.ROBOT, ROBOT_SPEAKER)
        typing = TypingChanged(
            question.session, VISITOR_ROOM, robot, is_typing=True, after=question.turn
        )
        while True:
            self._topics.publish(session_topic(question.session), typing)
            await trio.sleep(TYPING_SECONDS)

    async def _worded(self, work: _Work) -> Reply:
        """What the model makes of it, or the reply as it was."""
        question, reply = work.question, work.reply
        replies: tuple[Reply, ...] = ()
        seconds = max(0.0, self._office.seconds_for(question))
        with suppress(Unavailable), trio.move_on_after(seconds):
            replies = await work.base.reply(work.lookups, self._wall_ms())
        outcome = await self._office.generate(question, passages_of(replies))
        if isinstance(outcome, Generated) and isinstance(reply, Clarify | Unknown):
            return direct_of(outcome, question.language, reply.candidates)
        return reply

    def _say(self, work: _Work, reply: Reply) -> None:
        del self._works[work.question.session, work.question.turn]
        work.tell(work.question, reply)


class WordingService(Service[Never]):
    """The same, supervised.

    Args:
        wording: that is run.
    """

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    async def run(self, started: Callable[[], None]) -> None:
        """Until cancelled."""
        started()
        await self._wording.run()
