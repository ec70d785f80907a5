"""A version behind a port: built in a process of its own, asked in another.

The index of 100,000 entries takes 20 s: who answers meanwhile is not to wait for it.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from pathlib import Path
from typing import Final, TypeVar

import msgspec
import trio

from actors.knowledge.entry import Welcome
from actors.knowledge.search import Hit, SearchKnowledge
from actors.robot.answer import Greeting, Question, Reply
from actors.robot.building import Phase, Step
from actors.robot.live_base import BaseGone
from actors.robot.robot_wire import (
    ANSWERS,
    AskBase,
    BaseBuilding,
    BaseOpened,
    BuildBase,
    BuildOn,
    Hits,
    NoBase,
    OpenBase,
    Replies,
    RobotAnswer,
    RobotRequest,
    SearchBase,
    Sound,
    Sounds,
    TakeEntries,
    Taken,
    Tries,
    TryBase,
)
from actors.robot.trial import Trial
from actors.robot.welcome import FirstWords
from runtime.child_port import ChildPort
from runtime.errors import Unavailable
from runtime.port import PortSpec

T = TypeVar("T")
RobotPort = ChildPort[RobotRequest, RobotAnswer]

MAX_WAITING: Final = 8
"""Requests at once: a batch of questions, and a version that is opened."""
ANSWER_SECONDS: Final = 10.0
"""For a batch, or to open a version: both take less than one. Then the child hangs."""
STEP_SECONDS: Final = 120.0
"""For a step of a build: sorting the pieces of 150,000 entries takes three, and a
machine may be ten times as slow as ours."""
_SOUNDS_OF_CHARACTERS: Final = {
    "PYPINYIN_NO_PHRASES": "1",
    "PYPINYIN_NO_DICT_COPY": "1",
}
"""No more of `pypinyin` is read: 95 MB and 0.5 s at a start become 50 MB and 0.3 s."""


class Pages(msgspec.Struct, frozen=True):
    """What a version is made of.

    `entries`: pages of them, each entry encoded in msgpack, so that no loop waits;
    `count`: how many there are in all; `revision`: see `Outline`.
    """

    version: int
    welcome: Welcome
    count: int
    revision: str
    entries: AsyncGenerator[tuple[bytes, ...]]


def port_robot() -> RobotPort:
    """Who answers."""
    return _port("robot", ANSWER_SECONDS)


def _port(name: str, seconds: float) -> RobotPort:
    spec = PortSpec(
        name,
        "actors.robot.robot_child",
        environment=_SOUNDS_OF_CHARACTERS,
        answer_seconds=seconds,
    )
    return ChildPort(spec, ANSWERS, max_waiting=MAX_WAITING, answer_seconds=seconds)


class PortBase:
    """One version, in a file; see `LiveBase`.

    Args:
        port: who answers; opens the file again when it was started anew.
        path: the file.
        opened: what is in it.

    Attributes:
        path: the file.
    """

    def __init__(self, port: RobotPort, path: Path, opened: BaseOpened) -> None:
        self._port = port
        self.path = path
        self._first = FirstWords(opened.welcome, opened.welcomed)
        self.version = opened.version
        self.questions = opened.questions

    def greeting(self, channel: str, at_ms: int) -> Greeting | None:
        """See `LiveBase`."""
        return self._first.greeting(channel, at_ms)

    async def reply(
        self, questions: tuple[Question, ...], at_ms: int
    ) -> tuple[Reply, ...]:
        """See `LiveBase`."""
        request = AskBase(str(self.path), questions, at_ms)
        answer = await self._port.ask(request)
        if not isinstance(answer, Replies):
            raise _instead_of("replies", answer)
        return answer.replies

    async def try_out(
        self, questions: tuple[Question, ...], at_ms: int
    ) -> tuple[Trial, ...]:
        """See `LiveBase`."""
        answer = await self._port.ask(TryBase(str(self.path), questions, at_ms))
        if not isinstance(answer, Tries):
            raise _instead_of("trials", answer)
        return answer.trials

    async def search(self, wish: SearchKnowledge, at_ms: int) -> tuple[Hit, ...]:
        """See `LiveBase`."""
        answer = await self._port.ask(SearchBase(str(self.path), wish, at_ms))
        if not isinstance(answer, Hits):
            raise _instead_of("entries", answer)
        return answer.hits


def _instead_of(expected: str, answer: RobotAnswer) -> Unavailable:
    if isinstance(answer, NoBase):
        return BaseGone(answer.reason)
    return Unavailable(f"expected {expected} of the robot, got {answer}")


async def sounds_in(port: RobotPort, texts: tuple[str, ...]) -> tuple[str, ...]:
    """How texts are typed by sound, each in its place.

    Raises:
        Unavailable: nobody answers.
    """
    answer = await port.ask(Sound(texts))
    if not isinstance(answer, Sounds):
        raise _instead_of("sounds", answer)
    return answer.sounds


async def open_in(port: RobotPort, path: Path) -> PortBase | None:
    """Has a version held ready; None: it is to be built first.

    Raises:
        Unavailable: nobody answers.
    """
    answer = await port.ask(OpenBase(str(path)))
    match answer:
        case BaseOpened():
            return PortBase(port, path, answer)
        case NoBase():
            return None
        case _:
            raise Unavailable(f"expected an opened base of the robot, got {answer}")


Heard = Callable[[Step], None]
"""Told how far a build is."""


def _unheard(_step: Step) -> None:
    """Nobody asks how far it is."""


async def build_at(
    path: Path, pages: Pages, keep: Path | None = None, heard: Heard = _unheard
) -> None:
    """Builds a version in a process that lives no longer than that.

    Other files beside `path` are removed, but for the one to keep. `heard` is told
    each step.

    Raises:
        Unavailable: it died, or what the version is made of cannot be read.
    """
    build = BuildBase(str(path), str(keep or ""), pages.version, pages.welcome)
    await _with_builder(lambda port: _build(port, build, pages, heard))


async def try_draft(
    directory: Path, pages: Pages, questions: tuple[Question, ...], at_ms: int
) -> tuple[Trial, ...]:
    """Tries the draft out, in a process that lives no longer than that.

    Its file is kept in the directory, with nothing else, until it is another draft.

    Raises:
        Unavailable: see `build_at`.
    """

    async def try_out(port: RobotPort) -> tuple[Trial, ...]:
        path = directory / f"draft-{pages.revision}"
        base = await open_in(port, path)
        if base is None:
            build = BuildBase(str(path), "", pages.version, pages.welcome)
            await _build(port, build, pages, _unheard)
            base = await open_in(port, path)
        if base is None:
            raise Unavailable("the draft was built and cannot be read")
        return await base.try_out(questions, at_ms)

    return await _with_builder(try_out)


async def _with_builder(work: Callable[[RobotPort], Awaitable[T]]) -> T:
    port = _port("robot builder", STEP_SECONDS)
    done: list[T] = []
    why = ""
    try:
        async with trio.open_nursery() as nursery:
            nursery.start_soon(port.run, lambda: None)
            done.append(await work(port))
            nursery.cancel_scope.cancel()
    except* Unavailable as errors:
        why = str(errors.exceptions[0])
    if not done:
        raise Unavailable(f"no version was built: {why}")
    return done[0]


async def _build(port: RobotPort, build: BuildBase, pages: Pages, heard: Heard) -> None:
    count = 0
    async with aclosing(pages.entries) as all_entries:
        async for entries in all_entries:
            taken = await port.ask(TakeEntries(count, entries))
            count += len(entries)
            heard(Step(Phase.ENTRIES, count, max(count, pages.count)))
            if taken != Taken(count):
                raise Unavailable(f"expected {count} entries to be taken, got {taken}")
    built = await port.ask(build)
    while isinstance(built, BaseBuilding):
        heard(built.step)
        built = await port.ask(BuildOn())
    if built != Taken(count):
        raise Unavailable(f"expected {count} entries to be built, got {built}")
