"""A colleague is asked aside, over real frames; the visitor hears nothing of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import msgspec
import pytest

from actors.session.terms import Role, Sender
from gateway.connection_table import LEGAL, ConnectionState
from gateway.wire.aside_frames import AnswerCall, Consult, Leave, Room
from gateway.wire.bodies import FileBody, RecallBody, RecalledBody, TextBody
from gateway.wire.client_frames import (
    ClientFrame,
    Close,
    GetHistory,
    Hello,
    Open,
    Read,
    Recall,
    Send,
    SetStatus,
    SetTyping,
    Sync,
    Transfer,
)
from gateway.wire.codes import ErrorCode
from gateway.wire.server_frames import (
    Board,
    History,
    Message,
    Receipt,
    Res,
    ServerFrame,
    Session,
    Typing,
)
from gateway.wire.terms import Status, room_at
from runtime.journal import Append
from runtime.journal_local import Fate
from tests.gateway.frames import CLIENT_FRAMES
from tests.gateway.house import USABLE_MS, House, Tab
from tests.gateway.uploaded import uploaded

SIDE = "side-1"


class Aside:
    """Visitor `v` is served by `a`; `c`, of another group, may be asked."""

    def __init__(self, house: House | None = None) -> None:
        self.house = house or House()
        self.house.world.define_group("h")
        self.agent = self.house.free_agent("a", 1)
        self.colleague = self.house.free_agent("c", 1, group="h")
        self.visitor = self.house.visitor()
        self.visitor.send("c1", "where is my order?")
        self.session = self.visitor.session
        self.place = f"{self.session}/{SIDE}"

    def call(self, note: str = "can you help?") -> int:
        tab = self.agent
        asked = Consult(tab.number(), self.session, "c", f"o{tab.requests}", note)
        return tab.ask(asked).code

    def answer(self, *, is_accepted: bool = True) -> int:
        tab = self.colleague
        operation = f"o{tab.requests}"
        answer = AnswerCall(
            tab.number(), self.session, operation, is_accepted=is_accepted
        )
        return tab.ask(answer).code

    def say(self, tab: Tab, cid: str, text: str = "hm") -> int:
        return say_at(tab, self.place, cid, text).code

    def consult(self) -> None:
        assert self.call() == 0
        assert self.answer() == 0

    def rest(self) -> None:
        self.house.world.advance(2)
        for tab in (self.agent, self.colleague, self.visitor):
            tab.read()


def say_at(tab: Tab, place: str, cid: str, text: str) -> Res:
    room = place.partition("/")[2] or "visitor"
    return tab.ask(Send(tab.number(), place, room, cid, TextBody(text)))


def said(tab: Tab, place: str) -> list[tuple[int, str]]:
    """Numbers and texts of a room, as they came."""
    return [(m.number, m.text) for m in tab.all(Message) if m.session == place]


def rooms(tab: Tab, place: str) -> list[Room]:
    return [each for each in tab.all(Room) if each.session == place]


@pytest.mark.covers("S11", "S6")
def test_a_colleague_is_called_comes_reads_and_advises() -> None:
    aside = Aside()
    assert aside.call() == 0
    aside.rest()
    (guest,) = aside.colleague.shown(aside.session).guests
    assert (guest.agent, guest.part, guest.room) == ("c", "called", SIDE)
    assert (guest.by, guest.by_name, guest.note) == ("a", "A", "can you help?")
    assert guest.until > guest.since
    assert said(aside.colleague, aside.session) == []  # he reads nothing yet
    assert aside.answer() == 0
    aside.visitor.send("c2", "hello?")
    assert aside.say(aside.agent, "s1", "what do I say?") == 0
    assert aside.say(aside.colleague, "s2", "say sorry") == 0
    aside.rest()
    assert said(aside.colleague, aside.session) == [
        (1, "where is my order?"),
        (2, "hello?"),
    ]
    assert said(aside.colleague, aside.place) == [(1, "what do I say?")]
    assert said(aside.agent, aside.place) == [(2, "say sorry")]
    assert [each.agent for each in rooms(aside.colleague, aside.place)[0].members] == [
        "a",
        "c",
    ]
    assert aside.colleague.last(Board).sessions == ()  # it takes no slot
    assert aside.colleague.last(Board).visits == (aside.session,)


@pytest.mark.covers("S11")
def test_who_reads_along_does_not_speak_to_the_visitor() -> None:
    aside = Aside()
    aside.consult()
    refused = say_at(aside.colleague, aside.session, "x1", "hi")
    assert refused.code == ErrorCode.FORBIDDEN
    typing = SetTyping(aside.session, "visitor", is_typing=True)
    aside.colleague.say(typing)
    aside.colleague.say(Read(aside.session, "visitor", 1, 1))
    aside.rest()
    assert aside.visitor.all(Typing) == []
    assert aside.visitor.all(Receipt) == []
    assert {e.id for e in aside.visitor.shown(aside.session).readers} <= {"a", "v"}


@pytest.mark.covers("S11")
@pytest.mark.parametrize("how", ["decline", "lapse", "cancel", "leave", "send_away"])
def test_a_consultation_ends(how: str) -> None:
    aside = Aside()
    assert aside.call() == 0
    if how == "decline":
        assert aside.answer(is_accepted=False) == 0
    elif how == "lapse":
        aside.house.world.advance(31)
        assert aside.answer() == ErrorCode.NO_SUCH_OFFER
    elif how == "cancel":
        aside.agent.ask(Leave(aside.agent.number(), aside.session, "o9", "c"))
    else:
        assert aside.answer() == 0
        tab = aside.colleague if how == "leave" else aside.agent
        whom = "" if how == "leave" else "c"
        assert tab.ask(Leave(tab.number(), aside.session, "o9", whom)).code == 0
    aside.rest()
    aside.colleague.heard.clear()
    aside.visitor.send("c3", "still here")
    aside.rest()
    assert aside.colleague.all(Message) == []
    assert aside.agent.shown(aside.session).guests == ()
    assert aside.say(aside.colleague, "s9") == ErrorCode.FORBIDDEN
    assert aside.say(aside.agent, "s9") == ErrorCode.CLOSED
    history = GetHistory(aside.colleague.number(), aside.session)
    assert aside.colleague.ask(history).code == ErrorCode.FORBIDDEN
    assert aside.call() == 0  # another time, in another room
    assert aside.agent.shown(aside.session).guests[0].room == "side-2"


@pytest.mark.covers("S11", "P5")
@pytest.mark.parametrize("is_accepted", [None, False])
def test_who_was_only_called_is_given_nothing_by_asking(
    is_accepted: bool | None,  # noqa: FBT001 - None: he has not answered
) -> None:
    aside = Aside()
    assert aside.call() == 0
    if is_accepted is not None:
        assert aside.answer(is_accepted=is_accepted) == 0
    aside.visitor.send("c2", "hello?")
    aside.colleague.say(Sync({aside.session: 0, aside.place: 0}))
    again = aside.house.tab("agent", "c", {aside.session: 0, aside.place: 0})
    aside.rest()
    again.read()
    for tab in (aside.colleague, again):
        assert tab.all(Message) == []
        assert tab.all(Room) == []


@pytest.mark.covers("S11", "Q10")
def test_the_visitor_goes_to_the_colleague_who_was_asked() -> None:
    aside = Aside()
    aside.consult()
    moved = Transfer(aside.agent.number(), aside.session, "o7", agent="c", group="h")
    assert aside.agent.ask(moved).code == 0
    aside.rest()
    assert aside.visitor.shown(aside.session).agent == "c"
    assert aside.colleague.shown(aside.session).guests == ()
    aside.visitor.send("c3", "thanks")
    aside.rest()
    assert said(aside.colleague, aside.session)[-1] == (2, "thanks")
    assert said(aside.agent, aside.session) == [(1, "where is my order?")]


@pytest.mark.covers("S11")
@pytest.mark.parametrize("status", get_args(Status))
def test_who_is_not_there_is_not_called(status: Status) -> None:
    aside = Aside()
    if status == "free":
        aside.colleague.leave()
    else:
        aside.colleague.ask(SetStatus(aside.colleague.number(), "o5", status))
    if status == "not_ready":
        assert aside.call() == 0
        return
    assert aside.call() == ErrorCode.AGENT_NOT_FREE
    assert aside.agent.shown(aside.session).guests == ()


@pytest.mark.covers("S11", "V8", "S6")
def test_a_side_room_is_resumed_by_its_own_position() -> None:
    aside = Aside()
    aside.consult()
    for number in range(1, 4):
        assert aside.say(aside.agent, f"s{number}", f"word {number}") == 0
    aside.colleague.leave()
    assert aside.say(aside.agent, "s4", "word 4") == 0
    back = aside.house.tab("agent", "c", {aside.session: 1, aside.place: 2})
    aside.rest()
    back.read()
    assert said(back, aside.session) == []
    assert said(back, aside.place) == [(3, "word 3"), (4, "word 4")]
    anew = aside.house.tab("agent", "c")
    aside.rest()
    anew.read()
    assert [number for number, _ in said(anew, aside.place)] == [1, 2, 3, 4]
    anew.heard.clear()
    anew.say(Sync({aside.place: 3}))
    assert said(anew, aside.place) == [(4, "word 4")]


@pytest.mark.covers("S11", "S7")
def test_a_consultation_outlasts_the_actors_and_the_process() -> None:
    aside = Aside()
    aside.consult()
    assert aside.say(aside.agent, "s1") == 0
    world = aside.house.world
    world.cell(f"/sessions/{aside.session}").crash(RuntimeError(), None)
    world.cell("/agents/c").crash(RuntimeError(), None)
    assert aside.say(aside.colleague, "s2") == 0
    aside.rest()
    assert said(aside.agent, aside.place) == [(2, "hm")]
    assert aside.say(aside.colleague, "s2") == 0  # the first answer again
    assert len(said(aside.agent, aside.place)) == 1


@pytest.mark.covers("S11", "S7", "V2")
def test_receipts_of_a_side_room_outlive_the_process() -> None:
    aside = Aside()
    aside.consult()
    assert aside.say(aside.agent, "s1") == 0
    aside.colleague.say(Read(aside.place, SIDE, 1, 1))
    aside.rest()
    assert aside.visitor.send("c2", "hello?").code == 0
    aside.house.world.die()
    back = aside.house.tab("agent", "a", {aside.session: 0, aside.place: 0})
    aside.house.world.advance(1)
    back.read()
    readers = rooms(back, aside.place)[-1].readers
    assert [(each.id, each.delivered, each.read) for each in readers] == [("c", 1, 1)]


@pytest.mark.covers("S11", "V2")
def test_a_session_that_starts_again_is_told_the_receipts_of_its_rooms() -> None:
    aside = Aside()
    aside.consult()
    assert aside.say(aside.agent, "s1") == 0
    aside.colleague.say(Read(aside.place, SIDE, 1, 1))
    aside.rest()
    aside.house.world.cell(f"/sessions/{aside.session}").crash(RuntimeError(), None)
    aside.rest()
    back = aside.house.tab("agent", "a", {aside.session: 0, aside.place: 0})
    aside.house.world.advance(1)
    back.read()
    readers = rooms(back, aside.place)[-1].readers
    assert [(each.id, each.read) for each in readers] == [("c", 1)]


@pytest.mark.covers("S11", "V2", "V4")
def test_a_side_room_has_typing_receipts_history_and_recall_of_its_own() -> None:
    aside = Aside()
    aside.consult()
    assert aside.say(aside.agent, "s1", "secret") == 0
    aside.colleague.say(SetTyping(aside.place, SIDE, is_typing=True))
    aside.colleague.say(Read(aside.place, SIDE, 1, 1))
    aside.rest()
    (typing,) = aside.agent.all(Typing)
    assert (typing.session, typing.room, typing.sender) == (aside.place, SIDE, "c")
    (receipt,) = aside.agent.all(Receipt)
    assert (receipt.session, receipt.sender, receipt.read) == (aside.place, "c", 1)
    recall = Recall(aside.agent.number(), aside.place, 1, "o8")
    assert aside.agent.ask(recall).code == 0
    other = Recall(aside.colleague.number(), aside.place, 1, "o8")
    assert aside.colleague.ask(other).code == ErrorCode.NO_SUCH_MESSAGE
    aside.rest()
    assert isinstance(aside.colleague.all(Message)[-1].body, RecallBody)
    asked = GetHistory(aside.colleague.number(), aside.place)
    found = aside.colleague.answer(asked, History).messages
    assert [type(each.body) for each in found] == [RecalledBody, RecallBody]
    assert aside.visitor.all(Typing) == []
    assert aside.visitor.all(Receipt) == []


@pytest.mark.covers("S11", "V2")
def test_a_file_is_sent_in_the_room_for_which_it_was_uploaded() -> None:
    aside = Aside()
    aside.consult()
    world, me = aside.house.world, Sender(Role.AGENT, "a")
    at_ms = world.wall_ms()

    def send(place: str, of: str, cid: str) -> int:
        file = FileBody("-" * 8, "bill.pdf", "application/pdf", 5)
        body = uploaded(aside.house.attachments, file, of, me, at_ms)
        tab = aside.agent
        return tab.ask(Send(tab.number(), place, room_at(place), cid, body)).code

    assert send(aside.place, aside.session, "f1") == ErrorCode.BAD_VALUE
    assert send(aside.session, aside.place, "f2") == ErrorCode.BAD_VALUE
    assert send(aside.place, aside.place, "f3") == ErrorCode.OK
    aside.rest()
    for tab, times in ((aside.colleague, 1), (aside.visitor, 0)):
        assert sum(isinstance(m.body, FileBody) for m in tab.all(Message)) == times
    world.advance(USABLE_MS / 1000)
    assert send(aside.place, aside.place, "f4") == ErrorCode.TOO_LATE
    assert send(aside.place, aside.place, "f3") == ErrorCode.OK, "it was sent before"


def story(*, is_said: bool) -> list[ServerFrame]:
    """All that the visitor hears, while as much time passes either way."""
    aside = Aside()
    house, visitor, agent = aside.house, aside.visitor, aside.agent

    def beside(tab: Tab, frame: ClientFrame) -> None:
        if is_said:
            tab.say(frame)
        house.world.advance(1)

    def say(tab: Tab, cid: str) -> None:
        beside(tab, Send(900 + int(cid), aside.place, SIDE, cid, TextBody("secret")))

    beside(agent, Consult(901, aside.session, "c", "o1", "secret"))
    visitor.send("c2", "hello?")
    beside(aside.colleague, AnswerCall(902, aside.session, "o2", is_accepted=True))
    say(agent, "10")
    beside(agent, SetTyping(aside.place, SIDE, is_typing=True))
    agent.send("a1", "one moment", aside.session)
    say(aside.colleague, "11")
    visitor.say(Read(aside.session, "visitor", 3, 3))
    beside(aside.colleague, Read(aside.place, SIDE, 1, 1))
    beside(agent, Recall(903, aside.place, 1, "o3"))
    visitor.say(GetHistory(904, aside.session))
    visitor.say(Sync({aside.session: 0, aside.place: 0}))
    agent.say(Read(aside.session, "visitor", 2, 2))
    beside(aside.colleague, Leave(905, aside.session, "o4"))
    say(agent, "12")
    visitor.send("c4", "well?")
    again = house.tab("visitor", "v", {aside.session: 1, aside.place: 0})
    house.world.advance(1)
    agent.ask(Close(906, aside.session, "o5"))
    house.world.advance(1)
    visitor.read()
    again.read()
    return [*visitor.heard, *again.heard]


@pytest.mark.covers("S11")
def test_what_the_visitor_hears_is_the_same_whatever_is_said_aside() -> None:
    heard = story(is_said=True)
    assert heard == story(is_said=False)
    assert any(isinstance(each, Session) for each in heard)
    assert "secret" not in repr(heard)


VISITORS = [
    kind
    for kind in get_args(ClientFrame)
    if kind is Hello
    or (kind in LEGAL[ConnectionState.OPEN]["visitor"] and kind != Open)
]
"""The others are refused for the role: see `test_who_may_what`."""


@pytest.mark.covers("S11", "P5")
@pytest.mark.parametrize("kind", VISITORS)
@pytest.mark.parametrize("room", [SIDE, "side-2", "internal", "nowhere"])
def test_the_visitor_himself_learns_nothing_of_a_side_room(
    kind: type[ClientFrame], room: str
) -> None:
    """Of a room that there is, and of none, he is told the same."""
    aside = Aside()
    aside.consult()
    assert aside.say(aside.agent, "s1", "secret") == 0
    aside.rest()
    place = f"{aside.session}/{room}"
    named: dict[str, object] = {
        "session": place,
        "room": room,
        "positions": {place: 0},
        "number": 1,
        "cid": "z1",
        "before": 0,
        "ticket": aside.house.ticket("visitor", "v"),
    }
    frame = next(each for each in CLIENT_FRAMES if type(each) is kind)
    fields = {n: v for n, v in named.items() if n in kind.__struct_fields__}
    frame = msgspec.structs.replace(frame, **fields)
    visitor = aside.visitor
    if kind is Hello:
        visitor = Tab(aside.house)
    committed: list[object] = []

    def witness(batch: Sequence[Append]) -> Fate:
        committed.extend(batch)
        return Fate.COMMIT

    aside.house.world.fate = witness
    visitor.heard.clear()
    visitor.say(frame)
    aside.rest()
    codes = [each.code for each in visitor.heard if hasattr(each, "code")]
    assert set(codes) <= {ErrorCode.FORBIDDEN, ErrorCode.NO_SUCH_SESSION}
    assert "secret" not in repr(visitor.heard)
    assert room not in repr([e for e in visitor.heard if not hasattr(e, "code")])
    assert committed == []
    texts = {getattr(each, "text", "") for each in visitor.heard}
    assert not any(SIDE in text for text in texts if room != SIDE)
