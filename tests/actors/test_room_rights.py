"""Who may read and write which room: what the table says is what sessions do (S11)."""

from __future__ import annotations

from typing import Final

import pytest
from msgspec.structs import replace

from actors.assignment.standing import QueueClass
from actors.ids import AgentId
from actors.refusal import Refused, Rule
from actors.session import core
from actors.session.aside import (
    MAX_ASIDE_ACTS,
    MAX_GUESTS,
    MAX_SIDE_MESSAGES,
    MAX_SIDE_ROOMS,
    NOBODY_ASIDE,
    Guest,
    Part,
    SideRoom,
    with_guest,
    with_room,
)
from actors.session.aside_events import CopyKind
from actors.session.aside_messages import AnswerCall, CallOver, GuestGone
from actors.session.effects import ShowReceipt, TryAgain
from actors.session.events import (
    MessagePosted,
    QueueCause,
    ReceiptsKept,
    SessionClosed,
    SessionQueued,
)
from actors.session.fold import apply
from actors.session.messages import GetSession, KeepReceipts, MarkRead
from actors.session.readers import Reader
from actors.session.reading import company_of
from actors.session.receipts import is_due, kept_readers
from actors.session.replies import Accepted
from actors.session.room_rights import RIGHTS, Right, Room, Seat
from actors.session.state import SessionState
from actors.session.terms import SERVICE, CloseReason, Role, Sender
from actors.session.view import RoomView, SessionView
from actors.session.views import look
from actors.webhooks.kinds import CopyPlaces
from tests.actors.session_cases import (
    AGENT,
    BOSS,
    GUESTS,
    NOW,
    PLACES,
    ROBOT,
    START,
    STRANGER,
    VISITOR,
    assigned,
    case,
    decide,
    guest,
    offered,
    opened,
    post,
    rule_of,
    side_said,
    state_of,
    transfer,
)
from tests.actors.session_commands import C, D, call, copy_to

pytestmark = pytest.mark.covers("S11")

E, LEAD, RUNG = (Sender(Role.AGENT, each) for each in ("e", "lead", "b"))
FOREIGN = Sender(Role.AGENT, "x")
STATE: Final = state_of((opened(), assigned(), *GUESTS, transfer(), offered()))
"""`b` is rung at; `d` is asked in side-2, `boss` whispers in side-3."""
WHO: Final[dict[Room, dict[Seat, Sender]]] = {
    Room.VISITORS: {
        Seat.VISITOR: VISITOR,
        Seat.ROBOT: ROBOT,
        Seat.SERVICE: SERVICE,
        Seat.OWNER: AGENT,
        Seat.RINGING: RUNG,
        Seat.SUPERVISOR: replace(BOSS, id="boss2"),
        Seat.CALLED: C,
        Seat.CONSULTED: D,
        Seat.WATCHING: Sender(Role.AGENT, "boss"),
        Seat.SPEAKING: LEAD,
        Seat.MENTIONED: E,
    },
    Room.SIDE: {
        Seat.SERVICE: SERVICE,
        Seat.HOST: AGENT,
        Seat.GUEST: D,
        Seat.MENTIONED: E,
    },
}
NAMES: Final = {Room.VISITORS: "visitor", Room.SIDE: "side-2"}
EVERYBODY: Final = {sender for row in WHO.values() for sender in row.values()} | {
    FOREIGN,
    STRANGER,
}


def test_there_is_somebody_for_every_row() -> None:
    for room, who in WHO.items():
        known = set(RIGHTS[room]) | ({Seat.CALLED} if room is Room.VISITORS else set())
        assert set(who) == known
    for room, who in WHO.items():
        company = company_of(STATE)
        for seat, sender in who.items():
            assert company.seats(sender, NAMES[room]) == {seat}


@pytest.mark.parametrize("room", NAMES)
def test_what_the_table_says_is_what_a_session_does(room: Room) -> None:
    name = NAMES[room]
    rights = {sender: RIGHTS[room].get(seat, ()) for seat, sender in WHO[room].items()}
    for sender in EVERYBODY:
        allowed = rights.get(sender, ())
        assert company_of(STATE).rights(sender, name) == set(allowed)
        wrote = decide(STATE, post(sender, room=name)).answer
        # The robot speaks before a human serves; whose turn it is, is another table's.
        if sender != ROBOT:
            assert isinstance(wrote, Accepted) is (Right.WRITE in allowed)
        answer = look(case(STATE), GetSession(sender, name), 9).answer
        may_look = Right.READ in allowed or (room is Room.VISITORS and sender == C)
        assert isinstance(answer, SessionView | RoomView) is may_look


def test_a_room_that_is_not_there_and_one_of_others_are_the_same() -> None:
    for sender in (VISITOR, FOREIGN, STRANGER, E):
        for name in ("side-3", "side-9", "internal", ""):
            told = decide(STATE, post(sender, room=name)).answer
            assert isinstance(told, Refused)
            other = decide(STATE, post(sender, room="nowhere")).answer
            assert told == other
    for name in ("side-2", "side-9"):
        answer = look(case(STATE), GetSession(VISITOR, name), 9).answer
        expected = look(case(STATE), GetSession(VISITOR, "nowhere"), 9).answer
        assert answer == expected
    mark = MarkRead(VISITOR, "side-2", 1, 1)
    assert decide(STATE, mark).effects == ()


def test_a_nobody_has_no_seat() -> None:
    for nobody in (Sender(Role.AGENT, ""), Sender(Role.VISITOR, "")):
        for name in NAMES.values():
            assert company_of(STATE).seats(nobody, name) == frozenset()
    assert company_of(STATE).seats(D, "side-9") == frozenset()
    assert company_of(STATE).rights(D, "side-9") == frozenset()


def test_a_receipt_of_a_side_room_never_goes_back() -> None:
    known = case(STATE)
    (shown,) = core.decide(known, MarkRead(D, "side-2", 9, 1)).effects
    assert isinstance(shown, ShowReceipt)
    assert (shown.reader.delivered, shown.reader.read) == (
        2,
        1,
    )  # no more than there is
    told = {"side-2": (shown.reader,)}
    later = core.decide(replace(known, readers=told), MarkRead(D, "side-2", 1, 1))
    assert later.effects == ()


def test_receipts_of_a_side_room_are_written_along_and_move_no_visitors_count() -> None:
    side, main = Reader(Role.AGENT, "d", 2, 1), Reader(Role.VISITOR, "v", 1, 1)
    known = replace(case(STATE), readers={"side-2": (side,), "visitor": (main,)})
    beside = core.decide(known, post(D, room="side-2"))
    kept, _ = beside.events
    assert kept == ReceiptsKept((side,), "side-2"), "nothing of the visitor's room"
    assert isinstance(beside.after, SessionState)
    assert beside.after.aside is not None
    assert STATE.aside is not None
    assert beside.after.aside.hidden == STATE.aside.hidden + 2
    assert kept_readers(beside.after)["side-2"] == (side,)
    said = core.decide(known, post(AGENT))
    assert said.events[:-1] == (ReceiptsKept((main,)), kept)
    alone = core.decide(known, KeepReceipts())
    assert alone.events == said.events[:-1]
    assert isinstance(said.after, SessionState)
    assert not is_due(replace(known, state=said.after))


def test_receipts_of_a_room_that_is_forgotten_wait_for_nothing() -> None:
    gone = {"side-9": (Reader(Role.AGENT, "d", 2, 1),)}
    assert not is_due(replace(case(STATE), readers=gone))
    kept = ReceiptsKept(gone["side-9"], "side-9")
    assert kept_readers(apply(STATE, kept, NOW)) == kept_readers(STATE)


def test_a_side_room_is_bounded() -> None:
    full = apply(STATE, side_said("d", "side-2", MAX_SIDE_MESSAGES), NOW)
    assert rule_of(decide(full, post(D, room="side-2"))) is Rule.WRONG_STATE


def test_a_call_is_taken_in_its_time_alone() -> None:
    (until_ms,) = {e.until_ms for e in STATE.aside.guests if e.agent == "c"}  # type: ignore[union-attr]
    comes = AnswerCall(C, is_accepted=True, operation="o")
    stays = AnswerCall(C, is_accepted=False, operation="o")
    assert decide(STATE, comes, until_ms - 1).events
    assert rule_of(decide(STATE, comes, until_ms)) is Rule.NO_SUCH_OFFER
    assert decide(STATE, stays, until_ms).events


def test_guests_and_their_comings_are_bounded() -> None:
    aside = STATE.aside
    assert aside is not None
    tired = replace(STATE, aside=replace(aside, acts=MAX_ASIDE_ACTS))
    assert rule_of(decide(tired, call(AGENT, "z"))) is Rule.WRONG_STATE
    copied = copy_to("boss@example.com")
    assert rule_of(decide(tired, copied)) is Rule.WRONG_STATE
    without_mail = replace(case(STATE), copy_places=CopyPlaces(urls=PLACES.urls))
    assert rule_of(core.decide(without_mail, copied)) is Rule.NOT_SET_UP
    hook = copy_to("https://hooks.example.com/1", CopyKind.WEBHOOK)
    assert core.decide(without_mail, hook).events
    crowd = aside
    for number in range(MAX_GUESTS):
        crowd = with_guest(crowd, Guest(f"m{number}", "", Part.MENTIONED, "visitor"))
    packed = replace(STATE, aside=crowd)
    assert rule_of(decide(packed, call(AGENT, "z"))) is Rule.WRONG_STATE


def test_of_side_rooms_that_ended_the_first_is_forgotten() -> None:
    aside = with_room(NOBODY_ASIDE, SideRoom("side-1", "a", "b"))
    for number in range(2, MAX_SIDE_ROOMS + 2):
        aside = with_room(aside, SideRoom(f"side-{number}", "a", "b", is_open=False))
    names = [each.name for each in aside.rooms]
    assert "side-1" in names
    assert "side-2" not in names
    assert len(names) == MAX_SIDE_ROOMS
    for number in range(MAX_SIDE_ROOMS):
        aside = with_room(aside, SideRoom(f"new-{number}", "a", "b"))
    assert len(aside.rooms) == MAX_SIDE_ROOMS
    forgotten = replace(STATE, aside=aside)
    said = MessagePosted(1, "side-77", Role.AGENT, "d", "", b"", "c")
    after = apply(forgotten, said, NOW).aside
    assert after is not None
    assert after.hidden == aside.hidden + 1


def test_a_speaker_watches_once_nobody_serves() -> None:
    queued = SessionQueued("g", QueueClass.RETURNED, QueueCause.ASKED)
    after = apply(STATE, queued, NOW).aside
    assert after is not None
    assert {each.agent: each.part for each in after.guests} == {
        "boss": Part.WATCHING,
        "lead": Part.WATCHING,
        "e": Part.MENTIONED,
    }
    assert not any(each.is_open for each in after.rooms)
    elsewhere = replace(queued, group="h")
    left = apply(STATE, elsewhere, NOW).aside
    assert left is not None
    assert {each.agent for each in left.guests} == {"e"}


def test_what_the_disk_refuses_of_guests_is_tried_again() -> None:
    for tell in (GuestGone(AgentId("d")), CallOver("c", START)):
        decision = core.not_stored(tell)
        assert decision is not None
        assert decision.effects == (TryAgain(tell),)


def test_who_was_mentioned_reads_on_for_a_while() -> None:
    closed = apply(STATE, SessionClosed(CloseReason.SEAT, "a"), NOW)
    soon = case(closed, NOW + 1)
    late = case(closed, NOW + 73 * 3_600_000)
    assert isinstance(look(soon, GetSession(E), 9).answer, SessionView)
    assert isinstance(look(late, GetSession(E), 9).answer, Refused)
    assert company_of(closed, is_late=True).rights(E, "visitor") == frozenset()
    again = guest("e", Part.MENTIONED, "visitor")
    assert apply(closed, again, NOW).aside is not None
