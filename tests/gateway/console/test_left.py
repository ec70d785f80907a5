"""Left messages in an agent's terminal, and sessions that he begins (V7, S9)."""

from __future__ import annotations

import pytest

from gateway.client_core.events import RequestAnswered
from gateway.console.desk_requests import BeginSession, GiveSession
from gateway.console.numbered_list import MAX_ROWS
from gateway.console.questions import AskLeft
from gateway.wire.reaching_frames import MessageLeft, MessagesLeft
from tests.gateway.console.agent_desk import idle, with_one
from tests.gateway.console.samples import NOON


def row(session: str, contact: str = "") -> MessageLeft:
    return MessageLeft(session, "v1", "Wang", "web", NOON - 61_000, contact, 2)


def told(*rows: MessageLeft, count: int = 0) -> RequestAnswered:
    return RequestAnswered(1, MessagesLeft(1, "g", rows, count or len(rows)))


@pytest.mark.covers("V7")
def test_left_messages_are_listed_and_taken_by_their_rows() -> None:
    desk = idle()
    assert desk.see(told(row("w1", "138"), row("w2"))) == [
        "“g”: 2 left messages",
        "  m1  Wang  ·  1 min 1 s ago  ·  138  ·  w1",
        "  m2  Wang  ·  1 min 1 s ago  ·  w2",
        "  /take m1 takes it; what you answer waits for the visitor",
    ]
    desk.enter("/take m2")
    desk.enter("/left g")
    assert desk.actions == [GiveSession("w2"), AskLeft("g")]
    assert desk.enter("/take m3")[0].startswith("There is no m3")


@pytest.mark.covers("V7")
def test_an_empty_list_says_so_and_a_long_one_is_cut() -> None:
    desk = idle()
    assert desk.see(told()) == ["Nobody left a message with “g”."]
    rows = [row(f"w{number}") for number in range(MAX_ROWS + 3)]
    assert desk.see(told(*rows, count=99))[-2] == f"  … and {99 - MAX_ROWS} more"


@pytest.mark.covers("S9")
def test_an_agent_begins_a_session() -> None:
    desk = with_one()
    assert desk.enter("/initiate @user-7 your order is here") == []
    assert desk.actions == [BeginSession("user-7", "your order is here")]
    assert desk.enter("/initiate user-7")[0].startswith("Name a visitor")
    begun = desk.granted(BeginSession("user-7", "x"))
    assert begun == ["Begun: it waits for the visitor."]
