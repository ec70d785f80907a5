"""The group's line: who is asked for whom, who is bound, who comes first."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.assignment.line_rule import LineRule
from actors.assignment.routing import Exclusion, Strategy
from actors.assignment.standing import QueueClass, Standing
from actors.assignment.urgency import TOP_LEVEL, Bid
from actors.ids import SessionId
from tests.actors.lines import START_MS, Group


def test_nothing_is_asked_for_before_queue_and_agents_are_known() -> None:
    group = Group()
    line = group.line = type(group.line)("g.", 100)
    group.wait("s")
    group.hear("a")
    assert group.asked() == []
    line.loaded()
    assert group.asked() == []
    line.settled()
    assert [(each.id, each.agent) for each in group.serve()] == [("g.1", "a")]


def test_no_alarm_stays_due_while_the_queue_is_being_loaded() -> None:
    group = Group(LineRule(relax_ms=1_000))
    line = group.line = type(group.line)("g.", 100, LineRule(relax_ms=1_000))
    group.wait("s", skill="x", level=1)
    due_ms = line.hall.next_alarm_ms()
    assert due_ms == group.now_ms + 1_000
    group.pass_time(1.5)
    group.serve()
    assert line.hall.next_alarm_ms() is None


def test_no_more_slots_are_asked_for_than_sessions_wait() -> None:
    group = Group()
    group.hear("a")
    group.hear("b")
    group.wait("s")
    assert group.asked() == ["a"]
    assert group.asked() == []


@pytest.mark.covers("Q4")
def test_the_head_is_bound_at_the_grant_and_a_refusal_breaks_no_order() -> None:
    group = Group()
    group.hear("a")
    group.wait("late", 20)
    (asked,) = group.serve()
    group.wait("early", 10)
    granted = group.line.grant(asked.id, group.now_ms)
    assert granted is asked
    assert granted.bound is not None
    assert (granted.bound.session, granted.agent, granted.order) == ("early", "a", 101)
    assert group.order() == ["late"]
    group.line.declined(asked.id, group.now_ms, is_waiting=True)
    assert group.order() == ["early", "late"]


def test_the_sponsor_who_was_passed_over_gets_the_request_of_the_other() -> None:
    group = Group()
    for agent in "ab":
        group.hear(agent)
    group.wait("s2", 2)
    group.wait("s1", 1)
    first, second = group.serve()
    assert (group.grant(second.id), group.asked()) == ("s1", [])
    assert first.sponsor is group.line.hall.find(SessionId("s2"))
    assert group.grant(first.id) == "s2"


def test_a_sponsor_whom_the_other_agent_may_not_serve_asks_anew() -> None:
    group = Group()
    group.hear("a")
    group.hear("b", idle_since_ms=1)
    group.wait("s1", 1)
    group.wait("s2", 2, never="a")
    assert group.pairs() == [("s1", "a"), ("s2", "b")]
    assert group.grant("g.2") == "s1"
    assert group.stage("s2") == "open"
    assert group.pairs() == []
    assert group.grant("g.1") == ""  # a is not for s2, and nobody else waits
    group.hear("c")
    assert group.pairs() == [("s2", "c")]


def test_a_request_whose_sponsor_left_serves_another() -> None:
    group = Group()
    group.hear("a")
    group.wait("s1")
    (asked,) = group.serve()
    group.line.leave(SessionId("s1"))
    group.wait("s2")
    group.hear("b")
    assert group.asked() == []  # a is being asked already
    assert asked.sponsor is group.line.hall.find(SessionId("s2"))
    assert group.grant(asked.id) == "s2"


def test_a_slot_that_nobody_needs_any_more_goes_to_who_came_meanwhile() -> None:
    group = Group()
    group.hear("a")
    group.wait("s1")
    (asked,) = group.serve()
    group.line.leave(SessionId("s1"))
    group.wait("s2")
    assert group.grant(asked.id) == "s2"
    group.hear("b")
    assert group.asked() == []
    group.line.declined(asked.id, group.now_ms, is_waiting=True)
    assert group.asked() == ["b"]


def test_a_request_of_one_who_left_is_of_no_use() -> None:
    group = Group()
    group.hear("a")
    group.wait("s1")
    (asked,) = group.serve()
    group.line.leave(SessionId("s1"))
    group.left("a")
    group.wait("s2")
    group.hear("b")
    assert group.asked() == ["b"]
    assert group.grant(asked.id) == ""


def test_what_was_never_asked_for_or_has_no_taker_is_given_back() -> None:
    group = Group()
    assert group.grant("g.9") == ""
    group.hear("a")
    group.wait("s")
    (asked,) = group.serve()
    group.line.leave(SessionId("s"))
    group.line.leave(SessionId("s"))
    assert group.grant(asked.id) == ""
    assert group.line.find(asked.id) is None


def test_an_accepted_or_departed_session_is_forgotten() -> None:
    group = Group()
    line = group.line
    group.hear("a")
    group.wait("s1")
    group.serve()
    group.grant("g.1")
    line.accepted(SessionId("s1"))
    line.declined("g.1", group.now_ms, is_waiting=True)
    assert group.order() == []
    group.hear("a")
    group.wait("s2")
    group.serve()
    group.grant("g.2")
    line.leave(SessionId("s2"))
    line.declined("g.2", group.now_ms, is_waiting=True)
    assert group.order() == []
    group.hear("a")
    group.wait("s3")
    group.serve()
    group.grant("g.3")
    line.declined("g.3", group.now_ms, is_waiting=False)
    assert group.stage("s3") == "gone"


def test_a_slot_is_given_once_however_often_it_is_granted() -> None:
    group = Group()
    group.hear("a")
    group.wait("s1")
    group.wait("s2")
    group.serve()
    assert group.grant("g.1") == "s1"
    assert group.grant("g.1") == ""
    group.line.not_granted("g.1")
    assert group.stage("s1") == "bound"


def test_an_overdue_reservation_tells_who_must_be_asked() -> None:
    group = Group()
    line = group.line
    group.hear("a")
    group.wait("s1", 1)
    group.serve()
    overdue = line.overdue("g.1")
    assert overdue is not None
    assert (overdue.agent, overdue.bound) == ("a", None)
    assert group.stage("s1") == "open"
    group.hear("a")
    assert group.asked() == ["a"]
    group.grant("g.2")
    overdue = line.overdue("g.2")
    assert overdue is not None
    assert overdue.bound is line.hall.find(SessionId("s1"))
    group.wait("s1", 1)
    assert group.stage("s1") == "bound"
    line.still_waits(SessionId("s1"), 1, Standing(START_MS), group.now_ms)
    line.still_waits(SessionId("s2"), 2, Standing(START_MS), group.now_ms)
    assert group.order() == ["s1", "s2"]
    assert line.overdue("g.2") is None


def test_who_is_told_anew_while_bound_comes_back_as_told() -> None:
    group = Group()
    group.hear("a")
    group.wait("s1", 1)
    group.wait("s2", 2)
    group.serve()
    assert group.grant("g.1") == "s1"
    group.wait("s1", 3)
    group.line.declined("g.1", group.now_ms, is_waiting=True)
    assert group.order() == ["s2", "s1"]


def test_who_moves_in_line_takes_the_request_along() -> None:
    group = Group()
    group.hear("a")
    group.wait("s1", 1)
    group.wait("s2", 2)
    (asked,) = group.serve()
    group.wait("s1", 9, queue_class=QueueClass.RETURNED)
    group.wait("s2", 3)
    assert group.order() == ["s1", "s2"]
    assert group.grant(asked.id) == "s1"


def test_an_older_word_of_an_agent_is_ignored() -> None:
    group = Group()
    old = group.news("a", Exclusion.FULL)
    group.hear("a")
    group.line.hear(old, group.now_ms)
    assert list(group.line.crew.free) == ["a"]
    old = group.news("a")
    group.left("a")
    group.line.hear(old, group.now_ms)
    assert list(group.line.crew.free) == []
    group.hear("a")
    group.line.forget(old.agent, old.version, group.now_ms)
    assert list(group.line.crew.free) == ["a"]
    group.line.forget(old.agent, 99, group.now_ms)
    group.line.forget(old.agent, 98, group.now_ms)
    group.hear("a", version=99)
    assert group.line.crew.get("a") is None


def test_an_agent_without_a_slot_is_not_asked_again_by_itself() -> None:
    group = Group()
    group.hear("a")
    group.wait("s")
    group.serve()
    group.line.not_granted("g.1")
    group.line.not_granted("g.1")
    assert group.asked() == []
    group.hear("a", Exclusion.FULL)
    assert group.asked() == []
    group.hear("a")
    assert group.asked() == ["a"]


@pytest.mark.covers("Q8")
def test_who_gets_free_is_asked_at_once_and_the_best_session_chooses() -> None:
    group = Group()
    group.wait("s1")
    group.wait("s2", queue_class=QueueClass.RETURNED)
    group.wait("s3")
    assert group.asked() == []
    group.hear("a", idle_since_ms=5)
    group.hear("b", idle_since_ms=4)
    assert group.pairs() == [("s2", "b"), ("s1", "a")]


@pytest.mark.covers("Q3")
@pytest.mark.parametrize(
    ("strategy", "order"),
    [
        (Strategy.LONGEST_IDLE, "cba"),
        (Strategy.LAST_AGENT, "cba"),
        (Strategy.SKILL_LEVEL, "cba"),
        (Strategy.LEAST_LOADED, "acb"),
        (Strategy.ROUND_ROBIN, "bac"),
    ],
)
def test_who_is_asked_first(strategy: Strategy, order: str) -> None:
    group = Group(LineRule(strategy=strategy))
    group.hear("a", load=0, idle_since_ms=30, turn_ms=7)
    group.hear("b", load=2, idle_since_ms=20, turn_ms=6)
    group.hear("c", load=1, idle_since_ms=10, turn_ms=8)
    for session in ("s1", "s2", "s3"):
        group.wait(session)
    assert "".join(group.asked()) == order


def test_equals_are_asked_by_name() -> None:
    group = Group()
    for agent in "cab":
        group.hear(agent)
        group.wait("s" + agent)
    assert group.asked() == ["a", "b", "c"]


@pytest.mark.covers("Q4")
def test_class_before_priority_before_ticket() -> None:
    group = Group(LineRule(priority=2))
    group.wait("new")
    group.wait("dear", priority=9)
    group.wait("returned", queue_class=QueueClass.RETURNED)
    group.wait("dearer", priority=8)
    assert group.order() == ["returned", "dear", "dearer", "new"]
    (asked,) = (group.hear("a"), group.serve())[1]
    assert asked.bid == Bid(-12, 3)


@pytest.mark.covers("Q4")
@pytest.mark.parametrize("seed", range(5))
def test_nobody_starves_under_an_endless_stream_of_better_ones(seed: int) -> None:
    random = Random(seed)
    group = Group(LineRule(ageing_ms=1_000))
    group.wait("poor")
    came: dict[str, int] = {}
    passed: list[int] = []
    session = ""
    for step in range(1_000):
        for number in range(2):
            came[f"better{step}.{number}"] = group.now_ms - START_MS
            name = f"better{step}.{number}"
            group.wait(name, queue_class=QueueClass.RETURNED, priority=9)
        group.pass_time(random.random())
        group.hear("a")
        (asked,) = group.serve()
        session = group.grant(asked.id)
        group.line.accepted(SessionId(session))
        if session == "poor":
            break
        passed.append(came[session])
    assert session == "poor"
    assert 1_000 * (TOP_LEVEL - 1) < max(passed) < 1_000 * TOP_LEVEL


@pytest.mark.covers("Q4", "Q5")
@given(
    st.lists(
        st.tuples(st.integers(0, 40_000), st.booleans(), st.integers(0, 9)),
        min_size=2,
        max_size=12,
    ),
    st.sampled_from((0, 1, 1_000, 60_000)),
)
def test_the_order_of_those_who_wait_does_not_change_with_time(
    people: list[tuple[int, bool, int]], ageing_ms: int
) -> None:
    group = Group(LineRule(ageing_ms=ageing_ms))
    for number, (gap_ms, is_back, priority) in enumerate(people):
        group.pass_time(gap_ms / 1000)
        group.wait(f"s{number}", queue_class=QueueClass(is_back), priority=priority)
    order = group.order()
    for _ in range(20):
        group.pass_time(9.7)
        group.serve()
        assert group.order() == order
    served = []
    for _ in people:
        group.hear("a")
        (asked,) = group.serve()
        served.append(group.grant(asked.id))
        group.line.accepted(SessionId(served[-1]))
    assert served == order


@pytest.mark.covers("Q4")
@pytest.mark.parametrize("seed", range(5))
def test_equals_are_served_in_order_whatever_is_refused(seed: int) -> None:
    random = Random(seed)
    group = Group(LineRule(ageing_ms=500))
    served: dict[int, list[int]] = {0: [], 3: [], 10: []}
    tickets: dict[str, tuple[int, int]] = {}
    asked: list[str] = []
    for step in range(600):
        if step < 300:
            level = random.choice(list(served))
            queue_class = QueueClass(level // 10)
            tickets[f"s{step}"] = (level, step)
            group.wait(f"s{step}", step, queue_class=queue_class, priority=level % 10)
        group.hear(f"a{random.randrange(9)}")
        asked += [each.id for each in group.serve()]
        random.shuffle(asked)
        for reservation in [asked.pop() for _ in range(min(2, len(asked)))]:
            if random.random() < 0.3:
                group.line.not_granted(reservation)
            elif session := group.grant(reservation):
                level, ticket = tickets[session]
                served[level].append(ticket)
                group.line.accepted(SessionId(session))
        group.pass_time(random.random())
    assert sum(map(len, served.values())) > 250
    assert all(order == sorted(order) for order in served.values())


def test_thousands_meet_thousands_in_one_round() -> None:
    group = Group()
    for number in range(5_000):
        group.wait(f"s{number}")
    for number in range(5_000):
        group.hear(f"a{number}", idle_since_ms=number)
    pairs = group.pairs()
    assert pairs == [(f"s{number}", f"a{number}") for number in range(5_000)]


def test_a_new_rule_counts_for_those_who_wait_already() -> None:
    group = Group(LineRule(strategy=Strategy.LAST_AGENT, sticky_ms=1_000))
    group.hear("b", Exclusion.REST)
    group.hear("a", idle_since_ms=1, load=0)
    group.hear("c", idle_since_ms=0, load=1)
    group.wait("s", prefer="b")
    assert group.asked() == []
    group.line.change_rule(LineRule(strategy=Strategy.LEAST_LOADED), group.now_ms)
    assert group.pairs() == [("s", "a")]
    group.line.change_rule(LineRule(priority=3), group.now_ms)
    assert group.grant("g.1") == "s"
    group.line.change_rule(LineRule(priority=4), group.now_ms)
    group.line.declined("g.1", group.now_ms, is_waiting=True)
    (asked,) = group.serve()
    assert asked.bid.rank == -4
