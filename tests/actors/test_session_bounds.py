"""What people can make one session hold has an end, and its own end stays possible."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.refusal import Refused, Rule
from actors.rules.settings import ServiceSettings
from actors.session import core
from actors.session.attendance import Watch
from actors.session.bounds import MAX_ACTS, MAX_COMINGS, MAX_MESSAGES
from actors.session.effects import CheckAt
from actors.session.events import (
    Annotated,
    SessionEvent,
    StageEntered,
    TransferCause,
    VisitorPresence,
    Way,
)
from actors.session.fold import apply
from actors.session.messages import (
    Annotate,
    CheckVisitor,
    CloseSession,
    EndService,
    SessionCommand,
    TransferSession,
    VisitorAttached,
    VisitorDetached,
)
from actors.session.readers import Reader
from actors.session.replies import Done, Ended
from actors.session.terms import Note, Role, Sender, SessionPhase
from tests.actors.session_cases import (
    AGENT,
    BOSS,
    GONE,
    NOW,
    OVERFLOWED,
    QUEUED,
    ROBOT,
    ROBOT_STATE,
    SERVING,
    STRANGER,
    VISITOR,
    G,
    assigned,
    case,
    decide,
    hand,
    move,
    post,
    recall_of,
    rule_of,
    said,
    transfer,
)
from tests.actors.world import World

NOTE = Annotate(AGENT, Note.TAG, "vip", "o")
TALKED = replace(SERVING, last_number=MAX_MESSAGES)
BUSY = replace(SERVING, acts=MAX_ACTS)


@pytest.mark.covers("S6")
@pytest.mark.parametrize("text", ["hi", "bye"])
def test_a_session_has_room_for_so_many_messages(text: str) -> None:
    for sender in (VISITOR, AGENT):
        decision = decide(TALKED, post(sender, text=text))
        assert rule_of(decision) is Rule.WRONG_STATE
        assert isinstance(decision.answer, Refused)
        assert str(MAX_MESSAGES) in decision.answer.text
        room = replace(TALKED, last_number=MAX_MESSAGES - 1)
        assert decide(room, post(sender, text=text)).events
    talked = replace(ROBOT_STATE, last_number=MAX_MESSAGES)
    assert rule_of(decide(talked, post(ROBOT))) is Rule.WRONG_STATE
    # Whoever may not write is told that, and nothing else.
    assert rule_of(decide(TALKED, post(STRANGER))) is Rule.FORBIDDEN


@pytest.mark.covers("S3", "V2")
def test_what_is_full_can_be_ended_and_taken_back() -> None:
    full = replace(TALKED, acts=MAX_ACTS)
    assert isinstance(decide(full, CloseSession(VISITOR, "o")).answer, Ended)
    assert decide(full, EndService(VISITOR, "o")).answer == Done()
    assert decide(full, recall_of(VISITOR, said(Role.VISITOR, 3))).answer == Done()


@pytest.mark.covers("Q10", "Q11")
@pytest.mark.parametrize(
    "command",
    [
        NOTE,
        TransferSession(AGENT, G, "", "note", "o"),
        hand(BOSS),
        move(BOSS),
    ],
)
def test_a_session_has_room_for_so_many_acts(command: SessionCommand) -> None:
    assert rule_of(decide(BUSY, command)) is Rule.WRONG_STATE
    almost = replace(SERVING, acts=MAX_ACTS - 1)
    decision = decide(almost, command)
    assert decision.answer == Done()
    assert decision.after is not None
    assert decision.after.acts == MAX_ACTS


def test_receipts_that_wait_stay_where_they_are_when_an_act_is_refused() -> None:
    reader = Reader(Role.VISITOR, "v", 1, 1)
    known = replace(case(BUSY), readers={"visitor": (reader,)})
    assert rule_of(core.decide(known, NOTE)) is Rule.WRONG_STATE  # and no events


def test_only_what_people_do_is_counted() -> None:
    counted: tuple[SessionEvent, ...] = (
        Annotated(Note.TAG, "vip", "a"),
        StageEntered(SessionPhase.ROBOT, "v"),
        transfer(),
        replace(assigned(), way=Way.HAND),
    )
    for event in counted:
        assert apply(SERVING, event, NOW).acts == 1, event
    free: tuple[SessionEvent, ...] = (
        said(Role.VISITOR),
        OVERFLOWED,
        transfer(cause=TransferCause.SILENCE),
        assigned(),
        VisitorPresence(is_present=False),
    )
    for event in free:
        assert apply(SERVING, event, NOW).acts == 0, event


# --- who comes and goes

GRACE = ServiceSettings(visitor_grace_seconds=60.0)
NO_GRACE = ServiceSettings(visitor_grace_seconds=0.0)
JUST_LEFT = Watch(is_attached=False, since_ms=NOW, sure_ms=0)
OFTEN = replace(SERVING, comings=MAX_COMINGS)


@pytest.mark.covers("Q6")
def test_who_comes_and_goes_too_often_is_away_after_the_whole_grace() -> None:
    gone = (VisitorPresence(is_present=False),)

    almost = replace(SERVING, comings=MAX_COMINGS - 1)
    left = decide(almost, VisitorDetached("c"), settings=GRACE, watch=JUST_LEFT)
    assert left.events == gone
    assert apply(almost, gone[0], NOW).comings == MAX_COMINGS
    left = decide(OFTEN, VisitorDetached("c"), settings=GRACE, watch=JUST_LEFT)
    assert (left.events, left.effects) == ((), (CheckAt(NOW + 60_000),))
    later = decide(OFTEN, CheckVisitor(), settings=GRACE, watch=GONE)
    assert later.events == gone
    away = apply(OFTEN, gone[0], NOW)
    assert decide(away, VisitorAttached("c"), settings=GRACE).events
    never = decide(OFTEN, VisitorDetached("c"), settings=NO_GRACE, watch=JUST_LEFT)
    assert never.events == ()
    # A place in line is given up as ever.
    waiting = replace(QUEUED, comings=MAX_COMINGS)
    given_up = decide(waiting, CheckVisitor(), settings=GRACE, watch=GONE)
    assert isinstance(given_up.answer, Ended)


@pytest.mark.covers("V8")
def test_a_repeat_of_what_had_room_gets_its_first_answer() -> None:
    world = World(0)
    world.define_group("g")
    world.free_agent("a", 1, "g")
    session = world.open("v")
    agent = Sender(Role.AGENT, "a")
    notes = [Annotate(agent, Note.TAG, f"{n}", f"n{n}") for n in range(MAX_ACTS + 1)]
    waiting = [world.start_ask(world.session(session), note) for note in notes[:-1]]
    world.run()
    assert [each.answer for each in waiting] == [Done()] * MAX_ACTS
    world.die()
    assert world.ask(world.session(session), notes[0]) == Done()
    assert isinstance(world.ask(world.session(session), notes[-1]), Refused)
