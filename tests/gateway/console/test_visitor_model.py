"""What a visitor sees, without a terminal or a server."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from gateway.client_core.events import (
    ClientEvent,
    Connected,
    Disconnected,
    MessageConfirmed,
    MessageRefused,
    NoticeReceived,
    PositionChanged,
    ReceiptChanged,
    SessionChanged,
    TypingChanged,
)
from gateway.client_core.outbox import StoredSend
from gateway.console.link_view import LinkView
from gateway.console.phrases import ENGLISH, Words
from gateway.console.speech import Speech
from gateway.console.styled import for_pipe
from gateway.console.turn import (
    Action,
    EndSession,
    GiveUp,
    PostText,
    SaveFile,
    SendFile,
    TakeBack,
)
from gateway.console.visitor_model import VisitorModel
from gateway.console.visitor_requests import EndHumanService, LeaveWord, OpenSession
from gateway.wire.bodies import ProductBody, TextBody
from gateway.wire.codes import ErrorCode
from gateway.wire.server_frames import Notice, Position, Session
from gateway.wire.terms import SessionStateName
from tests.gateway.console.samples import (
    NOON,
    ZONE,
    closed,
    connected,
    later,
    message,
    opened,
    queued,
    recalled,
    serving,
)

DAY_MS = 24 * 3600 * 1000


class Visit:
    """A model that is fed, and all that it printed and asked for."""

    def __init__(self, restored: Sequence[StoredSend] = ()) -> None:
        words = Words(ENGLISH)
        speech = Speech(words, "visitor", ZONE)
        link = LinkView(words, "ws://host/v1")
        self.model = VisitorModel(words, speech, link, restored)
        self.printed: list[str] = []
        self.actions: list[Action] = []
        self.now = 0.0

    def see(self, *events: ClientEvent) -> list[str]:
        before = len(self.printed)
        for event in events:
            turn = self.model.happened(event, self.now, is_composing=False)
            self.printed += map(for_pipe, turn.lines)
            self.actions += turn.actions
        return self.printed[before:]

    def enter(self, text: str) -> list[str]:
        turn = self.model.entered(text)
        self.actions += turn.actions
        return [for_pipe(line) for line in turn.lines]

    def post(self, cid: str) -> None:
        """Does the last action, as the shell would."""
        action = self.actions[-1]
        assert isinstance(action, PostText)
        self.model.posted(action.session, cid, action.text)

    @property
    def panel(self) -> list[str]:
        return [for_pipe(line) for line in self.model.panel(self.now)]


def served() -> Visit:
    visit = Visit()
    visit.see(connected(), opened(), queued(), serving())
    return visit


def test_the_way_to_an_agent() -> None:
    visit = Visit()
    assert visit.panel == ["── connecting…"]
    assert visit.see(connected(), opened(), queued()) == [
        "You are in the queue of “presale”. You may write your question already."
    ]
    assert visit.panel == ["── connected  ·  queued (presale)"]
    assert visit.see(serving()) == ["ming is here for you."]
    assert visit.panel == ["── connected  ·  ming serves you"]


def test_a_message_waits_in_the_panel_until_it_is_confirmed() -> None:
    visit = served()
    assert visit.enter("hello") == []
    assert visit.actions == [PostText("s1", "hello")]
    visit.post("c1")
    assert visit.panel[0] == "(sending) hello"
    assert visit.model.undelivered == 1
    confirmed = MessageConfirmed("s1", "c1", 1, NOON)
    printed = visit.see(confirmed, message(1, "hello", "visitor", cid="c1"))
    assert printed == ["#1 22:13 me: hello ✓"]
    assert visit.panel == ["── connected  ·  ming serves you"]
    assert visit.model.undelivered == 0


@pytest.mark.covers("V2")
def test_what_became_of_the_last_message_stands_below() -> None:
    visit = served()
    visit.see(message(1, "hello", "visitor"), message(2, "there?", "visitor"))
    usual = "── connected  ·  ming serves you"
    visit.see(ReceiptChanged("s1", "agent", "ming", 1, 1))
    assert visit.panel == [usual], "not of the last one"
    visit.see(ReceiptChanged("s1", "agent", "ming", 2, 1))
    assert visit.panel == [f"{usual}  ·  ✓ delivered"]
    visit.see(ReceiptChanged("other", "agent", "ming", 9, 9))
    visit.see(ReceiptChanged("s1", "agent", "ming", 2, 2))
    assert visit.panel == [f"{usual}  ·  ✓✓ read"]
    visit.see(message(3, "yes", "agent"))
    assert visit.panel == [f"{usual}  ·  ✓✓ read"]
    visit.see(message(4, "ok", "visitor"))
    assert visit.panel == [usual]


def test_what_is_written_before_there_is_a_session_is_sent_in_it() -> None:
    visit = Visit()
    visit.enter("one")
    visit.enter("two")
    assert visit.panel[:2] == ["(to be sent) one", "(to be sent) two"]
    visit.see(connected(), opened())
    assert visit.actions == [PostText("s1", "one"), PostText("s1", "two")]


def test_many_pending_messages_leave_room_for_the_rest() -> None:
    visit = Visit()
    for number in range(8):
        visit.enter(str(number))
    assert len(visit.panel) == 7
    assert visit.panel[5] == "… and 3 more"


def test_typing_is_shown_until_it_ends() -> None:
    visit = served()
    visit.see(TypingChanged("s1", "agent", "ming", is_typing=True))
    assert visit.panel == ["── connected  ·  ming serves you  ·  ming is typing…"]
    visit.see(TypingChanged("s1", "visitor", "me", is_typing=True))
    visit.see(TypingChanged("s1", "agent", "ming", is_typing=False))
    assert visit.panel == ["── connected  ·  ming serves you"]


@pytest.mark.covers("V4")
def test_the_visitor_is_told_that_agents_see_what_is_typed() -> None:
    visit = Visit()
    told = Connected("visitor", "v1", NOON, typing_preview=True)
    (line,) = visit.see(told)
    assert line == "Agents see what you type before you send it."
    assert visit.see(told) == []
    assert visit.see(Connected("visitor", "v1", NOON)) == []


def test_an_outage_is_one_line_and_a_countdown() -> None:
    visit = served()
    assert len(visit.see(Disconnected(1006, 3.0))) == 1
    assert visit.panel == ["── offline, next try in 3 s  ·  ming serves you"]
    assert visit.model.is_counting
    visit.now = 2.2
    assert visit.panel[0].startswith("── offline, next try in 1 s")
    assert visit.see(Disconnected(1006, 5.0)) == []
    assert visit.see(connected()) == ["The connection is back."]
    assert not visit.model.is_counting


def test_a_server_that_is_not_there_is_named() -> None:
    visit = Visit()
    (line,) = visit.see(Disconnected(1006, 1.0))
    assert "ws://host/v1" in line


@pytest.mark.parametrize("is_state_first", [True, False])
def test_a_resumed_session_shows_history_first(*, is_state_first: bool) -> None:
    visit = Visit()
    visit.see(connected(), opened())
    history = [message(1, "old", "visitor"), message(2, "older answer")]
    events: list[ClientEvent] = [*history]
    events.insert(0 if is_state_first else 2, serving(2))
    assert visit.see(*events) == [
        "Back in your open session:",
        "#1 22:13 me: old ✓",
        "#2 22:13 ming: older answer",
        "ming is here for you.",
    ]


def test_a_state_that_did_not_change_is_not_repeated() -> None:
    visit = served()
    visit.see(message(1, "hi"))
    assert visit.see(serving(1)) == []


def test_a_message_of_another_day_has_its_date() -> None:
    visit = served()
    assert visit.see(message(1, "hi", at=NOON - DAY_MS)) == [
        "#1 2023-11-13 22:13 ming: hi"
    ]


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("client", "You closed the session."),
        ("seat", "The agent closed the session."),
        ("timer", "The session was closed after a long silence."),
        ("admin", "An administrator closed the session."),
        ("", "The session has ended."),
    ],
)
def test_who_closed_is_told(reason: str, said: str) -> None:
    visit = served()
    assert visit.see(closed(reason))[0] == said
    assert visit.model.typing_session is None


def test_a_message_refused_because_closed_is_offered_in_the_next_session() -> None:
    visit = served()
    visit.enter("too late")
    visit.post("c1")
    refused = MessageRefused("s1", "c1", TextBody("too late"), ErrorCode.CLOSED)
    assert visit.see(closed("seat"), refused)[-1] == (
        "Not delivered (the session has ended): too late"
    )
    assert visit.model.refused == 1
    visit.enter("/new")
    assert OpenSession() in visit.actions
    assert "/resend" in visit.see(opened("s2"))[0]
    visit.enter("/resend")
    assert visit.actions[-1] == PostText("s2", "too late")
    assert visit.model.refused == 0
    assert visit.enter("/resend") == ["There is nothing to send again."]


def test_what_is_written_after_the_end_is_kept_for_the_next_session() -> None:
    visit = served()
    visit.see(closed("seat"))
    assert visit.enter("more")[0] == "The session has ended, this was not sent: more"
    visit.enter("/new")
    visit.see(opened("s2"))
    visit.enter("/resend")
    assert visit.actions[-1] == PostText("s2", "more")


def test_a_late_answer_to_close_opens_nothing() -> None:
    visit = served()
    visit.see(closed("client"))
    visit.enter("/new")
    visit.see(opened("s1"))
    assert visit.model.typing_session is None
    visit.see(opened("s2"))
    assert visit.model.typing_session == "s2"


def test_close_follows_what_was_said_before() -> None:
    visit = served()
    visit.enter("bye")
    visit.post("c1")
    assert visit.enter("/close") == [
        "The session is closed as soon as your messages are delivered."
    ]
    assert visit.actions == [PostText("s1", "bye"), EndSession("s1")]


def test_close_may_be_asked_for_before_there_is_a_session() -> None:
    visit = Visit()
    visit.enter("hello")
    assert visit.enter("/close") == [
        "The session is closed as soon as your messages are delivered."
    ]
    visit.see(connected(), opened())
    assert visit.actions == [PostText("s1", "hello"), EndSession("s1")]
    visit.see(closed("client"))
    visit.enter("/new")
    visit.see(opened("s2"))
    assert visit.actions[2:] == [OpenSession()], "one wish closes one session"


def test_commands_in_the_wrong_place_are_explained() -> None:
    visit = served()
    assert visit.enter("/new") == ["The session is still open: /close ends it first."]
    visit.see(closed("seat"))
    assert visit.enter("/close") == ["There is no open session now."]
    assert visit.enter("/nonsense")[0].startswith("There is no command /nonsense;")
    told = " ".join(visit.enter("/help"))
    commands = visit.model._alone.keys() | visit.model._with_rest.keys()
    assert [word for word in commands if f"/{word} " not in told] == []
    assert visit.enter("   ") == []
    assert visit.model.switched().lines == ()


def test_a_text_may_begin_with_a_slash() -> None:
    visit = served()
    visit.enter("//etc/hosts")
    assert visit.actions == [PostText("s1", "/etc/hosts")]


def test_messages_of_an_earlier_process_are_shown_until_confirmed() -> None:
    visit = Visit([StoredSend("s1", "visitor", "c1", TextBody("from before"))])
    assert visit.panel[0] == "(to be sent) from before"
    # It may be confirmed before the session is open in this process.
    mine = message(1, "from before", "visitor", cid="c1")
    visit.see(connected(), MessageConfirmed("s1", "c1", 1, NOON), mine)
    assert visit.see(opened()) == [
        "Back in your open session:",
        "#1 22:13 me: from before ✓",
    ]
    assert visit.model.undelivered == 0


def test_an_agents_ticket_is_turned_away() -> None:
    visit = Visit()
    visit.see(connected("agent"))
    (action,) = visit.actions
    assert isinstance(action, GiveUp)
    assert "triodesk agent" in action.reason


# --- in line, and from hand to hand


def place(position: int, wait_seconds: int | None = None) -> PositionChanged:
    return PositionChanged(Position("s1", position, 9, wait_seconds))


def at(state: SessionStateName, agent: str = "", last: int = 0) -> SessionChanged:
    return SessionChanged(Session("s1", 3, state, "presale", "v1", agent, last))


def waiting() -> Visit:
    visit = Visit()
    visit.see(connected(), opened(), queued())
    return visit


@pytest.mark.covers("Q5")
def test_the_place_in_line_changes_in_place() -> None:
    visit = waiting()
    assert visit.see(place(3, 95)) == []
    assert visit.panel == [
        "── connected  ·  queued (presale)  ·  number 3 in line, about 2 min"
    ]
    assert visit.see(place(2, 21), place(1)) == []
    assert visit.panel == ["── connected  ·  queued (presale)  ·  you are next"]
    visit.see(serving())
    assert visit.panel == ["── connected  ·  ming serves you"]


@pytest.mark.covers("Q5", "M3")
def test_the_words_of_the_service_go_before_the_terminals_own() -> None:
    visit = waiting()
    told = PositionChanged(Position("s1", 2, 9, 95, "2nd in line,\nvery soon"))
    visit.see(told)
    assert visit.panel == [
        "── connected  ·  queued (presale)  ·  2nd in line,⏎very soon"
    ]
    assert [for_pipe(line) for line in visit.model.aside(told)] == [
        "2nd in line,⏎very soon"
    ]


@pytest.mark.covers("Q5")
@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "about 10 s"),
        (11, "about 20 s"),
        (50, "about 50 s"),
        (51, "about 1 min"),
        (61, "about 2 min"),
        (3600, "about 60 min"),
        (3601, "about 2 h"),
    ],
)
def test_an_estimate_is_rounded_up(seconds: int, said: str) -> None:
    visit = waiting()
    visit.see(place(2, seconds))
    assert visit.panel[0].endswith(f"number 2 in line, {said}")


@pytest.mark.covers("Q5")
def test_without_live_rows_a_place_is_a_line_when_it_changes() -> None:
    visit = waiting()
    told: list[str] = []
    for event in (place(2), place(2), place(1), place(1)):
        visit.see(event)
        told += map(for_pipe, visit.model.aside(event))
    assert told == ["number 2 in line", "you are next"]
    typing = TypingChanged("s1", "agent", "ming", is_typing=True)
    assert [for_pipe(line) for line in visit.model.aside(typing)] == ["ming is typing…"]
    assert visit.model.aside(queued()) == []


@pytest.mark.covers("Q5")
def test_a_place_that_comes_before_the_session_is_told_with_it() -> None:
    visit = Visit()
    visit.see(connected(), opened(), place(2))
    assert visit.model.aside(place(2)) == []
    visit.see(queued())
    (line,) = visit.model.aside(queued())
    assert for_pipe(line) == "number 2 in line"


@pytest.mark.covers("Q5", "Q10")
def test_who_is_served_while_another_agent_is_looked_for_does_not_wait() -> None:
    visit = waiting()
    visit.see(serving(), place(1, 20))
    assert visit.panel == ["── connected  ·  ming serves you"]
    assert visit.model.aside(place(1, 20)) == []


def test_a_place_is_unknown_without_a_connection() -> None:
    visit = waiting()
    visit.see(place(2), Disconnected(1006, 0.0))
    assert visit.panel == ["── connecting…  ·  queued (presale)"]


@pytest.mark.covers("Q5")
def test_anothers_place_is_not_shown() -> None:
    visit = waiting()
    visit.see(PositionChanged(Position("s9", 1, 9)))
    assert visit.panel == ["── connected  ·  queued (presale)"]


@pytest.mark.covers("Q7")
def test_that_an_agent_is_called_is_shown_and_that_he_did_not_come_is_not() -> None:
    visit = waiting()
    assert visit.see(at("offered")) == []
    assert visit.panel == ["── connected  ·  an agent is being called…"]
    assert visit.see(at("queued"), at("offered")) == []
    assert visit.see(serving()) == ["ming is here for you."]


@pytest.mark.covers("Q10")
def test_a_handover_is_told() -> None:
    visit = served()
    assert visit.see(at("serving", "hong")) == [
        "You were handed over: hong is here for you now."
    ]
    assert visit.panel == ["── connected  ·  hong serves you"]
    assert visit.see(at("queued")) == [
        "Somebody else is looked for: you are ahead of all who come now."
    ]


@pytest.mark.covers("S4")
def test_he_is_warned_before_silence_ends_it() -> None:
    visit = served()
    warning = NoticeReceived(Notice("s1", "visitor_warning", "", NOON))
    (line,) = visit.see(warning)
    assert line.startswith("You have been silent for long:")
    assert visit.see(NoticeReceived(Notice("s1", "agent_reminder", "", NOON))) == []


@pytest.mark.covers("S1")
@pytest.mark.parametrize(
    ("state", "line", "status"),
    [
        ("robot", ["The robot serves you now: ask anything."], "the robot serves you"),
        ("collecting", [], "just a moment…"),
        ("routing", [], "just a moment…"),
        (
            "message_left",
            ["Nobody is there now: /leave CONTACT text, and it will be answered."],
            "message left",
        ),
    ],
)
def test_every_state_has_words(
    state: SessionStateName, line: list[str], status: str
) -> None:
    visit = Visit()
    visit.see(connected(), opened())
    assert visit.see(at(state)) == line
    assert visit.panel == [f"── connected  ·  {status}"]


def test_what_a_later_server_says_is_shown_in_its_own_word() -> None:
    visit = Visit()
    visit.see(connected(), opened())
    assert visit.see(later([43, "s1", 2, "on_loan", "presale", "v1", "", 0])) == []
    assert visit.panel == ["── connected  ·  on_loan"]
    body = {"kind": "text", "text": "hi"}
    said = [40, "s1", "visitor", 1, "oracle", "o1", "", body, NOON]
    (line,) = visit.see(later(said))
    assert line.endswith("oracle: hi")


@pytest.mark.covers("S3")
def test_human_service_is_ended_after_what_was_said_before() -> None:
    visit = served()
    visit.enter("thanks")
    visit.post("c1")
    assert visit.enter("/end") == [
        "Human service ends as soon as your messages are delivered."
    ]
    assert visit.actions[-1] == EndHumanService("s1")
    visit.see(message(1, "thanks", "visitor", cid="c1"))
    assert visit.see(at("robot", last=1)) == ["The robot serves you now: ask anything."]
    assert visit.model.granted(EndHumanService("s1")) == ()
    visit.model.turned_down(EndHumanService("s1"))
    assert visit.enter("/close it") == ["Nothing may follow /close: nothing was done."]


@pytest.mark.covers("V2")
def test_the_last_own_message_is_taken_back() -> None:
    visit = served()
    visit.see(message(1, "oh", "visitor"), message(2, "hello"))
    visit.see(message(3, "no", "visitor"))
    assert visit.enter("/recall") == []
    assert visit.actions[-1] == TakeBack("s1", 3)
    assert visit.see(recalled(4, 3)) == ["#4 22:13 me: took back message #3 ✓"]
    assert visit.enter("/recall") == []
    assert visit.actions[-1] == TakeBack("s1", 1)
    assert visit.enter("/recall 2") == []
    assert visit.actions[-1] == TakeBack("s1", 2), "the server says whether one may"
    nothing = ["There is nothing to take back; /recall 7 takes back your message #7."]
    for rest in ("it", "0", "9" * 16, "9" * 5_000):
        assert visit.enter(f"/recall {rest}") == nothing
    visit.see(recalled(5, 1))
    assert visit.enter("/recall") == nothing
    visit.see(closed("seat", 5))
    assert visit.enter("/recall 1") == nothing


@pytest.mark.covers("V2")
def test_a_file_goes_into_an_open_session() -> None:
    visit = served()
    assert visit.enter("/file ~/a b.txt") == []
    assert visit.actions[-1] == SendFile("s1", "~/a b.txt")
    assert visit.enter("/file") == ["Name the file: /file PATH"]
    visit.see(closed("seat", 0))
    assert visit.enter("/file x") == ["There is no session to send a file in."]


@pytest.mark.covers("V2")
def test_the_file_of_a_message_is_saved_while_its_session_is_shown() -> None:
    visit = Visit()
    nowhere = ["There is no session to save a file from."]
    assert visit.enter("/save 7") == nowhere
    visit = served()
    assert visit.enter("/save 7") == []
    assert visit.enter("/save 7 ~/a b.txt") == []
    wanted = [SaveFile("s1", 7, ""), SaveFile("s1", 7, "~/a b.txt")]
    assert visit.actions[-2:] == wanted
    usage = ["Give the number of the message: /save 7, or /save 7 PATH"]
    for rest in ("", "0", "it", "9" * 16):
        assert visit.enter(f"/save {rest}") == usage
    visit.see(closed("seat", 0))
    assert visit.enter("/save 7") == []
    assert visit.actions[-1] == wanted[0], "what was said can still be had"


@pytest.mark.covers("V2")
def test_a_file_waits_for_the_session_in_its_turn() -> None:
    visit = Visit()
    visit.see(connected())
    assert visit.enter("look:") == visit.enter("/file ~/a.txt") == []
    assert visit.model.undelivered == 2
    assert visit.panel[:2] == ["(sending) look:", "(sending) ~/a.txt"]
    visit.see(opened())
    assert visit.actions == [PostText("s1", "look:"), SendFile("s1", "~/a.txt")]
    assert visit.model.undelivered == 0, "the talk counts what it was given"


@pytest.mark.covers("V2")
def test_what_another_program_left_is_told_of_when_it_is_refused() -> None:
    card = ProductBody("cup", "https://shop.example/1")
    visit = Visit([StoredSend("s1", "visitor", "c1", card)])
    visit.see(connected(), opened(), queued())
    (line,) = visit.see(MessageRefused("s1", "c1", card, ErrorCode.FORBIDDEN))
    assert line.endswith("[product] cup · https://shop.example/1")
    assert visit.model.refused == 1
    assert visit.enter("/resend") == ["There is nothing to send again."]


@pytest.mark.covers("V7")
def test_a_message_is_left_with_how_to_be_reached() -> None:
    visit = Visit()
    visit.see(connected(), opened(), queued())
    assert visit.enter("/leave 138 I want a refund") == [
        "There is no need to leave it: just write."
    ]
    visit.see(SessionChanged(replace(queued().session, state="message_left")))
    assert visit.enter("/leave 138 I want a refund") == []
    assert visit.actions[-1] == LeaveWord("s1", "I want a refund", "138")
    assert visit.enter("/leave 138")[0].startswith("Say how to reach you")
    (told,) = visit.model.granted(LeaveWord("s1", "x", ""))
    assert for_pipe(told) == "Thank you: it will be answered."


@pytest.mark.covers("S9")
def test_what_an_agent_began_is_taken_up() -> None:
    visit = Visit()
    visit.see(connected(), opened(), serving(), closed("seat"))
    # As they come: what was said before the state that tells of it.
    hello = message(1, "your parcel is here", session="s2")
    printed = visit.see(hello, serving(1, session="s2"))
    assert printed == [
        "An agent writes to you:",
        "#1 22:13 ming: your parcel is here",
        "ming is here for you.",
    ]
    visit.enter("thanks")
    assert visit.actions[-1] == PostText("s2", "thanks")


def test_what_the_service_has_said_itself_is_not_told_again() -> None:
    visit = Visit()
    visit.see(connected(), opened(), queued())
    visit.see(message(1, "Ming is here for you.", "system"))
    assert visit.see(serving(1)) == []
    assert visit.panel == ["── connected  ·  ming serves you"]
    visit.see(message(2, "hello"))
    assert visit.see(closed("seat", 2))[0] == "The agent closed the session."


def test_what_the_service_says_at_the_end_is_not_told_again() -> None:
    visit = served()
    visit.see(message(1, "Thank you for contacting us.", "system"))
    assert visit.see(closed("seat", 1)) == [
        "/new begins another session, /quit leaves."
    ]


@pytest.mark.covers("S9")
def test_who_was_away_is_told_how_much_is_new() -> None:
    visit = Visit()
    visit.see(connected(), opened())
    said = (
        message(1, "hello", "visitor"),
        message(2, "moment"),
        message(3, "it is here"),
    )
    visit.see(*said)
    assert visit.see(serving(3, unread=2)) == [
        "2 unread, the last above",
        "ming is here for you.",
    ]
    visit.see(message(4, "still there?"))
    assert visit.see(serving(4, unread=1)) == [], "he sits there"


@pytest.mark.covers("S9")
def test_the_words_of_the_service_alone_are_no_news() -> None:
    visit = Visit()
    visit.see(connected(), opened(), message(1, "one moment", "system"))
    assert not any("unread" in line for line in visit.see(queued(1, unread=1)))
    other = Visit()
    other.see(connected(), opened(), message(1, "hello"), serving(1))
    assert not any("unread" in line for line in other.printed), "he has read it"
