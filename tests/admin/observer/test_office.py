"""What may be done to a tree, what is refused, and what comes of it."""

from __future__ import annotations

import os

import pytest
import trio
from trio.testing import MockClock

from actors.accounts.audit import Act
from admin.observer.audit_wire import ExamineJournal, MarkJournal, Unmarked
from admin.observer.board import MAX_SHOWN, MAX_WAITING
from admin.observer.experiment import Bar, Deed, Experiment, Stage
from admin.observer.notebook import IncidentKind
from admin.observer.shown import EntitiesShown, EntityQuery, PartDetail
from runtime.errors import Unavailable
from runtime.region import ENTITY_INTENSITY
from runtime.survey import SortKey
from tests.admin.observer.small_house import ADA, CLEAN, SmallHouse, small_house

THING = "/things/x"


@pytest.mark.covers("M10")
@pytest.mark.parametrize("path", ["/member", "/shop", "/things", THING])
async def test_whatever_crashes_comes_back_and_is_audited(
    path: str, autojump_clock: MockClock
) -> None:
    async with small_house() as house:
        await house.tell("x", "a")
        done = await house.intervene(Deed.CRASH, path)
        assert (done.stage, done.text, done.verdict) == (Stage.DONE, "", CLEAN)
        assert done.recovery_ms is not None
        assert house.office.board() == (done,)
        (act,) = house.acts
        assert (act.who, act.act, act.subject) == ("m-ada", Act.CRASHING_PART, path)
        assert (act.address, act.detail) == ("203.0.113.7", "")
        entity = "thing/x" if path == THING else ""
        assert house.auditor.asked[0] == MarkJournal(1)
        back_ms = done.at_ms + done.recovery_ms
        expected = ExamineJournal(1, done.at_ms, back_ms, entity)
        assert house.auditor.asked[1] == expected
        shown = house.office.detail(path)
        assert isinstance(shown, PartDetail)
        assert shown.entity == entity
        assert shown.part.is_up
        kinds = {incident.kind for incident in shown.incidents}
        assert IncidentKind.CRASHED in kinds
        assert shown.part.cell.crashes == 1


@pytest.mark.parametrize("path", ["/member", "/shop", THING])
async def test_a_restart_is_no_crash_and_needs_no_demonstration(
    path: str, autojump_clock: MockClock
) -> None:
    async with small_house(is_demonstration=False) as house:
        await house.tell("x", "a")
        done = await house.intervene(Deed.RESTART, path)
        assert done.stage is Stage.DONE
        assert [act.act for act in house.acts] == [Act.RESTARTING_PART]
        assert house.office.incidents(10) == ()
        shown = house.office.detail(path)
        assert isinstance(shown, PartDetail)
        assert shown.part.cell.restarts == 1


async def test_a_process_is_killed_and_another_serves() -> None:
    async with small_house(has_process=True) as house:
        house.office.detail("/echo")
        before = await process(house)
        os.kill(before, 0)
        done = await house.office.intervene(Deed.KILL, "/echo", ADA, "1")
        assert isinstance(done, Experiment)
        await house.until(lambda: done.verdict is not None)
        assert done.recovery_ms
        assert await process(house) not in {0, before}
        tree = await house.office.tree()
        (echo,) = [part for part in tree.parts if part.cell.path == "/echo"]
        assert echo.memory_bytes > 1_000_000
        assert tree.parts[0].memory_bytes > echo.memory_bytes


async def process(house: SmallHouse) -> int:
    with trio.fail_after(20):
        while True:
            shown = house.office.detail("/echo")
            assert isinstance(shown, PartDetail)
            if shown.part.is_up:
                return shown.part.cell.process
            await trio.sleep(0.01)


async def test_outside_demonstrations_crashes_are_refused_and_noted(
    autojump_clock: MockClock,
) -> None:
    async with small_house(is_demonstration=False) as house:
        for deed in (Deed.CRASH, Deed.KILL):
            assert await house.barred(deed, "/shop") is Bar.NO_DEMONSTRATION
        acts = [(act.act, act.detail) for act in house.acts]
        assert acts == [
            (Act.CRASHING_PART, "refused: no_demonstration"),
            (Act.KILLING_PROCESS, "refused: no_demonstration"),
        ]
        assert house.office.board() == ()
        tree = await house.office.tree()
        assert not tree.is_demonstration


async def test_what_cannot_be_done_is_refused_with_its_reason(
    autojump_clock: MockClock,
) -> None:
    async with small_house() as house:
        await house.tell("x", "a")
        assert await house.barred(Deed.CRASH, "/nobody") is Bar.NO_SUCH_PART
        assert await house.barred(Deed.CRASH, "/things/y") is Bar.NO_SUCH_PART
        assert await house.barred(Deed.RESTART, "/") is Bar.IS_ROOT
        assert await house.barred(Deed.KILL, "/shop") is Bar.NO_PROCESS
        assert len(house.acts) == 4


async def test_nobody_is_crashed_beyond_forgiveness(autojump_clock: MockClock) -> None:
    async with small_house() as house:
        await house.tell("x", "a")
        left = [
            (await house.intervene(Deed.CRASH, THING, str(number))).restarts_left
            for number in range(ENTITY_INTENSITY.restarts)
        ]
        assert left == [4, 3, 2, 1, 0]
        assert await house.barred(Deed.CRASH, THING) is Bar.BUDGET_SPENT
        restarted = await house.intervene(Deed.RESTART, THING)
        assert restarted.stage is Stage.DONE


async def test_no_more_wait_than_somebody_oversees(autojump_clock: MockClock) -> None:
    async with small_house() as house:
        asked: list[Experiment] = []
        for number in range(MAX_WAITING):
            answer = await house.office.intervene(
                Deed.RESTART, "/shop", ADA, f"wait {number}"
            )
            assert isinstance(answer, Experiment)
            asked.append(answer)
        assert await house.barred(Deed.RESTART, "/shop") is Bar.BUSY
        for experiment in asked:
            await house.until_ended(experiment)
        assert [each.verdict for each in asked] == [CLEAN] * MAX_WAITING
        for number in range(MAX_SHOWN):
            await house.intervene(Deed.RESTART, "/member", str(number))
        assert len(house.office.board()) == MAX_SHOWN
        assert house.office.board()[0].number == MAX_WAITING + MAX_SHOWN


async def test_a_repeat_of_the_same_wish_is_done_once(
    autojump_clock: MockClock,
) -> None:
    async with small_house() as house:
        first = await house.office.intervene(Deed.RESTART, "/shop", ADA, "1")
        again = await house.office.intervene(Deed.RESTART, "/shop", ADA, "1")
        assert again is first
        assert len(house.acts) == 1


async def test_what_the_log_does_not_take_is_not_done(
    autojump_clock: MockClock,
) -> None:
    async with small_house() as house:
        house.is_noting = False
        with pytest.raises(Unavailable, match="the log is away"):
            await house.office.intervene(Deed.CRASH, "/shop", ADA, "op")
        await trio.sleep(1.0)
        assert house.office.board() == ()
        assert house.log.count("+shop") == 1


async def test_the_laboratory_survives_its_own_experiment(
    autojump_clock: MockClock,
) -> None:
    async with small_house() as house:
        done = await house.intervene(Deed.CRASH, "/laboratory")
        assert (done.stage, done.verdict) == (Stage.DONE, CLEAN)
        assert (await house.intervene(Deed.CRASH, "/shop")).stage is Stage.DONE


async def test_without_an_auditor_the_recovery_alone_is_told(
    autojump_clock: MockClock,
) -> None:
    async with small_house() as house:
        house.auditor.is_away = True
        done = await house.intervene(Deed.CRASH, "/shop")
        assert done.stage is Stage.DONE
        assert done.text == "not audited: it is away"
        assert done.verdict is None
        assert done.recovery_ms is not None
        house.auditor.is_away = False
        house.auditor.verdict = Unmarked()
        done = await house.intervene(Deed.CRASH, "/shop", "again")
        assert done.text == "not audited: the auditor itself died"


async def test_an_entity_that_has_ended_since_was_back(
    autojump_clock: MockClock,
) -> None:
    async with small_house() as house:
        await house.tell("short", "a")
        done = await house.intervene(Deed.CRASH, "/things/short")
        assert (done.stage, done.text, done.verdict) == (Stage.DONE, "", CLEAN)
        assert house.log.count("+short") == 2


async def test_a_part_that_does_not_come_back_is_told(
    autojump_clock: MockClock,
) -> None:
    async with small_house() as house:
        await house.tell("x", "a")
        done = await house.intervene(Deed.CRASH, "/brief")
        assert done.stage is Stage.FAILED
        assert done.text == "it was not back within 60 s"
        first = await house.office.intervene(Deed.CRASH, "/things", ADA, "1")
        assert isinstance(first, Experiment)
        assert (await house.intervene(Deed.CRASH, THING)).text == "it is gone"
        assert first.stage is Stage.DONE


async def test_entities_are_sorted_searched_and_paged(
    autojump_clock: MockClock,
) -> None:
    async with small_house() as house:
        for number in range(30):
            await house.tell(f"t{number:02}", *"x" * (number % 7))
        await house.tell("Other", "x")

        async def names(**wish: object) -> list[str]:
            query = EntityQuery("/things", SortKey.HANDLED, **wish)  # type: ignore[arg-type]
            found = await house.office.entities(query)
            assert isinstance(found, EntitiesShown)
            assert found.totals.census.awake == 26
            assert not found.is_asleep
            return [part.cell.path.removeprefix("/things/") for part in found.rows]

        assert await names(limit=3) == ["t06", "t13", "t20"]
        assert await names(limit=3, offset=2) == ["t20", "t27", "t05"]
        assert await names(search="OTH") == ["Other"]
        assert len(await names()) == 26
        assert await names(offset=1_000) == []
        other = await house.office.entities(EntityQuery("/shop"))
        assert not isinstance(other, EntitiesShown)


async def test_the_tree_tells_totals_and_paces(autojump_clock: MockClock) -> None:
    async with small_house() as house:
        await house.tell("x", "a")
        first = await house.office.tree()
        assert all(part.pace is None for part in first.parts)
        await house.tell("x", *"abcd")
        await trio.sleep(2.0)
        tree = await house.office.tree()
        parts = {part.cell.path: part for part in tree.parts}
        assert list(parts)[:4] == ["/", "/member", "/brief", "/shop"]
        assert [parts["/"].depth, parts["/shop"].depth] == [0, 1]
        things = parts["/things"]
        assert things.totals is not None
        assert things.totals.handled == 5
        assert things.totals_pace is not None
        assert things.totals_pace.per_second == pytest.approx(2.0, rel=0.2)
        assert tree.up_seconds == pytest.approx(2.0, rel=0.2)
        assert tree.process == os.getpid()
