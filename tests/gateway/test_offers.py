"""Offers that ring, and sessions that go elsewhere, as agents and visitors see them."""

from __future__ import annotations

import pytest

from actors.assignment.messages import GroupRule
from actors.assignment.routing import Reception
from gateway.wire.client_frames import (
    Accept,
    Close,
    Decline,
    Hello,
    SetStatus,
    SetTyping,
    Sync,
)
from gateway.wire.codes import ErrorCode
from gateway.wire.server_frames import Board, Message, Notice, Session, Typing
from tests.gateway.house import House, Tab

MANUAL = GroupRule(reception=Reception.MANUAL)


def ringing() -> tuple[House, Tab, Tab, str]:
    """A house where a session rings at agent `a`: the agent, the visitor, the offer."""
    house = House(rule=MANUAL)
    agent, visitor = house.free_agent(), house.visitor()
    agent.read()
    offer = agent.shown(visitor.session).offer
    assert offer is not None
    return house, agent, visitor, offer.id


@pytest.mark.covers("Q7")
def test_an_offer_rings_with_its_deadline_and_stands_on_the_board() -> None:
    house, agent, visitor, _ = ringing()
    shown = agent.shown(visitor.session)
    assert (shown.state, shown.agent, shown.nickname) == ("offered", "", "V")
    assert shown.offer is not None
    assert shown.offer.agent == "a"
    seconds = house.world.settings.accept_seconds
    assert shown.offer.until - shown.offer.since == seconds * 1000
    assert agent.last(Board).sessions == (visitor.session,)


@pytest.mark.covers("Q7", "S7")
def test_after_an_outage_it_is_shown_with_the_time_it_has_left() -> None:
    house, agent, visitor, offer = ringing()
    before = agent.shown(visitor.session).offer
    assert before is not None
    house.world.die(downtime=60)
    after = house.tab("agent", "a").shown(visitor.session).offer
    assert after is not None
    assert (after.id, after.since) == (offer, before.since)
    left = after.until - house.world.wall_ms()
    assert 0 < left <= house.world.settings.accept_seconds * 1000
    house.world.advance(left / 1000 - 0.1)
    assert house.world.view(visitor.session).offer is not None
    house.world.advance(0.2)
    assert house.world.view(visitor.session).offer is None


@pytest.mark.covers("Q7")
def test_the_visitor_sees_that_it_rings_and_not_where() -> None:
    _, _, visitor, _ = ringing()
    shown = visitor.last(Session)
    assert (shown.state, shown.agent, shown.offer) == ("offered", "", None)


@pytest.mark.covers("Q7")
def test_an_accepted_offer_is_served() -> None:
    _, agent, visitor, offer = ringing()
    answer = agent.ask(Accept(agent.number(), visitor.session, offer, "o2"))
    assert (answer.code, answer.session) == (ErrorCode.OK, visitor.session)
    assert agent.shown(visitor.session).offer is None
    visitor.read()
    assert (visitor.last(Session).state, visitor.last(Session).agent) == (
        "serving",
        "a",
    )
    assert agent.send("a1", session=visitor.session).number == 1
    visitor.read()
    assert [each.cid for each in visitor.all(Message)] == ["a1"]


@pytest.mark.covers("Q7")
def test_a_late_or_foreign_accept_is_refused() -> None:
    house, agent, visitor, offer = ringing()
    other = house.free_agent("b")
    wrong = agent.ask(Accept(agent.number(), visitor.session, "nonsense", "o2"))
    foreign = other.ask(Accept(other.number(), visitor.session, offer, "o2"))
    nowhere = agent.ask(Accept(agent.number(), "no such session", offer, "o3"))
    assert (wrong.code, foreign.code) == (ErrorCode.NO_SUCH_OFFER,) * 2
    assert nowhere.code == ErrorCode.NO_SUCH_SESSION
    house.world.advance(house.world.settings.accept_seconds + 1)
    late = agent.ask(Accept(agent.number(), visitor.session, offer, "o4"))
    assert late.code == ErrorCode.NO_SUCH_OFFER


@pytest.mark.covers("Q7")
def test_an_offer_that_lapses_goes_on_and_the_silent_agent_is_told() -> None:
    house, agent, visitor, _ = ringing()
    other = house.free_agent("b")
    house.world.advance(house.world.settings.accept_seconds + 1)
    for tab in (agent, other, visitor):
        tab.read()
    notice = agent.last(Notice)
    assert (notice.kind, notice.agent) == ("auto_transfer", "a")
    assert visitor.notices() == other.notices() == []
    last = agent.shown(visitor.session)
    assert last.offer is None or last.offer.agent == "b"
    assert agent.last(Board).sessions == ()
    rings = other.shown(visitor.session).offer
    assert rings is not None
    assert rings.agent == "b"


@pytest.mark.covers("Q7")
def test_what_rings_elsewhere_is_heard_no_more() -> None:
    house, agent, visitor, _ = ringing()
    other = house.free_agent("b")
    house.world.advance(house.world.settings.accept_seconds + 1)
    agent.read()
    heard = len(agent.heard)
    visitor.send("c1")
    visitor.say(SetTyping(visitor.session, "visitor", is_typing=True))
    agent.say(Sync({visitor.session: 0}))
    assert agent.heard[heard:] == []
    other.read()
    assert [each.cid for each in other.all(Message)] == ["c1"]


@pytest.mark.covers("Q7")
def test_a_declined_offer_goes_on_and_comes_back_with_all_that_was_said() -> None:
    house, agent, visitor, offer = ringing()
    visitor.send("c1")
    answer = agent.ask(Decline(agent.number(), visitor.session, offer, "o2"))
    assert answer.code == ErrorCode.OK
    assert agent.shown(visitor.session).state == "queued"
    visitor.send("c2")
    assert [each.cid for each in agent.all(Message)] == ["c1"]
    house.world.advance(house.world.settings.backoff_seconds + 1)
    agent.read()
    rings = agent.shown(visitor.session).offer
    assert rings is not None
    assert rings.id != offer
    assert [each.cid for each in agent.all(Message)] == ["c1", "c2"]


@pytest.mark.covers("Q7")
def test_declining_what_does_not_ring_is_refused() -> None:
    _, agent, visitor, offer = ringing()
    agent.ask(Accept(agent.number(), visitor.session, offer, "o2"))
    late = agent.ask(Decline(agent.number(), visitor.session, offer, "o3"))
    assert late.code == ErrorCode.NO_SUCH_OFFER


@pytest.mark.covers("Q7", "V4")
def test_an_agent_at_whom_it_rings_listens_and_does_not_speak() -> None:
    _, agent, visitor, _ = ringing()
    visitor.say(SetTyping(visitor.session, "visitor", is_typing=True))
    agent.read()
    assert agent.last(Typing).sender == "v"
    agent.say(SetTyping(visitor.session, "visitor", is_typing=True))
    visitor.read()
    assert visitor.all(Typing) == []
    assert agent.send("a1", session=visitor.session).code == ErrorCode.FORBIDDEN


@pytest.mark.covers("Q12")
def test_who_rests_loses_what_rings_and_shows_why() -> None:
    _, agent, visitor, _ = ringing()
    number = agent.number()
    answer = agent.ask(SetStatus(number, "o2", "rest", "午饭"))
    assert answer.code == ErrorCode.OK
    board = agent.last(Board)
    assert (board.status, board.reason, board.sessions) == ("rest", "午饭", ())
    assert agent.shown(visitor.session).state == "queued"


@pytest.mark.covers("Q12")
def test_a_full_agent_is_shown_as_busy() -> None:
    house = House()
    agent = house.free_agent(capacity=1)
    house.visitor()
    agent.read()
    assert agent.last(Board).status == "busy"


@pytest.mark.covers("S3")
def test_a_visitor_who_closes_stops_the_ringing() -> None:
    _, agent, visitor, _ = ringing()
    visitor.say(Close(9, visitor.session, "o9"))
    agent.read()
    last = agent.shown(visitor.session)
    assert (last.state, last.reason, last.offer) == ("closed", "client", None)
    assert agent.last(Board).sessions == ()


@pytest.mark.covers("S6", "V8")
def test_an_agent_who_lost_the_session_while_away_sees_none_of_it() -> None:
    house, agent, visitor, _ = ringing()
    visitor.send("c1")
    other = house.free_agent("b")
    agent.leave()
    house.world.advance(house.world.settings.accept_seconds + 1)
    again = Tab(house)
    again.say(Hello(house.ticket("agent", "a"), positions={visitor.session: 0}))
    again.say(Sync({visitor.session: 0}))
    other.read()
    assert again.all(Session) == []
    assert again.all(Message) == []
    assert again.last(Board).sessions == ()
