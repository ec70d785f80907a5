"""Older messages, a page at a time, for who may see them."""

from __future__ import annotations

import pytest

from gateway.history import page_of
from gateway.wire.bodies import TextBody
from gateway.wire.client_frames import Close, GetHistory
from gateway.wire.codes import ErrorCode
from gateway.wire.server_frames import History, Res
from gateway.wire.terms import MAX_HISTORY_BYTES, MAX_TEXT_CHARS
from tests.gateway.house import House, Tab

pytestmark = pytest.mark.covers("V8")


def talk(count: int) -> tuple[House, Tab]:
    """A visitor who has said `1` … `count`."""
    house = House()
    house.free_agent()
    visitor = house.visitor()
    for number in range(1, count + 1):
        assert visitor.send(f"c{number}", str(number)).code == ErrorCode.OK
    return house, visitor


def texts(tab: Tab, session: str, before: int = 0, limit: int = 50) -> list[str]:
    asked = GetHistory(tab.number(), session, before, limit)
    answer = tab.answer(asked, History)
    assert answer.session == session
    return [past.text for past in answer.messages]


def refusal(tab: Tab, session: str) -> int:
    return tab.answer(GetHistory(tab.number(), session), Res).code


def test_pages_lead_back_to_the_first_message() -> None:
    _, visitor = talk(5)
    session = visitor.session
    assert texts(visitor, session, limit=2) == ["4", "5"]
    assert texts(visitor, session, before=4, limit=2) == ["2", "3"]
    assert texts(visitor, session, before=2, limit=2) == ["1"]
    assert texts(visitor, session, before=1, limit=2) == []


def test_what_is_beyond_the_end_is_the_end() -> None:
    _, visitor = talk(2)
    assert texts(visitor, visitor.session, before=99) == ["1", "2"]


def test_a_message_is_as_it_was_shown() -> None:
    house, visitor = talk(1)
    agent = house.tab("agent", "a")
    asked = GetHistory(agent.number(), visitor.session)
    (past,) = agent.answer(asked, History).messages
    assert (past.room, past.number, past.cid) == ("visitor", 1, "c1")
    assert (past.role, past.sender, past.name) == ("visitor", "v", "V")
    assert past.body == TextBody("1")
    assert past.at > 0


def test_a_session_that_is_over_can_be_read() -> None:
    _, visitor = talk(1)
    close = Close(visitor.number(), visitor.session, "o1")
    assert visitor.ask(close).code == ErrorCode.OK
    assert texts(visitor, visitor.session) == ["1"]


def test_strangers_read_nothing() -> None:
    house, visitor = talk(1)
    house.world.register("b", 1, "g")
    assert refusal(house.tab("visitor", "x"), visitor.session) == ErrorCode.FORBIDDEN
    assert refusal(house.tab("agent", "b"), visitor.session) == ErrorCode.FORBIDDEN
    assert refusal(visitor, "no such session") == ErrorCode.NO_SUCH_SESSION


def test_a_page_is_bounded_by_bytes_and_one_message_always_goes() -> None:
    _, visitor = talk(0)
    longest = "长" * MAX_TEXT_CHARS
    fitting = MAX_HISTORY_BYTES // len(longest.encode())
    for number in range(1, fitting + 2):
        visitor.send(f"c{number}", longest)
    asked = GetHistory(visitor.number(), visitor.session)
    page = visitor.answer(asked, History).messages
    assert [past.number for past in page] == list(range(2, fitting + 2))
    assert page_of(()) == ()
