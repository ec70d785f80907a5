"""What an agent sees, without a terminal or a server."""

from __future__ import annotations

from gateway.client_core.events import (
    BoardChanged,
    ClientEvent,
    MessageConfirmed,
    MessageRefused,
    TypingChanged,
)
from gateway.console.agent_model import AgentModel
from gateway.console.link_view import LinkView
from gateway.console.phrases import ENGLISH, Words
from gateway.console.speech import Speech
from gateway.console.styled import for_pipe
from gateway.console.turn import Action, ChangeStatus, EndSession, GiveUp, PostText
from gateway.wire.codes import ErrorCode
from gateway.wire.schema import Board, Status
from tests.gateway.console.samples import (
    NOON,
    ZONE,
    closed,
    connected,
    message,
    serving,
)


def board(*sessions: str, status: Status = "free") -> BoardChanged:
    return BoardChanged(Board(1, status, 2, sessions))


class Desk:
    """A model that is fed, and all that it printed and asked for."""

    def __init__(self) -> None:
        words = Words(ENGLISH)
        speech = Speech(words, "agent", ZONE)
        self.model = AgentModel(words, speech, LinkView(words, "ws://host/v1"))
        self.actions: list[Action] = []
        self.is_composing = False

    def see(self, *events: ClientEvent) -> list[str]:
        printed: list[str] = []
        for event in events:
            turn = self.model.happened(event, 0.0, is_composing=self.is_composing)
            printed += map(for_pipe, turn.lines)
            self.actions += turn.actions
        return printed

    def enter(self, text: str) -> list[str]:
        turn = self.model.entered(text)
        self.actions += turn.actions
        return [for_pipe(line) for line in turn.lines]

    def tab(self) -> list[str]:
        return [for_pipe(line) for line in self.model.switched().lines]

    @property
    def status(self) -> str:
        return for_pipe(self.model.panel(0.0)[-1])


def with_two() -> Desk:
    desk = Desk()
    desk.see(connected("agent"), board())
    desk.see(board("s1"), serving(0, "s1", "v1"))
    desk.see(board("s1", "s2"), serving(0, "s2", "v2"))
    return desk


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
    assert rows[0] == "* [1] v1 (presale)"
    assert rows[1].startswith("  [2] v2 (presale)  ·  1 unread  ·  line⏎break xxx")
    assert len(rows[1]) < 80


def test_typing_is_marked_where_it_happens() -> None:
    desk = with_two()
    desk.see(TypingChanged("s1", "visitor", "v1", is_typing=True))
    desk.see(TypingChanged("s2", "visitor", "v2", is_typing=True))
    assert desk.status.endswith("[1 v1]  ·  [2 v2]…  ·  v1 is typing…")
    desk.see(TypingChanged("s1", "visitor", "v1", is_typing=False))
    assert desk.status.endswith("[1 v1]  ·  [2 v2]…")
    assert for_pipe(desk.model.typing_line("s2", "v2")) == "[2] v2 is typing…"


def test_his_messages_are_pending_until_confirmed() -> None:
    desk = with_two()
    desk.enter("hi")
    desk.model.posted("s1", "c1", "hi")
    assert for_pipe(desk.model.panel(0.0)[0]) == "(sending) hi"
    confirmed = MessageConfirmed("s1", "c1", 1, NOON)
    assert desk.see(confirmed, message(1, "hi", cid="c1")) == ["#1 22:13 me: hi ✓"]
    assert desk.model.undelivered == 0
    desk.model.posted("s1", "c2", "late")
    (line,) = desk.see(MessageRefused("s1", "c2", "late", ErrorCode.CLOSED))
    assert line == "Not delivered (the session has ended): late"
    assert desk.model.refused == 1


def test_a_session_that_ended_during_an_outage_is_gone() -> None:
    desk = with_two()
    printed = desk.see(connected("agent"), board("s2"))
    assert printed == ["[1 v1] The session has ended."]
    assert desk.see(closed("client", session="s1")) == []


def test_what_cannot_be_done_is_explained() -> None:
    desk = with_two()
    assert desk.enter("/9") == ["There is no session 9; /list shows them."]
    assert desk.enter("/nonsense")[0].startswith("There is no command /nonsense;")
    assert len(desk.enter("/help")) > 3
    assert desk.enter("/s2")[0] == "Now with [2] v2"
    assert Desk().enter("/close")[0].startswith("Not sent:")


def test_a_visitors_ticket_is_turned_away() -> None:
    desk = Desk()
    desk.see(connected("visitor"))
    (action,) = desk.actions
    assert isinstance(action, GiveUp)
    assert "triodesk chat" in action.reason
