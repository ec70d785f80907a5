"""The figures of a day that goes on: what is followed is what would be counted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from actors.records.figures import Sums
from actors.records.leg_sums import sums_of
from actors.records.messages import (
    CountDay,
    DayCounted,
    Dimension,
    ForgetRecords,
    MakeReport,
    Project,
    Report,
)
from actors.records.rows import LegRow
from actors.records.store import RecordStore
from actors.session.terms import CloseReason, Role, SessionPhase
from tests.actors.records.shelf import RecordShelf, record_shelf
from tests.actors.records.tale import OPENED_MS, Tale
from tests.actors.records.test_rebuild import Step, tales, told

Story = list[tuple[str, Step, int]]
DAY = CountDay(OPENED_MS, 20)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RecordShelf]:
    with record_shelf(tmp_path_factory.mktemp("day") / "records.db") as shelf:
        yield shelf


@pytest.fixture(autouse=True)
def _empty(shelf: RecordShelf) -> None:
    shelf.store.answer(ForgetRecords())


def counted(store: RecordStore, day: CountDay = DAY) -> DayCounted:
    answer = store.answer(day)
    assert isinstance(answer, DayCounted), answer
    return answer


def told_of(answer: DayCounted) -> tuple[dict[str, Sums], dict[tuple[str, str], int]]:
    """A group of which nothing is left to tell is none of which nothing was told."""
    return (
        {each.group: each.sums for each in answer.days if each.sums != Sums()},
        {(each.group, each.stage): each.count for each in answer.open},
    )


@pytest.mark.covers("M6")
@given(
    story=tales, cuts=st.lists(st.integers(1, 9), max_size=8), late=st.integers(-9, 60)
)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_what_is_followed_is_what_would_be_counted(
    shelf: RecordShelf, story: Story, cuts: list[int], late: int
) -> None:
    """However the journal is cut into batches, and whenever the day began."""
    shelf.store.answer(ForgetRecords())
    store = RecordStore(shelf.engine)
    day = CountDay(OPENED_MS + late * 1_000, 3)
    counted(store, day)
    rows, after = told(story).rows, 0
    for size in [*cuts, len(rows)]:
        store.answer(Project(after, tuple(rows[after : after + size])))
        after = min(after + size, len(rows))
    followed = counted(store, day)
    fresh = counted(RecordStore(shelf.engine), day)
    assert told_of(followed) == told_of(fresh)
    assert followed.position == fresh.position == len(rows)


def evening() -> Tale:
    """Three of `g`: one served at once, one who leaves the line, one who waits."""
    tale = Tale()
    tale.open("s1", "v1").assign("s1").ask("s1").wait(5).reply("s1")
    tale.open("s2", "v2").wait(30).close("s2", CloseReason.CLIENT, by="v2")
    tale.open("s3", "v3")
    tale.open("r1", "v4", group="", stage=SessionPhase.ROBOT).ask("r1")
    return tale.close("r1", CloseReason.CLIENT, by="v4")


@pytest.mark.covers("M6")
def test_a_day_is_told_by_group_and_state(shelf: RecordShelf) -> None:
    shelf.project(evening().rows)
    sums, going_on = told_of(counted(shelf.store))
    assert going_on == {("g", "queued"): 1, ("g", "serving"): 1}
    of_g = sums["g"]
    assert (of_g.waits, of_g.answered, of_g.prompt, of_g.abandoned) == (2, 1, 1, 1)
    assert (of_g.served, of_g.frt_count, of_g.frt_ms) == (1, 1, 5_000)
    assert (sums[""].robot, sums[""].robot_resolved) == (1, 1)


@pytest.mark.covers("P1")
def test_a_server_counts_as_a_file_does(on_a_server: RecordShelf) -> None:
    counted(on_a_server.store)
    on_a_server.project(evening().rows)
    followed = told_of(counted(on_a_server.store))
    assert followed == told_of(counted(RecordStore(on_a_server.engine)))
    assert followed[0]["g"].waits == 2
    on_a_server.store.answer(ForgetRecords())


def test_what_was_before_the_day_is_none_of_it(shelf: RecordShelf) -> None:
    tale = evening()
    shelf.project(tale.rows)
    sums, going_on = told_of(counted(shelf.store, CountDay(tale.now_ms + 1)))
    assert (sums, sum(going_on.values())) == ({}, 2)


def test_another_promise_is_counted_anew(shelf: RecordShelf) -> None:
    tale = Tale().open("s").wait(10).assign("s")
    shelf.project(tale.rows)
    prompt = [
        told_of(counted(shelf.store, CountDay(OPENED_MS, seconds)))[0]["g"].prompt
        for seconds in (20, 5)
    ]
    assert prompt == [1, 0]


def test_a_tally_that_missed_something_begins_anew(shelf: RecordShelf) -> None:
    """Another process may have projected, or a transaction failed."""
    tale = Tale().open("s").say("s", Role.VISITOR, "?")
    shelf.project(tale.rows)
    counted(shelf.store)
    before = len(tale.rows)
    tale.assign("s")
    RecordStore(shelf.engine).answer(Project(before, tuple(tale.rows[before:])))
    tale.close("s")
    shelf.project(tale.rows[before + 1 :], before + 1)
    sums, going_on = told_of(counted(shelf.store))
    assert (sums["g"].handled, going_on) == (1, {})


def test_it_says_what_the_report_says(shelf: RecordShelf) -> None:
    tale = evening()
    counted(shelf.store)
    shelf.project(tale.rows)
    report = shelf.store.answer(
        MakeReport(Dimension.GROUP, OPENED_MS, tale.now_ms + 1, group="g")
    )
    assert isinstance(report, Report)
    sums = told_of(counted(shelf.store))[0]["g"]
    assert report.total.abandonment == sums.abandoned / sums.waits
    assert report.total.service_level == sums.prompt / sums.waits


LEG = LegRow(1, 2, "", 0, "web", "g")


@pytest.mark.parametrize(
    ("leg", "sums"),
    [
        (
            replace(LEG, kind="waited", ending="answered", wait_ms=21),
            Sums(waits=1, answered=1, answered_ms=21),
        ),
        (replace(LEG, kind="waited", ending="abandoned"), Sums(waits=1, abandoned=1)),
        (replace(LEG, kind="waited", ending="overflowed"), Sums()),
        (
            replace(LEG, leg=1, kind="served", ending="silence", handle_ms=9),
            Sums(sessions=1, served=1, transferred=1, handled=1, handle_ms=9),
        ),
        (
            replace(LEG, kind="served", stars=4, is_solved=0, frt_ms=7),
            Sums(
                served=1, rated=1, stars=4, satisfied=1, judged=1, frt_count=1, frt_ms=7
            ),
        ),
        (replace(LEG, kind="silent", ending="declined"), Sums(silent=1)),
        (replace(LEG, kind="robot", ended_ms=5, ending="closed"), Sums()),
        (
            replace(LEG, kind="robot", ended_ms=5, visitor_messages=1),
            Sums(robot=1),
        ),
    ],
)
def test_what_a_leg_adds(leg: LegRow, sums: Sums) -> None:
    assert sums_of(leg, 20) == sums
