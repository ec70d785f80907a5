"""The newest version comes into force, whatever dies meanwhile (R8)."""

from __future__ import annotations

import os
import signal
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from typing import Never

import msgspec
import pytest
import trio
import trio.testing

from actors.directory import Directory
from actors.knowledge.entry import Edition
from actors.knowledge.office import KnowledgePublished
from actors.robot.answer import Direct, Greeting
from actors.robot.building import Phase, Step
from actors.robot.live_base import LiveBase
from actors.robot.loader import NOTHING, BaseBuilding, BaseDelayed, EditionName
from actors.robot.office import BaseInForce
from actors.robot.port_base import Pages
from actors.robot.tree import Robot
from actors.robot.welcome import FirstWords
from runtime.actor import Service
from runtime.child import ChildSpec, Strategy
from runtime.errors import Unavailable
from runtime.node import Node
from runtime.observe import Event, Events
from runtime.open_node import open_node
from runtime.supervisor import Supervisor
from tests.actors.robot.bases import NOW_MS, asked, edition
from tests.actors.robot.inline_base import InlineBase

LID_SECONDS = 120.0


class Shelves:
    """Editions in memory."""

    def __init__(self) -> None:
        self.kept: list[Edition] = []
        self.failures: list[Exception] = []
        self.at_ms = 17

    async def newest(self) -> EditionName:
        if self.failures:
            raise self.failures.pop()
        return EditionName(len(self.kept), self.at_ms) if self.kept else NOTHING

    async def before(self, version: int) -> tuple[EditionName, ...]:
        return tuple(EditionName(n, self.at_ms) for n in range(version - 1, 0, -1))

    async def first_words(self, version: int) -> FirstWords:
        await trio.testing.wait_all_tasks_blocked()  # all others go on meanwhile
        kept = self.kept[version - 1]
        return FirstWords(kept.welcome, kept.entries)

    async def pages(self, version: int) -> Pages:
        kept = self.kept[version - 1]

        async def pages() -> AsyncGenerator[tuple[bytes, ...]]:
            yield tuple(map(msgspec.msgpack.encode, kept.entries))

        return Pages(version, kept.welcome, len(kept.entries), "", pages())


class House(Service[Never]):
    """One life of a robot, and of who comes in behind it."""

    def __init__(self, node: Node, shelves: Shelves, path: Path) -> None:
        self.told: list[Event] = []
        self.events = node.events
        node.events.subscribe(Event, self.told.append)
        self.robot = Robot(Directory(node), node, shelves, path)
        self.door = trio.Event()
        self.found: list[tuple[LiveBase | None, Greeting | None]] = []

    async def run(self, started: Callable[[], None]) -> None:
        """Who comes first, as soon as the robot's tree is up."""
        office = self.robot.office
        self.found.append((office.base, office.greeting("web")))
        self.door.set()
        started()
        await trio.sleep_forever()

    def in_force(self) -> list[tuple[int, int]]:
        put = (each for each in self.told if isinstance(each, BaseInForce))
        return [(each.version, each.questions) for each in put]

    async def wait_for(self, kind: type[Event], count: int) -> None:
        reached = trio.Event()

        def look(_: Event | None = None) -> None:
            if sum(isinstance(each, kind) for each in self.told) >= count:
                reached.set()

        self.events.subscribe(Event, look)
        look()
        await reached.wait()


@asynccontextmanager
async def house(shelves: Shelves, path: Path) -> AsyncGenerator[House]:
    houses: list[House] = []

    def plant(node: Node) -> Callable[[], Supervisor]:
        houses.append(House(node, shelves, path))
        robot = houses[0].robot
        spec = ChildSpec("robot", robot.supervisor, shutdown_seconds=None)
        door = ChildSpec("door", lambda: houses[0])
        return lambda: Supervisor((spec, door), Strategy.ONE_FOR_ONE)

    with trio.fail_after(LID_SECONDS):
        async with open_node(plant, Events(), Random(1)):
            yield houses[0]


@pytest.mark.covers("R8")
async def test_what_is_published_comes_into_force_and_is_there_after_a_restart(
    tmp_path: Path,
) -> None:
    shelves, path = Shelves(), tmp_path / "robot"
    async with house(shelves, path) as life:
        await life.wait_for(BaseInForce, 1)
        assert life.in_force() == [(0, 0)]
        for version in (1, 2):
            shelves.kept.append(edition(version=version))
            life.events.emit(KnowledgePublished(version, "amy"))
            await life.wait_for(BaseInForce, version + 1)
        assert life.in_force() == [(0, 0), (1, 4), (2, 4)]
        names = sorted([each.name for each in await trio.Path(path).iterdir()])
        assert names == ["1-17", "2-17"], "and what is old is gone"
        steps = [e for e in life.told if isinstance(e, BaseBuilding)]
        phases = [each.step.phase for each in steps if each.version == 2]
        assert list(dict.fromkeys(phases)) == list(Phase)
        assert Step(Phase.ENTRIES, 4, 4) in [each.step for each in steps]
        assert (life.robot.loader.building, life.robot.loader.step) == (0, None)
        built_ns = (await trio.Path(path / "2-17").stat()).st_mtime_ns
    async with house(shelves, path) as life:
        await life.wait_for(BaseInForce, 1)
        assert life.in_force() == [(2, 4)]
        assert (await trio.Path(path / "2-17").stat()).st_mtime_ns == built_ns


@pytest.mark.covers("R8")
async def test_a_start_has_an_earlier_version_answer_until_the_newest_is_built(
    tmp_path: Path,
) -> None:
    shelves, path = Shelves(), tmp_path / "robot"
    shelves.kept.append(edition(version=1))
    async with house(shelves, path) as life:
        await life.wait_for(BaseInForce, 1)
    shelves.kept += [edition(version=2), edition(version=3)]
    async with house(shelves, path) as life:
        await life.wait_for(BaseInForce, 2)
        assert life.in_force() == [(1, 4), (3, 4)]
        names = {each.name for each in await trio.Path(path).iterdir()}
        assert names == {"1-17", "3-17"}, "it can be opened again meanwhile"
    shelves.kept.append(edition(version=4))
    shelves.at_ms = 18
    async with house(shelves, path) as life:
        await life.wait_for(BaseInForce, 1)
        assert life.in_force() == [(4, 4)], "files of another database are not ours"


@pytest.mark.covers("R8")
async def test_a_version_that_cannot_be_read_is_tried_again(tmp_path: Path) -> None:
    shelves, path = Shelves(), tmp_path / "robot"
    async with house(shelves, path) as life:
        await life.wait_for(BaseInForce, 1)
        assert life.robot.process_id is not None
        os.kill(life.robot.process_id, signal.SIGKILL)
        shelves.failures.append(Unavailable("the records are away"))
        shelves.kept.append(edition())
        life.robot.loader.look()
        await life.wait_for(BaseDelayed, 1)
        life.robot.loader.look()
        await life.wait_for(BaseInForce, 2)
        assert life.in_force()[-1] == (1, 4)
        delays = [each for each in life.told if isinstance(each, BaseDelayed)]
        assert "the records are away" in [each.reason for each in delays]


@pytest.mark.covers("R8")
async def test_a_version_that_was_delayed_comes_though_nobody_asks_for_it(
    tmp_path: Path,
) -> None:
    shelves, path = Shelves(), tmp_path / "robot"
    async with house(shelves, path) as life:
        await life.wait_for(BaseInForce, 1)
        shelves.failures.append(Unavailable("the records are away"))
        shelves.kept.append(edition())
        life.robot.loader.look()
        await life.wait_for(BaseInForce, 2)
        assert life.in_force() == [(0, 0), (1, 4)]
        assert sum(isinstance(each, BaseDelayed) for each in life.told) == 1


@pytest.mark.covers("R8")
async def test_a_version_whose_file_is_gone_is_built_anew_once_its_process_died(
    tmp_path: Path,
) -> None:
    shelves, path = Shelves(), tmp_path / "robot"
    shelves.kept.append(edition())
    async with house(shelves, path) as life:
        await life.wait_for(BaseInForce, 1)
        base = life.robot.office.base
        assert base is not None
        await trio.Path(path / "1-17").unlink()
        assert life.robot.process_id is not None
        os.kill(life.robot.process_id, signal.SIGKILL)
        while not await trio.Path(path / "1-17").exists():  # noqa: ASYNC110
            await trio.sleep(0.01)
        (reply,) = await base.reply((asked("我想退货"),), NOW_MS)
        assert isinstance(reply, Direct)
        assert not [each for each in life.told if isinstance(each, BaseDelayed)]


@pytest.mark.covers("R8")
async def test_who_finds_the_version_lost_has_it_brought_back(tmp_path: Path) -> None:
    shelves, path = Shelves(), tmp_path / "robot"
    shelves.kept.append(edition())
    async with house(shelves, path) as life:
        await life.wait_for(BaseInForce, 1)
        office = life.robot.office
        assert office.base is not None
        office.lose(office.base, "no such file")
        await life.wait_for(BaseInForce, 2)
        assert life.in_force() == [(1, 4), (1, 4)]


@pytest.mark.covers("R9")
async def test_a_start_is_over_once_visitors_can_be_greeted(tmp_path: Path) -> None:
    shelves, path = Shelves(), tmp_path / "robot"
    shelves.kept.append(edition())
    async with house(shelves, path) as life:
        await life.door.wait()
        greeting = InlineBase(edition()).greeting("web", NOW_MS)
        assert greeting is not None
        assert life.found == [(None, greeting)], "its process has not even begun"
    shelves.failures += [Unavailable("the records are away")] * 2
    async with house(shelves, path) as life:
        await life.door.wait()
        assert life.found == [(None, None)]
        await life.wait_for(BaseInForce, 1)
        assert life.robot.office.greeting("web") == greeting
