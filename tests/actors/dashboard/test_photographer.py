"""Who takes the picture: of real actors, on a mock clock, where records may fail."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
import trio
from trio.testing import MockClock

from actors.agent.messages import AgentStatus
from actors.assignment.messages import GroupRule
from actors.assignment.routing import Reception
from actors.dashboard.actor import TOO_MUCH_SECONDS, Photographer
from actors.dashboard.looks import look_at_agents, look_at_groups
from actors.dashboard.office import DASHBOARD_TOPIC, DashboardOffice
from actors.dashboard.picture import Picture
from actors.records.actor import Progress
from actors.records.archive import Archive
from actors.records.messages import (
    CountDay,
    Project,
    ServiceRecordsAnswer,
    ServiceRecordsRequest,
)
from runtime.errors import Unavailable
from runtime.topics import Publication
from tests.actors.accounts.local_records import LocalRecords
from tests.actors.records.tale import Tale
from tests.actors.world import World

pytestmark = pytest.mark.covers("M6")

MANUAL = GroupRule(reception=Reception.MANUAL)


def test_groups_and_agents_are_read_off_their_actors() -> None:
    world = World()
    world.define_group("g", MANUAL)
    world.define_group("h")
    world.free_agent("a", 1, "g")
    world.open("v", "g")
    world.advance(5)
    world.open("w", "g")
    world.advance(5)
    world.open("x", "g")
    g, h = look_at_groups(world.node)
    assert (g.group, g.name, g.waiting) == ("g", "G", 2)
    assert world.wall_ms() - g.since_ms == 5_000
    assert (h.waiting, h.since_ms) == (0, 0)
    (a,) = look_at_agents(world.node)
    assert (a.status, a.load, a.capacity, a.since_ms) == (AgentStatus.BUSY, 1, 1, 0)
    assert (a.is_there, a.groups) == (True, ("g",))


class BusyRecords:
    """Records before which somebody's report stands, for `seconds`."""

    def __init__(self, records: LocalRecords) -> None:
        self._records = records
        self.seconds = 0.0

    async def ask(self, request: ServiceRecordsRequest) -> ServiceRecordsAnswer:
        answer = await self._records.ask(request)
        await trio.sleep(self.seconds)
        return answer


class House:
    """A photographer before a desk, with records of its own."""

    def __init__(self, path: Path) -> None:
        self.world = World()
        self.world.define_group("g")
        self.records = LocalRecords(path / "records.db")
        self.busy = BusyRecords(self.records)
        self.office = DashboardOffice()
        self.told: list[Picture] = []
        archive = Archive(self.busy, Progress(), self.world.wall_ms)
        rules = self.world.desk.rules
        self.life = Photographer(self.world.node, rules, archive, self.office)

    def watch(self) -> None:
        self.world.node.topics.subscribe(DASHBOARD_TOPIC, self._hear)

    def _hear(self, _: Publication[object]) -> None:
        assert self.office.picture is not None
        self.told.append(self.office.picture)

    def asked(self) -> int:
        return sum(isinstance(each, CountDay) for each in self.records.asked)


@asynccontextmanager
async def house(path: Path) -> AsyncIterator[House]:
    one = House(path)
    with closing(one.records):
        async with trio.open_nursery() as nursery:
            nursery.start_soon(one.life.run, lambda: None)
            yield one
            nursery.cancel_scope.cancel()


async def test_a_picture_a_second_and_none_while_nobody_watches(
    tmp_path: Path, autojump_clock: MockClock
) -> None:
    del autojump_clock
    async with house(tmp_path) as one:
        await trio.sleep(10.5)
        assert one.asked() == 1  # the trend's sample
        one.watch()
        await trio.sleep(10)
        assert len(one.told) == 10


async def test_it_shows_lines_and_the_records_day(
    tmp_path: Path, autojump_clock: MockClock
) -> None:
    del autojump_clock
    async with house(tmp_path) as one:
        one.world.open("v", "g")
        tale = Tale()
        tale.seconds = (one.world.wall_ms() - tale.now_ms) / 1_000
        tale.open("s").assign("s")
        await one.records.ask(Project(0, tuple(tale.rows)))
        one.watch()
        await trio.sleep(1.5)
        view = one.office.view(None)
        assert view is not None
        assert (view.whole.waiting, view.whole.stages.serving) == (1, 1)
        assert (view.whole.day.answered, view.whole.day.served) == (1, 1)


async def test_without_records_the_lines_are_live(
    tmp_path: Path, autojump_clock: MockClock
) -> None:
    del autojump_clock
    async with house(tmp_path) as one:
        one.watch()
        await trio.sleep(0.5)
        one.records.failures += [Unavailable("away")] * 2
        one.world.open("v", "g")
        await trio.sleep(1)
        assert one.told[-1].groups[0].waiting == 1
        await trio.sleep(2)
        assert not one.records.failures


async def test_records_that_are_busy_hold_up_no_line(
    tmp_path: Path, autojump_clock: MockClock
) -> None:
    del autojump_clock
    async with house(tmp_path) as one:
        one.watch()
        await trio.sleep(0.5)
        one.busy.seconds = 20.0
        one.world.open("v", "g")
        await trio.sleep(5)
        assert one.told[-1].groups[0].waiting == 1
        assert (one.asked(), len(one.told)) == (2, 4)


async def test_records_that_take_too_long_are_left_alone_for_a_while(
    tmp_path: Path, autojump_clock: MockClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    del autojump_clock
    monkeypatch.setattr("actors.records.day_lookup.REPORT_SECONDS", -1)
    async with house(tmp_path) as one:
        await one.records.ask(Project(0, tuple(_long_tale().rows)))
        one.records.asked.clear()
        one.watch()
        await trio.sleep(TOO_MUCH_SECONDS - 0.5)
        assert (one.asked(), len(one.told) > 50) == (1, True)
        await trio.sleep(2)
        assert one.asked() == 2


def _long_tale() -> Tale:
    tale = Tale()
    for number in range(600):
        tale.open(f"s{number}").assign(f"s{number}")
    return tale
