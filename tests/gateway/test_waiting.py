"""Visitors who wait: their place in line, and whether they are there at all."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.ids import SessionId
from actors.rules.messages import SetPrompt
from actors.rules.prompts import USUAL
from actors.rules.rulebook import DEFAULT_RULE
from actors.session.terms import SessionPhase
from actors.session.view import (
    Notice as SessionNotice,
)
from actors.session.view import (
    NoticeKind,
    session_topic,
)
from gateway.wire.client_frames import ClientInfo, Hello, Open, SetTyping, Sync
from gateway.wire.codes import ErrorCode
from gateway.wire.server_frames import Message, Notice, Position, Session, Typing
from tests.gateway.house import House, Tab


def positions(tab: Tab) -> list[int]:
    tab.read()
    return [each.position for each in tab.all(Position)]


def publish(house: House, session: str, event: object) -> None:
    topics = house.world.node.topics
    topics.publish(session_topic(SessionId(session)), event)
    house.world.run()


QUEUED = SessionPhase.QUEUED

# --- positions


@pytest.mark.covers("Q5")
def test_who_opens_is_told_his_place_at_once() -> None:
    house = House()
    first, second = house.visitor("v1"), house.visitor("v2")
    assert first.last(Position).position == 1
    last = second.last(Position)
    assert (last.session, last.position, last.waiting) == (second.session, 2, 2)


@pytest.mark.covers("Q5", "V8")
def test_who_comes_back_is_told_his_place_at_once() -> None:
    house = House()
    house.visitor("v1")
    second = house.visitor("v2")
    second.leave()
    again = house.tab("visitor", "v2", {second.session: 0})
    assert positions(again) == [2]
    opened = house.tab("visitor", "v2")
    opened.say(Open(1, "o1", "g"))
    assert positions(opened) == [2]


@pytest.mark.covers("Q5")
def test_the_place_is_told_when_it_changes_and_to_nobody_else() -> None:
    house = House()
    first, second = house.visitor("v1"), house.visitor("v2")
    agent = house.free_agent(capacity=1)
    house.world.advance(house.world.settings.position_seconds + 1)
    assert positions(second)[-1] == 1
    first.read()
    assert first.last(Session).state == "serving"
    assert agent.all(Position) == []


def waiting_in(house: House, who: str, language: str) -> Tab:
    """A visitor of that language, who stands in line."""
    tab = Tab(house)
    client = ClientInfo(language=language)
    tab.say(Hello(house.ticket("visitor", who), client))
    tab.say(Open(1, "o1", "g"))
    return tab


def place_texts(tab: Tab) -> list[str]:
    tab.read()
    return [each.text for each in tab.all(Position)]


@pytest.mark.covers("Q5", "M3")
def test_the_place_is_told_in_the_words_of_the_rule_and_of_the_visitor() -> None:
    house = House(prompts=USUAL)
    first, second = waiting_in(house, "v1", "zh-CN"), waiting_in(house, "v2", "en")
    assert place_texts(first) == ["您当前排在第 1 位，预计等待：暂时无法估计。"]
    assert place_texts(second) == [
        "You are number 2 in line. Estimated wait: not known yet."
    ]
    house.free_agent(capacity=1)
    house.world.advance(house.world.settings.position_seconds + 1)
    assert place_texts(second)[1:] == [
        "You are number 1 in line. Estimated wait: not known yet."
    ]


@pytest.mark.covers("Q5", "M3")
def test_another_text_is_shown_at_once_and_an_empty_one_leaves_it_to_the_client() -> (
    None
):
    house = House(prompts=USUAL)
    first, second = waiting_in(house, "v1", "en"), waiting_in(house, "v2", "en")
    house.world.advance(60)
    told = [len(place_texts(tab)) for tab in (first, second)]
    own = SetPrompt(DEFAULT_RULE, "queue", "en", "${WaitNo} before you")
    house.world.change_rules(own)
    house.world.advance(house.world.settings.position_seconds + 1)
    shown = [place_texts(tab) for tab in (first, second)]
    assert [each[-1] for each in shown] == ["0 before you", "1 before you"]
    assert [len(each) for each in shown] == [count + 1 for count in told]
    house.world.change_rules(SetPrompt(DEFAULT_RULE, "queue", "en", ""))
    house.world.advance(60)
    assert place_texts(first)[len(shown[0]) :] == [""]


@pytest.mark.covers("Q5")
def test_a_service_that_says_nothing_by_itself_leaves_the_words_to_the_client() -> None:
    house = House()
    assert place_texts(waiting_in(house, "v1", "en")) == [""]


# --- whether the visitor is there


@pytest.mark.covers("Q6")
def test_the_agent_sees_that_the_visitor_is_away_and_back() -> None:
    house = House()
    agent, visitor = house.free_agent(), house.visitor()
    agent.read()
    assert agent.shown(visitor.session).visitor_away is False
    visitor.leave()
    agent.read()
    assert agent.shown(visitor.session).visitor_away is True
    again = house.tab("visitor", "v", {visitor.session: 0})
    agent.read()
    assert agent.shown(visitor.session).visitor_away is False
    assert not any(each.visitor_away for each in again.all(Session))


@pytest.mark.covers("Q6", "S2")
def test_presence_ends_with_the_last_connection() -> None:
    house = House()
    agent, first, second = house.free_agent(), house.visitor(), house.visitor()
    first.leave()
    agent.read()
    assert agent.shown(first.session).visitor_away is False
    second.leave()
    agent.read()
    assert agent.shown(first.session).visitor_away is True


@pytest.mark.covers("Q6")
def test_who_stays_away_gives_up_the_place() -> None:
    house = House()
    visitor = house.visitor()
    visitor.leave()
    house.world.advance(house.world.settings.visitor_grace_seconds + 1)
    assert house.world.view(visitor.session).phase.value == "closed"


@pytest.mark.covers("Q6", "S7")
def test_a_session_that_starts_again_finds_its_visitor() -> None:
    house = House()
    visitor = house.visitor()
    cell = house.world.cell(f"/sessions/{visitor.session}")
    cell.crash(RuntimeError(), None)
    house.world.advance(house.world.settings.visitor_grace_seconds * 2)
    assert house.world.view(visitor.session).phase.value == "queued"


@pytest.mark.covers("Q6")
def test_a_stranger_is_nobodys_presence() -> None:
    house = House()
    visitor = house.visitor()
    house.tab("visitor", "x", {visitor.session: 0})
    visitor.leave()
    house.world.advance(house.world.settings.visitor_grace_seconds + 1)
    assert house.world.view(visitor.session).phase.value == "closed"


# --- who is told what


@pytest.mark.covers("S4", "S5")
@pytest.mark.parametrize("kind", list(NoticeKind))
def test_a_notice_goes_to_whom_it_concerns(kind: NoticeKind) -> None:
    house = House()
    agent, visitor = house.free_agent(), house.visitor()
    of_visitor = kind is NoticeKind.VISITOR_WARNING
    whom = "" if of_visitor else "a"
    publish(house, visitor.session, SessionNotice(SessionId("s"), kind, whom, 5))
    event = SessionNotice(SessionId(visitor.session), kind, whom, 5)
    publish(house, visitor.session, event)
    agent.read()
    visitor.read()
    told = [len(tab.notices()) for tab in (visitor, agent)]
    assert told == ([1, 0] if of_visitor else [0, 1])
    other = SessionNotice(SessionId(visitor.session), kind, "somebody else", 6)
    publish(house, visitor.session, other)
    agent.read()
    assert len(agent.all(Notice)) == told[1]


@pytest.mark.covers("P5")
def test_before_the_session_says_yes_nothing_is_shown_read_or_typed() -> None:
    house = House()
    visitor = house.visitor()
    visitor.send("c1")
    stranger = Tab(house)
    ticket = house.ticket("visitor", "x")
    stranger.begin_to_say(Hello(ticket, positions={visitor.session: 0}))
    stranger.begin_to_say(Sync({visitor.session: 0}))
    stranger.begin_to_say(SetTyping(visitor.session, "visitor", is_typing=True))
    event = SessionNotice(SessionId(visitor.session), NoticeKind.VISITOR_WARNING, "", 5)
    topic = session_topic(SessionId(visitor.session))
    house.world.node.topics.publish(topic, event)
    house.world.run()
    stranger.read()
    visitor.read()
    assert stranger.all(Message) == []
    assert stranger.all(Session) == []
    assert stranger.all(Notice) == []
    assert stranger.all(Position) == []
    assert visitor.all(Typing) == []


def test_an_older_view_than_the_last_is_not_shown() -> None:
    house = House()
    agent, visitor = house.free_agent(), house.visitor()
    view = house.world.view(visitor.session)
    visitor.send("c1")
    heard = [len(tab.all(Session)) for tab in (agent, visitor)]
    older = replace(view, version=view.version - 1, agent="", phase=QUEUED)
    publish(house, visitor.session, older)
    for tab in (agent, visitor):
        tab.read()
    assert [len(tab.all(Session)) for tab in (agent, visitor)] == heard
    assert agent.send("a1", session=visitor.session).code == ErrorCode.OK


def test_what_is_of_no_interest_to_clients_is_left_out() -> None:
    house = House()
    visitor = house.visitor()
    heard = len(visitor.heard)
    publish(house, visitor.session, object())
    visitor.read()
    assert visitor.heard[heard:] == []
    assert house.crashes == []
