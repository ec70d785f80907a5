"""What an agent sees, without a terminal or a server."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from gateway.client_core.events import (
    MessageConfirmed,
    MessageRefused,
    ReceiptChanged,
    SessionChanged,
    TypingChanged,
)
from gateway.console.desk_requests import ChangeStatus
from gateway.console.styled import for_pipe
from gateway.console.turn import (
    AskRating,
    EndSession,
    GiveUp,
    PostText,
    SaveFile,
    SendFile,
    TakeBack,
)
from gateway.wire.bodies import TextBody
from gateway.wire.codes import ErrorCode
from gateway.wire.session_parts import Variable
from gateway.wire.terms import SessionStateName
from tests.gateway.console.agent_desk import (
    Desk,
    board,
    idle,
    notice,
    view,
    with_one,
    with_two,
)
from tests.gateway.console.samples import (
    NOON,
    closed,
    connected,
    later,
    message,
    recalled,
    serving,
)


def test_he_is_free_from_the_start_and_after_an_outage() -> None:
    desk = Desk()
    desk.see(connected("agent"), board(status="offline"))
    assert desk.actions == [ChangeStatus("free")]
    assert desk.see(board()) == ["You are free: visitors may come."]
    desk.see(connected("agent"), board())
    assert len(desk.actions) == 1
    desk.enter("/busy")
    assert desk.actions[-1] == ChangeStatus("not_ready")
    desk.see(connected("agent"), board(status="offline"))
    assert desk.actions[-1] == ChangeStatus("not_ready")


def test_the_first_session_is_current_with_what_was_said_in_it() -> None:
    desk = Desk()
    desk.see(connected("agent"), board(), board("s1"))
    printed = desk.see(message(1, "hello?", "visitor"), serving(1))
    assert printed == [
        "[1] New session: v1 (presale)  ·  1 unread",
        "Now with [1] v1",
        "#1 22:13 visitor v1: hello?",
    ]
    assert desk.model.prompt == "1 v1> "
    desk.enter("hi")
    assert desk.actions == [PostText("s1", "hi")]


@pytest.mark.covers("R10")
def test_what_flows_have_learnt_stands_above_what_was_said() -> None:
    desk = Desk()
    known = replace(
        serving(1).session, variables=(Variable("vip", "yes"), Variable("order", "7"))
    )
    desk.see(connected("agent"), board(), board("s1"))
    printed = desk.see(message(1, "hello?", "visitor"), SessionChanged(known))
    assert printed[1:] == [
        "Now with [1] v1",
        "known: vip=yes, order=7",
        "#1 22:13 visitor v1: hello?",
    ]


@pytest.mark.covers("R12")
def test_what_the_visitor_wants_is_told_when_it_becomes_known() -> None:
    desk = Desk()
    desk.see(connected("agent"), board(), board("s1"), serving())
    session = serving().session
    wants = replace(session, variables=(Variable("intent", "refund"),))
    (told,) = desk.see(SessionChanged(wants))
    assert told.endswith("known: intent=refund")
    assert desk.see(SessionChanged(wants)) == []
    other = replace(session, variables=(Variable("intent", "invoice"),))
    (told,) = desk.see(SessionChanged(other))
    assert told.endswith("known: intent=invoice")


@pytest.mark.covers("V5")
def test_he_asks_the_current_visitor_for_a_rating() -> None:
    desk = with_one()
    desk.enter("/invite")
    assert desk.actions[-1] == AskRating("s1")


@pytest.mark.covers("V2")
def test_what_was_taken_back_is_shown_no_more() -> None:
    desk = Desk()
    desk.see(connected("agent"), board(), board("s1"), serving())
    desk.see(message(1, "oops", "visitor"), message(2, "yes?"))
    assert desk.see(recalled(3, 1)) == ["#3 22:13 visitor v1: took back message #1"]
    assert desk.enter("/1") == [
        "Now with [1] v1",
        "#1 22:13 visitor v1: [taken back]",
        "#2 22:13 me: yes? ✓",
        "#3 22:13 visitor v1: took back message #1",
    ]
    desk.enter("/recall")
    assert desk.actions[-1] == TakeBack("s1", 2)
    (why_not,) = Desk().enter("/recall")
    assert why_not.startswith("There is nothing to take back")


@pytest.mark.covers("V2")
def test_what_the_current_visitor_has_of_the_last_message_is_shown() -> None:
    desk = Desk()
    desk.see(connected("agent"), board(), board("s1"), serving())
    desk.see(message(1, "hi", "agent"), message(2, "a colleague's", sender="hong"))
    usual = desk.status
    desk.see(ReceiptChanged("s1", "agent", "hong", 2, 2))
    assert desk.status == usual, "colleagues are not meant"
    desk.see(ReceiptChanged("s1", "visitor", "v1", 1, 0))
    assert desk.status == f"{usual}  ·  ✓ delivered"
    desk.see(ReceiptChanged("s1", "visitor", "v1", 2, 2))
    assert desk.status == f"{usual}  ·  ✓✓ read"
    desk.see(ReceiptChanged("unknown", "visitor", "v2", 2, 2))


@pytest.mark.covers("V2")
def test_a_file_goes_to_whom_the_agent_talks_with() -> None:
    desk = with_one()
    desk.enter("/file x.txt")
    assert desk.actions[-1] == SendFile("s1", "x.txt")


@pytest.mark.covers("V2")
def test_a_file_is_saved_from_the_session_that_is_shown() -> None:
    desk = with_two()
    desk.enter("/2")
    desk.enter("/save 7 x.txt")
    assert desk.actions[-1] == SaveFile("s2", 7, "x.txt")


def test_another_session_is_announced_and_counted() -> None:
    desk = Desk()
    desk.see(connected("agent"), board(), board("s1"), serving())
    assert desk.see(board("s1", "s2"), serving(0, "s2", "v2")) == [
        "[2] New session: v2 (presale)  ·  /2 or Tab switches to it"
    ]
    assert desk.see(message(1, "ping", "visitor", session="s2")) == [
        "[2] #1 22:13 visitor v1: ping"
    ]
    assert desk.status == "── connected  ·  free 2/2  ·  [1 v1]  ·  [2 v2] +1"
    assert desk.enter("/2") == ["Now with [2] v2", "#1 22:13 visitor v1: ping"]
    assert desk.status == "── connected  ·  free 2/2  ·  [1 v1]  ·  [2 v2]"


def test_nothing_becomes_current_under_a_line_being_typed() -> None:
    desk = Desk()
    desk.see(connected("agent"), board())
    desk.is_composing = True
    (announced,) = desk.see(board("s1"), serving())
    assert announced.endswith("/1 or Tab switches to it")
    assert desk.model.typing_session is None


def test_what_was_meant_for_one_visitor_does_not_go_to_the_next() -> None:
    desk = with_two()
    assert desk.see(closed("client", session="s1")) == [
        "[1 v1] The visitor closed the session."
    ]
    assert desk.model.typing_session is None
    (said,) = desk.enter("the answer for v1")
    assert said.startswith("Not sent:")
    assert desk.actions == []
    # Nor to one who comes now, under the same number.
    desk.see(board("s2", "s3"), serving(0, "s3", "v3"))
    assert desk.enter("the answer for v1") == [said]
    assert desk.tab()[0] == "Now with [2] v2"


def test_after_his_own_close_the_next_one_is_current() -> None:
    desk = with_two()
    desk.enter("/close")
    assert desk.actions == [EndSession("s1")]
    printed = desk.see(closed("seat", session="s1"))
    assert printed[:2] == ["[1 v1] You closed the session.", "Now with [2] v2"]


def test_tab_goes_to_the_unread_first_and_then_around() -> None:
    desk = with_two()
    desk.see(board("s1", "s2", "s3"), serving(0, "s3", "v3"))
    desk.see(message(1, "x", "visitor", session="s3"))
    seen = [desk.tab()[0] for _ in range(3)]
    assert seen == ["Now with [3] v3", "Now with [1] v1", "Now with [2] v2"]
    alone = Desk()
    assert alone.tab() == ["There is no other session."]


def test_an_answer_makes_all_before_it_read() -> None:
    desk = with_two()
    desk.see(message(1, "a", "visitor", session="s2"))
    desk.see(message(2, "b", "agent", session="s2"))
    assert desk.status.endswith("[2 v2]")


def test_numbers_are_the_lowest_that_are_free() -> None:
    desk = with_two()
    desk.see(closed("client", session="s1"), board("s2"))
    desk.see(board("s2", "s3"), serving(0, "s3", "v3"))
    assert "[1 v3]" in desk.status


def test_the_list_shows_who_and_the_last_words() -> None:
    desk = with_two()
    assert Desk().enter("/list") == ["no sessions yet, waiting"]
    desk.see(message(1, "line\nbreak " + "x" * 99, "visitor", session="s2"))
    rows = desk.enter("/list")
    assert rows[0] == "* [1] v1 (presale)  ·  s1"
    assert rows[1].startswith("  [2] v2 (presale)  ·  1 unread  ·  line⏎break xxx")
    assert rows[1].endswith("x  ·  s2")
    assert len(rows[1]) < 80


def test_typing_is_marked_where_it_happens() -> None:
    desk = with_two()
    desk.see(TypingChanged("s1", "visitor", "v1", is_typing=True))
    desk.see(TypingChanged("s2", "visitor", "v2", is_typing=True))
    assert desk.status.endswith("[1 v1]  ·  [2 v2]…  ·  v1 is typing…")
    desk.see(TypingChanged("s1", "visitor", "v1", is_typing=False))
    assert desk.status.endswith("[1 v1]  ·  [2 v2]…")
    (line,) = desk.model.aside(TypingChanged("s2", "visitor", "v2", is_typing=True))
    assert for_pipe(line) == "[2] v2 is typing…"
    assert desk.model.aside(board()) == []


@pytest.mark.covers("V4")
def test_what_a_visitor_types_is_shown_by_its_end() -> None:
    desk = with_two()
    text = "I would like to return\nthis"
    typing = TypingChanged("s1", "visitor", "v1", is_typing=True, preview=text)
    desk.see(typing)
    assert desk.status.endswith("  ·  v1 is typing: return⏎this")
    (line,) = desk.model.aside(typing)
    assert for_pipe(line).startswith("[1] v1 is typing: ")
    desk.see(TypingChanged("s1", "visitor", "v1", is_typing=True))
    assert desk.status.endswith("  ·  v1 is typing…")


def test_his_messages_are_pending_until_confirmed() -> None:
    desk = with_two()
    desk.enter("hi")
    desk.model.posted("s1", "c1", "hi")
    assert for_pipe(desk.model.panel(0.0)[0]) == "(sending) hi"
    confirmed = MessageConfirmed("s1", "c1", 1, NOON)
    assert desk.see(confirmed, message(1, "hi", cid="c1")) == ["#1 22:13 me: hi ✓"]
    assert desk.model.undelivered == 0
    desk.model.posted("s1", "c2", "late")
    (line,) = desk.see(MessageRefused("s1", "c2", TextBody("late"), ErrorCode.CLOSED))
    assert line == "Not delivered (the session has ended): late"
    assert desk.model.refused == 1


def test_a_session_that_ended_during_an_outage_is_gone() -> None:
    desk = with_two()
    printed = desk.see(connected("agent"), board("s2"))
    assert printed == ["[1 v1] It has ended, or is no longer yours."]
    assert desk.see(closed("client", session="s1")) == []


def test_what_cannot_be_done_is_explained() -> None:
    desk = with_two()
    assert desk.enter("/9") == ["There is no session 9; /list shows them."]
    assert desk.enter("/nonsense")[0].startswith("There is no command /nonsense;")
    assert len(desk.enter("/help")) > 3
    assert desk.enter("/s2")[0] == "Now with [2] v2"
    assert Desk().enter("/close")[0].startswith("Choose a session first")
    assert desk.enter("/list all") == ["Nothing may follow /list: nothing was done."]
    assert desk.enter("/offline now") == [
        "Nothing may follow /offline: nothing was done."
    ]
    assert desk.actions == []


def test_a_visitors_ticket_is_turned_away() -> None:
    desk = Desk()
    desk.see(connected("visitor"))
    (action,) = desk.actions
    assert isinstance(action, GiveUp)
    assert "triodesk chat" in action.reason


# --- the own status


@pytest.mark.covers("Q12")
def test_status_and_load_stay_in_sight() -> None:
    desk = with_one()
    assert desk.status.startswith("── connected  ·  free 1/2  ·")
    assert desk.see(board("s1", "s2", status="busy")) == []
    assert desk.status.startswith("── connected  ·  full 2/2  ·")
    assert desk.see(board("s1")) == []
    assert desk.see(board("s1", status="not_ready")) == [
        "You are busy: nobody new is assigned to you."
    ]
    assert desk.status.startswith("── connected  ·  busy 1/2  ·")


def test_what_a_later_server_says_is_shown_in_its_own_word() -> None:
    desk = with_one()
    desk.see(later([48, 2, "training", 2, ["s1"]]))
    assert desk.status.startswith("── connected  ·  training 1/2  ·")
    (told,) = desk.see(later([45, "s1", "applause", "ming", NOON]))
    assert told.endswith("] applause")
    (gone,) = desk.see(later([43, "s1", 9, "on_loan", "presale", "v1", "", 0]))
    assert gone.endswith("] on_loan")


@pytest.mark.covers("Q12")
def test_a_rest_has_a_reason() -> None:
    desk = idle()
    desk.enter("/rest lunch break")
    assert desk.actions == [ChangeStatus("rest", "lunch break")]
    (line,) = desk.see(board(status="rest", reason="lunch break"))
    assert line.startswith("You are resting:")
    assert line.endswith("reason: lunch break")
    assert desk.status == "── connected  ·  resting (lunch break) 0/2"


@pytest.mark.covers("Q11", "Q12")
def test_what_somebody_else_set_is_asked_for_after_an_outage() -> None:
    desk = idle()
    desk.see(board(status="rest", reason="silent"))
    desk.see(connected("agent"), board(status="offline"))
    assert desk.actions == [ChangeStatus("rest", "silent")]
    off_duty = idle()
    off_duty.see(board(status="offline"))
    off_duty.see(connected("agent"), board(status="offline"))
    assert off_duty.actions == []


@pytest.mark.covers("Q13")
def test_a_wrap_up_is_counted_down() -> None:
    desk = with_one()
    (line,) = desk.see(board(status="arrange", wrap_up_until=NOON + 30_000))[:1]
    assert line.startswith("Wrap-up:")
    assert desk.model.is_counting
    assert "wrap-up 30 s 0/2" in desk.status
    desk.now = 12.4
    assert "wrap-up 18 s 0/2" in desk.status
    desk.now = 30.0
    assert "wrap-up 0/2" in desk.status
    desk.enter("/free")
    assert desk.actions == [ChangeStatus("free")]
    assert desk.see(board()) == []
    assert not desk.model.is_counting


@pytest.mark.covers("Q2", "Q11")
def test_a_new_capacity_is_told() -> None:
    desk = idle()
    assert desk.see(board(capacity=3)) == ["You may now serve 3 at a time."]
    assert desk.status == "── connected  ·  free 0/3"


# --- visitors and reminders


@pytest.mark.covers("S5")
def test_he_is_reminded_of_who_waits_for_an_answer() -> None:
    desk = with_two()
    assert desk.see(notice("agent_reminder", "s2")) == [
        "[2 v2] The visitor still waits for your answer."
    ]
    assert desk.see(notice("auto_transfer")) == [
        "[1 v1] You did not answer in time: it is passed on to somebody else."
    ]
    assert desk.see(notice("agent_reminder", "s9"), notice("visitor_warning")) == []


def test_the_end_of_a_session_brings_no_visitor_back() -> None:
    desk = with_one()
    desk.see(view("s1", visitor_away=True))
    lines = desk.see(closed("seat"))
    assert not any("is back" in line for line in lines)


def test_a_visitor_goes_away_and_comes_back() -> None:
    desk = with_one()
    away = view("s1", visitor_away=True, nickname="访客_ab12")
    assert desk.see(away) == ["[1 访客_ab12] The visitor has gone away."]
    assert desk.status.endswith("[1 访客_ab12] (away)")
    assert desk.see(view("s1", nickname="访客_ab12")) == [
        "[1 访客_ab12] The visitor is back."
    ]


def test_a_colleagues_words_are_not_ones_own() -> None:
    desk = with_one()
    assert desk.see(message(1, "hello", sender="hong")) == ["#1 22:13 hong: hello"]
    assert desk.see(message(2, "hi", "robot")) == ["#2 22:13 robot: hi"]


def test_a_session_says_where_it_has_gone() -> None:
    gone: list[tuple[SessionStateName, str, str]] = [
        ("serving", "hong", "hong has taken over."),
        ("queued", "", "It waits in the queue again."),
        ("robot", "", "The visitor is with the robot again."),
    ]
    for state, agent, said in gone:
        desk = with_one()
        assert desk.see(view("s1", state, agent=agent)) == [f"[1 v1] {said}"]
        assert desk.see(board()) == []
        assert desk.model.typing_session is None


def test_a_session_that_comes_back_is_news_again() -> None:
    desk = with_one()
    desk.see(message(1, "before", "visitor"), view("s1", "queued", agent="", last=1))
    desk.see(message(2, "meanwhile", "visitor"))
    printed = desk.see(board("s1"), view("s1", last=2))
    assert printed[0].startswith("[1] New session: v1 (presale)")
    assert desk.enter("/1") == [
        "Now with [1] v1",
        "#1 22:13 visitor v1: before",
        "#2 22:13 visitor v1: meanwhile",
    ]


def test_one_that_left_the_board_without_a_word_is_gone() -> None:
    desk = with_two()
    assert desk.see(board("s2")) == ["[1 v1] It has ended, or is no longer yours."]


def test_one_that_ended_waits_for_its_last_words() -> None:
    desk = with_one()
    assert desk.see(closed("client", last=1), board()) == []
    assert desk.see(message(1, "bye", "visitor")) == [
        "#1 22:13 visitor v1: bye",
        "[1 v1] The visitor closed the session.",
    ]


def test_a_close_that_was_refused_was_none() -> None:
    desk = with_two()
    desk.enter("/close")
    desk.model.turned_down(EndSession("s1"))
    desk.see(closed("client", session="s1"))
    assert desk.model.typing_session is None
