"""What participants have of a session, from connection to connection (V2)."""

from __future__ import annotations

import pytest

from actors.assignment.messages import GroupRule
from actors.assignment.routing import Reception
from gateway.rations import Rations
from gateway.wire.client_frames import Accept, Close, Read, SetStatus, SetTyping
from gateway.wire.server_frames import Err, Receipt, Session, Typing
from gateway.wire.session_parts import Reader
from gateway.wire.terms import SenderRole
from tests.gateway.house import House, Tab
from tests.gateway.lone_connection import feed, opened, written

pytestmark = pytest.mark.covers("V2")


def talking() -> tuple[House, Tab, Tab]:
    house = House()
    agent, visitor = house.free_agent(), house.visitor()
    for number in range(3):
        visitor.send(f"c{number}")
    return house, agent, visitor


def read(tab: Tab, session: str, delivered: int, upto: int = 0) -> None:
    tab.say(Read(session, "visitor", delivered, upto))


def receipt(
    session: str, role: SenderRole, who: str, delivered: int, upto: int
) -> Receipt:
    return Receipt(session, "visitor", role, who, delivered, upto)


def test_the_others_are_told_and_oneself_not() -> None:
    house, agent, visitor = talking()
    session = visitor.session
    second = house.tab("visitor", "v", {session: 3})
    read(agent, session, 3, 1)
    told = receipt(session, "agent", "a", 3, 1)
    for tab in (visitor, second):
        tab.read()
        assert tab.all(Receipt) == [told]
    assert agent.all(Receipt) == []
    read(visitor, session, 3)
    second.read()
    assert second.all(Receipt) == [told]
    assert agent.all(Receipt) == [receipt(session, "visitor", "v", 3, 0)]


def test_an_agent_with_the_visitors_id_is_another() -> None:
    house = House()
    agent, visitor = house.free_agent("v"), house.visitor("v")
    session = visitor.session
    visitor.send("c1")
    read(agent, session, 1, 1)
    read(visitor, session, 1)
    for role, tab, other in (("agent", agent, visitor), ("visitor", visitor, agent)):
        tab.say(SetTyping(session, "visitor", is_typing=True))
        other.read()
        assert [each.role for each in other.all(Receipt)] == [role]
        assert [each.role for each in other.all(Typing)] == [role]


def test_nobody_has_more_than_there_is_and_less_is_no_news() -> None:
    _, agent, visitor = talking()
    read(agent, visitor.session, 9, 2)
    read(agent, visitor.session, 9, 1)
    read(agent, visitor.session, 1, 0)
    visitor.read()
    assert visitor.all(Receipt) == [receipt(visitor.session, "agent", "a", 3, 2)]


def test_who_comes_back_is_shown_it_all() -> None:
    house, agent, visitor = talking()
    session = visitor.session
    read(agent, session, 3, 2)
    read(visitor, session, 2, 2)
    again = house.tab("visitor", "v", {session: 3})
    assert again.shown(session).readers == (
        Reader("agent", "a", 3, 2),
        Reader("visitor", "v", 2, 2),
    )


def test_outsiders_are_not_heard() -> None:
    house, agent, visitor = talking()
    session = visitor.session
    house.world.define_group("h")
    for tab in (
        house.tab("visitor", "w", {session: 0}),
        house.free_agent("b"),
        house.tab("supervisor", "boss"),
    ):
        read(tab, session, 3, 3)
        assert tab.all(Err) == []
    agent.read()
    visitor.read()
    assert agent.all(Receipt) == visitor.all(Receipt) == []
    assert house.world.view(session).readers == ()


def test_who_is_rung_is_heard_once_he_serves() -> None:
    house = House(rule=GroupRule(reception=Reception.MANUAL))
    agent, visitor = house.free_agent(), house.visitor()
    session = visitor.session
    visitor.send("c1")
    agent.read()
    offer = agent.shown(session).offer
    assert offer is not None
    read(agent, session, 1, 1)
    agent.ask(Accept(agent.number(), session, offer.id, "o5"))
    visitor.read()
    assert visitor.all(Receipt) == []
    read(agent, session, 1, 1)
    visitor.read()
    assert visitor.all(Receipt) == [receipt(session, "agent", "a", 1, 1)]


def test_who_served_before_is_heard_no_more() -> None:
    house, agent, visitor = talking()
    session = visitor.session
    read(agent, session, 1)
    house.free_agent("b")
    agent.say(SetStatus(agent.number(), "o9", "not_ready"))
    house.world.transfer(session, "a", "b")
    house.world.run()
    assert house.world.view(session).agent == "b"
    read(agent, session, 3, 3)
    assert house.world.view(session).readers[0].delivered == 1


def test_what_says_nothing_new_wakes_nobody_and_news_do() -> None:
    house, agent, visitor = talking()
    read(agent, visitor.session, 3, 2)
    house.world.advance(2_000)
    region = house.world.node.registry.regions["session"]
    assert region.census.awake == 0
    read(agent, visitor.session, 3, 2)
    read(agent, visitor.session, 2, 1)
    assert region.census.awake == 0
    read(agent, visitor.session, 3, 3)
    visitor.read()
    assert visitor.last(Receipt).read == 3


def test_a_session_that_died_is_told_again_by_those_who_are_connected() -> None:
    house, agent, visitor = talking()
    session = visitor.session
    read(agent, session, 3, 2)
    assert house.world.view(session).readers
    house.world.cell(f"/sessions/{session}").crash(RuntimeError("bang"), None)
    house.world.run()
    house.world.advance(5)
    (reader,) = house.world.view(session).readers
    assert (reader.delivered, reader.read) == (3, 2)


def test_a_closed_session_takes_no_more() -> None:
    house, agent, visitor = talking()
    session = visitor.session
    read(agent, session, 3, 1)
    visitor.say(Close(visitor.number(), session, "o2"))
    read(agent, session, 3, 3)
    visitor.read()
    assert visitor.all(Receipt) == [receipt(session, "agent", "a", 3, 1)]
    (reader,) = visitor.shown(session).readers
    assert (reader.delivered, reader.read) == (3, 1)
    assert house.crashes == []


# --- the connection


def test_a_slow_reader_gets_the_latest_of_each() -> None:
    connection = opened()
    for number in range(1, 100):
        connection.send(receipt("s", "agent", "a", number, number))
        connection.send(receipt("s", "agent", "b", number, 0))
    assert written(connection) == [
        receipt("s", "agent", "a", 99, 99),
        receipt("s", "agent", "b", 99, 0),
    ]


def test_too_many_are_dropped_without_a_word() -> None:
    rations = Rations()
    connection = opened(rations=rations)
    frames = [Read("s", "visitor", number) for number in range(1, 31)]
    requests = feed(connection, *frames)
    assert 0 < len(requests) < len(frames)
    assert rations.refused["ephemeral"] == len(frames) - len(requests)
    assert written(connection) == []
    assert connection.closing is None


def test_the_state_shows_it_to_visitors_and_agents() -> None:
    _, agent, visitor = talking()
    read(visitor, visitor.session, 2, 1)
    agent.send("c9", session=visitor.session)
    visitor.say(Close(visitor.number(), visitor.session, "o2"))
    agent.read()
    for tab in (agent, visitor):
        assert tab.last(Session).readers == (Reader("visitor", "v", 2, 1),)
