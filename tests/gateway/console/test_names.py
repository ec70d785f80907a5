"""What people read where names are known: names; ids where commands need them."""

from __future__ import annotations

import pytest

from gateway.client_core.events import (
    BoardChanged,
    RequestAnswered,
    SessionChanged,
    TypingChanged,
)
from gateway.console.desk_requests import GiveSession
from gateway.console.numbered_list import MAX_ROWS
from gateway.console.phrases import CHINESE
from gateway.console.questions import AskServing, AskWhy
from gateway.console.turn import EndSession
from gateway.wire.answer_frames import (
    Queue,
    Serving,
    Sessions,
    Waiting,
    Why,
    WhyLook,
    WhyStep,
)
from gateway.wire.server_frames import Board, Session
from gateway.wire.session_parts import Handover, Offer, PendingTransfer
from tests.gateway.console.agent_desk import ME, Desk, board, idle
from tests.gateway.console.samples import NOON, connected


def named(
    offer: Offer | None = None,
    transfer: PendingTransfer | None = None,
    handover: Handover | None = None,
    agent: str = ME,
) -> SessionChanged:
    """A session of Ann's in 售前咨询."""
    names = {ME: "小明", "hong": "小红"}
    return SessionChanged(
        Session(
            "s1",
            2,
            "serving",
            "presale",
            "v1",
            agent,
            0,
            nickname="Ann",
            offer=offer,
            transfer=transfer,
            handover=handover,
            agent_name=names[agent],
            group_name="售前咨询",
        )
    )


def sessions(*rows: Serving, is_cut: bool = False) -> RequestAnswered:
    return RequestAnswered(1, Sessions(1, "presale", rows, is_cut))


ANN = Serving("s7", "Ann", "hong", "小红", NOON - 60_000, NOON - 5_000, unanswered=True)
BOB = Serving("s8", "Bob", "lan", "", NOON - 60_000, NOON - 9_000, unanswered=False)
EVE = Serving("s9", "Eve", "lan", "小兰", NOON - 1_000, 0, unanswered=False)


@pytest.mark.covers("Q10")
def test_groups_and_agents_are_shown_by_name() -> None:
    desk = idle()
    desk.see(board("s1"))
    note = Handover("hong", "ask again", "小红")
    printed = desk.see(named(handover=note))
    assert printed[0].startswith(
        "[1] New session: Ann (售前咨询)  ·  from 小红  ·  note: ask again"
    )
    assert "[1] Ann (售前咨询)" in desk.enter("/list")[0]
    desk.see(TypingChanged("s1", "visitor", "v1", is_typing=True, name="Ann"))
    assert "Ann is typing…" in desk.status
    assert desk.see(named(agent="hong"))[0] == "[1 Ann] 小红 has taken over."


@pytest.mark.covers("Q10")
def test_a_transfer_is_shown_by_name_with_the_time_that_is_left() -> None:
    desk = idle()
    desk.see(board("s1"), named())
    search = PendingTransfer(
        "aftersale", "", "", ME, NOON, "售后服务", "", "小明", NOON + 60_000
    )
    printed = desk.see(named(transfer=search))
    assert printed[0].startswith("[1 Ann] On the way to 售后服务")
    desk.now = 20.0
    assert desk.panel[0] == (
        "→ [1 Ann] to 售后服务  ·  for 20 s  ·  40 s left  ·  nobody is free yet"
        "  ·  /keep 1 cancels"
    )
    to_hong = PendingTransfer("presale", "hong", "", ME, NOON, "", "小红", "小明")
    desk.see(named(transfer=to_hong))
    assert "to 小红" in desk.panel[0]
    assert "小红 is not free yet" in desk.panel[0]
    assert " left" not in desk.panel[0]
    offer = Offer("o1", "hong", NOON, NOON + 20_000, "小红")
    desk.see(named(offer, to_hong))
    assert "rings at 小红" in desk.panel[0]


@pytest.mark.covers("Q10")
def test_who_hands_over_is_named_where_it_rings() -> None:
    desk = idle()
    offer = Offer("o1", ME, NOON, NOON + 20_000, "小明")
    search = PendingTransfer("g", ME, "", "hong", NOON, "", "小明", "小红")
    printed = desk.see(named(offer, search, agent="hong"))
    assert printed == ["[1] Ann (售前咨询) rings  ·  from 小红"]


@pytest.mark.covers("Q11")
@pytest.mark.parametrize(("name", "shown"), [("小李", "小李"), ("", "boss")])
def test_who_set_the_status_is_told(name: str, shown: str) -> None:
    desk = idle()
    changed = Board(2, "rest", 2, (), "lunch", 0, "boss", name)
    (printed,) = desk.see(BoardChanged(changed))
    assert printed.endswith(f"  ·  reason: lunch  ·  set by {shown}")


@pytest.mark.covers("Q4")
def test_a_queue_shows_visitor_and_channel() -> None:
    desk = idle()
    row = Waiting("w1", 1, 5_000, 0, returned=False, only=(), nickname="Ann")
    other = Waiting("w2", 2, 5_000, 0, returned=False, only=(), channel="web")
    queue = Queue(1, "presale", "售前咨询", 2, (row, other))
    assert desk.see(RequestAnswered(1, queue))[1:3] == [
        "  q1  Ann  waiting 5 s  ·  w1",
        "  q2  waiting 5 s  ·  channel web  ·  w2",
    ]


@pytest.mark.covers("Q15")
def test_an_explanation_shows_names_and_the_ids_that_commands_need() -> None:
    desk = idle()
    steps = (
        WhyStep(NOON, "queued", "", "g", "", group_name="售前咨询"),
        WhyStep(NOON, "assigned", "hong", "g", "auto", agent_name="小红"),
        WhyStep(NOON, "transfer_requested", "", "h", "", group_name="售后"),
        WhyStep(NOON, "transfer_requested", "lan", "h", "", agent_name="小兰"),
    )
    look = WhyLook(NOON, "g", "longest_idle", 0, 0, 1, "", 0, (), ())
    why = Why(1, "s1", "serving", steps, look)
    printed = "\n".join(desk.see(RequestAnswered(1, why)))
    assert "number 1 of 售前咨询" in printed
    assert "in line of 售前咨询" in printed
    assert "served by 小红 @hong" in printed
    assert "transfer to 售后 begins" in printed
    assert "transfer to 小兰 @lan begins" in printed


# --- who is served


@pytest.mark.covers("Q11")
def test_who_is_served_is_listed_and_a_row_taken() -> None:
    desk = idle()
    desk.enter("/serving presale")
    assert desk.see(sessions(ANN, BOB, EVE)) == [
        "“presale” serves 3",
        "  r1  Ann with 小红 @hong  ·  for 1 min 0 s  ·  unanswered for 5 s  ·  s7",
        "  r2  Bob with @lan  ·  for 1 min 0 s  ·  answered 9 s ago  ·  s8",
        "  r3  Eve with 小兰 @lan  ·  for 1 s  ·  no messages yet  ·  s9",
        "  /take r1 takes it over; also /assign r1 xiaohong, /why r1, /close r1",
    ]
    desk.enter("/take r1")
    desk.enter("/why r2")
    desk.enter("/close r3")
    desk.enter("/assign r1 @lan")
    assert desk.actions == [
        AskServing("presale"),
        GiveSession("s7"),
        AskWhy("s8"),
        EndSession("s9"),
        GiveSession("s7", "lan"),
    ]
    missing = "There is no r4 in the last list; /serving shows it anew."
    assert desk.enter("/take r4") == [missing]
    assert desk.enter("/why r0")[0].startswith("There is no r0")


@pytest.mark.covers("Q11")
def test_a_long_list_is_cut_and_an_empty_one_says_so() -> None:
    desk = Desk(CHINESE)
    desk.see(connected("supervisor"), board())
    assert desk.see(sessions()) == ["“presale”没有正在接待的会话"]
    printed = desk.see(sessions(*(ANN,) * (MAX_ROWS + 1)))
    assert printed[0] == "“presale”正在接待 21 位"
    assert printed[1].startswith("  r1  Ann，由 小红 @hong 接待  ·  已 1 分 0 秒")
    assert printed[-2:] == [
        "  … 还有更多",
        "  /take r1 接过来，/assign r1 xiaohong，/why r1，/close r1",
    ]
    assert "  … 还有更多" in desk.see(sessions(ANN, is_cut=True))
