"""Guests, side rooms and internal conversations in an agent's terminal."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from gateway.client_core.events import (
    BoardChanged,
    RequestAnswered,
    RoomChanged,
    SessionChanged,
    TypingChanged,
)
from gateway.console.aside_requests import (
    AnswerColleague,
    AskContext,
    BeginTalk,
    CallColleague,
    CopyTo,
    LeaveAside,
    MentionAgent,
    WatchSession,
)
from gateway.console.desk_requests import HandOver, NoteSession
from gateway.console.questions import AskCustomer, AskQueue, AskWhy
from gateway.console.turn import AskRating, EndSession, PostText
from gateway.wire.aside_frames import Guest, Member, PartName, Room
from gateway.wire.server_frames import Board, History
from gateway.wire.terms import MAX_NOTE_CHARS
from tests.gateway.console.agent_desk import ME, Desk, idle, view, with_one
from tests.gateway.console.samples import NOON, closed, connected, message

pytestmark = pytest.mark.covers("S10", "S11")

HONG = Guest(
    "hong", "小红", "called", "side-1", ME, "小明", "look", NOON, NOON + 30_000
)


def guest(part: PartName, agent: str = "hong", room: str = "side-1") -> Guest:
    return Guest(agent, f"{agent.title()}", part, room)


def with_guests(*guests: Guest, agent: str = ME, **values: object) -> SessionChanged:
    shown = view("s1", agent=agent, nickname="Bo").session
    return SessionChanged(replace(shown, guests=guests, **values))


def room(
    place: str = "s1/side-1", *others: str, is_open: bool = True, me: str = ME
) -> RoomChanged:
    members = tuple(Member(each, each.title()) for each in (me, *(others or ("hong",))))
    name = place.partition("/")[2]
    return RoomChanged(Room(place, 1, name, members, 0, is_open))


def aside(number: int, text: str, place: str = "s1/side-1") -> object:
    said = message(number, text, session=place).message
    return replace(
        message(number, text),
        message=replace(said, session=place, role="agent", sender="hong", name="小红"),
    )


def visiting(*visits: str) -> BoardChanged:
    return BoardChanged(Board(2, "free", 2, (), visits=visits))


def called() -> Desk:
    """A colleague calls me to the session of somebody else."""
    desk = idle()
    call = Guest(
        ME, "小明", "called", "side-1", "hong", "小红", "help", NOON, NOON + 30_000
    )
    desk.see(visiting("s1"))
    assert desk.see(with_guests(call, agent="hong")) == [
        "[1] 小红 asks your advice on Bo (presale)  ·  note: help"
    ]
    return desk


def advising() -> Desk:
    desk = called()
    desk.see(with_guests(guest("consulted", ME), agent="hong"), room("s1/side-1"))
    return desk


def test_a_colleague_is_asked_about_the_current_session() -> None:
    desk = with_one()
    desk.enter("/consult @hong what now?")
    assert desk.actions == [CallColleague("s1", "hong", "what now?")]
    assert desk.see(with_guests(HONG)) == ["[1 Bo] calling 小红…"]
    assert desk.see(room()) == [
        "[2 aside with Hong] A side room with Hong: the visitor reads nothing of it.",
        "/2 or Tab switches to it",
    ]
    came = replace(HONG, part="consulted")
    assert desk.see(with_guests(came)) == ["[1 Bo] 小红 has come to advise."]
    assert desk.see(with_guests(came)) == []
    assert desk.see(with_guests()) == ["[1 Bo] hong is there no more."]


def test_what_is_typed_goes_to_the_room_that_is_current() -> None:
    desk = with_one()
    desk.see(with_guests(guest("consulted")), room())
    desk.enter("to the visitor")
    desk.enter("/2")
    desk.enter("aside")
    assert desk.actions == [
        PostText("s1", "to the visitor"),
        PostText("s1/side-1", "aside"),
    ]


def test_what_was_meant_for_a_room_never_goes_to_the_visitor() -> None:
    desk = with_one()
    desk.see(with_guests(guest("consulted")), room())
    desk.enter("/2")
    ended = desk.see(room(is_open=False))
    assert ended == ["[2 aside with Hong] The side room has ended."]
    assert desk.enter("he is rude")[0].startswith("Not sent: choose a session")
    assert desk.actions == []


def test_who_is_called_comes_or_stays_away() -> None:
    desk = called()
    assert desk.panel[0].startswith("» /come or /decline 1  ·  30 s left")
    desk.enter("/come")
    desk.enter("/decline 1")
    desk.enter("/accept 1")
    assert desk.actions == [
        AnswerColleague("s1", is_accepted=True),
        AnswerColleague("s1", is_accepted=False),
        AnswerColleague("s1", is_accepted=True),
    ]
    assert desk.enter("/come 7") == ["Nobody asks your advice now."]
    assert desk.see(with_guests(agent="hong")) == [
        "[1 Bo] Not taken in time: the call has ended."
    ]
    assert desk.enter("/come") == ["Nobody asks your advice now."]
    assert len(desk.panel) == 1


def test_who_advises_reads_and_writes_aside_alone() -> None:
    desk = called()
    lines = desk.see(with_guests(guest("consulted", ME), agent="hong"))
    assert (
        lines[0] == "[1 Bo] You listen to Bo (presale): the visitor does not see you."
    )
    desk.see(room("s1/side-1"))
    desk.enter("/1")
    assert desk.enter("hello") == [
        "Not sent: here you only read. /2 is your side room, /leave leaves."
    ]
    desk.enter("/leave")
    assert desk.actions == [LeaveAside("s1")]
    assert desk.see(with_guests(agent="hong")) == ["[1 Bo] You listen no more."]


def test_a_session_that_is_handed_over_to_the_adviser_is_announced() -> None:
    desk = advising()
    lines = desk.see(BoardChanged(Board(3, "free", 2, ("s1",))), with_guests())
    assert lines[0] == "[2 aside with Hong] The side room has ended."
    assert lines[1].startswith("[1] New session: Bo (presale)")
    assert desk.enter("/2")[0].startswith("There is no session 2")
    desk.enter("/1")
    desk.enter("hello")
    assert desk.actions == [PostText("s1", "hello")]


def test_a_session_that_ends_takes_its_guests_along() -> None:
    desk = advising()
    shown = closed("s1").session
    (line,) = desk.see(SessionChanged(replace(shown, agent="hong")))[:1]
    assert line.startswith("[1 ")
    assert desk.enter("/1")[0].startswith("There is no session 1")


def test_the_board_says_where_there_is_nothing_to_do_any_more() -> None:
    desk = advising()
    lines = desk.see(connected("agent"), visiting())
    assert lines == [
        "[1 Bo] You listen no more.",
        "[2 aside with Hong] The side room has ended.",
    ]


def test_a_supervisor_watches_whispers_and_speaks() -> None:
    desk = idle()
    desk.enter("/watch s1")
    desk.enter("/watch s1 hidden")
    desk.enter("/whisper s1")
    desk.enter("/barge s1")
    assert desk.actions == [
        WatchSession("s1", "watch", is_hidden=False),
        WatchSession("s1", "watch", is_hidden=True),
        WatchSession("s1", "whisper", is_hidden=False),
        WatchSession("s1", "speak", is_hidden=False),
    ]
    assert desk.enter("/watch")[0].startswith("Name one: /watch r1")
    assert desk.enter("/watch r1")[0].startswith("There is no r1")
    desk.see(with_guests(guest("watching", ME, ""), agent="hong"))
    desk.enter("/1")
    assert desk.enter("hi") == [
        "Not sent: you watch. /whisper writes to the agent, /barge to the visitor."
    ]
    assert desk.see(with_guests(guest("speaking", ME, ""), agent="hong")) == [
        "[1 Bo] You speak now: the visitor reads what you say."
    ]
    desk.enter("hi")
    desk.enter("/whisper")
    assert desk.actions[4:] == [
        PostText("s1", "hi"),
        WatchSession("s1", "whisper", is_hidden=False),
    ]


def test_who_serves_sees_who_watches_and_sends_only_colleagues_away() -> None:
    desk = with_one()
    lines = desk.see(with_guests(guest("watching"), guest("speaking", "lan", "")))
    assert lines == [
        "[1 Bo] Hong watches.",
        "[1 Bo] Lan speaks to the visitor, too.",
    ]
    desk.see(room())
    desk.enter("/2")
    desk.enter("/leave")
    assert desk.actions == [LeaveAside("s1", "hong")]
    desk.enter("/1")
    assert desk.enter("/leave")[0].startswith("Nothing to leave here")


def test_colleagues_talk_among_themselves() -> None:
    desk = idle()
    desk.enter("/talk @hong @lan lunch at noon?")
    assert desk.actions == [BeginTalk(("hong", "lan"), "lunch at noon?")]
    for wrong in ("/talk", "/talk hong hi", "/talk @hong", "/talk @ hi"):
        assert desk.enter(wrong)[0].startswith("Name colleagues:")
    desk.see(visiting("t1/internal"))
    assert desk.see(room("t1/internal", "hong", "lan"))[0] == (
        "[1 talk with Hong, Lan] Conversation with Hong, Lan."
    )
    desk.enter("/1")
    desk.enter("yes")
    desk.enter("/leave")
    assert desk.actions[1:] == [
        PostText("t1/internal", "yes"),
        LeaveAside("t1/internal"),
    ]
    assert "talk with Hong, Lan" in desk.enter("/list")[0]
    assert desk.see(room("t1/internal", me="hong")) == [
        "[1 talk with Hong, Lan] You have left the conversation."
    ]
    assert desk.see(room("t1/internal", me="hong")) == []


def test_what_a_colleague_says_aside_is_unread_until_it_is_chosen() -> None:
    desk = with_one()
    desk.see(with_guests(guest("consulted")), room())
    assert desk.see(aside(1, "say sorry")) == ["[2] #1 22:13 小红: say sorry"]  # type: ignore[arg-type]
    typing = TypingChanged("s1/side-1", "agent", "hong", is_typing=True, name="小红")
    desk.see(typing)
    assert "[2 aside with Hong] +1" in desk.status
    assert "#1 22:13 小红: say sorry" in desk.enter("/2")


def test_a_colleague_is_mentioned_and_reads_what_was_said() -> None:
    desk = with_one()
    desk.enter("/mention @hong look at this")
    assert desk.actions == [MentionAgent("s1", "hong", "look at this")]
    assert desk.granted(desk.actions[0]) == ["@hong is told, and may read it."]
    assert desk.enter("/mention @hong")[0].startswith("Name a colleague:")
    other = idle()
    mention = Guest(ME, "小明", "mentioned", "visitor", "hong", "小红", "look", NOON)
    lines = other.see(with_guests(mention, agent="hong"))
    assert lines == ["小红 mentions you: look  ·  /read s1 shows it"]
    assert other.see(with_guests(mention, agent="hong")) == []
    again = replace(mention, room="side-1", since=NOON + 1)
    assert other.see(with_guests(again, agent="hong")) == [
        "小红 mentions you: look  ·  /read s1/side-1 shows it"
    ]
    other.enter("/read s1/side-1")
    assert other.actions == [AskContext("s1/side-1")]
    said = message(1, "hello").message
    place = "s1/side-1"
    for_save = RequestAnswered(1, History(1, place, (said,)))
    shown = other.see(for_save)
    assert shown[0] == "What was said last in s1/side-1"
    assert shown[1].startswith("#1 ")
    assert other.see(for_save) == [], "nobody asked to read: a file was looked for"
    other.enter("/read s1/side-1")
    nothing = other.see(RequestAnswered(1, History(1, place, ())))
    assert nothing == ["Nothing was said in s1/side-1 yet."]
    other.enter("/read s1/side-1")
    other.model.turned_down(AskContext(place))
    assert other.see(for_save) == []


def test_messages_that_are_read_to_save_a_file_are_not_shown() -> None:
    desk = with_one()
    answer = RequestAnswered(1, History(1, "s1", (message(1, "hello").message,)))
    assert desk.see(answer) == []
    desk.enter("/read")
    desk.model.turned_down(AskContext("s1"))
    assert desk.see(answer) == []


def test_a_copy_goes_to_an_address() -> None:
    desk = with_one()
    desk.enter("/cc boss@example.com please")
    assert desk.actions == [CopyTo("s1", "boss@example.com", "please")]
    assert desk.granted(desk.actions[0]) == ["It goes to boss@example.com."]
    assert desk.enter("/cc")[0].startswith("Name an address:")
    assert idle().enter("/cc boss@example.com")[0].startswith("Name an address:")


def test_what_cannot_be_meant_is_not_asked() -> None:
    desk = with_one()
    long = "x" * (MAX_NOTE_CHARS + 1)
    for wrong in ("/consult", f"/consult @hong {long}"):
        assert desk.enter(wrong)[0].startswith("Name a colleague:")
    assert idle().enter("/consult @hong hi")[0].startswith("Name a colleague:")
    guests = advising()
    guests.enter("/1")
    assert guests.enter("/consult @lan hi")[0].startswith("Name a colleague:")
    assert desk.actions == []


def test_commands_in_a_side_room_are_about_its_session() -> None:
    desk = with_one()
    desk.see(with_guests(guest("consulted")), room())
    desk.enter("/2")
    for line in (
        "/why",
        "/tag refund",
        "/customer",
        "/invite",
        "/transfer @lan",
        "/queue",
    ):
        assert desk.enter(line) == []
    assert desk.actions == [
        AskWhy("s1"),
        NoteSession("s1", "tag", "refund"),
        AskCustomer("s1", ""),
        AskRating("s1"),
        HandOver("s1", "", "lan", ""),
        AskQueue("presale"),
    ]


def test_commands_about_a_numbered_room_are_about_its_session() -> None:
    desk = with_one()
    desk.see(with_guests(guest("consulted")), room())
    desk.enter("/why 2")
    desk.enter("/read 2")
    assert desk.actions == [AskWhy("s1"), AskContext("s1/side-1")]


def test_who_wants_to_leave_a_side_room_ends_no_session() -> None:
    desk = with_one()
    desk.see(with_guests(guest("consulted")), room())
    desk.enter("/2")
    assert desk.enter("/close") == [
        "Not closed: /leave leaves this room, /close 1 ends the session."
    ]
    desk.enter("/close 1")
    assert desk.actions == [EndSession("s1")]


def test_one_s_own_session_needs_no_watching() -> None:
    desk = with_one()
    for word in ("watch", "whisper", "barge"):
        assert desk.enter(f"/{word} 1") == [
            f"It is you who serves it: no /{word} is needed."
        ]
    assert desk.actions == []


def test_a_room_is_never_turned_to_by_itself() -> None:
    desk = idle()
    lines = desk.see(room("t1/internal"), view("s1", nickname="Bo"))
    assert "/1 or Tab switches to it" in lines
    assert [line for line in lines if line.startswith("Now with")] == [
        "Now with [2] Bo"
    ]


def test_no_visitor_is_in_a_talk() -> None:
    desk = with_one()
    desk.see(room("t1/internal"))
    desk.enter("/2")
    for word in ("why", "tag", "close", "invite", "customer"):
        (said,) = desk.enter(f"/{word}" + (" x" if word == "tag" else ""))
        assert said.startswith(f"Not done: no visitor is in a talk. /{word} NUMBER")
    assert desk.enter("/transfer @lan")[0].startswith("Not transferred: choose")
    assert desk.enter("/why 1") == []
    assert desk.actions == [AskWhy("s1")]
