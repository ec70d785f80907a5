"""Agents talk among themselves, beside any session, over real frames (S10)."""

from __future__ import annotations

import pytest

from gateway.wire.aside_frames import Leave, Mention, Talk
from gateway.wire.bodies import RecallBody
from gateway.wire.client_frames import GetHistory, Read, Recall, SetTyping
from gateway.wire.codes import ErrorCode
from gateway.wire.server_frames import Board, History, Message, Receipt, Typing
from tests.gateway.house import House, Tab
from tests.gateway.test_side_rooms import rooms, said, say_at

pytestmark = pytest.mark.covers("S10")


class Staff:
    """Agents `a`, `c` and `e`, of two groups; `c` and `e` are not connected yet."""

    def __init__(self) -> None:
        self.house = House()
        self.house.world.define_group("h")
        for name in ("c", "e"):
            self.house.world.register(name, 1, "h")
        self.a = self.house.tab("agent", "a")
        self.place = ""

    def come(self, who: str, positions: dict[str, int] | None = None) -> Tab:
        tab = self.house.tab("agent", who, positions)
        self.house.world.advance(1)
        tab.read()
        return tab

    def begin(self, *agents: str, operation: str = "t1") -> str:
        answer = self.a.ask(Talk(self.a.number(), operation, agents))
        assert answer.code == 0
        self.place = answer.session
        self.rest(self.a)
        return answer.session

    def rest(self, *tabs: Tab) -> None:
        self.house.world.advance(2)
        for each in tabs:
            each.read()


def test_colleagues_who_are_away_find_it_when_they_come() -> None:
    staff = Staff()
    place = staff.begin("c", "e")
    (room,) = rooms(staff.a, place)
    assert [(each.agent, each.name) for each in room.members] == [
        ("a", "A"),
        ("c", "C"),
        ("e", "E"),
    ]
    assert room.room == "internal"
    assert say_at(staff.a, place, "m1", "lunch?").code == 0
    other = staff.come("c")
    assert other.last(Board).visits == (place,)
    assert said(other, place) == [(1, "lunch?")]
    assert say_at(other, place, "m2", "at noon").number == 2
    staff.rest(staff.a)
    assert said(staff.a, place) == [(2, "at noon")]
    again = staff.come("c", {place: 1})
    assert said(again, place) == [(2, "at noon")]


def test_it_outlasts_crashes_and_a_repeated_beginning_is_one() -> None:
    staff = Staff()
    place = staff.begin("c")
    assert staff.begin("c") == place
    assert staff.begin("c", operation="t2") != place
    assert say_at(staff.a, place, "m1", "lunch?").number == 1
    staff.house.world.die()
    staff.a = staff.come("a", {place: 0})
    assert said(staff.a, place) == [(1, "lunch?")]
    assert say_at(staff.a, place, "m1", "lunch?").is_repeat
    assert say_at(staff.a, place, "m2", "well?").number == 2
    assert staff.begin("c") == place


def test_it_has_typing_receipts_history_and_recall() -> None:
    staff = Staff()
    other = staff.come("c")
    place = staff.begin("c")
    assert say_at(staff.a, place, "m1", "lunch?").code == 0
    other.say(SetTyping(place, "internal", is_typing=True))
    other.say(Read(place, "internal", 1, 1))
    staff.rest(staff.a, other)
    assert [(e.session, e.sender) for e in staff.a.all(Typing)] == [(place, "c")]
    (receipt,) = staff.a.all(Receipt)
    assert (receipt.sender, receipt.read) == ("c", 1)
    not_his = Recall(other.number(), place, 1, "r1")
    assert other.ask(not_his).code == ErrorCode.NOT_YOURS
    assert staff.a.ask(Recall(staff.a.number(), place, 1, "r1")).code == 0
    staff.rest(other)
    assert isinstance(other.all(Message)[-1].body, RecallBody)
    found = other.answer(GetHistory(other.number(), place), History).messages
    assert [each.number for each in found] == [1, 2]


def test_nobody_else_reads_writes_or_learns_of_it() -> None:
    staff = Staff()
    place = staff.begin("c")
    assert say_at(staff.a, place, "m1", "secret").code == 0
    for role, who in (("visitor", "v"), ("agent", "e"), ("supervisor", "e")):
        tab = staff.house.tab(role, who, {place: 0})  # type: ignore[arg-type]
        staff.rest(tab)
        for other in (place, f"{'0' * 26}/internal"):
            assert say_at(tab, other, "x1", "hi").code == ErrorCode.FORBIDDEN
            asked = GetHistory(tab.number(), other)
            assert tab.ask(asked).code == ErrorCode.FORBIDDEN
        assert said(tab, place) == []
        assert rooms(tab, place) == []
    staff.rest(staff.a)
    assert said(staff.a, place) == []


def test_who_is_mentioned_comes_in_and_who_leaves_is_out() -> None:
    staff = Staff()
    other, third = staff.come("c"), staff.come("e")
    place = staff.begin("c")
    mention = Mention(staff.a.number(), place, "e", "you know that", "n1")
    assert staff.a.ask(mention).code == 0
    staff.rest(third)
    assert third.last(Board).visits == (place,)
    assert say_at(third, place, "m1", "yes").code == 0
    assert other.ask(Leave(other.number(), place, "l1")).code == 0
    staff.rest(staff.a, other, third)
    assert [each.agent for each in rooms(staff.a, place)[-1].members] == ["a", "e"]
    assert other.last(Board).visits == ()
    assert say_at(other, place, "m2", "hm").code == ErrorCode.FORBIDDEN
    assert say_at(third, place, "m3", "gone").code == 0
    staff.rest(other)
    assert [text for _, text in said(other, place)] == ["yes"]
    sent_away = Leave(staff.a.number(), place, "l2", "e")
    assert staff.a.ask(sent_away).code == ErrorCode.FORBIDDEN


def test_it_begins_with_colleagues_who_there_are() -> None:
    staff = Staff()
    unknown = Talk(staff.a.number(), "t1", ("nobody",))
    assert staff.a.ask(unknown).code == ErrorCode.NO_SUCH_AGENT
    alone = Talk(staff.a.number(), "t2", ("a",))
    assert staff.a.ask(alone).code == ErrorCode.BAD_VALUE
