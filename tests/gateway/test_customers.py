"""Customers over the wire: who sees and changes what (M12, P8)."""

from __future__ import annotations

import pytest

from actors.accounts.audit import Act
from gateway.wire.client_frames import Open
from gateway.wire.codes import ErrorCode
from gateway.wire.customer_frames import (
    ChangeCustomer,
    Customer,
    CustomerField,
    GetCustomer,
)
from gateway.wire.terms import MAX_NOTES_SHOWN
from tests.gateway.house import House, Tab

pytestmark = pytest.mark.covers("M12")


def known(tab: Tab, session: str = "", visitor: str = "") -> Customer:
    return tab.answer(GetCustomer(tab.number(), session, visitor), Customer)


def changed(tab: Tab, session: str = "", visitor: str = "", /, **parts: object) -> int:
    number = tab.number()
    frame = ChangeCustomer(number, f"o{number}", session, visitor, **parts)  # type: ignore[arg-type] # each is of its field's type
    return tab.ask(frame).code


def supervisor(house: House) -> Tab:
    house.world.register("boss", 1, "g")
    return house.tab("supervisor", "boss")


@pytest.mark.covers("P8")
def test_an_agent_writes_down_whom_he_serves_and_reads_it_masked() -> None:
    house = House()
    agent, visitor, boss = house.free_agent(), house.visitor(), supervisor(house)
    session = visitor.session
    assert known(agent, session) == Customer(agent.requests, "v", 0)
    parts: dict[str, object] = {
        "nickname": "老王",
        "phone": "13800138000",
        "email": "wang@shop.example",
        "language": "zh-CN",
        "fields": (CustomerField("会员号", "7"),),
        "tags": ("老客户",),
        "note": "急",
    }
    assert changed(agent, session, "", **parts) == ErrorCode.OK
    seen = known(agent, session)
    assert (seen.nickname, seen.phone) == ("老王", "138****8000")
    assert seen.email == "w***@shop.example"
    assert (seen.fields, seen.tags) == (parts["fields"], ("老客户",))
    assert [(note.text, note.by, note.by_name) for note in seen.notes] == [
        ("急", "a", "A")
    ]
    told = known(boss, visitor="v")
    assert (told.phone, told.email) == ("13800138000", "wang@shop.example")
    visitor.read()
    assert "13800138000" not in repr(visitor.heard)


def test_what_is_a_supervisors_alone_an_agent_may_not() -> None:
    house = House()
    agent, visitor = house.free_agent(), house.visitor()
    session = visitor.session
    for parts in ({"level": 5}, {"block_reason": "rude"}, {"unblock": True}):
        assert changed(agent, session, note="x", **parts) == ErrorCode.FORBIDDEN
    assert known(agent, session).version == 0
    by_id = agent.ask(GetCustomer(agent.number(), visitor="v"))
    assert by_id.code == ErrorCode.FORBIDDEN
    other = house.free_agent("b")
    assert changed(other, session, note="x") == ErrorCode.FORBIDDEN


def test_one_of_session_and_visitor_is_named() -> None:
    house = House()
    boss, visitor = supervisor(house), house.visitor()
    for session, who in (("", ""), (visitor.session, "v")):
        refused = boss.ask(GetCustomer(boss.number(), session, who))
        assert refused.code == ErrorCode.BAD_VALUE
    assert changed(boss, "", "v", level=12) == ErrorCode.BAD_VALUE


@pytest.mark.covers("M9")
def test_a_supervisor_blocks_and_it_is_in_the_log_before() -> None:
    house = House()
    house.free_agent()
    boss, visitor = supervisor(house), house.visitor()
    assert changed(boss, visitor.session, block_reason="rude") == ErrorCode.OK
    visitor.read()
    assert visitor.shown(visitor.session).state == "closed"
    assert visitor.shown(visitor.session).reason == "admin"
    again = visitor.ask(Open(visitor.number(), "again", "g"))
    assert (again.code, "blocked" in again.text) == (ErrorCode.BLOCKED, True)
    told = known(boss, visitor="v")
    assert (told.is_blocked, told.block_reason, told.block_by) == (True, "rude", "boss")
    assert changed(boss, "", "v", unblock=True) == ErrorCode.OK
    assert visitor.ask(Open(visitor.number(), "third", "g")).code == ErrorCode.OK
    acts = [(note.act, note.subject, note.detail) for note in house.noted]
    assert acts == [
        (Act.CHANGING_CUSTOMER, "v", "block"),
        (Act.CHANGING_CUSTOMER, "v", "unblocks"),
    ]


@pytest.mark.covers("M9")
def test_what_cannot_be_written_down_is_not_done() -> None:
    house = House()
    boss = supervisor(house)
    house.has_log = False
    assert changed(boss, "", "v", level=5) == ErrorCode.UNAVAILABLE
    house.has_log = True
    assert known(boss, visitor="v").level == 0


def test_of_many_notes_the_newest_are_shown() -> None:
    house = House()
    boss = supervisor(house)
    for number in range(MAX_NOTES_SHOWN + 2):
        changed(boss, "", "v", note=f"n{number}")
    notes = known(boss, visitor="v").notes
    assert len(notes) == MAX_NOTES_SHOWN
    assert notes[0].text == f"n{MAX_NOTES_SHOWN + 1}"


def test_a_refused_look_is_answered() -> None:
    house = House()
    agent = house.free_agent()
    refused = agent.ask(GetCustomer(agent.number(), "no such session"))
    assert refused.code == ErrorCode.NO_SUCH_SESSION
