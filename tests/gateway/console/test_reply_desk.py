"""Answers and quick replies in the terminal (A4, A5)."""

from __future__ import annotations

import pytest

from gateway.client_core.events import RequestAnswered
from gateway.console.knowledge_requests import AskFind, AskReplies
from gateway.console.reply_finding import filled, fitting, without_marks
from gateway.console.turn import PostText
from gateway.wire.knowledge_frames import FoundEntry, KnowledgeFound
from gateway.wire.reply_frames import QuickReplies, QuickReply, QuickReplyPut
from tests.gateway.console.agent_desk import Desk, board, idle, view, with_one


def reply(
    title: str, text: str = "", keys: str = "", category: str = "", *, own: bool = False
) -> QuickReply:
    return QuickReply(title, not own, category, title, text, keys)


ADDRESS = reply("退货地址", "请寄到杭州", "tuihuodizhi thdz", "售后")
REFUND = reply("退款", "三天", "tuikuan tk", "售后")
HELLO = reply("Hello", "Hello {visitor}, {Agent} of {group}: {x} {date} {time}")


def told(desk: Desk, *rows: QuickReply, after: str = "") -> list[str]:
    return desk.see(RequestAnswered(1, QuickReplies(1, rows, after)))


@pytest.mark.covers("A4")
def test_an_answer_is_looked_for_and_sent() -> None:
    desk = with_one()
    desk.enter("/find 退款 几天")
    rows = (
        FoundEntry("e1", "怎么退款", "七天内\n原路退回", "text", 800),
        FoundEntry("e2", "?", "**b**", "markdown", 1),
    )
    shown = desk.see(RequestAnswered(1, KnowledgeFound(1, 3, rows)))
    assert shown == [
        "Knowledge, version 3",
        "  1  怎么退款  ·  七天内⏎原路退回",
        "  2  ?  ·  **b**",
        "  /find 1 sends it",
    ]
    assert desk.enter("/find 1") == []
    assert desk.actions == [AskFind("退款 几天"), PostText("s1", "七天内\n原路退回")]
    desk.enter("/find 2")
    assert desk.actions[-1] == PostText("s1", "b")
    for number in ("0", "3"):
        assert desk.enter(f"/find {number}") == [
            "There is no such row; /find shows them."
        ]
    nothing = desk.see(RequestAnswered(1, KnowledgeFound(1, 3, ())))
    assert nothing == ["Nothing is known about that."]


@pytest.mark.covers("A5")
def test_a_quick_reply_is_chosen_by_its_number_and_filled_in() -> None:
    desk = idle()
    named = view("s1", nickname="Wang")
    desk.see(board("s1"), named)
    desk.actions.clear()
    assert desk.enter("#") == []
    assert told(desk, ADDRESS, after="q1") == [], "there is another page"
    assert told(desk, HELLO, reply("my", "own text", own=True)) == [
        "Quick replies, 3 fit",
        "  1  my  ·  (own) own text",
        f"  2  Hello  ·  {HELLO.text}",
        "  3  退货地址  ·  (售后) 请寄到杭州",
        "  #1 sends it; ## is a #",
    ]
    assert desk.enter("＃2") == []
    assert desk.enter("/quick 3") == []
    asked, hello, address = desk.actions
    assert (asked, address) == (AskReplies(), PostText("s1", "请寄到杭州"))
    assert isinstance(hello, PostText)
    assert hello.text.startswith("Hello Wang, {Agent} of {group}: {x} 20")
    assert "{time}" not in hello.text
    assert desk.enter("#4") == ["There is no such row; # shows them."]


@pytest.mark.covers("A5")
def test_what_fits_nothing_and_what_is_a_message() -> None:
    desk = with_one()
    desk.enter("#xyz")
    assert told(desk, HELLO) == ["No quick reply fits."]
    desk.enter("#hel")
    assert told(desk, HELLO)[0] == "Quick replies, 1 fit"
    assert desk.see(RequestAnswered(1, QuickReplyPut(1, "q"))) == []
    desk.enter("##1 is mine")
    assert desk.actions[-1] == PostText("s1", "#1 is mine")
    alone = idle()
    assert alone.enter("##1") == alone.enter("1")


@pytest.mark.covers("A5")
@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("", "Hello 退款 退货地址"),
        ("thd", "退货地址"),
        ("dizhi", "退货地址"),
        ("tui", "退款 退货地址"),
        ("退款", "退款"),
        ("货", "退货地址"),
        ("售后 杭州", "退货地址"),
        ("ＨＥＬＬＯ", "Hello"),
        ("?", ""),
    ],
)
def test_which_replies_fit(typed: str, titles: str) -> None:
    found = fitting((ADDRESS, HELLO, REFUND), typed)
    assert " ".join(each.title for each in found) == titles


@pytest.mark.covers("A5")
def test_a_name_that_stands_for_nothing_stays() -> None:
    values = {"visitor": "Wang", "agent": ""}
    assert filled("{ Visitor } {agent} {x} {} {visitor", values) == (
        "Wang {agent} {x} {} {visitor"
    )


@pytest.mark.covers("A4")
def test_what_is_sent_has_no_marks_that_a_visitor_would_read() -> None:
    marked = (
        "## Return\nWithin **7 days**, `free`: [form](https://a.example/x)\n2 ** 3 * 4"
    )
    plain = "Return\nWithin 7 days, free: form https://a.example/x\n2 ** 3 * 4"
    assert without_marks(marked) == plain
