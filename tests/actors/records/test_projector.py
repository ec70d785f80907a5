"""The projector follows the journal, whoever dies."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import cast

import pytest
import trio
from trio.testing import MockClock

from actors.records import actor
from actors.records.actor import (
    EventsUnreadable,
    Progress,
    Projector,
    RecordsAhead,
    RecordsStalled,
)
from actors.records.archive import Archive, RecordsState
from actors.records.messages import (
    FindSessions,
    ForgetRecords,
    LookUpFault,
    LookUpRefused,
    Project,
    Projected,
    SessionPage,
    SessionShown,
    ShowSession,
)
from actors.records_wire import AnyAnswer, AnyRequest
from runtime.errors import Unavailable
from runtime.journal import Append, Query, StoreFull
from runtime.journal_local import CallSoon, LocalJournal
from runtime.journal_memory import MemoryJournal
from runtime.observe import Event, Events
from tests.actors.accounts.local_records import LocalRecords
from tests.actors.records.tale import Tale

A_WHILE = 10.0
"""Seconds of the mock clock in which everything that can happen has."""


class House:
    """A journal, records, and who carries the one into the other."""

    def __init__(self, records: LocalRecords) -> None:
        self.backend = MemoryJournal()
        self.records = records
        self.calls = CallSoon()
        self.journal = LocalJournal(self.backend, self.calls)
        self.progress = Progress()
        self.archive = Archive(records, self.progress, lambda: 0)
        self.told: list[Event] = []
        self.events = Events()
        self.events.subscribe(Event, self.told.append)

    def write(self, tale: Tale) -> None:
        for row in tale.rows:
            event = row.event
            append = Append(row.entity, event.seq - 1, event.at_ms, (event.body,))
            self.backend.commit([append])

    async def live(self) -> None:
        projector = Projector(self.journal, self.records, self.progress, self.events)
        await projector.run(lambda: None)

    async def sessions(self) -> list[str]:
        page = await self.archive.find(FindSessions())
        assert isinstance(page, SessionPage)
        return [card.row.session for card in page.cards]

    def projected(self) -> list[int]:
        asked = self.records.asked
        return [len(each.rows) for each in asked if isinstance(each, Project)]


@asynccontextmanager
async def alive(house: House) -> AsyncIterator[trio.CancelScope]:
    async with trio.open_nursery() as nursery:
        await nursery.start(_serve, house.calls)
        nursery.start_soon(house.live)
        await trio.sleep(A_WHILE)
        yield nursery.cancel_scope
        nursery.cancel_scope.cancel()


async def _serve(calls: CallSoon, task_status: trio.TaskStatus[None]) -> None:
    await calls.run(task_status.started)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(LocalRecords(tmp_path / "records.db"))


@pytest.mark.covers("M8")
async def test_what_is_committed_is_recorded_soon_and_once(
    house: House, autojump_clock: MockClock
) -> None:
    with closing(house.records):
        async with alive(house):
            assert await house.sessions() == []
            house.write(Tale().open("s1").ask("s1", "hi").open("s2", "w"))
            await trio.sleep(A_WHILE)
            assert await house.sessions() == ["s2", "s1"]
            assert house.projected() == [3]
            assert house.archive.state() == RecordsState(3, 3)
            assert house.archive.behind == 0
            shown = await house.archive.show(ShowSession("s1"))
            assert isinstance(shown, SessionShown)
            assert isinstance(await house.archive.show(ShowSession("x")), LookUpRefused)
        async with alive(house):
            assert house.projected() == [3]


async def test_a_long_journal_comes_in_pages(
    house: House, autojump_clock: MockClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actor, "EVENTS_AT_ONCE", 2)
    house.write(Tale().open("s1").ask("s1").ask("s1").ask("s1").ask("s1"))
    with closing(house.records):
        async with alive(house):
            assert house.projected() == [2, 2, 1]


@pytest.mark.covers("M8", "S7")
async def test_an_answer_that_was_lost_records_nothing_twice(
    house: House, autojump_clock: MockClock
) -> None:
    house.write(Tale().open("s1").assign("s1").ask("s1").reply("s1"))
    house.records.lost.append(Project)
    with closing(house.records):
        async with alive(house):
            shown = await house.archive.show(ShowSession("s1"))
            assert isinstance(shown, SessionShown)
            assert [leg.agent_messages for leg in shown.legs] == [0, 1]
            assert house.projected() == [4]
    assert [type(each) for each in house.told] == [RecordsStalled]


async def test_records_that_refuse_are_asked_again_and_told_of_once(
    house: House, autojump_clock: MockClock
) -> None:
    house.records.failures += [Unavailable("away")] * 3
    house.write(Tale().open("s1"))
    assert isinstance(house.archive.state(), LookUpRefused)
    with closing(house.records):
        async with alive(house):
            assert await house.sessions() == ["s1"]
            house.records.failures.append(Unavailable("away"))
            assert isinstance(await house.archive.find(FindSessions()), LookUpRefused)
            house.records.failures.append(Unavailable("away"))
            assert isinstance(await house.archive.rebuild(), LookUpRefused)
    assert house.told == [RecordsStalled("away")]


@pytest.mark.covers("M8")
async def test_a_rebuilding_throws_away_and_follows_anew(
    house: House, autojump_clock: MockClock
) -> None:
    house.write(Tale().open("s1").body("session/s1", b"\xc1").open("s2", "w"))
    with closing(house.records):
        async with alive(house):
            assert await house.archive.rebuild() == RecordsState(0, 3)
            assert await house.sessions() == []
            house.write(Tale().body("agent/a", b"-"))
            await trio.sleep(A_WHILE)
            assert await house.sessions() == ["s2", "s1"]
    assert house.told == [EventsUnreadable(1), EventsUnreadable(1)]


@pytest.mark.covers("M8")
async def test_a_rebuilding_between_a_page_and_its_recording_leaves_no_gap(
    house: House, autojump_clock: MockClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.write(Tale().open("s1"))
    ask = house.records.ask
    with closing(house.records):
        async with alive(house):
            assert await house.sessions() == ["s1"]

            async def late(request: AnyRequest) -> AnyAnswer:
                if isinstance(request, Project):  # its page was read before
                    monkeypatch.undo()
                    await ask(ForgetRecords())
                return await ask(request)

            monkeypatch.setattr(house.records, "ask", late)
            house.write(Tale().open("s2", "w"))
            await trio.sleep(A_WHILE)
            assert await house.sessions() == ["s2", "s1"]
            assert house.progress.position == 2


async def test_what_refuses_is_asked_again(
    house: House, autojump_clock: MockClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = LookUpRefused(LookUpFault.FAILED, "full")
    answers: list[object] = [refused, refused]
    usual = house.records.ask

    async def ask(request: AnyRequest) -> AnyAnswer:
        return cast("AnyAnswer", answers.pop()) if answers else await usual(request)

    monkeypatch.setattr(house.records, "ask", ask)
    house.write(Tale().open("s1"))
    journal = house.backend.answer
    full: list[object] = [StoreFull("full")]

    def answer(query: Query) -> object:
        return full.pop() if full else journal(query)

    monkeypatch.setattr(house.backend, "answer", answer)
    with closing(house.records):
        async with alive(house):
            assert await house.sessions() == ["s1"]
            answers.append(Projected(0))
            away = await house.archive.find(FindSessions())
            assert isinstance(away, LookUpRefused)
    assert [type(each) for each in house.told] == [RecordsStalled] * 2


async def test_a_journal_that_was_put_back_is_the_truth(
    house: House, autojump_clock: MockClock
) -> None:
    house.write(Tale().open("s1").open("s2"))
    with closing(house.records):
        async with alive(house):
            assert await house.sessions() == ["s2", "s1"]
        other = House(house.records)
        other.write(Tale().open("s3"))
        async with alive(other):
            assert await other.sessions() == ["s3"]
    assert other.told == [RecordsAhead(2, 1)]
    assert any(isinstance(each, ForgetRecords) for each in house.records.asked)
