"""What can be seen of a group."""

from __future__ import annotations

import pytest

from actors.assignment.looks import GroupLook, GroupSight, look
from actors.assignment.messages import (
    Explain,
    GetPosition,
    GetQueue,
    GetRoster,
    GetRule,
    GroupDefined,
    GroupRule,
    GroupState,
    Queue,
    QueuePosition,
    Roster,
)
from actors.assignment.routing import Exclusion, Routing
from actors.ids import GroupId, SessionId
from actors.refusal import Refused, Rule
from tests.actors.lines import Group

SALES = GroupState("Sales", GroupRule(priority=3))
LOOKS: tuple[GroupLook, ...] = (
    GetRule(),
    GetQueue(),
    GetRoster(),
    GetPosition(SessionId("s1")),
    Explain(SessionId("s1")),
)


def see(group: Group, what: GroupLook, state: GroupState = SALES) -> GroupSight:
    return look(GroupId("sales"), state, group.line, what, group.now_ms)


@pytest.mark.parametrize("what", LOOKS)
def test_a_group_that_nobody_defined_shows_nothing(what: GroupLook) -> None:
    group = Group()
    group.wait("s1")
    text = "there is no group sales"
    assert see(group, what, GroupState()) == Refused(Rule.NO_SUCH_GROUP, text)


def test_the_rule_is_shown_with_the_name() -> None:
    assert see(Group(), GetRule()) == GroupDefined("Sales", SALES.rule)


@pytest.mark.covers("Q5")
def test_the_queue_is_shown_in_order_with_who_could_serve() -> None:
    group = Group()
    group.wait("s2", 2)
    group.wait("s1", 1)
    group.pass_time(3)
    group.hear("b", idle_since_ms=2)
    group.hear("a", idle_since_ms=1)
    group.hear("full", Exclusion.FULL)
    queue = see(group, GetQueue())
    assert isinstance(queue, Queue)
    assert (queue.public_name, queue.rule) == ("Sales", SALES.rule)
    assert [
        (each.session, each.position, each.waited_ms) for each in queue.entries
    ] == [("s1", 1, 3_000), ("s2", 2, 3_000)]
    assert queue.waiting == 2
    assert queue.candidates == ("a", "b")


def test_the_roster_names_who_is_excluded_and_why() -> None:
    group = Group()
    group.hear("a")
    group.hear("b", Exclusion.REST)
    roster = see(group, GetRoster())
    assert isinstance(roster, Roster)
    assert [(each.agent, each.why_not) for each in roster.members] == [
        ("a", None),
        ("b", Exclusion.REST),
    ]


@pytest.mark.covers("Q5")
def test_a_position_is_shown_to_who_stands_in_line_alone() -> None:
    group = Group()
    group.wait("s1")
    group.wait("s2")
    group.serve()
    position = see(group, GetPosition(SessionId("s2")))
    assert isinstance(position, QueuePosition)
    assert (position.session, position.position, position.waiting) == ("s2", 2, 2)
    assert see(group, GetPosition(SessionId("other"))) == Refused(
        Rule.WRONG_STATE, "session other does not wait in sales"
    )


@pytest.mark.covers("Q15")
def test_why_a_session_waits_and_whom_it_is_being_offered_to() -> None:
    group = Group()
    group.hear("away", Exclusion.OFFLINE)
    group.wait("s1")
    group.serve()
    explain = Explain(SessionId("s1"))
    waits = see(group, explain)
    assert isinstance(waits, Routing)
    assert (waits.chosen, waits.group) == ("", "sales")
    assert [each.reason for each in waits.excluded] == [Exclusion.OFFLINE]
    group.hear("a")
    (asked,) = group.serve()
    asked_for = see(group, explain)
    assert isinstance(asked_for, Routing)
    assert asked_for.chosen == ""
    group.grant(asked.id)
    offered = see(group, explain)
    assert isinstance(offered, Routing)
    assert offered.chosen == "a"
