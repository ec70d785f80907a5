"""Supervisors watch, whisper and speak; colleagues are mentioned; copies are sent."""

from __future__ import annotations

from typing import get_args

import pytest

from actors.accounts.audit import Act
from actors.copies.order import COPY_TOPIC, Copy, read_copy
from actors.rules.settings import ServiceSettings
from actors.session.aside_events import CopyKind
from actors.webhooks.kinds import CopyPlaces
from actors.webhooks.payload import Named
from gateway.wire.aside_frames import (
    CopyKindName,
    Leave,
    Mention,
    SendCopy,
    Watch,
    WatchHow,
)
from gateway.wire.client_frames import Close, GetHistory, SetTyping
from gateway.wire.codes import ErrorCode
from gateway.wire.server_frames import Board, History, Message, Session, Typing
from runtime.journal import OutboxPage, ReadOutbox
from tests.gateway.house import House, Tab
from tests.gateway.test_side_rooms import Aside, rooms, said, say_at

ACTS = {
    "watch": Act.WATCHING_SESSION,
    "whisper": Act.WHISPERING_IN_SESSION,
    "speak": Act.SPEAKING_IN_SESSION,
}


class Watched(Aside):
    """As `Aside`; `t` supervises group `g`, and has said nothing of being free."""

    def __init__(self, house: House | None = None) -> None:
        super().__init__(house)
        self.house.world.register("t", 1, "g")
        self.boss = self.house.tab("supervisor", "t")

    def watch(self, how: WatchHow = "watch", *, is_hidden: bool = False) -> int:
        number = self.boss.number()
        watch = Watch(number, self.session, f"w{number}", how, is_hidden)
        return self.boss.ask(watch).code

    def leave(self) -> int:
        number = self.boss.number()
        return self.boss.ask(Leave(number, self.session, f"l{number}")).code

    def rest(self) -> None:
        super().rest()
        self.boss.read()

    def guests(self, tab: Tab) -> list[tuple[str, str]]:
        self.rest()
        return [(e.agent, e.part) for e in tab.shown(self.session).guests]


@pytest.mark.covers("S11")
def test_a_supervisor_reads_along_and_nobody_hears_him() -> None:
    watched = Watched()
    visitor_heard = len(watched.visitor.heard)
    assert watched.watch() == 0
    assert said(watched.boss, watched.session) == [(1, "where is my order?")]
    watched.visitor.say(SetTyping(watched.session, "visitor", is_typing=True))
    watched.agent.send("a1", "one moment", watched.session)
    watched.rest()
    assert said(watched.boss, watched.session)[-1] == (2, "one moment")
    assert [each.sender for each in watched.boss.all(Typing)] == ["v"]
    assert say_at(watched.boss, watched.session, "x", "hi").code == ErrorCode.FORBIDDEN
    watched.boss.say(SetTyping(watched.session, "visitor", is_typing=True))
    watched.rest()
    assert watched.visitor.all(Typing) == []
    assert watched.guests(watched.agent) == [("t", "watching")]
    heard = watched.visitor.heard[visitor_heard:]
    assert [each for each in heard if isinstance(each, Session)] == []
    assert watched.boss.last(Board).visits == (watched.session,)
    assert watched.boss.last(Board).sessions == ()
    assert watched.leave() == 0
    assert watched.guests(watched.agent) == []
    assert watched.boss.last(Board).visits == ()


@pytest.mark.covers("S11")
def test_who_watches_hidden_is_seen_by_supervisors_alone() -> None:
    watched = Watched()
    assert watched.watch(is_hidden=True) == 0
    assert watched.guests(watched.agent) == []
    assert watched.guests(watched.boss) == [("t", "watching")]
    assert watched.watch("whisper", is_hidden=True) == 0  # nobody whispers hidden
    assert watched.guests(watched.agent) == [("t", "watching")]


@pytest.mark.covers("S11")
def test_a_supervisor_whispers_to_the_agent() -> None:
    watched = Watched()
    assert watched.watch("whisper") == 0
    assert say_at(watched.boss, watched.place, "w1", "say sorry").code == 0
    assert say_at(watched.agent, watched.place, "w2", "I will").code == 0
    watched.rest()
    assert said(watched.agent, watched.place) == [(1, "say sorry")]
    assert said(watched.boss, watched.place) == [(2, "I will")]
    assert [each for each in watched.visitor.all(Message) if "/" in each.session] == []
    watched.consult()  # in another room: he is no reader of whispers
    watched.rest()
    assert say_at(watched.colleague, watched.place, "w3", "hm").code == (
        ErrorCode.FORBIDDEN
    )
    assert said(watched.colleague, watched.place) == []
    assert watched.leave() == 0
    watched.rest()
    assert rooms(watched.agent, watched.place)[-1].is_open is False


@pytest.mark.covers("S11")
def test_a_supervisor_speaks_to_the_visitor_and_leaves() -> None:
    watched = Watched()
    assert watched.watch("speak") == 0
    assert say_at(watched.boss, watched.session, "b1", "I am the boss").code == 0
    watched.boss.say(SetTyping(watched.session, "visitor", is_typing=True))
    watched.rest()
    (message,) = [e for e in watched.visitor.all(Message) if e.sender == "t"]
    assert (message.number, message.role, message.name) == (2, "agent", "T")
    assert [(e.sender, e.name) for e in watched.visitor.all(Typing)] == [("t", "T")]
    assert watched.visitor.shown(watched.session).agent == "a"  # he serves on
    assert watched.guests(watched.agent) == [("t", "speaking")]
    assert watched.watch() == 0
    assert say_at(watched.boss, watched.session, "b2", "more").code == (
        ErrorCode.FORBIDDEN
    )


@pytest.mark.covers("S11", "M9")
@pytest.mark.parametrize("how", get_args(WatchHow))
def test_each_is_written_down_before_it_is_done(how: WatchHow) -> None:
    watched = Watched()
    watched.house.noted.clear()
    assert watched.watch(how) == 0
    (act,) = watched.house.noted
    assert (act.who, act.act, act.subject) == ("t", ACTS[how], watched.session)
    watched = Watched()
    watched.house.has_log = False
    assert watched.watch(how) == ErrorCode.UNAVAILABLE
    assert watched.guests(watched.agent) == []


@pytest.mark.covers("S11")
@pytest.mark.parametrize("cause", ["group", "gone", "closed"])
def test_a_watch_ends(cause: str) -> None:
    watched = Watched()
    assert watched.watch("whisper") == 0
    world = watched.house.world
    if cause == "group":
        world.register("t", 1, "h")
    elif cause == "gone":
        watched.boss.leave()
        world.advance(20)
        assert watched.guests(watched.agent) == [("t", "watching")]
        world.advance(20)
    else:
        watched.agent.ask(Close(watched.agent.number(), watched.session, "o6"))
    assert watched.guests(watched.agent) == []
    if cause != "gone":
        assert watched.boss.last(Board).visits == ()
    refused = say_at(watched.boss, watched.place, "w9", "still there?")
    assert refused.code in {ErrorCode.FORBIDDEN, ErrorCode.CLOSED}


@pytest.mark.covers("S11")
def test_who_comes_back_in_time_goes_on_watching() -> None:
    watched = Watched()
    assert watched.watch() == 0
    watched.boss.leave()
    watched.house.world.advance(20)
    back = watched.house.tab("supervisor", "t", {watched.session: 1})
    watched.house.world.advance(60)
    watched.agent.send("a1", "there you are", watched.session)
    back.read()
    assert said(back, watched.session) == [(2, "there you are")]
    assert watched.guests(watched.agent) == [("t", "watching")]


@pytest.mark.covers("S10")
@pytest.mark.unmeasured
def test_a_colleague_is_mentioned_and_may_read_until_long_after() -> None:
    watched = Watched()
    number = watched.agent.number()
    mention = Mention(number, watched.session, "c", "look at this", "m1")
    assert watched.agent.ask(mention).code == 0
    watched.rest()
    (guest,) = watched.colleague.shown(watched.session).guests
    assert (guest.part, guest.note, guest.by_name) == ("mentioned", "look at this", "A")
    assert said(watched.colleague, watched.session) == []  # told, not followed

    def history(place: str) -> list[str]:
        tab = watched.colleague
        asked = GetHistory(tab.number(), place)
        return [each.text for each in tab.answer(asked, History).messages]

    assert history(watched.session) == ["where is my order?"]
    watched.agent.ask(Close(watched.agent.number(), watched.session, "o6"))
    assert history(watched.session) == ["where is my order?"]
    watched.house.world.advance(73 * 3_600)
    asked = GetHistory(watched.colleague.number(), watched.session)
    assert watched.colleague.ask(asked).code == ErrorCode.FORBIDDEN


@pytest.mark.covers("S10", "S11")
def test_who_is_mentioned_in_a_side_room_reads_that_too() -> None:
    watched = Watched()
    watched.consult()
    assert watched.say(watched.agent, "s1", "secret") == 0
    watched.house.world.register("e", 1, "h")
    third = watched.house.tab("agent", "e")
    number = watched.colleague.number()
    mention = Mention(number, watched.place, "e", "you know that", "m1")
    assert watched.colleague.ask(mention).code == 0
    third.read()
    assert third.last(Board).visits == (watched.session,)
    asked = GetHistory(third.number(), watched.place)
    assert [e.text for e in third.answer(asked, History).messages] == ["secret"]
    assert say_at(third, watched.place, "e1", "hm").code == ErrorCode.CLOSED
    assert rooms(third, watched.place) == []
    again = Mention(watched.agent.number(), watched.session, "c", "you", "m2")
    assert watched.agent.ask(again).code == ErrorCode.WRONG_STATE  # he is there


def outbox(watched: Watched) -> list[Copy]:
    page = watched.house.world.backend.answer(ReadOutbox(0, 10))
    assert isinstance(page, OutboxPage)
    rows = [each.row for each in page.rows if each.row.topic == COPY_TOPIC]
    copies = [read_copy(each.body) for each in rows]
    return [each for each in copies if each is not None]


def copying(copy_to: str, *urls: str) -> Watched:
    """With a mail server, and webhooks that take copies."""
    watched = Watched(House(settings=ServiceSettings(copy_to=copy_to)))
    places = CopyPlaces(has_mail=True, urls=frozenset(urls))
    watched.house.world.desk.audience.copy_places = places
    return watched


@pytest.mark.covers("S10")
def test_a_copy_goes_to_addresses_of_the_list_alone() -> None:
    hook = "https://hooks.example.com/a"
    watched = copying("*@example.com", hook)

    def send(tab: Tab, kind: CopyKindName, address: str) -> int:
        number = tab.number()
        copy = SendCopy(number, watched.session, kind, address, f"c{number}", "look")
        return tab.ask(copy).code

    assert send(watched.agent, "mail", "Boss@Example.com") == 0
    assert send(watched.boss, "webhook", hook) == 0
    assert send(watched.agent, "mail", "boss@example.org") == ErrorCode.FORBIDDEN
    assert send(watched.agent, "webhook", f"{hook}/b") == ErrorCode.FORBIDDEN
    assert send(watched.agent, "mail", "boss") == ErrorCode.BAD_VALUE
    sly = "boss@example.com\r\nBcc: eve@example.com"
    assert send(watched.agent, "mail", sly) == ErrorCode.BAD_VALUE
    watched.house.world.desk.audience.copy_places = CopyPlaces()
    assert send(watched.agent, "mail", "a@example.com") == ErrorCode.NOT_SET_UP
    assert send(watched.colleague, "mail", "a@example.com") == ErrorCode.FORBIDDEN
    first, second = outbox(watched)
    assert (first.address, first.number, first.by) == ("Boss@Example.com", 1, "a")
    assert (second.kind, second.address, second.note) == (
        CopyKind.WEBHOOK,
        hook,
        "look",
    )
    assert first.session == watched.session
    assert first.about.visitor == Named("v", "V")
    assert (first.language, first.by_name) == ("zh-CN", "A")


@pytest.mark.covers("S10", "M9")
@pytest.mark.parametrize("who", ["agent", "supervisor"])
def test_a_copy_is_written_down_before_it_is_ordered(who: str) -> None:
    watched = copying("*@example.com")
    tab = watched.agent if who == "agent" else watched.boss
    address = "boss@example.com"
    copy = SendCopy(tab.number(), watched.session, "mail", address, "c1")
    watched.house.has_log = False
    assert tab.ask(copy).code == ErrorCode.UNAVAILABLE
    assert outbox(watched) == []
    watched.house.has_log = True
    again = SendCopy(tab.number(), watched.session, "mail", address, "c1")
    assert tab.ask(again).code == 0
    (act,) = watched.house.noted
    me = "a" if who == "agent" else "t"
    assert (act.who, act.act) == (me, Act.COPYING_SESSION)
    assert (act.subject, act.detail) == (watched.session, address)


@pytest.mark.covers("S10")
def test_without_a_list_there_are_no_copies_and_twice_is_once() -> None:
    watched = copying("")
    copy = SendCopy(900, watched.session, "mail", "boss@example.com", "c1")
    assert watched.agent.ask(copy).code == ErrorCode.FORBIDDEN
    assert outbox(watched) == []
    watched = copying("boss@example.com")
    for number in (900, 901):
        copy = SendCopy(number, watched.session, "mail", "boss@example.com", "c1")
        assert watched.agent.ask(copy).code == 0
    assert len(outbox(watched)) == 1
