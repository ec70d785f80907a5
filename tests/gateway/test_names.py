"""Names beside ids: who says them, and what is shown after a restart or renaming."""

from __future__ import annotations

import pytest

from actors.agent.messages import RegisterAgent
from actors.assignment.messages import DefineGroup, GroupRule
from actors.assignment.routing import Reception
from actors.ids import GroupId
from actors.rules.settings import ServiceSettings
from gateway.wire.answer_frames import Queue, Why
from gateway.wire.client_frames import (
    Accept,
    CancelTransfer,
    Decline,
    GetQueue,
    GetWhy,
    Open,
    SetAgent,
    SetStatus,
    SetTyping,
    Transfer,
)
from gateway.wire.codes import ErrorCode
from gateway.wire.server_frames import Board, Notice, Session, Typing
from gateway.wire.session_parts import Handover
from tests.gateway.house import House, Tab

MANUAL = GroupRule(reception=Reception.MANUAL)


def rung(house: House, agent: Tab, session: str) -> Session:
    """A session as the agent sees it at whom it rings."""
    house.world.run()
    agent.read()
    return agent.shown(session)


def accepted(agent: Tab, session: str) -> None:
    offer = agent.shown(session).offer
    assert offer is not None
    accept = Accept(agent.number(), session, offer.id, f"accept-{offer.id}")
    assert agent.ask(accept).code == ErrorCode.OK


@pytest.mark.covers("Q7", "S1")
def test_whoever_serves_or_is_called_is_named() -> None:
    house = House(rule=MANUAL)
    visitor = house.visitor()
    assert visitor.last(Session).group_name == "G"
    agent = house.free_agent()
    rings = rung(house, agent, visitor.session)
    assert rings.offer is not None
    assert (rings.offer.agent, rings.offer.agent_name) == ("a", "A")
    assert (rings.agent_name, rings.group_name) == ("", "G")
    accepted(agent, visitor.session)
    visitor.read()
    shown = visitor.last(Session)
    assert (shown.agent, shown.agent_name, shown.group_name) == ("a", "A", "G")
    house.world.die()
    back = house.tab("visitor", "v")
    back.say(Open(1, "o1", "g"))
    assert back.last(Session).agent_name == "A"
    assert back.last(Session).group_name == "G"


@pytest.mark.covers("Q10")
def test_a_transfer_names_group_agent_and_asker_and_its_end() -> None:
    seconds = ServiceSettings().transfer_seconds
    house = House(rule=MANUAL)
    agent, visitor = house.free_agent(), house.visitor()
    rung(house, agent, visitor.session)
    accepted(agent, visitor.session)
    house.world.define_group("h", MANUAL)
    wish = Transfer(agent.number(), visitor.session, "t1", "h")
    before_ms = house.world.wall_ms()
    assert agent.ask(wish).code == ErrorCode.OK
    agent.read()
    pending = agent.shown(visitor.session).transfer
    assert pending is not None
    assert (pending.group, pending.group_name) == ("h", "H")
    assert (pending.agent, pending.agent_name) == ("", "")
    assert (pending.by, pending.by_name) == ("a", "A")
    assert pending.until == pending.since + seconds * 1000 >= before_ms
    agent.ask(CancelTransfer(agent.number(), visitor.session, "t2"))
    other = house.free_agent("b")
    agent.ask(Transfer(agent.number(), visitor.session, "t3", agent="b"))
    rings = rung(house, other, visitor.session)
    assert rings.transfer is not None
    assert (rings.transfer.agent_name, rings.transfer.group_name) == ("B", "G")
    assert rings.offer is not None
    decline = Decline(other.number(), visitor.session, rings.offer.id, "d1")
    assert other.ask(decline).code == ErrorCode.OK
    agent.read()
    refused = agent.last(Notice)
    assert (refused.kind, refused.agent_name) == ("transfer_refused", "A")
    agent.ask(Transfer(agent.number(), visitor.session, "t4", agent="b"))
    rung(house, other, visitor.session)
    accepted(other, visitor.session)
    taken = other.shown(visitor.session)
    assert taken.handover == Handover("a", "", "A")
    assert (taken.agent_name, taken.group_name) == ("B", "G")


@pytest.mark.covers("Q10", "S7")
def test_the_end_of_a_transfer_moves_with_an_outage_and_may_be_missing() -> None:
    for seconds in (0.0, 60.0):
        settings = ServiceSettings(transfer_seconds=seconds)
        house = House(settings=settings)
        agent, visitor = house.free_agent(), house.visitor()
        house.world.define_group("h", GroupRule())
        agent.ask(Transfer(agent.number(), visitor.session, "t1", "h"))
        before = agent.shown(visitor.session).transfer
        house.world.die(30.0)
        back = house.tab("agent", "a")
        after = back.shown(visitor.session).transfer
        assert before is not None
        assert after is not None
        lost_ms = after.until - before.until
        assert lost_ms >= 30_000 if seconds else before.until == after.until == 0


@pytest.mark.covers("V4")
def test_who_types_is_called_as_the_session_calls_him() -> None:
    house = House()
    agent, visitor = house.free_agent(), house.visitor()
    visitor.say(SetTyping(visitor.session, "visitor", is_typing=True))
    agent.read()
    assert agent.last(Typing).name == "V"
    agent.say(SetTyping(visitor.session, "visitor", is_typing=True))
    visitor.read()
    assert visitor.last(Typing).name == "A"


@pytest.mark.covers("Q10")
def test_a_new_name_is_seen_from_the_next_event_on() -> None:
    house = House()
    agent, visitor = house.free_agent(), house.visitor()
    world = house.world
    world.ask(world.agent("a"), RegisterAgent("Anna", (GroupId("g"),), 2))
    world.ask(world.group("g"), DefineGroup("Shop"))
    visitor.send("c1")
    agent.read()
    assert agent.shown(visitor.session).agent_name == "A"
    second = house.visitor("w")
    assert second.last(Session).agent_name == "Anna"
    assert second.last(Session).group_name == "Shop"


@pytest.mark.covers("Q11", "Q12")
def test_a_board_tells_which_supervisor_set_the_status() -> None:
    house = House()
    agent = house.free_agent()
    house.world.register("boss", 1, "g")
    boss = house.tab("supervisor", "boss")
    assert (agent.last(Board).by, agent.last(Board).by_name) == ("", "")
    world = house.world
    # His own actor says how he is called, not the ticket.
    world.ask(world.agent("boss"), RegisterAgent("Chief", (GroupId("g"),), 1))
    boss.ask(SetAgent(boss.number(), "a", "s1", "rest"))
    agent.read()
    board = agent.last(Board)
    assert (board.status, board.by, board.by_name) == ("rest", "boss", "Chief")
    house.world.die()
    back = house.tab("agent", "a")
    assert (back.last(Board).by, back.last(Board).by_name) == ("boss", "Chief")
    back.say(SetStatus(back.number(), "s2", "free"))
    assert (back.last(Board).by, back.last(Board).by_name) == ("", "")


@pytest.mark.covers("Q4", "S7")
def test_a_queue_names_its_visitors_also_after_a_restart() -> None:
    house = House()
    house.visitor("ann")
    house.world.die()
    agent = house.tab("agent", "a")
    queue = agent.answer(GetQueue(agent.number(), "g"), Queue)
    assert [(row.nickname, row.channel) for row in queue.entries] == [("Ann", "web")]


@pytest.mark.covers("Q15")
def test_an_explanation_names_agents_and_groups() -> None:
    house = House(rule=MANUAL)
    agent, visitor = house.free_agent(), house.visitor()
    rings = rung(house, agent, visitor.session)
    assert rings.offer is not None
    agent.ask(Decline(agent.number(), visitor.session, rings.offer.id, "d1"))
    why = agent.answer(GetWhy(agent.number(), visitor.session), Why)
    named = {step.what: (step.agent_name, step.group_name) for step in why.steps}
    assert named["queued"] == ("", "G")
    assert named["offered"] == ("A", "G")
    assert named["lapsed"] == ("A", "")
