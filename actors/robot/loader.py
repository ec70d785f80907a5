"""Brings the version that was published last into force (R8).

It is built and opened while the one before answers, also after a start; one finds the
file of the last build, and opens it at once.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import suppress
from pathlib import Path
from typing import ClassVar, Final, Never, Protocol

import msgspec
import trio

from actors.knowledge.entry import Welcome
from actors.robot.building import Step
from actors.robot.office import RobotOffice
from actors.robot.port_base import Pages, PortBase, RobotPort, build_at, open_in
from actors.robot.welcome import FirstWords
from runtime.actor import Service
from runtime.child import Backoff
from runtime.errors import Unavailable
from runtime.node import Node
from runtime.observe import Duty, Event
from runtime.restart import delay

RETRY: Final = Backoff(first_seconds=1.0, cap_seconds=60.0)
"""After a version could not be brought into force, and again: a build may have taken
all of a core for 20 s. The one before answers, where there is one."""


GREETING_SECONDS: Final = 5.0
"""So long a start waits to know what is said first; visitors come in behind it."""


class EditionName(msgspec.Struct, frozen=True):
    """Which version: its number, and the wall time of its publication.

    With the time it is told apart from that of another database.
    """

    version: int
    at_ms: int


NOTHING: Final = EditionName(0, 0)
"""Nothing was published: the robot has the presets of chit-chat alone."""


class Editions(Protocol):
    """Where versions are kept."""

    async def newest(self) -> EditionName:
        """The one that was published last.

        Raises:
            Unavailable: it is not known now.
        """
        ...

    async def before(self, version: int) -> tuple[EditionName, ...]:
        """Those published last before one of them, newest first; the same."""
        ...

    async def first_words(self, version: int) -> FirstWords:
        """The welcome card of one of them; the same."""
        ...

    async def pages(self, version: int) -> Pages:
        """What one of them is made of; the same."""
        ...


class BaseDelayed(Event, frozen=True):
    """A version cannot be brought into force yet; it is tried again in `seconds`."""

    duty: ClassVar[Duty] = Duty.WARNING

    reason: str
    seconds: float


class BaseBuilding(Event, frozen=True):
    """A version is being built, and is so far."""

    duty: ClassVar[Duty] = Duty.DEBUG

    version: int
    step: Step


class BaseLoader:
    """The versions of one process; `run` is one life of who loads them.

    Args:
        office: where they are put into force.
        port: who answers.
        editions: where they are kept.
        directory: where they are built; nothing else is in it.
        node: what it runs on.

    Attributes:
        building, step: the version that is being built, and how far it is.
        delayed: why the newest version is not in force; "": nothing failed.
    """

    def __init__(
        self,
        office: RobotOffice,
        port: RobotPort,
        editions: Editions,
        directory: Path,
        node: Node,
    ) -> None:
        self._office = office
        self._port = port
        self._editions = editions
        self._directory = directory
        self._node = node
        self._wanted = trio.Event()
        self._in_force: PortBase | None = None
        self._greets_by = NOTHING
        self.building = 0
        self.step: Step | None = None
        self.delayed = ""

    def look(self) -> None:
        """Another version is to be in force, or the one that is may be gone."""
        self._wanted.set()

    async def run(self, started: Callable[[], None]) -> Never:
        """Loads the newest version, and each that is published, until cancelled.

        `started` is called once visitors can be greeted.
        """
        with trio.move_on_after(GREETING_SECONDS), suppress(Unavailable):
            await self._greet(await self._editions.newest())
        started()
        failures = 0
        while True:
            self._wanted = trio.Event()
            seconds = float("inf")
            try:
                await self._load(await self._editions.newest())
                failures, self.delayed = 0, ""
            except Unavailable as error:
                failures += 1
                self.delayed = str(error)
                seconds = delay(RETRY, failures, self._node.random.random())
                self._node.events.emit(BaseDelayed(str(error), seconds))
            with trio.move_on_after(seconds):
                await self._wanted.wait()

    async def _greet(self, name: EditionName) -> None:
        """By a version that cannot be asked yet, where no other one is in force."""
        if self._in_force is None and self._greets_by != name != NOTHING:
            first = await self._editions.first_words(name.version)
            self._office.greet_with(first.greeting)
            self._greets_by = name

    async def _load(self, name: EditionName) -> None:
        await self._greet(name)
        base = await self._opened(name)
        if base is None:
            await self._stand_in(name)
            await self._build(name)
            base = await self._opened(name)
        if base is None:
            raise Unavailable(f"version {name.version} was built and cannot be read")
        self._put(base)

    async def _opened(self, name: EditionName) -> PortBase | None:
        return await open_in(self._port, self._path_of(name))

    def _path_of(self, name: EditionName) -> Path:
        return self._directory / f"{name.version}-{name.at_ms}"

    async def _stand_in(self, name: EditionName) -> None:
        """An earlier version answers until this one is built, if its file is there.

        A build of 100,000 entries takes a minute; who stopped within it would
        otherwise leave visitors without answers after the next start.
        """
        if self._in_force is not None:
            return
        for earlier in await self._editions.before(name.version):
            base = await self._opened(earlier)
            if base is not None:
                self._put(base)
                return

    def _put(self, base: PortBase) -> None:
        before = self._in_force
        if before is None or before.path != base.path or self._office.base is None:
            self._in_force = base
            self._office.put(base)

    async def _build(self, name: EditionName) -> None:
        def heard(step: Step) -> None:
            self._node.events.emit(BaseBuilding(name.version, step))
            self.step = step

        if name == NOTHING:
            pages = Pages(name.version, Welcome(), 0, "", _nothing())
        else:
            pages = await self._editions.pages(name.version)
        keep = None if self._in_force is None else self._in_force.path
        self.building = name.version
        try:
            await build_at(self._path_of(name), pages, keep, heard)
        finally:
            self.building, self.step = 0, None


async def _nothing() -> AsyncGenerator[tuple[bytes, ...]]:
    yield ()


class LoaderService(Service[Never]):
    """The loader, supervised.

    Args:
        loader: that is run.
    """

    def __init__(self, loader: BaseLoader) -> None:
        self._loader = loader

    async def run(self, started: Callable[[], None]) -> None:
        """Until cancelled."""
        await self._loader.run(started)
