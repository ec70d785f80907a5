"""What supervisors may do, what agents may, and what both may ask (Q11, Q15)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.accounts.audit import Act
from actors.agent.messages import AgentStatus
from actors.session.terms import SessionPhase
from gateway.wire.answer_frames import Queue, Why
from gateway.wire.client_frames import (
    Annotate,
    Assign,
    Close,
    EndService,
    GetQueue,
    GetWhy,
    SetAgent,
    SetStatus,
)
from gateway.wire.codes import CloseCode, ErrorCode
from gateway.wire.server_frames import Board, Message, Session
from tests.gateway.house import House, Tab


def boss(house: House) -> Tab:
    """A supervisor who serves in group `g` and has not said that he is free."""
    house.world.register("boss", 1, "g")
    return house.tab("supervisor", "boss")


def annotate(tab: Tab, session: str, value: str = "退款") -> Annotate:
    number = tab.number()
    return Annotate(number, session, f"o{number}", "tag", value)


# --- assign and pick


@pytest.mark.covers("Q11")
def test_a_supervisor_gives_a_waiting_session_to_an_agent_of_another_group() -> None:
    house = House()
    house.world.define_group("other")
    house.world.register("b", 1, "other")
    visitor, supervisor, agent = house.visitor(), boss(house), house.tab("agent", "b")
    agent.say(SetStatus(1, "o1", "free"))
    answer = supervisor.ask(Assign(supervisor.number(), visitor.session, "o1", "b"))
    assert (answer.code, answer.session) == (ErrorCode.OK, visitor.session)
    agent.read()
    assert agent.shown(visitor.session).agent == "b"
    assert agent.last(Board).sessions == (visitor.session,)


@pytest.mark.covers("Q11", "Q12")
def test_who_is_not_free_is_given_nothing() -> None:
    house = House()
    visitor, supervisor = house.visitor(), boss(house)
    agent = house.tab("agent", "a")
    agent.say(SetStatus(1, "o1", "not_ready"))
    given = supervisor.ask(Assign(supervisor.number(), visitor.session, "o1", "a"))
    picked = agent.ask(Assign(agent.number(), visitor.session, "o2"))
    assert (given.code, picked.code) == (ErrorCode.AGENT_NOT_FREE,) * 2
    assert visitor.last(Session).state == "queued"


@pytest.mark.covers("Q11")
def test_an_agent_takes_what_waits_in_no_line() -> None:
    house = House()
    visitor = house.visitor()
    house.world.move(visitor.session, stage=SessionPhase.MESSAGE_LEFT)
    agent = house.free_agent()
    assert agent.last(Board).sessions == ()
    answer = agent.ask(Assign(agent.number(), visitor.session, "o2"))
    assert answer.code == ErrorCode.OK
    assert agent.shown(visitor.session).agent == "a"


@pytest.mark.covers("Q11")
def test_a_supervisor_takes_a_session_from_an_agent() -> None:
    house = House()
    agent, visitor = house.free_agent(), house.visitor()
    visitor.send("c1")
    other, supervisor = house.free_agent("b"), boss(house)
    answer = supervisor.ask(Assign(supervisor.number(), visitor.session, "o1", "b"))
    assert (answer.code, answer.session) == (ErrorCode.OK, visitor.session)
    for tab in (agent, other, visitor):
        tab.read()
    assert agent.shown(visitor.session).agent == "b"
    assert agent.last(Board).sessions == ()
    assert other.shown(visitor.session).agent == "b"
    assert [each.cid for each in other.all(Message)] == ["c1"]
    assert visitor.last(Session).agent == "b"
    assert supervisor.all(Session) == []


@pytest.mark.covers("Q11")
def test_a_full_agent_is_given_nothing() -> None:
    house = House()
    agent, supervisor = house.free_agent(capacity=1), boss(house)
    house.visitor("v1")
    waiting = house.visitor("v2")
    answer = supervisor.ask(Assign(supervisor.number(), waiting.session, "o1", "a"))
    assert answer.code == ErrorCode.AGENT_FULL
    agent.read()
    assert len(agent.last(Board).sessions) == 1
    assert waiting.last(Session).state == "queued"


@pytest.mark.covers("Q11")
def test_an_agent_picks_from_the_queue_for_himself_alone() -> None:
    house = House()
    first, second = house.visitor("v1"), house.visitor("v2")
    agent = house.tab("agent", "a")
    house.free_agent("b", 1)  # serves the first
    foreign = agent.ask(Assign(agent.number(), second.session, "o2", "b"))
    assert foreign.code == ErrorCode.FORBIDDEN
    agent.say(SetStatus(90, "o3", "free"))
    agent.read()
    assert second.session in agent.last(Board).sessions
    served = agent.ask(Assign(agent.number(), first.session, "o4"))
    assert served.code in {ErrorCode.FORBIDDEN, ErrorCode.WRONG_STATE}
    assert house.world.view(first.session).agent == "b"


@pytest.mark.covers("Q11")
def test_what_is_not_there_can_be_given_to_nobody() -> None:
    house = House()
    visitor, supervisor = house.visitor(), boss(house)
    lost = supervisor.ask(Assign(supervisor.number(), "no such session", "o1", "a"))
    assert lost.code == ErrorCode.NO_SUCH_SESSION
    nobody = supervisor.ask(Assign(supervisor.number(), visitor.session, "o2", "x"))
    assert nobody.code == ErrorCode.NO_SUCH_AGENT


# --- other agents


@pytest.mark.covers("Q11", "Q12")
def test_a_supervisor_changes_an_agents_status_and_capacity() -> None:
    house = House()
    agent, supervisor = house.free_agent(), boss(house)
    change = SetAgent(supervisor.number(), "a", "o1", "rest", 5)
    assert supervisor.ask(change).code == ErrorCode.OK
    agent.read()
    board = agent.last(Board)
    assert (board.status, board.capacity) == ("rest", 5)
    more = SetAgent(supervisor.number(), "a", "o2", capacity=7)
    assert supervisor.ask(more).code == ErrorCode.OK
    agent.read()
    assert (agent.last(Board).status, agent.last(Board).capacity) == ("rest", 7)
    back = SetAgent(supervisor.number(), "a", "o3", "free")
    assert supervisor.ask(back).code == ErrorCode.OK
    assert house.world.status("a") is AgentStatus.FREE


@pytest.mark.covers("Q11")
@pytest.mark.parametrize(
    ("agent", "status", "capacity", "code"),
    [
        ("nobody", "rest", 0, ErrorCode.NO_SUCH_AGENT),
        ("nobody", "", 3, ErrorCode.NO_SUCH_AGENT),
        ("nobody", "rest", 3, ErrorCode.NO_SUCH_AGENT),
        ("a", "", 0, ErrorCode.BAD_VALUE),
    ],
)
def test_a_change_of_nobody_or_of_nothing_is_refused(
    agent: str, status: str, capacity: int, code: ErrorCode
) -> None:
    house = House()
    supervisor = boss(house)
    number = supervisor.number()
    change = SetAgent(number, agent, "o1", capacity=capacity)
    if status == "rest":
        change = SetAgent(number, agent, "o1", "rest", capacity)
    assert supervisor.ask(change).code == code


@pytest.mark.covers("Q11", "S3")
def test_a_supervisor_closes_as_such() -> None:
    house = House()
    agent, visitor = house.free_agent(), house.visitor()
    supervisor = boss(house)
    close = Close(supervisor.number(), visitor.session, "o1")
    assert supervisor.ask(close).code == ErrorCode.OK
    for tab in (agent, visitor):
        tab.read()
        shown = tab.shown(visitor.session)
        assert (shown.state, shown.reason) == ("closed", "admin")


@pytest.mark.covers("Q11")
def test_an_agent_closes_nothing_that_is_not_his() -> None:
    house = House()
    house.free_agent()
    other, visitor = house.tab("agent", "a"), house.visitor()
    house.world.register("b", 1, "g")
    stranger = house.tab("agent", "b")
    close = Close(stranger.number(), visitor.session, "o1")
    assert stranger.ask(close).code == ErrorCode.FORBIDDEN
    other.read()
    assert other.shown(visitor.session).state == "serving"


@pytest.mark.covers("Q11")
def test_a_supervisor_who_is_no_agent_is_turned_away() -> None:
    tab = House().tab("supervisor", "stranger")
    assert tab.connection.closing is not None
    assert tab.connection.closing.code is CloseCode.BAD_TICKET


@pytest.mark.covers("Q11")
def test_a_supervisor_serves_like_any_agent() -> None:
    house = House()
    supervisor = house.free_agent("boss", role="supervisor")
    visitor = house.visitor()
    supervisor.read()
    assert supervisor.shown(visitor.session).agent == "boss"
    assert supervisor.send("b1", session=visitor.session).code == ErrorCode.OK
    visitor.read()
    assert visitor.last(Message).role == "agent"


# --- questions


@pytest.mark.covers("Q11")
def test_a_queue_is_shown_to_its_agents_and_supervisors() -> None:
    house = House()
    house.world.define_group("other")
    house.world.register("b", 1, "other")
    first, second = house.visitor("v1"), house.visitor("v2")
    house.world.advance(2)
    supervisor, member = boss(house), house.tab("agent", "a")
    for tab in (supervisor, member):
        queue = tab.answer(GetQueue(tab.number(), "g"), Queue)
        assert (queue.group, queue.public_name, queue.waiting) == ("g", "G", 2)
        sessions = [(each.session, each.position) for each in queue.entries]
        assert sessions == [(first.session, 1), (second.session, 2)]
        assert queue.entries[0].waited_ms >= 2_000
    stranger = house.tab("agent", "b")
    refused = stranger.ask(GetQueue(stranger.number(), "g"))
    assert refused.code == ErrorCode.FORBIDDEN
    elsewhere = supervisor.ask(GetQueue(supervisor.number(), "other"))
    assert elsewhere.code == ErrorCode.FORBIDDEN


@pytest.mark.covers("M9", "Q11")
def test_what_supervisors_do_is_written_down_first() -> None:
    house = House()
    agent, supervisor = house.free_agent(), boss(house)
    first, second = house.visitor("v1"), house.visitor("v2")
    acts = (
        SetAgent(supervisor.number(), "a", "o1", "rest", 5),
        Assign(supervisor.number(), first.session, "o2", "a"),
        Annotate(supervisor.number(), first.session, "o3", "tag", "退款"),
        Close(supervisor.number(), second.session, "o4"),
    )
    house.has_log = False
    for act in acts:
        assert supervisor.ask(act).code == ErrorCode.UNAVAILABLE
    agent.read()
    assert agent.last(Board).status == "busy"
    assert second.last(Session).state == "serving"
    house.has_log = True
    for act in acts:
        supervisor.ask(replace(act, request=supervisor.number()))
    noted = [(each.act, each.subject, each.detail) for each in house.noted]
    assert noted == [
        (Act.SETTING_AGENT, "a", "rest and 5"),
        (Act.ASSIGNING_SESSION, first.session, "to a"),
        (Act.ANNOTATING_SESSION, first.session, ""),
        (Act.CLOSING_SESSION, second.session, ""),
    ]
    assert {each.who for each in house.noted} == {"boss"}
    assert house.world.view(second.session).phase is SessionPhase.CLOSED


@pytest.mark.covers("M9")
def test_daily_work_is_not_in_the_audit_log() -> None:
    house = House()
    supervisor = house.free_agent("boss", role="supervisor")
    visitor, agent = house.visitor(), house.tab("agent", "a")
    assert supervisor.send("c1", session=visitor.session).code == ErrorCode.OK
    supervisor.ask(Close(supervisor.number(), visitor.session, "o2"))
    waiting = house.visitor("w")
    agent.ask(Assign(agent.number(), waiting.session, "o3"))
    agent.ask(SetStatus(agent.number(), "o4", "rest"))
    assert house.noted == []


@pytest.mark.covers("M1", "Q11")
def test_a_supervisor_supervises_in_the_groups_that_he_is_in_now() -> None:
    house = House()
    house.world.define_group("other")
    agent, supervisor = house.free_agent(), boss(house)
    visitor = house.visitor()
    house.world.register("boss", 1, "other")
    close = Close(supervisor.number(), visitor.session, "o1")
    change = SetAgent(supervisor.number(), "a", "o2", "rest")
    for act in (close, change):
        assert supervisor.ask(act).code == ErrorCode.FORBIDDEN
    house.world.register("boss", 1, "g")
    for act in (close, change):
        again = replace(act, request=supervisor.number())
        assert supervisor.ask(again).code == ErrorCode.OK
    agent.read()
    assert agent.last(Board).status == "rest"
    assert visitor.last(Session).state == "closed"


@pytest.mark.covers("Q15")
def test_why_a_session_waits() -> None:
    house = House()
    agent, visitor = house.tab("agent", "a"), house.visitor()
    why = agent.answer(GetWhy(agent.number(), visitor.session), Why)
    assert (why.session, why.state) == (visitor.session, "queued")
    assert [step.what for step in why.steps] == ["opened", "queued"]
    assert why.now is not None
    assert (why.now.chosen, why.now.position) == ("", 1)
    assert [(each.reason, each.first) for each in why.now.excluded] == [
        ("offline", ("a",))
    ]
    assert agent.all(Session) == []


@pytest.mark.covers("Q15")
def test_why_a_session_was_given_to_somebody_even_when_it_is_over() -> None:
    house = House()
    agent, visitor = house.free_agent(), house.visitor()
    visitor.say(Close(9, visitor.session, "o9"))
    why = agent.answer(GetWhy(agent.number(), visitor.session), Why)
    (assigned,) = [step for step in why.steps if step.what == "assigned"]
    assert assigned.agent == "a"
    assert assigned.look is not None
    assert (assigned.look.chosen, assigned.look.first) == ("a", ("a",))
    assert (why.state, why.now) == ("closed", None)


@pytest.mark.covers("Q15")
def test_why_of_no_session_is_refused() -> None:
    house = House()
    agent = house.tab("agent", "a")
    question = GetWhy(agent.number(), "no such session")
    assert agent.ask(question).code == ErrorCode.NO_SUCH_SESSION


# --- notes


@pytest.mark.covers("S1")
def test_the_agent_notes_something_also_after_the_end() -> None:
    house = House()
    agent, visitor = house.free_agent(), house.visitor()
    assert agent.ask(annotate(agent, visitor.session)).code == ErrorCode.OK
    agent.ask(Close(agent.number(), visitor.session, "o1"))
    late = agent.ask(annotate(agent, visitor.session, "退货"))
    assert (late.code, late.session) == (ErrorCode.OK, visitor.session)
    visitor.read()
    assert not any("退" in repr(frame) for frame in visitor.heard)


@pytest.mark.covers("S1")
def test_who_has_no_part_in_a_session_notes_nothing_on_it() -> None:
    house = House()
    house.free_agent()
    visitor = house.visitor()
    house.world.register("b", 1, "g")
    stranger = house.tab("agent", "b")
    assert stranger.ask(annotate(stranger, visitor.session)).code == ErrorCode.FORBIDDEN
    nowhere = stranger.ask(annotate(stranger, "no such session"))
    assert nowhere.code == ErrorCode.NO_SUCH_SESSION


@pytest.mark.covers("S3")
def test_without_a_robot_the_end_of_service_is_the_end() -> None:
    house = House()
    house.free_agent()
    visitor = house.visitor()
    answer = visitor.ask(EndService(visitor.number(), visitor.session, "o1"))
    assert answer.code == ErrorCode.OK
    assert visitor.last(Session).state == "closed"
