"""What was taken back is shown to nobody any more, however he reads (V2)."""

from __future__ import annotations

import pytest

from actors.rules.settings import ServiceSettings
from gateway.wire.bodies import MessageBody, RecallBody, RecalledBody, TextBody
from gateway.wire.client_frames import Close, GetHistory, Recall, Sync
from gateway.wire.codes import ErrorCode
from gateway.wire.server_frames import History, Message, Session
from tests.gateway.house import House, Tab

pytestmark = pytest.mark.covers("V2", "S6", "V8")


def talk() -> tuple[House, Tab, Tab]:
    """An agent, and a visitor who has said `one` and `two`; the agent `three`."""
    house = House()
    agent = house.free_agent()
    visitor = house.visitor()
    for number, text in enumerate(("one", "two"), 1):
        assert visitor.send(f"c{number}", text).code == ErrorCode.OK
    assert agent.send("a3", "three", visitor.session).code == ErrorCode.OK
    return house, agent, visitor


def take_back(tab: Tab, session: str, number: int, operation: str = "r") -> int:
    return tab.ask(Recall(tab.number(), session, number, operation)).code


def bodies(messages: list[Message]) -> dict[int, MessageBody]:
    return {each.number: each.body for each in messages}


GONE: dict[int, MessageBody] = {
    1: RecalledBody(),
    2: TextBody("two"),
    3: TextBody("three"),
    4: RecallBody(1),
}


def test_both_sides_are_told_at_once() -> None:
    _, agent, visitor = talk()
    assert take_back(visitor, visitor.session, 1) == ErrorCode.OK
    for tab in (agent, visitor):
        told = tab.last(Message)
        assert (told.number, told.body) == (4, RecallBody(1))
        assert (told.role, told.sender, told.name) == ("visitor", "v", "V")


def test_whoever_comes_later_sees_that_something_was_there() -> None:
    house, agent, visitor = talk()
    session = visitor.session
    assert take_back(visitor, session, 1) == ErrorCode.OK
    late = house.tab("visitor", "v", {session: 0})
    assert bodies(late.all(Message)) == GONE
    for tab in (agent, late):
        asked = GetHistory(tab.number(), session)
        assert bodies(list(tab.answer(asked, History).messages)) == GONE
        page = tab.answer(GetHistory(tab.number(), session, 2), History)
        assert bodies(list(page.messages)) == {1: RecalledBody()}
        tab.heard.clear()
        tab.say(Sync({session: 0}))
        assert bodies(tab.all(Message)) == GONE


def test_also_after_a_restart_and_after_the_end() -> None:
    house, _, visitor = talk()
    session = visitor.session
    assert take_back(visitor, session, 1) == ErrorCode.OK
    assert visitor.ask(Close(visitor.number(), session, "x")).code == ErrorCode.OK
    late = house.tab("visitor", "v", {session: 0})
    assert bodies(late.all(Message)) == GONE
    assert take_back(visitor, session, 2, "r2") == ErrorCode.CLOSED


def test_who_may_not_is_told_why() -> None:
    house, agent, visitor = talk()
    session = visitor.session
    stranger = house.visitor("w")
    assert take_back(agent, session, 1) == ErrorCode.NOT_YOURS
    assert take_back(visitor, session, 3, "r1") == ErrorCode.NOT_YOURS
    assert take_back(visitor, session, 9, "r2") == ErrorCode.NO_SUCH_MESSAGE
    assert take_back(stranger, session, 1) == ErrorCode.FORBIDDEN
    assert take_back(visitor, "nowhere", 1, "r4") == ErrorCode.NO_SUCH_SESSION
    house.world.advance(121)
    assert take_back(visitor, session, 1, "r5") == ErrorCode.TOO_LATE


def test_once_is_enough() -> None:
    _, agent, visitor = talk()
    assert take_back(visitor, visitor.session, 1) == ErrorCode.OK
    assert take_back(visitor, visitor.session, 1) == ErrorCode.OK
    assert agent.last(Message).number == 4
    other = take_back(visitor, visitor.session, 1, "another")
    assert other == ErrorCode.NO_SUCH_MESSAGE


def test_who_wrote_is_told_how_long_he_may_take_it_back() -> None:
    house = House(settings=ServiceSettings(recall_seconds=90.0))
    agent, visitor = house.free_agent(), house.visitor()
    assert visitor.send("c1", "one").code == ErrorCode.OK
    assert [tab.last(Session).recall_ms for tab in (agent, visitor)] == [90_000] * 2
