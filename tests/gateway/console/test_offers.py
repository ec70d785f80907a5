"""What rings at an agent, how it is taken, and what is said when it is not."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from gateway.client_core.events import ClientEvent, Connected, SessionChanged
from gateway.console.desk_requests import GiveSession, LeaveOffer, TakeOffer
from gateway.console.phrases import CHINESE, ENGLISH
from gateway.console.styled import cut_line, for_pipe
from gateway.console.turn import PostText
from gateway.wire.session_parts import Handover, PendingTransfer
from tests.gateway.console.agent_desk import (
    ME,
    Desk,
    board,
    idle,
    notice,
    ringing,
    view,
    with_one,
)
from tests.gateway.console.samples import NOON, closed, connected, message

HINT = "» /accept or /decline"
LAPSED = "You did not take it in time: left to others; the visitor keeps the place."
pytestmark = pytest.mark.covers("Q7")


def rung() -> Desk:
    desk = idle()
    desk.see(board("s1"), ringing())
    return desk


def test_an_offer_rings_with_a_countdown_until_it_is_taken() -> None:
    desk = idle()
    assert desk.see(board("s1"), ringing()) == ["[1] v1 (presale) rings"]
    assert desk.model.is_counting
    ring = "[1] v1 (presale) rings"
    rest = "» Enter takes it, or /decline"
    assert desk.panel[0] == f"{rest}  ·  20 s left  ·  {ring}"
    desk.now = 12.5
    assert desk.panel[0] == f"{rest}  ·  8 s left  ·  {ring}"
    assert desk.enter("/accept") == []
    assert desk.actions == [TakeOffer("s1", "o-s1")]
    assert desk.panel[0] == f"» taking it…  ·  8 s left  ·  {ring}"
    assert desk.see(view("s1")) == [
        "[1] New session: v1 (presale)",
        "Now with [1] v1",
        "no messages yet",
    ]
    assert len(desk.panel) == 1
    assert not desk.model.is_counting


def test_a_countdown_goes_by_the_servers_clock_whenever_one_connected() -> None:
    desk = Desk()
    desk.now = 1_000.0
    desk.see(connected("agent"), board("s1"), ringing())
    assert "20 s left" in desk.panel[0]
    desk.now = 1_012.5
    assert "8 s left" in desk.panel[0]


def test_to_take_what_rings_here_is_to_accept_it() -> None:
    desk = rung()
    assert desk.enter("/take 1") == desk.enter("/take s1") == []
    assert desk.actions == [TakeOffer("s1", "o-s1"), TakeOffer("s1", "o-s1")]
    assert desk.panel[0].startswith("» taking it…")
    desk.enter("/take w9")
    assert desk.actions[2:] == [GiveSession("w9")]


@pytest.mark.covers("S7")
def test_an_outage_gives_the_countdown_more_time() -> None:
    desk = rung()
    desk.now = 12.0
    assert desk.see(ringing(seconds=31)) == []
    assert "  ·  19 s left  ·  " in desk.panel[0]


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_a_narrow_terminal_still_says_how_to_take_it(language: str) -> None:
    desk = Desk(language)
    session = replace(ringing().session, nickname="a visitor with a long name")
    desk.see(connected("agent"), board("s1"), SessionChanged(session))
    shown = for_pipe(cut_line(desk.model.panel(0.0)[0], 50))
    assert "/decline" in shown
    assert "20" in shown


def test_a_countdown_that_is_over_tells_no_time() -> None:
    desk = rung()
    desk.now = 20.0
    ring = "[1] v1 (presale) rings"
    assert desk.panel[0] == f"» Enter takes it, or /decline  ·  {ring}"


def test_the_offer_may_come_before_the_board_that_names_it() -> None:
    desk = idle()
    assert len(desk.see(ringing(), board(), board("s1"))) == 1
    assert len(desk.panel) == 2


def test_one_without_a_deadline_shows_none() -> None:
    desk = idle()
    desk.see(board("s1"), ringing(seconds=0))
    assert "left  ·" not in desk.panel[0]
    assert not desk.model.is_counting
    desk.now = 9e9
    assert desk.see(view("s1", "queued", agent="")) == [
        "[1 v1] It rings here no more: taken back."
    ]


def test_an_empty_line_takes_it_only_when_it_can_mean_nothing_else() -> None:
    desk = rung()
    desk.enter("")
    assert desk.actions == [TakeOffer("s1", "o-s1")]
    desk.enter("")
    assert len(desk.actions) == 1
    busy = with_one()
    busy.see(board("s1", "s2"), ringing("s2"))
    assert busy.panel[0].startswith(HINT)
    busy.enter("")
    assert busy.actions == []
    two = idle()
    two.see(board("s1", "s2"), ringing("s1"), ringing("s2"))
    two.enter("")
    assert two.actions == []


def test_the_one_that_rings_longest_is_meant() -> None:
    desk = idle()
    desk.see(board("s1", "s2"), ringing("s2", at=-5.0), ringing("s1"))
    first, second, _ = desk.panel
    assert first.startswith("» /accept 2 or /decline 2  ·  15 s left")
    assert second.endswith("20 s left  ·  [1] v1 (presale) rings")
    desk.enter("/accept")
    desk.enter("/accept 1")
    assert desk.actions == [TakeOffer("s2", "o-s2"), TakeOffer("s1", "o-s1")]


def served_by_none() -> Desk:
    """The agent's only session was ended by its visitor: nothing is chosen for him."""
    desk = with_one()
    desk.see(closed("client"), board())
    return desk


def test_who_takes_an_offer_turns_to_it_if_he_talks_to_nobody() -> None:
    desk = served_by_none()
    desk.see(board("s2", "s3"), view("s2"), ringing("s3"))
    assert desk.model.prompt == "(no session chosen)> "
    desk.enter("/accept")
    taken = desk.see(view("s3"))
    assert taken[0] == "[2] New session: v3 (presale)"
    assert desk.model.typing_session == "s3"
    # That was meant for this one: when it ends, none is chosen again.
    desk.see(closed("client", session="s3"), board("s2"))
    assert desk.model.typing_session is None


def test_taking_an_offer_is_no_choice_while_something_else_is_being_said() -> None:
    busy = with_one()
    busy.see(board("s1", "s2"), ringing("s2"))
    busy.enter("/accept")
    assert busy.see(view("s2"))[0].endswith("/2 or Tab switches to it")
    busy.see(closed("client"), board("s2"))
    assert busy.model.typing_session is None
    typing = served_by_none()
    typing.see(board("s2"), ringing("s2"))
    typing.enter("/accept")
    typing.is_composing = True
    typing.see(view("s2"))
    assert typing.model.typing_session is None


def test_what_is_typed_does_not_go_to_one_who_only_rings() -> None:
    desk = rung()
    desk.see(message(1, "hello?", "visitor"))
    assert desk.enter("hi")[0].startswith("Not sent:")
    assert desk.enter("/1") == ["[1] is not taken yet: /accept 1"]
    assert desk.tab() == ["There is no other session."]
    assert desk.enter("/list") == ["no sessions yet, waiting"]
    printed = desk.see(view("s1", last=1))
    assert printed[0] == "[1] New session: v1 (presale)  ·  1 unread"
    assert printed[-1] == "#1 22:13 visitor v1: hello?"
    desk.enter("hi")
    assert desk.actions == [PostText("s1", "hi")]


def test_a_declined_offer_stays_with_the_others() -> None:
    desk = rung()
    desk.enter("/decline 1")
    assert desk.actions == [LeaveOffer("s1", "o-s1")]
    assert desk.see(view("s1", "queued", agent=""), board()) == [
        "[1 v1] You left it to others; the visitor keeps the place."
    ]
    assert len(desk.panel) == 1


@pytest.mark.parametrize("ending", ["state", "board", "notice"])
def test_an_offer_that_was_not_taken_is_passed_on(ending: str) -> None:
    desk = rung()
    desk.now = 20.0
    events: dict[str, ClientEvent] = {
        "state": view("s1", "queued", agent=""),
        "board": board(),
        "notice": notice("auto_transfer"),
    }
    assert desk.see(events[ending]) == [f"[1 v1] {LAPSED}"]
    # Whatever else tells it is no news.
    assert desk.see(*events.values()) == []
    assert len(desk.panel) == 1
    assert desk.enter("/accept") == ["Nothing rings now."]


def test_one_that_was_taken_back_early_says_so() -> None:
    desk = rung()
    desk.now = 5.0
    assert desk.see(view("s1", "queued", agent="")) == [
        "[1 v1] It rings here no more: taken back."
    ]


def test_one_whose_visitor_left_says_so() -> None:
    desk = rung()
    assert desk.see(closed("client"), board()) == [
        "[1 v1] The visitor closed the session."
    ]


def test_an_acceptance_that_came_too_late_may_not_stand() -> None:
    desk = rung()
    desk.now = 19.9
    desk.enter("/accept")
    desk.model.turned_down(TakeOffer("s1", "o-s1"))
    assert desk.panel[0].startswith("» Enter takes it, or /decline")
    assert desk.see(view("s1", "queued", agent="")) == [f"[1 v1] {LAPSED}"]


def test_it_rings_again_with_another_offer() -> None:
    desk = rung()
    desk.now = 20.0
    desk.see(view("s1", "queued", agent=""), board())
    desk.now = 26.0
    assert desk.see(board("s1"), ringing(at=26.0)) == ["[1] v1 (presale) rings"]
    assert "20 s left" in desk.panel[0]


def test_a_number_that_does_not_ring_is_told() -> None:
    desk = rung()
    assert desk.enter("/accept 9") == ["Session 9 does not ring."]
    assert desk.enter("/decline x") == ["Session x does not ring."]
    assert desk.actions == []


@pytest.mark.covers("Q10")
def test_a_transfer_rings_with_its_note_and_who_it_came_from() -> None:
    desk = idle()
    transfer = PendingTransfer("presale", "ming", "wants a refund", "hong", NOON)
    (line,) = desk.see(
        board("s1"), ringing(agent="hong", state="serving", transfer=transfer)
    )
    assert line == "[1] v1 (presale) rings  ·  from hong  ·  note: wants a refund"
    # It is the other agent's until it is taken.
    assert desk.model.typing_session is None
    handover = Handover("hong", "wants a refund")
    # What was told when it rang is not told again.
    taken = desk.see(view("s1", handover=handover))
    assert taken[0] == "[1] New session: v1 (presale)"


@pytest.mark.covers("Q10")
def test_a_transfer_that_need_not_be_accepted_has_its_note_too() -> None:
    desk = idle()
    handover = Handover("hong", "wants a refund")
    came = desk.see(board("s1"), view("s1", handover=handover))
    assert came[0] == (
        "[1] New session: v1 (presale)  ·  from hong  ·  note: wants a refund"
    )
    without = desk.see(board("s1", "s2"), view("s2", handover=Handover("hong", "")))
    assert "note" not in without[0]


@pytest.mark.covers("Q10")
def test_a_transfer_that_was_declined_stays_where_it_was() -> None:
    desk = idle()
    transfer = PendingTransfer("presale", "", "", "hong", NOON)
    desk.see(board("s1"), ringing(agent="hong", state="serving", transfer=transfer))
    desk.enter("/decline")
    assert desk.see(view("s1", agent="hong"), board()) == [
        "[1 v1] You did not take it: it stays with hong."
    ]


@pytest.mark.covers("Q10")
def test_a_transfer_that_was_not_taken_in_time_stays_where_it_was() -> None:
    desk = idle()
    transfer = PendingTransfer("presale", "", "", "hong", NOON)
    desk.see(board("s1"), ringing(agent="hong", state="serving", transfer=transfer))
    desk.now = 20.0
    assert desk.see(notice("auto_transfer"), view("s1", agent="hong"), board()) == [
        "[1 v1] You did not take it in time: it stays with hong."
    ]


def test_what_rang_before_an_outage_is_gone_after_it() -> None:
    desk = rung()
    desk.now = 40.0
    assert desk.see(Connected("agent", ME, NOON + 40_000), board()) == [
        f"[1 v1] {LAPSED}"
    ]


def test_in_chinese() -> None:
    desk = Desk(CHINESE)
    desk.see(connected("agent"), board("s1"))
    assert desk.see(ringing()) == ["[1] v1（presale）等您接入"]
    assert desk.panel[0] == (
        "» 回车接入，/decline 不接  ·  还有 20 秒  ·  [1] v1（presale）等您接入"
    )
