"""Handing over, seen by who hands over."""

from __future__ import annotations

import pytest

from gateway.client_core.events import ClientEvent
from gateway.console.desk_requests import HandOver, KeepSession
from gateway.wire.session_parts import Offer, PendingTransfer
from gateway.wire.terms import MAX_NOTE_CHARS, NoticeName
from tests.gateway.console.agent_desk import (
    Desk,
    board,
    idle,
    notice,
    view,
    with_one,
    with_two,
)
from tests.gateway.console.samples import NOON, closed

TO_GROUP = PendingTransfer("aftersale", "", "", "ming", NOON)
TO_AGENT = PendingTransfer("presale", "hong", "note", "ming", NOON)
pytestmark = pytest.mark.covers("Q10")


def transferring() -> Desk:
    desk = with_one()
    desk.see(view("s1", transfer=TO_GROUP))
    return desk


def test_a_group_or_an_agent_is_named_and_a_note_may_follow() -> None:
    desk = with_one()
    desk.enter("/transfer aftersale")
    desk.enter("/transfer @hong  wants a refund ")
    assert desk.actions == [
        HandOver("s1", "aftersale", "", ""),
        HandOver("s1", "", "hong", "wants a refund"),
    ]


def test_what_cannot_be_meant_is_not_done() -> None:
    desk = with_one()
    assert desk.enter("/transfer")[0].startswith("Name somebody:")
    assert desk.enter("/transfer @")[0].startswith("Name somebody:")
    note = "x" * (MAX_NOTE_CHARS + 1)
    assert desk.enter(f"/transfer hong {note}")[0].startswith("Not transferred:")
    assert idle().enter("/transfer g")[0].startswith("Not transferred:")
    assert desk.enter("/keep") == ["Nothing is being transferred."]
    assert desk.actions == []


def test_what_goes_already_or_is_there_is_not_handed_over() -> None:
    desk = transferring()
    assert desk.enter("/transfer @hong")[0] == (
        "Not transferred: it is on its way already, /keep 1 cancels that."
    )
    desk.see(view("s1"))
    assert desk.enter("/transfer @ming")[0].startswith("Not transferred: it is you")
    assert desk.actions == []
    desk.enter("/transfer ming")
    assert desk.actions == [HandOver("s1", "ming", "", "")]


def test_it_stays_in_sight_until_somebody_takes_it() -> None:
    desk = with_one()
    assert desk.see(view("s1", transfer=TO_AGENT)) == [
        "[1 v1] On the way to @hong; it stays with you until somebody takes it."
    ]
    assert desk.model.is_counting
    desk.now = 12.0
    row = "→ [1 v1] to @hong  ·  for 12 s"
    assert desk.panel[0] == f"{row}  ·  hong is not free yet  ·  /keep 1 cancels"
    offer = Offer("o", "hong", NOON, 0)
    assert desk.see(view("s1", transfer=TO_AGENT, offer=offer)) == []
    assert desk.panel[0] == f"{row}  ·  rings at hong  ·  /keep 1 cancels"
    assert desk.see(view("s1", agent="hong"), board()) == [
        "[1 v1] hong has taken over."
    ]
    assert len(desk.panel) == 1
    assert not desk.model.is_counting


def test_a_group_in_which_nobody_is_free_is_told() -> None:
    row = "→ [1 v1] to aftersale  ·  for 0 s"
    assert transferring().panel[0].startswith(f"{row}  ·  nobody is free yet")


def test_he_keeps_it_after_all() -> None:
    desk = transferring()
    desk.enter("/keep")
    assert desk.actions == [KeepSession("s1")]
    assert desk.see(view("s1")) == ["[1 v1] Not transferred: it stays with you."]
    assert len(desk.panel) == 1


ENDS: list[tuple[NoticeName, str]] = [
    ("transfer_refused", "The transfer was refused: it stays with you."),
    ("transfer_expired", "Nobody took the transfer in time: it stays with you."),
]


@pytest.mark.parametrize(("kind", "said"), ENDS)
@pytest.mark.parametrize("is_notice_first", [True, False])
def test_why_it_came_to_nothing_is_told_once(
    kind: NoticeName, said: str, *, is_notice_first: bool
) -> None:
    desk = transferring()
    events: list[ClientEvent] = [notice(kind), view("s1")]
    if not is_notice_first:
        events.reverse()
    assert desk.see(*events) == [f"[1 v1] {said}"]
    assert desk.enter("/keep") == ["Nothing is being transferred."]


def test_a_refused_keep_was_none() -> None:
    desk = transferring()
    desk.enter("/keep")
    desk.model.turned_down(KeepSession("s1"))
    assert desk.see(notice("transfer_expired"), view("s1")) == [
        "[1 v1] Nobody took the transfer in time: it stays with you."
    ]


def test_of_several_the_current_one_is_kept_or_the_named_one() -> None:
    desk = with_two()
    desk.see(view("s1", transfer=TO_GROUP), view("s2", transfer=TO_GROUP))
    desk.enter("/keep")
    desk.enter("/keep 2")
    assert desk.actions == [KeepSession("s1"), KeepSession("s2")]
    assert desk.enter("/keep 7") == ["Nothing is being transferred."]
    assert desk.enter("/keep x") == ["Nothing is being transferred."]


def test_another_search_is_told_anew() -> None:
    desk = transferring()
    later = PendingTransfer("aftersale", "", "", "ming", NOON + 5)
    assert desk.see(view("s1", transfer=later))[0].startswith("[1 v1] On the way to")


def test_the_visitor_may_leave_meanwhile() -> None:
    desk = transferring()
    assert desk.see(closed("client"), board()) == [
        "[1 v1] The visitor closed the session."
    ]
    assert len(desk.panel) == 1
