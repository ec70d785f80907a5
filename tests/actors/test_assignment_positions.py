"""Where those who wait stand, and how long it may take (Q5)."""

from __future__ import annotations

import sys
from collections.abc import Callable
from random import Random
from types import FrameType

import pytest

from actors.assignment.estimate import LEAST_DEPARTURES, Pace, shown_seconds
from actors.assignment.line_rule import LineRule
from actors.assignment.messages import QueuePosition
from actors.assignment.standing import QueueClass
from actors.ids import SessionId
from tests.actors.lines import Group

pytestmark = pytest.mark.covers("Q5")


def sweep(group: Group, limit: int = 999) -> dict[str, int]:
    """One sweep: what changed."""
    positions = group.line.hall.positions
    group.line.hall.begin_sweep()
    shown: list[QueuePosition] = []
    while positions.is_sweeping:
        shown += positions.count(limit, group.now_ms)
    return {each.session: each.position for each in shown}


def position(group: Group, session: str) -> QueuePosition:
    waiting = group.line.hall.find(SessionId(session))
    assert waiting is not None
    return group.line.hall.positions.show(waiting, group.now_ms)


def is_stale(group: Group) -> bool:
    return group.line.hall.positions.is_stale


def serve_next(group: Group) -> str:
    group.hear("a")
    (asked,) = group.serve()
    session = group.grant(asked.id)
    group.line.accepted(SessionId(session))
    return session


def test_only_what_has_changed_is_shown() -> None:
    group = Group()
    for session in ("s1", "s2", "s3"):
        group.wait(session)
    group.serve()
    assert is_stale(group)
    assert sweep(group) == {"s1": 1, "s2": 2, "s3": 3}
    assert not is_stale(group)
    assert sweep(group) == {}
    group.wait("s4")
    group.serve()
    assert sweep(group) == {"s4": 4}
    assert serve_next(group) == "s1"
    assert sweep(group, 1) == {"s2": 1, "s3": 2, "s4": 3}
    group.line.leave(SessionId("s3"))
    assert sweep(group) == {"s4": 2}
    assert position(group, "s4") == QueuePosition(SessionId("s4"), 2, 2, None)


def test_who_leaves_during_a_sweep_is_not_counted() -> None:
    group = Group()
    for number in range(4):
        group.wait(f"s{number}")
    group.serve()
    positions = group.line.hall.positions
    group.line.hall.begin_sweep()
    assert [each.session for each in positions.count(1, group.now_ms)] == ["s0"]
    group.line.leave(SessionId("s1"))
    shown = positions.count(9, group.now_ms)
    assert [(each.session, each.position) for each in shown] == [("s2", 2), ("s3", 3)]


def test_who_is_served_at_once_was_never_in_line() -> None:
    group = Group()
    group.hear("a")
    group.wait("s1")
    group.serve()
    assert sweep(group) == {}
    group.wait("s2")
    group.serve()
    assert position(group, "s1") == QueuePosition(SessionId("s1"), 2, 1, None)
    assert position(group, "s2") == QueuePosition(SessionId("s2"), 1, 1, None)


@pytest.mark.parametrize("seed", range(5))
def test_a_position_never_goes_back_for_arrivals_of_the_same_class(seed: int) -> None:
    random = Random(seed)
    group = Group(LineRule(ageing_ms=2_000))
    last: dict[str, int] = {}
    for step in range(300):
        priority = random.choice((0, 0, 3))
        if step < 100 or priority == 0:  # from then on only the lowest come
            group.wait(f"s{step}", priority=0 if step >= 100 else priority)
        group.serve()
        if random.random() < 0.4:
            last.pop(serve_next(group), None)
        if random.random() < 0.2 and group.order():
            gone = random.choice(group.order())
            group.line.leave(SessionId(gone))
            last.pop(gone, None)
        sweep(group, random.choice((1, 7, 99)))
        for session in group.order():
            now = position(group, session).position
            if step >= 100 and session in last:
                assert now <= last[session]
            last[session] = now
        group.pass_time(random.random())


def test_the_order_is_class_level_ticket_with_ageing() -> None:
    group = Group(LineRule(ageing_ms=1_000))
    group.wait("old")
    group.pass_time(4)
    group.wait("dear", priority=3)
    group.wait("new")
    group.wait("back", queue_class=QueueClass.RETURNED)
    group.serve()
    assert sweep(group) == {"back": 1, "old": 2, "dear": 3, "new": 4}


def test_before_the_first_count_a_newcomer_is_behind_its_own_and_higher_levels() -> (
    None
):
    group = Group()
    group.wait("s1")
    group.wait("s2", priority=5)
    group.serve()
    sweep(group)
    group.wait("s3")
    group.wait("s4", priority=5)
    group.serve()
    assert position(group, "s4").position == 2
    assert position(group, "s3").position == 4
    assert sweep(group) == {"s4": 2, "s1": 3, "s3": 4}


def test_a_session_that_moves_is_counted_where_it_is() -> None:
    group = Group()
    group.wait("s1", 1)
    group.wait("s2", 2)
    group.serve()
    group.wait("s2", 2, priority=4)
    group.wait("s3", 3, priority=4)
    group.serve()
    assert position(group, "s3").position == 2
    assert sweep(group) == {"s2": 1, "s3": 2, "s1": 3}


def test_who_is_offered_keeps_its_last_position() -> None:
    group = Group()
    group.wait("s1")
    group.serve()
    sweep(group)
    group.hear("a")
    group.serve()
    assert group.grant("g.1") == "s1"
    assert position(group, "s1") == QueuePosition(SessionId("s1"), 1, 0, None)
    assert sweep(group) == {}
    group.line.declined("g.1", group.now_ms, is_waiting=True)
    assert sweep(group) == {}
    assert group.line.hall.positions.waiting == 1


# --- the estimate


def test_the_wait_is_the_mean_interval_times_the_position() -> None:
    group = Group()
    for number in range(20):
        group.wait(f"s{number}")
    group.serve()
    for _ in range(LEAST_DEPARTURES):
        assert position(group, "s19").wait_seconds is None
        group.pass_time(10)
        serve_next(group)
    assert position(group, "s19").wait_seconds == 150
    assert sweep(group)["s19"] == 15
    assert position(group, "s19").wait_seconds == 150
    group.pass_time(60)  # nothing moves: the estimate grows
    sweep(group)
    assert position(group, "s19").wait_seconds == 150 + 30


def test_pauses_without_visitors_are_not_counted() -> None:
    group = Group()
    for number in range(LEAST_DEPARTURES + 1):
        group.wait(f"s{number}")
        group.serve()
        group.pass_time(10)
        serve_next(group)
        group.pass_time(1_000)
    pace = group.line.hall.positions.pace
    assert pace.interval_ms(group.now_ms) == 10_000


def test_who_is_offered_again_and_again_departs_once() -> None:
    group = Group()
    for number in range(LEAST_DEPARTURES):
        group.wait(f"s{number}")
        group.serve()
        group.pass_time(10)
        serve_next(group)
        for _ in range(3):
            group.wait(f"s{number}", silent="b")  # it rang at b in vain
            group.serve()
            group.pass_time(2)
            serve_next(group)
    pace = group.line.hall.positions.pace
    assert pace.interval_ms(group.now_ms) == 10_000


def test_who_finds_a_free_agent_says_nothing_about_the_wait() -> None:
    group = Group()
    for number in range(99):
        group.wait(f"s{number}")
        serve_next(group)
    assert group.line.hall.positions.pace.interval_ms(group.now_ms) is None


def test_a_clock_that_is_set_back_breaks_nothing() -> None:
    pace = Pace()
    for now_ms in (100, 50, 0, 0, 0):
        pace.departed(now_ms)
    assert pace.interval_ms(0) == 0


def test_a_wait_is_shown_coarser_the_longer_it_is() -> None:
    shown = [shown_seconds(each) for each in (0, 7_600, 61_000, 299_000, 700_000)]
    assert shown == [0, 10, 60, 300, 720]


# --- what it costs


def steps(work: Callable[[], object]) -> int:
    """How many calls of functions and methods a piece of work takes."""
    count = 0

    def on_event(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(on_event)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def long_line(length: int) -> Group:
    group = Group(LineRule(ageing_ms=60_000))
    for number in range(length):
        group.wait(f"s{number}", priority=number % 3)
        group.pass_time(0.1)
    group.serve()
    return group


def test_a_sweep_costs_every_visitor_the_same_however_many_wait() -> None:
    few, many = long_line(1_000), long_line(10_000)
    first = steps(lambda: sweep(few)), steps(lambda: sweep(many))
    assert first[0] / 1_000 == pytest.approx(first[1] / 10_000, rel=0.1)
    assert first[1] / 10_000 < 20
    unchanged = steps(lambda: sweep(few)), steps(lambda: sweep(many))
    assert unchanged[0] / 1_000 == pytest.approx(unchanged[1] / 10_000, rel=0.1)
    assert unchanged[1] < first[1]


def test_what_happens_between_two_sweeps_costs_the_same_however_many_wait() -> None:
    few, many = long_line(1_000), long_line(10_000)

    def happen(group: Group) -> int:
        def news() -> None:
            group.wait("new")
            group.serve()
            position(group, "new")
            serve_next(group)
            group.line.leave(SessionId("s500"))

        serve_next(group)  # the first finds the dust of all who came
        return steps(news)

    assert happen(few) == happen(many)


def test_however_often_a_line_moves_between_two_sweeps_each_is_shown_one_word() -> None:
    group = long_line(10_000)
    sweep(group)
    for _ in range(50):
        serve_next(group)
    positions = group.line.hall.positions
    group.line.hall.begin_sweep()
    shown: list[str] = []
    turns = 0
    while positions.is_sweeping:
        words = positions.count(256, group.now_ms)
        assert len(words) <= 256
        shown += [each.session for each in words]
        turns += 1
    assert turns == 9_950 // 256 + 1
    assert sorted(shown) == sorted(group.order())
    assert sweep(group) == {}
