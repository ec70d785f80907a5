"""Left messages, and sessions that agents begin, over the wire (V7, S9)."""

from __future__ import annotations

import pytest

from actors import left_messages
from actors.assignment.messages import GroupRule
from actors.rules.prompts import USUAL, Moment
from actors.rules.settings import ServiceSettings
from gateway.wire.bodies import TextBody
from gateway.wire.client_frames import Assign, Close, Read
from gateway.wire.codes import ErrorCode
from gateway.wire.customer_frames import ChangeCustomer
from gateway.wire.reaching_frames import (
    GetMessagesLeft,
    Initiate,
    LeaveMessage,
    MessagesLeft,
)
from gateway.wire.server_frames import Message, Res, Session
from runtime import index_walk, journal_memory
from runtime.journal import Holders, OpenEntities
from tests.actors.test_store_away import AwayStore
from tests.gateway.house import House, Tab

ALONE = ServiceSettings(turns_away_without_agents=True)
"""Who comes when nobody is there leaves a message."""


def begun(agent: Tab, visitor: str = "v", text: str = "hello", **where: str) -> Res:
    number = agent.number()
    return agent.ask(Initiate(number, f"i{number}", visitor, text, **where))


def left(tab: Tab, text: str = "call me", contact: str = "138") -> Res:
    number = tab.number()
    form = LeaveMessage(number, tab.session, f"l{number}", text, contact)
    return tab.ask(form)


def listed(agent: Tab, group: str = "g") -> MessagesLeft:
    return agent.answer(GetMessagesLeft(agent.number(), group), MessagesLeft)


def close(tab: Tab, session: str) -> int:
    number = tab.number()
    return tab.ask(Close(number, session, f"c{number}")).code


def served_once(settings: ServiceSettings | None = None) -> tuple[House, Tab, str]:
    """An agent, and a visitor `v` who was served and has gone."""
    house = House(settings=settings)
    agent, visitor = house.free_agent(), house.visitor()
    close(agent, visitor.session)
    visitor.leave()
    return house, agent, visitor.session


def texts(tab: Tab, session: str) -> list[str]:
    return [
        each.body.text
        for each in tab.all(Message)
        if each.session == session and isinstance(each.body, TextBody)
    ]


# --- what agents begin


@pytest.mark.covers("S9")
def test_a_visitor_who_is_away_finds_what_an_agent_began() -> None:
    house, agent, old = served_once()
    answer = begun(agent, text="您的货到了")
    assert (answer.code, answer.session not in {"", old}) == (ErrorCode.OK, True)
    session = answer.session
    shown = agent.shown(session)
    assert (shown.state, shown.agent, shown.visitor_away) == ("serving", "a", True)
    assert texts(agent, session) == ["您的货到了"]
    house.world.advance(3_600)
    assert agent.shown(session).state == "serving"
    house.world.die()
    back = house.visitor("v")
    assert back.session == session
    assert texts(back, session) == ["您的货到了"]
    assert back.shown(session).unread == 1
    again = house.free_agent()
    assert not again.shown(session).visitor_away


@pytest.mark.covers("S9", "M3", "M12")
def test_the_service_speaks_as_the_visitors_profile_says() -> None:
    house = House(prompts=USUAL)
    house.world.register("boss", 1, "g")
    boss, agent = house.tab("supervisor", "boss"), house.free_agent()
    for visitor, language in (("v", "en-GB"), ("w", "")):
        boss.ask(
            ChangeCustomer(
                boss.number(), visitor, "", visitor, nickname="X", language=language
            )
        )
        session = begun(agent, visitor).session
        asked = agent.all(Message)
        said = [m.text for m in asked if (m.session, m.role) == (session, "system")]
        values = {"StaffName": "A"}
        assert said == [USUAL.said(Moment.SUCCESS, language, values)]


@pytest.mark.covers("S9", "V2")
def test_what_is_unread_is_no_more_when_it_was_read_or_answered() -> None:
    house, agent, _ = served_once()
    session = begun(agent).session
    agent.send("a2", "are you there?", session)
    back = house.visitor("v")
    assert back.shown(session).unread == 2
    assert agent.shown(session).unread == 0, "it is told to visitors"
    back.say(Read(session, "visitor", 2, 1))
    back.leave()
    again = house.visitor("v")
    assert again.shown(session).unread == 1
    again.send("c1", "yes", session)
    agent.send("a3", "good", session)
    again.leave()
    house.world.die()
    last = house.visitor("v")
    assert last.shown(session).unread == 1
    last.say(Read(session, "visitor", 4, 4))
    last.leave()
    assert house.visitor("v").shown(session).unread == 0


@pytest.mark.covers("S9")
def test_a_visitor_who_is_there_is_shown_it_at_once() -> None:
    house = House()
    agent, visitor = house.free_agent(), house.visitor()
    close(agent, visitor.session)
    session = begun(agent).session
    visitor.read()
    assert visitor.last(Session).session == session
    assert texts(visitor, session) == ["hello"]
    assert visitor.send("c9", "thanks", session).code == ErrorCode.OK
    assert not agent.shown(session).visitor_away
    visitor.leave()


@pytest.mark.covers("S9")
def test_who_never_comes_is_not_awaited_for_ever() -> None:
    assert ServiceSettings().await_seconds == 7 * 24 * 3600
    house, agent, _ = served_once(ServiceSettings(await_seconds=3600))
    session = begun(agent).session
    house.world.advance(3600 - 5)
    agent.read()
    assert agent.shown(session).state == "serving"
    house.world.advance(10)
    agent.read()
    assert (agent.shown(session).state, agent.shown(session).reason) == (
        "closed",
        "timer",
    )


@pytest.mark.covers("S9")
def test_a_repeated_wish_begins_one_session_and_says_it_once() -> None:
    house, agent, _ = served_once()
    wish = Initiate(agent.number(), "i1", "v", "hello")
    first = agent.ask(wish)
    house.world.die()
    again = house.free_agent()
    repeated = again.ask(Initiate(again.number(), "i1", "v", "hello"))
    assert (repeated.code, repeated.session) == (first.code, first.session)
    assert texts(again, first.session) == ["hello"]


@pytest.mark.covers("S9")
def test_nobody_is_served_beyond_what_the_agent_can_take() -> None:
    house, agent, _ = served_once()
    house.visitor("w")
    house.visitor("x")
    assert begun(agent).code == ErrorCode.AGENT_FULL


@pytest.mark.covers("S9", "M12")
def test_who_is_unknown_or_blocked_is_not_written_to() -> None:
    house, agent, _ = served_once()
    assert begun(agent, "stranger").code == ErrorCode.NO_SUCH_VISITOR
    house.world.register("boss", 1, "g")
    boss = house.tab("supervisor", "boss")
    known = ChangeCustomer(boss.number(), "o1", "", "stranger", nickname="Wang")
    boss.ask(known)
    session = begun(agent, "stranger").session
    assert agent.shown(session).nickname == "Wang"
    boss.ask(ChangeCustomer(boss.number(), "o2", "", "v", block_reason="rude"))
    assert begun(agent).code == ErrorCode.BLOCKED


@pytest.mark.covers("S9")
def test_a_channel_and_group_are_the_agents() -> None:
    house, agent, _ = served_once()
    house.world.define_group("h")
    assert begun(agent, group="h").code == ErrorCode.FORBIDDEN
    assert begun(agent, channel="nowhere").code == ErrorCode.FORBIDDEN
    assert begun(agent, channel="web", group="g").code == ErrorCode.OK


@pytest.mark.covers("S9")
def test_who_has_a_session_open_keeps_that_one() -> None:
    house = House()
    agent, visitor = house.free_agent(), house.visitor()
    own = begun(agent, text="again")
    assert (own.code, own.session) == (ErrorCode.OK, visitor.session)
    assert texts(agent, visitor.session) == ["again"]
    other = house.free_agent("b")
    assert begun(other).code == ErrorCode.WRONG_STATE


@pytest.mark.covers("S9")
def test_who_waits_is_not_taken_by_whoever_is_full() -> None:
    house = House()
    agent = house.free_agent(capacity=1)
    visitor = house.visitor("v")
    close(agent, visitor.session)
    first, waiting = house.visitor("w"), house.visitor("v")
    assert waiting.session != first.session
    assert begun(agent).code == ErrorCode.AGENT_FULL


@pytest.mark.covers("S9")
def test_the_store_may_be_away() -> None:
    store = AwayStore()
    house = House(backend=store)
    agent, visitor = house.free_agent(), house.visitor()
    close(agent, visitor.session)
    store.deaf_to = (Holders,)
    assert begun(agent).code == ErrorCode.UNAVAILABLE


# --- what visitors leave


@pytest.mark.covers("V7")
def test_where_nobody_can_serve_a_message_is_left_and_answered_later() -> None:
    house = House(settings=ALONE)
    visitor = house.visitor()
    assert visitor.shown(visitor.session).state == "message_left"
    answer = left(visitor, "我想退货", "13800138000")
    assert (answer.code, answer.number) == (ErrorCode.OK, 1)
    visitor.leave()
    agent = house.free_agent()
    (row,) = listed(agent).rows
    assert (row.session, row.visitor, row.nickname) == (visitor.session, "v", "V")
    assert (row.contact, row.messages, row.channel) == ("13800138000", 1, "web")
    take = Assign(agent.number(), row.session, "t1")
    assert agent.ask(take).code == ErrorCode.OK
    assert agent.shown(row.session).contact == "13800138000"
    assert agent.send("a1", "已处理", row.session).code == ErrorCode.OK
    assert listed(agent).rows == ()
    house.world.advance(24 * 3600)
    back = house.visitor("v")
    assert back.session == row.session
    assert texts(back, row.session) == ["我想退货", "已处理"]
    assert back.shown(row.session).contact == ""


@pytest.mark.covers("V7")
def test_a_form_is_for_where_nobody_serves() -> None:
    house = House()
    house.free_agent()
    assert left(house.visitor()).code == ErrorCode.WRONG_STATE


@pytest.mark.covers("V7")
def test_the_list_is_of_the_own_groups_the_oldest_first_and_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    house = House(settings=ALONE)
    visitors = []
    for name in ("v", "w", "u", "silent"):
        house.world.advance(1)
        visitors.append(house.visitor(name))
    for visitor in visitors[:3]:
        left(visitor)
    agent = house.tab("agent", "a")
    sessions = [visitor.session for visitor in visitors]
    assert [row.session for row in listed(agent).rows] == sessions[:3]
    monkeypatch.setattr(index_walk, "MAX_INDEX_PAGE", 2)
    monkeypatch.setattr(journal_memory, "MAX_INDEX_PAGE", 2)
    monkeypatch.setattr(left_messages, "MAX_LEFT", 2)
    cut = listed(agent)
    assert ([row.session for row in cut.rows], cut.count) == (sessions[:2], 3)
    house.world.define_group("h", GroupRule())
    foreign = agent.ask(GetMessagesLeft(agent.number(), "h"))
    assert foreign.code == ErrorCode.FORBIDDEN


@pytest.mark.covers("V7")
def test_without_the_store_there_is_no_list() -> None:
    store = AwayStore()
    house = House(backend=store)
    agent = house.free_agent()
    store.deaf_to = (OpenEntities,)
    refused = agent.ask(GetMessagesLeft(agent.number(), "g"))
    assert refused.code == ErrorCode.UNAVAILABLE


@pytest.mark.covers("S9", "V7")
def test_who_left_a_message_is_answered_in_that_session() -> None:
    house = House(settings=ALONE)
    visitor = house.visitor()
    left(visitor)
    visitor.leave()
    agent = house.free_agent()
    answered = begun(agent, text="done")
    assert (answered.code, answered.session) == (ErrorCode.OK, visitor.session)
    assert agent.shown(visitor.session).agent == "a"
    assert texts(agent, visitor.session)[-1] == "done"
