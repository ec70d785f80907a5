"""A customer in an agent's terminal (M12)."""

from __future__ import annotations

import pytest

from gateway.client_core.events import RequestAnswered
from gateway.console.customers import MAX_NOTES_LISTED
from gateway.console.desk_requests import AlterCustomer
from gateway.console.phrases import CHINESE
from gateway.console.questions import AskCustomer
from gateway.wire.customer_frames import (
    ChangeCustomer,
    Customer,
    CustomerField,
    CustomerNote,
)
from tests.gateway.console.agent_desk import Desk, board, idle, with_one
from tests.gateway.console.samples import NOON, connected

pytestmark = pytest.mark.covers("M12")


def altered(word: str, seconds: int = 0, **parts: object) -> AlterCustomer:
    aim = {} if "visitor" in parts else {"session": "s1"}
    change = ChangeCustomer(0, "", **aim, **parts)  # type: ignore[arg-type] # each is of its field's type
    return AlterCustomer(change, word, seconds)


@pytest.mark.parametrize(
    ("line", "action"),
    [
        ("/customer", AskCustomer("s1", "")),
        ("/customer @user-7", AskCustomer("", "user-7")),
        ("/customer name Wang", altered("customer", nickname="Wang")),
        ("/customer phone 138 0013", altered("customer", phone="138 0013")),
        ("/customer phone -", altered("customer", phone="")),
        ("/customer email a@b", altered("customer", email="a@b")),
        ("/customer language en", altered("customer", language="en")),
        ("/customer tag a，b c", altered("customer", tags=("a", "b", "c"))),
        ("/customer tag -", altered("customer", tags=())),
        ("/customer note be kind", altered("customer", note="be kind")),
        ("/customer @u note x", altered("customer", visitor="u", note="x")),
        ("/level 5", altered("level", level=5)),
        ("/level @u 0", altered("level", visitor="u", level=0)),
        ("/block rude words", altered("block", block_reason="rude words")),
        ("/block +7d rude", altered("block", 604_800, block_reason="rude")),
        ("/unblock @u", altered("unblock", visitor="u", unblock=True)),
    ],
)
def test_what_a_command_asks_for(
    line: str, action: AskCustomer | AlterCustomer
) -> None:
    desk = with_one()
    assert desk.enter(line) == []
    assert desk.actions == [action]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/customer hat 7", "/customer shows;"),
        ("/customer note -", "/customer shows;"),
        ("/level", "Name a level"),
        ("/level 12", "Name a level"),
        ("/block", "Say why:"),
        ("/block +7d", "Say why:"),
        ("/customer q7", "There is no q7"),
        ("/level q7 5", "There is no q7"),
        ("/block q7 x", "There is no q7"),
        ("/unblock q7", "There is no q7"),
    ],
)
def test_what_cannot_be_meant_is_said(line: str, said: str) -> None:
    desk = with_one()
    assert desk.enter(line)[0].startswith(said)
    assert desk.actions == []


def shown(desk: Desk, customer: Customer) -> list[str]:
    desk.see(connected("agent"), board())
    return desk.see(RequestAnswered(1, customer))


def test_a_customer_is_shown_with_what_is_known() -> None:
    notes = tuple(
        CustomerNote(f"n{number}", "a", "Ann", NOON - 61_000)
        for number in range(MAX_NOTES_LISTED + 2)
    )
    customer = Customer(
        1,
        "v1",
        4,
        "Wang",
        "138****8000",
        "w***@shop.example",
        "zh-CN",
        (CustomerField("no", "7"),),
        ("old", "rich"),
        5,
        notes,
    )
    lines = shown(idle(), customer)
    assert lines[:8] == [
        "Customer Wang (v1)",
        "  VIP level 5",
        "  phone 138****8000",
        "  e-mail w***@shop.example",
        "  language zh-CN",
        "  no: 7",
        "  tags: old, rich",
        "  1 min 1 s ago, Ann @a: n0",
    ]
    assert len(lines) == 7 + MAX_NOTES_LISTED


def test_a_block_is_shown_with_its_end() -> None:
    barred = Customer(1, "v1", 4, is_blocked=True, block_reason="rude")
    assert shown(idle(), barred)[1] == "  blocked: rude"
    timed = Customer(
        1, "v1", 4, is_blocked=True, block_reason="rude", block_until=NOON + 125_000
    )
    assert shown(idle(), timed)[1] == "  blocked for 2 min 5 s: rude"


def test_of_whom_nothing_is_known_that_is_said() -> None:
    assert shown(idle(), Customer(1, "v1", 0))[1:] == ["  nothing is written down yet"]
    assert shown(Desk(CHINESE), Customer(1, "v1", 0))[1:] == ["  还没有资料"]


def test_a_change_is_confirmed() -> None:
    assert with_one().granted(altered("level", level=5)) == ["Changed."]
