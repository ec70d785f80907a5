"""A session that the business server is asked about, as pure decisions (Q9)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.assignment.standing import QueueClass
from actors.business_server.direction import Direction, Question
from actors.ids import GroupId, SessionId
from actors.rules.settings import ServiceSettings
from actors.session.causes import Stand
from actors.session.due import (
    DirectionOver,
    NamedOver,
)
from actors.session.effects import AskTheServer, JoinLine, LeaveLine
from actors.session.events import (
    QueueCause,
    ServerAnswered,
    SessionQueued,
    StageEntered,
)
from actors.session.messages import (
    Directed,
)
from actors.session.reading import standing_of
from actors.session.ruling import NOTHING
from actors.session.terms import SessionPhase
from tests.actors.session_cases import (
    NAMED,
    NOW,
    ROBOT,
    START,
    STATES,
    after,
    deadlines_of,
    decide,
    every_state,
    move,
    offered,
    opened,
    state_of,
)

ROUTING = STATES[Stand.ROUTING][0]
H = GroupId("h")
PATIENT = ServiceSettings(routing_seconds=8.0)


@pytest.mark.covers("Q9", "S1")
def test_a_session_that_enters_routing_has_the_business_server_asked() -> None:
    robot = STATES[Stand.ROBOT][0]
    decision = decide(robot, move(ROBOT, SessionPhase.ROUTING), settings=PATIENT)
    (asked,) = [each for each in decision.effects if isinstance(each, AskTheServer)]
    assert asked.question == Question(
        SessionId("s"), NOW, NOW + 8_000, "v", "web", GroupId("g"), "", ""
    )
    entered = after(robot, decision)
    (due,) = deadlines_of(entered, "routing", PATIENT)
    assert (due.armed_ms, due.due_ms) == (NOW, NOW + 9_000)
    assert due.command == DirectionOver(NOW)


@pytest.mark.covers("Q9")
def test_a_group_that_is_named_takes_the_session_in_its_line() -> None:
    word = Directed(START, Direction.GROUP, H, "Help", attempts=2, text="vip")
    decision = decide(ROUTING, word)
    answered = ServerAnswered(Direction.GROUP, "h", (), 2, "vip")
    queued = SessionQueued(
        "h", QueueClass.NEW, QueueCause.DIRECTED, "", 3, "en", 2, group_name="Help"
    )
    assert decision.events == (answered, queued)
    assert decision.takes_ticket
    waiting = after(ROUTING, decision)
    assert JoinLine(H, standing_of(waiting)) in decision.effects
    assert (waiting.group, waiting.group_name) == ("h", "Help")
    assert waiting.line.prefer == "last"
    assert deadlines_of(waiting, "routing") == deadlines_of(waiting, "named") == []


@pytest.mark.covers("Q9")
def test_those_who_are_named_are_waited_for_and_then_anybody_may_serve() -> None:
    word = Directed(START, Direction.AGENTS, GroupId("g"), "G", ("b", "c"), 30_000)
    waiting = after(ROUTING, decide(ROUTING, word))
    assert standing_of(waiting).only == ("b", "c")
    (due,) = deadlines_of(waiting, "named")
    assert (due.armed_ms, due.due_ms) == (NOW, NOW + 30_000)
    assert due.command == NamedOver(NOW + 30_000)
    decision = decide(waiting, NamedOver(NOW + 30_000))
    assert not decision.takes_ticket
    assert LeaveLine(GroupId("g")) in decision.effects
    free = after(waiting, decision)
    assert standing_of(free) == replace(standing_of(waiting), only=(), prefer="")
    assert deadlines_of(free, "named") == []
    assert decide(free, NamedOver(NOW + 30_000)) == NOTHING


@pytest.mark.covers("Q9")
def test_while_it_rings_at_one_of_them_nobody_else_is_sought() -> None:
    rings = state_of((opened(SessionPhase.ROUTING), NAMED, offered()))
    assert deadlines_of(rings, "named") == []


@pytest.mark.covers("Q9")
def test_without_a_word_in_time_it_goes_to_its_own_group() -> None:
    decision = decide(ROUTING, DirectionOver(START))
    answered, queued = decision.events
    assert isinstance(answered, ServerAnswered)
    assert answered.direction is Direction.OUT_OF_TIME
    assert isinstance(queued, SessionQueued)
    assert (queued.group, queued.only) == ("g", ())


@pytest.mark.covers("Q9")
def test_where_there_is_no_group_either_the_visitor_leaves_a_message() -> None:
    nowhere = STATES[Stand.ROUTING][2]
    decision = decide(nowhere, DirectionOver(START))
    assert decision.events[1:] == (StageEntered(SessionPhase.MESSAGE_LEFT, ""),)
    assert not decision.takes_ticket


@pytest.mark.covers("Q9")
def test_words_of_another_question_and_in_other_states_are_nothing() -> None:
    late = Directed(START + 1, Direction.GROUP, H)
    assert decide(ROUTING, late) == decide(ROUTING, DirectionOver(1)) == NOTHING
    for stand, state in every_state():
        if stand is not Stand.ROUTING:
            word = Directed(state.routing_ms, Direction.GROUP, H)
            assert decide(state, word) == NOTHING
            assert decide(state, DirectionOver(state.routing_ms)) == NOTHING
            assert decide(state, NamedOver(0)) == NOTHING
