"""What a session says again after a restart."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from msgspec.structs import replace

from actors.agent.messages import Freed
from actors.ids import AgentId, GroupId
from actors.session.effects import (
    AskTheRobot,
    AskTheServer,
    FreeSlot,
    JoinLine,
    LeaveLine,
    SessionEffect,
    TellAccepted,
    TellAgent,
    TellGuest,
)
from actors.session.events import SessionEvent
from actors.session.reading import standing_of
from actors.session.recovery import said_again
from actors.session.terms import SessionPhase
from tests.actors.session_cases import (
    ASKED,
    GUESTS,
    LAPSED,
    TO_ROBOT,
    assigned,
    case,
    offered,
    opened,
    state_of,
    transfer,
)

G = GroupId("g")
RINGING = TellAgent(AgentId("b"), 1, "r2", is_ringing=True)
SERVED = TellAgent(AgentId("a"), 2, "")


def told(*events: SessionEvent) -> list[SessionEffect]:
    return list(said_again(case(state_of(events))))


def join(events: Iterable[SessionEvent]) -> JoinLine:
    return JoinLine(G, standing_of(state_of(events)))


def test_the_line_hears_where_the_session_is() -> None:
    assert told(opened()) == [join([opened()])]
    assert told(opened(), offered()) == [TellAccepted(G, "r2"), RINGING]
    assert told(opened(), assigned()) == [LeaveLine(G), SERVED]
    handed_over = (opened(), assigned(), transfer())
    assert told(*handed_over) == [join(handed_over), SERVED]
    assert told(*handed_over, offered()) == [TellAccepted(G, "r2"), SERVED, RINGING]


def test_a_slot_that_was_let_go_is_freed_unless_it_is_held_again() -> None:
    lapsed = (opened(), offered(), LAPSED)
    assert told(*lapsed) == [
        join(lapsed),
        FreeSlot(AgentId("b"), 1, Freed.LAPSED),
    ]
    assert told(*lapsed, offered()) == [TellAccepted(G, "r2"), RINGING]


def test_who_is_beside_them_is_told() -> None:
    serving = (opened(), assigned())
    guests = told(*serving, *GUESTS)[2:]
    assert guests == [
        TellGuest(AgentId(each), is_in=True) for each in ("boss", "c", "d", "e", "lead")
    ]


@pytest.mark.covers("Q9", "R5")
def test_who_owes_an_answer_is_asked_again() -> None:
    *_, server = told(opened(SessionPhase.ROUTING))
    assert isinstance(server, AskTheServer)
    (alone,) = told(replace(opened(SessionPhase.ROUTING), group=""))
    assert isinstance(alone, AskTheServer)
    *_, robot = told(*TO_ROBOT, ASKED)
    assert isinstance(robot, AskTheRobot)
    assert not [each for each in told(*TO_ROBOT) if isinstance(each, AskTheRobot)]
