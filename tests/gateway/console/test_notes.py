"""What an agent notes in his terminal, and what he has to follow up (S8)."""

from __future__ import annotations

import pytest

from gateway.client_core.events import RequestAnswered, SessionChanged
from gateway.console.desk_requests import NoteSession
from gateway.console.numbered_list import MAX_ROWS
from gateway.console.phrases import CHINESE
from gateway.console.questions import AskFollowUps
from gateway.wire.answer_frames import FollowUp, FollowUps
from gateway.wire.notes import Notes
from gateway.wire.server_frames import Session
from tests.gateway.console.agent_desk import Desk, board, idle, with_one
from tests.gateway.console.samples import NOON

pytestmark = pytest.mark.covers("S8")
ID = "01hxyz01hxyz01hxyz01hxyz01"


def follow_ups(*rows: FollowUp, count: int = 0) -> RequestAnswered:
    return RequestAnswered(1, FollowUps(1, rows, count or len(rows)))


def row(session: str, due: int = 0, nickname: str = "Wang") -> FollowUp:
    return FollowUp(session, "v1", nickname, "web", "call\nback", NOON, due)


def noted(notes: Notes | None) -> SessionChanged:
    return SessionChanged(
        Session("s1", 3, "serving", "presale", "v1", "ming", 0, notes=notes)
    )


@pytest.mark.parametrize(
    ("line", "action"),
    [
        ("/tag 退款 物流", NoteSession("s1", "tag", "退款\n物流")),
        ("/tag refund, late，x、y", NoteSession("s1", "tag", "refund\nlate\nx\ny")),
        ("/tag -", NoteSession("s1", "tag", "")),
        ("/remark be kind to him", NoteSession("s1", "remark", "be kind to him")),
        ("/outcome Solved", NoteSession("s1", "outcome", "solved")),
        ("/outcome 未解决", NoteSession("s1", "outcome", "unsolved")),
        ("/outcome -", NoteSession("s1", "outcome", "")),
        ("/followup call", NoteSession("s1", "follow_up", "call")),
        ("/followup +30m call", NoteSession("s1", "follow_up", "call", 1_800)),
        ("/followup +2h call", NoteSession("s1", "follow_up", "call", 7_200)),
        ("/followup +3d call", NoteSession("s1", "follow_up", "call", 259_200)),
        ("/followup -", NoteSession("s1", "follow_up", "")),
        (f"/remark {ID} x", NoteSession(ID, "remark", "x")),
        ("/followups", AskFollowUps()),
    ],
)
def test_what_a_command_asks_for(line: str, action: NoteSession | AskFollowUps) -> None:
    desk = with_one()
    assert desk.enter(line) == []
    assert desk.actions == [action]


def test_what_cannot_be_meant_is_said() -> None:
    desk = with_one()
    assert desk.enter("/outcome maybe")[0].startswith("Name an outcome:")
    assert desk.enter("/followup +2h")[0].startswith("Say what is to be done:")
    assert desk.enter("/tag f3 x")[0].startswith("There is no f3")
    assert desk.enter("/tag q3 x")[0].startswith("There is no q3")
    assert idle().enter("/tag x")[0].startswith("Choose a session first")
    assert desk.actions == []


def test_a_command_alone_shows_what_is_noted() -> None:
    desk = with_one()
    assert desk.enter("/tag") == ["Nothing is noted yet."]
    desk.see(noted(Notes()))
    assert desk.enter("/remark") == ["Nothing is noted yet."]
    desk.see(noted(Notes(("a", "b"), "kind", "unsolved", "call", NOON)))
    assert desk.enter("/outcome") == [
        "tags: a, b",
        "unsolved",
        "remark: kind",
        "to follow up: call",
    ]
    desk.see(noted(Notes(needs_tags=True)))
    assert desk.enter("/tag")[0].startswith("It needs a tag")


def test_what_was_noted_is_confirmed() -> None:
    desk = with_one()
    assert desk.granted(NoteSession("s1", "tag", "x")) == ["Noted."]
    assert desk.granted(NoteSession("s1", "tag", "")) == ["Taken back."]


def test_the_list_shows_what_is_due_and_its_rows_can_be_named() -> None:
    desk = idle()
    desk.see(board())
    rows = row("w1", NOON - 61_000), row("w2", NOON + 125_000), row("w3", nickname="")
    assert desk.see(follow_ups(*rows)) == [
        "3 ended, to follow up",
        "  f1  Wang: call⏎back  ·  overdue by 1 min 1 s  ·  w1",
        "  f2  Wang: call⏎back  ·  due in 2 min 5 s  ·  w2",
        "  f3  v1: call⏎back  ·  w3",
        "  /followup f1 - when it is done; also /remark f1, /tag f1, /outcome f1",
    ]
    desk.enter("/followup f2 -")
    desk.enter("/outcome f1 solved")
    assert desk.actions == [
        NoteSession("w2", "follow_up", ""),
        NoteSession("w1", "outcome", "solved"),
    ]


def test_an_empty_list_says_so_and_a_long_one_is_cut() -> None:
    desk = idle()
    assert desk.see(follow_ups()) == ["Of what has ended nothing is to be followed up."]
    rows = [row(f"w{number}") for number in range(MAX_ROWS + 3)]
    lines = desk.see(follow_ups(*rows, count=99))
    assert lines[-2] == f"  … and {99 - MAX_ROWS} more"


def test_it_is_chinese_too() -> None:
    desk = Desk(CHINESE)
    assert desk.see(follow_ups()) == ["已结束的会话都不用跟进"]
