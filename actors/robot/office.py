"""Has the robot answer: what sessions ask is put to the version that is in force (R5).

A question is answered by one version, from beginning to end; another is swapped in
between two batches, without a pause. Who waits is bounded, in number and in time. A
session has a time of its own for the robot's answer, so nobody is held here: what is
lost with a crash is `Failed` to its session.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from typing import ClassVar, Final, Never

import trio

from actors.directory import Directory
from actors.robot.answer import MAX_REASON_CHARS, Failed, Greeting, Question, Reply
from actors.robot.live_base import BaseGone, LiveBase
from actors.session.robot_messages import RobotReplied
from runtime.actor import Service
from runtime.errors import Unavailable
from runtime.observe import Duty, Event, Events

MAX_QUESTIONS: Final = 2_000
"""That wait: at 1 ms each the last is answered within two seconds, less than sessions
wait; more people at once are told at once that there is no answer."""
BATCH: Final = 16
"""Questions that are asked at once: 16 ms, or 160 ms of 100,000 entries."""


class RobotSilent(Event, frozen=True):
    """A question has no answer because nobody could be asked; `reason`: why."""

    duty: ClassVar[Duty] = Duty.WARNING

    reason: str


class BaseLost(Event, frozen=True):
    """The version in force cannot be asked any more; it is to be built anew."""

    duty: ClassVar[Duty] = Duty.WARNING

    version: int
    reason: str


class BaseInForce(Event, frozen=True):
    """Another version answers from now on."""

    version: int
    questions: int


Tell = Callable[[Question, Reply], None]
"""Says a reply to its session."""
Reword = Callable[[Question, Reply, LiveBase, Tell], bool]
"""Takes a reply over before it is said, or leaves it (False); who takes it over tells
it, or a better one, in the question's time."""


Greets = Callable[[str, int], Greeting | None]
"""See `LiveBase.greeting`."""


def _nobody(_channel: str, _at_ms: int) -> None:
    return None


def leave(question: Question, reply: Reply, base: LiveBase, tell: Tell) -> bool:
    """Where nobody words answers but the base."""
    del question, reply, base, tell
    return False


class RobotOffice:
    """The questions of one process; `run` is one life of who has them answered.

    Args:
        directory: knows sessions.
        events: where failures are told.
        wall_ms: wall time.

    Attributes:
        base: the version that answers; None: none does yet, and questions wait.
        counts: replies by what they are, and questions that were too late.
        reword: who may take replies over.
    """

    def __init__(
        self, directory: Directory, events: Events, wall_ms: Callable[[], int]
    ) -> None:
        self._directory = directory
        self._events = events
        self._wall_ms = wall_ms
        self._waiting: deque[Question] = deque()
        self._in_hand: tuple[Question, ...] = ()
        self._turn = trio.Event()
        self._swapped = trio.Event()
        self._greets: Greets = _nobody
        self.base: LiveBase | None = None
        self.counts: Counter[str] = Counter()
        self.reword: Reword = leave

    def __len__(self) -> int:
        """Questions that wait, or are being answered."""
        return len(self._waiting) + len(self._in_hand)

    @property
    def version(self) -> int:
        """That answers; 0: none was published, or none is ready yet."""
        return 0 if self.base is None else self.base.version

    @property
    def questions(self) -> int:
        """How many entries it answers with."""
        return 0 if self.base is None else self.base.questions

    async def wait_published(self) -> None:
        """Waits until a version answers that was published."""
        while not self.version:
            await self._swapped.wait()

    def ask(self, question: Question) -> None:
        """Has it answered: the desk's `AskRobot`."""
        if len(self._waiting) >= MAX_QUESTIONS:
            self.tell(question, Failed("too many ask at once"))
            return
        self._waiting.append(question)
        self._turn.set()

    def greeting(self, channel: str) -> Greeting | None:
        """What is said first in a channel: the desk's `GreetingOf`."""
        return self._greets(channel, self._wall_ms())

    def greet_with(self, greets: Greets) -> None:
        """This is said first from now on, also while no version answers."""
        self._greets = greets

    def put(self, base: LiveBase) -> None:
        """This version answers from now on."""
        self.base = base
        self.greet_with(base.greeting)
        self._events.emit(BaseInForce(base.version, base.questions))
        self._turn.set()
        self._swapped.set()
        self._swapped = trio.Event()

    def lose(self, base: LiveBase, reason: str) -> None:
        """Questions wait until it, or another one, is put; `reason`: why it is gone."""
        if self.base is base:
            self.base = None
            self._events.emit(BaseLost(base.version, reason))

    async def run(self) -> Never:
        """Answers until cancelled; what a former life left over has no answer."""
        for question in self._in_hand:
            self.tell(question, Failed("the robot crashed"))
        self._in_hand = ()
        while True:
            await self._turn.wait()
            self._turn = trio.Event()
            while self.base is not None and (batch := self._next()):
                self._in_hand = batch
                await self._answer(self.base, batch)
                self._in_hand = ()

    def _next(self) -> tuple[Question, ...]:
        """The next questions; what nobody waits for any more is left out."""
        batch: list[Question] = []
        now_ms = self._wall_ms()
        while self._waiting and len(batch) < BATCH:
            question = self._waiting.popleft()
            if question.until_ms > now_ms:
                batch.append(question)
            else:
                self.counts["late"] += 1
        return tuple(batch)

    async def _answer(self, base: LiveBase, batch: tuple[Question, ...]) -> None:
        try:
            replies = await base.reply(batch, self._wall_ms())
        except BaseGone as error:
            self.lose(base, str(error))
            self._waiting.extendleft(reversed(batch))
            return
        except Unavailable as error:
            await self._one_by_one(base, batch, str(error))
            return
        for question, reply in zip(batch, replies, strict=True):
            if not self.reword(question, reply, base, self.tell):
                self.tell(question, reply)

    async def _one_by_one(
        self, base: LiveBase, batch: tuple[Question, ...], reason: str
    ) -> None:
        """One of them may be to blame: the others are not to go without an answer."""
        if len(batch) == 1:
            self._events.emit(RobotSilent(reason))
            self.tell(batch[0], Failed(reason[:MAX_REASON_CHARS]))
            return
        for question in batch:
            if question.until_ms > self._wall_ms():
                await self._answer(base, (question,))

    def tell(self, question: Question, reply: Reply) -> None:
        """Says it to the session."""
        self.counts[type(reply).__name__] += 1
        session = self._directory.session(question.session)
        session.tell(RobotReplied(question.turn, reply))


class RobotService(Service[Never]):
    """The office, supervised.

    Args:
        office: that is run.
    """

    def __init__(self, office: RobotOffice) -> None:
        self._office = office

    async def run(self, started: Callable[[], None]) -> None:
        """Until cancelled."""
        started()
        await self._office.run()
