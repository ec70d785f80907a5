"""Who is turned away from a line, once; and the rule of a group."""

from __future__ import annotations

import pytest

from actors.assignment.line_rule import LineRule, fault_of, line_rule
from actors.assignment.messages import DefineGroup, GroupRule
from actors.assignment.routing import Exclusion, Strategy
from actors.assignment.standing import QueueClass
from actors.ids import GroupId, SessionId
from actors.rules.settings import ServiceSettings
from tests.actors.lines import Group

pytestmark = pytest.mark.covers("Q6")


def told(group: Group, limit: int = 99) -> list[tuple[str, str]]:
    group.serve()
    treatments = group.line.hall.treatments
    return [(session, why.value) for session, why in treatments.take(limit)]


def are_pending(group: Group) -> bool:
    return group.line.hall.treatments.are_pending


def test_a_full_line_turns_newcomers_away_once() -> None:
    group = Group(LineRule(max_waiting=2))
    for number in range(4):
        group.wait(f"s{number}")
    assert told(group) == [("s2", "line_full"), ("s3", "line_full")]
    group.wait("s4")
    assert told(group) == [("s4", "line_full")]
    for session in ("s2", "s3", "s4"):
        group.line.leave(SessionId(session))
    group.line.leave(SessionId("s0"))
    group.wait("s5")
    assert told(group) == []
    group.wait("s6")
    assert told(group) == [("s6", "line_full")]


def test_who_is_served_at_once_needs_no_place_in_a_full_line() -> None:
    group = Group(LineRule(max_waiting=1))
    group.wait("s1", skill="x", level=1)
    assert told(group) == []
    group.hear("a")
    group.wait("s2")
    group.wait("s3")
    assert told(group) == [("s3", "line_full")]


def test_who_was_here_before_comes_back_into_a_full_line() -> None:
    group = Group(LineRule(max_waiting=1))
    group.wait("s1")
    group.wait("returned", queue_class=QueueClass.RETURNED)
    group.wait("transferred", owner="a", never="a")
    group.hear("a")
    assert told(group) == []
    assert group.grant("g.1") == "returned"
    group.line.declined("g.1", group.now_ms, is_waiting=True)
    assert told(group) == []


def test_who_comes_back_while_nobody_is_there_is_no_newcomer() -> None:
    group = Group(LineRule(max_waiting=1))
    group.wait("s1")
    group.wait("returned", queue_class=QueueClass.RETURNED)
    assert told(group) == []


@pytest.mark.covers("M2")
def test_a_line_with_an_heir_hands_everybody_over_by_ticket_and_each_once() -> None:
    group = Group(LineRule(heir="h"))
    group.wait("s3", 3)
    group.wait("s1", 1)
    group.wait("transferred", 2, owner="a")
    everybody = [(name, "group_dropped") for name in ("s1", "transferred", "s3")]
    assert told(group, 2) == everybody[:2]
    assert told(group) == everybody[2:]
    group.wait("s4", 4)
    assert told(group) == [("s4", "group_dropped")]
    group.line.change_rule(LineRule(heir="other"), group.now_ms)
    assert told(group) == []


@pytest.mark.covers("M2")
def test_who_was_told_to_leave_is_not_handed_over_too() -> None:
    group = Group(LineRule(max_wait_ms=10_000))
    group.wait("s1")
    group.pass_time(10)
    assert told(group) == [("s1", "waited_too_long")]
    group.line.change_rule(LineRule(heir="h"), group.now_ms)
    assert told(group) == []


def test_a_line_that_is_being_loaded_turns_nobody_away() -> None:
    group = Group(LineRule(max_waiting=1))
    line = group.line = type(group.line)("g.", 0, LineRule(max_waiting=1))
    line.settled()
    for number in range(3):
        group.wait(f"s{number}")
    line.loaded()
    assert told(group) == []
    group.wait("s3")
    assert told(group) == [("s3", "line_full")]


def test_who_has_waited_too_long_is_told_once() -> None:
    group = Group(LineRule(max_wait_ms=10_000))
    group.wait("s1")
    group.wait("transferred", owner="a")
    group.pass_time(1)
    group.wait("s2")
    assert group.line.hall.next_alarm_ms() == group.now_ms + 9_000
    group.pass_time(9)
    assert told(group) == [("s1", "waited_too_long")]
    assert told(group) == []
    group.wait("s1", 1, since_ms=group.now_ms - 10_000, priority=3)
    assert told(group) == []
    group.pass_time(1)
    assert told(group) == [("s2", "waited_too_long")]
    assert group.line.hall.next_alarm_ms() is None


def test_who_has_left_need_not_be_told() -> None:
    group = Group(LineRule(max_wait_ms=10_000))
    group.wait("s1")
    group.wait("s2")
    group.pass_time(10)
    group.serve()
    group.line.leave(SessionId("s1"))
    assert told(group) == [("s2", "waited_too_long")]


def test_who_is_bound_has_somebody_and_is_told_if_that_comes_to_nothing() -> None:
    group = Group(LineRule(max_wait_ms=10_000))
    group.hear("a")
    group.wait("s")
    assert told(group) == []
    assert group.grant("g.1") == "s"
    group.pass_time(10)
    assert told(group) == []
    group.line.declined("g.1", group.now_ms, is_waiting=True)
    assert told(group) == [("s", "waited_too_long")]
    group.hear("a")
    group.serve()
    assert group.grant("g.2") == "s"
    assert group.line.hall.treatments.told_in_line == 0
    group.line.declined("g.2", group.now_ms, is_waiting=True)
    assert group.line.hall.treatments.told_in_line == 1
    assert told(group) == []


def test_when_the_last_agent_goes_everybody_is_told_once() -> None:
    group = Group(LineRule(turns_away_without_agents=True))
    group.hear("a", Exclusion.REST)
    group.hear("b", Exclusion.OFFLINE)
    group.wait("s1")
    group.wait("s2")
    group.wait("transferred", owner="a")
    assert told(group) == []
    group.hear("a", Exclusion.DISCONNECTED)
    assert told(group) == []
    group.hear("a", Exclusion.OFFLINE)
    assert told(group, 1) == [("s1", "no_agent")]
    assert are_pending(group)
    assert told(group, 1) == [("s2", "no_agent")]
    assert not are_pending(group)
    group.wait("s3")
    assert told(group) == [("s3", "no_agent")]
    group.hear("a")
    group.hear("a", Exclusion.OFFLINE)
    assert told(group) == []
    group.left("a")
    group.left("b")
    group.wait("s4")
    assert told(group) == [("s4", "no_agent")]


def test_who_is_being_offered_while_the_last_agent_goes_is_told_after() -> None:
    group = Group(LineRule(turns_away_without_agents=True))
    group.hear("a")
    group.wait("s")
    group.serve()
    assert group.grant("g.1") == "s"
    group.hear("a", Exclusion.OFFLINE)
    assert told(group) == []
    group.line.declined("g.1", group.now_ms, is_waiting=True)
    assert told(group) == [("s", "no_agent")]


def test_a_new_rule_treats_those_who_wait_already() -> None:
    group = Group()
    group.wait("s1")
    group.pass_time(10)
    assert told(group) == []
    group.line.change_rule(LineRule(turns_away_without_agents=True), group.now_ms)
    assert told(group) == [("s1", "no_agent")]
    group.wait("s2")
    group.line.change_rule(LineRule(max_wait_ms=5_000), group.now_ms)
    assert told(group) == []
    group.pass_time(5)
    assert told(group) == [("s2", "waited_too_long")]


def test_a_rule_is_checked() -> None:
    def fault(**fields: object) -> str:
        rule = GroupRule(**fields)  # type: ignore[arg-type]
        return fault_of(GroupId("g"), DefineGroup("G", rule))

    assert fault(priority=9, max_waiting=1, max_wait_seconds=0.5, overflow="h") == ""
    assert "priority" in fault(priority=10)
    assert "priority" in fault(priority=-1)
    assert "max_waiting" in fault(max_waiting=-1)
    assert "max_wait_seconds" in fault(max_wait_seconds=-0.1)
    assert "max_wait_seconds" in fault(max_wait_seconds=float("nan"))
    assert "another group" in fault(overflow="g")
    assert "public name" in fault_of(GroupId("g"), DefineGroup(""))


def test_the_line_takes_the_groups_rule_and_the_services_times() -> None:
    rule = GroupRule(Strategy.ROUND_ROBIN, priority=3, max_wait_seconds=0.5)
    settings = ServiceSettings(sticky_seconds=1, relax_seconds=2, ageing_seconds=3)
    assert line_rule(rule, settings) == LineRule(
        Strategy.ROUND_ROBIN,
        priority=3,
        max_wait_ms=500,
        sticky_ms=1_000,
        relax_ms=2_000,
        ageing_ms=3_000,
    )
