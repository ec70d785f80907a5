"""The session's life cycle as a table: complete, reachable, and what the code does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from msgspec.structs import replace

from actors.refusal import Refused, Rule
from actors.session.attendance import Watch
from actors.session.causes import (
    RULE_OF,
    RULE_WITHOUT_ROW,
    WHO,
    Consequence,
    Guard,
    Party,
    Stand,
    Trigger,
)
from actors.session.effects import (
    AskTheRobot,
    AskTheServer,
    CallVisitor,
    FreeSlot,
    JoinLine,
    LeaveLine,
    SessionEffect,
    ShowAside,
    ShowMessage,
    ShowNotice,
    ShowSession,
    TellAccepted,
    TellAgent,
    TellCourier,
    TellGuest,
)
from actors.session.events import Message
from actors.session.reading import WATCHED, is_in_line, owner_of, stand_of
from actors.session.replies import Ended, Opened
from actors.session.rows import Row
from actors.session.ruling import SessionDecision
from actors.session.state import SessionState
from actors.session.table import OPEN_ROOMS, TRANSITIONS
from actors.session.table_text import markdown
from actors.session.terms import VISITOR_ROOM
from actors.session.view import NoticeKind
from runtime.decision import Decision
from tests.actors.session_cases import (
    GONE,
    HERE,
    NOW,
    SOON,
    START,
    STATES,
    after,
    decide,
)
from tests.actors.session_commands import COMMANDS

TRIGGERS = [trigger for trigger in Trigger if trigger is not Trigger.LOOK]
"""Looking is answered by the shell."""

ROWS = [
    (stand, trigger, row)
    for stand, rows in TRANSITIONS.items()
    for trigger, choices in rows.items()
    for row in choices
    if trigger is not Trigger.LOOK
]

NOTICES = {
    Consequence.WARN_VISITOR: NoticeKind.VISITOR_WARNING,
    Consequence.REMIND_AGENT: NoticeKind.AGENT_REMINDER,
    Consequence.TELL_LAPSED: NoticeKind.AUTO_TRANSFER,
    Consequence.TELL_MOVED_ON: NoticeKind.AUTO_TRANSFER,
    Consequence.TELL_TRANSFER_REFUSED: NoticeKind.TRANSFER_REFUSED,
    Consequence.TELL_TRANSFER_EXPIRED: NoticeKind.TRANSFER_EXPIRED,
}
JUST_LEFT = Watch(is_attached=False, since_ms=2**50, sure_ms=0)
WATCHES = {Trigger.VISITOR_GOES: JUST_LEFT, Trigger.VISITOR_GONE: GONE}
RETURNS = (Trigger.VISITOR_COMES, Trigger.VISITOR_GONE)


def tried(
    trigger: Trigger, state: SessionState
) -> list[tuple[SessionState, SessionDecision]]:
    """Everything that may cause the trigger in a state, and what it led to."""
    if trigger in RETURNS and state.phase in WATCHED:
        state = replace(state, away_since_ms=START)
    watch = WATCHES.get(trigger, HERE)
    return [
        (state, decide(state, each, now_ms, watch=watch))
        for each in COMMANDS[trigger](state)
        for now_ms in (NOW, SOON)
    ]


def meant(  # noqa: PLR0912 - one row per consequence
    then: Consequence, before: SessionState, decision: SessionDecision
) -> Iterator[object]:
    """The kinds of effects that a consequence has, with the kinds of notices."""
    lets_go = then is Consequence.LET_GO
    searches = before.offer is not None or is_in_line(before)
    match then:
        case Consequence.LET_GO | Consequence.END_SEARCH:
            if before.offer is not None:
                yield FreeSlot
            if searches:
                yield LeaveLine
            if lets_go and owner_of(before):
                yield FreeSlot
        case Consequence.FREE_OFFER | Consequence.FREE_OWNER:
            yield FreeSlot
        case Consequence.JOIN_LINE:
            yield JoinLine
        case Consequence.TAKE_SLOT:
            yield from (TellAgent, TellAccepted)
        case Consequence.SERVE:
            yield TellAgent
        case Consequence.SHOW_MESSAGE:
            yield from (
                ShowMessage for each in decision.events if isinstance(each, Message)
            )
        case Consequence.SHOW_SESSION:
            yield ShowSession
        case Consequence.ASK_SERVER:
            yield AskTheServer
        case Consequence.ASK_ROBOT:
            yield AskTheRobot
        case Consequence.CALL_VISITOR:
            yield CallVisitor
        case Consequence.SHOW_ASIDE:
            yield ShowAside
        case _:
            yield NOTICES[then]


def kinds_of(decision: SessionDecision) -> list[object]:
    """Who comes and goes aside follows from the states, as slots do.

    So does the courier's word from what is handed to him.
    """
    assert (TellCourier() in decision.effects) is bool(decision.outbox)
    return [
        kind(each)
        for each in decision.effects
        if not isinstance(each, TellGuest | TellCourier)
    ]


def kind(effect: SessionEffect) -> object:
    return effect.kind if isinstance(effect, ShowNotice) else type(effect)


def taken(
    stand: Stand, trigger: Trigger, before: SessionState, decision: SessionDecision
) -> Row | None:
    """The row that says what has happened."""
    now = stand_of(after(before, decision))
    kinds = kinds_of(decision)
    for row in TRANSITIONS[stand].get(trigger, ()):
        then = [
            one for each in row.consequences for one in meant(each, before, decision)
        ]
        if row.next is now and then == kinds:
            return row
    return None


@pytest.mark.covers("S1")
def test_every_place_and_every_word_is_used() -> None:
    assert set(TRANSITIONS) == set(Stand)
    assert {trigger for rows in TRANSITIONS.values() for trigger in rows} == set(
        Trigger
    )
    assert {guard for *_, row in ROWS for guard in row.guards} == set(Guard)
    caused = {then for *_, row in ROWS for then in row.consequences}
    assert caused == set(Consequence)
    assert {party for parties in WHO.values() for party in parties} == set(Party)
    assert set(RULE_OF) <= set(Guard)
    assert set(RULE_WITHOUT_ROW) <= set(Trigger)


@pytest.mark.covers("S1")
def test_every_place_is_reachable_and_closed_is_final() -> None:
    reached = {Stand.NEW}
    for _ in Stand:
        for stand in tuple(reached):
            for choices in TRANSITIONS[stand].values():
                reached |= {row.next for row in choices}
    assert reached == set(Stand)
    after_the_end = {Trigger.LOOK, Trigger.ANNOTATE, Trigger.SELECT, Trigger.COPY}
    after_the_end |= {Trigger.RATE_ANSWER}
    assert set(TRANSITIONS[Stand.CLOSED]) == after_the_end
    for choices in TRANSITIONS[Stand.CLOSED].values():
        assert {row.next for row in choices} == {Stand.CLOSED}


@pytest.mark.covers("S1")
def test_no_row_hides_another() -> None:
    for rows in TRANSITIONS.values():
        for choices in rows.values():
            for number, row in enumerate(choices):
                hidden = [
                    later
                    for later in choices[number + 1 :]
                    if set(row.guards) <= set(later.guards)
                ]
                assert hidden == []


@pytest.mark.covers("S1", "S6")
def test_only_the_visitors_room_is_open_and_only_in_open_sessions() -> None:
    over = {Stand.NEW, Stand.CLOSED}
    assert {stand for stand, rooms in OPEN_ROOMS.items() if not rooms} == over
    rooms = {frozenset(), frozenset({VISITOR_ROOM})}
    assert set(OPEN_ROOMS.values()) == rooms


@pytest.mark.covers("S1")
def test_whoever_looks_at_a_session_sees_where_it_stands() -> None:
    for stand, _, row in ROWS:
        if row.next is not stand:
            assert Consequence.SHOW_SESSION in row.consequences


@pytest.mark.covers("S1")
@pytest.mark.parametrize("trigger", TRIGGERS)
def test_what_happens_is_a_row_and_what_has_none_changes_nothing(
    trigger: Trigger,
) -> None:
    for stand in Stand:
        happened = 0
        for state in STATES[stand]:
            assert stand_of(state) is stand
            for before, decision in tried(trigger, state):
                if decision.events:
                    happened += 1
                    assert taken(stand, trigger, before, decision) is not None, stand
                    assert not isinstance(decision.answer, Refused), stand
                else:
                    check_nothing(stand, trigger, decision)
        assert bool(happened) is (trigger in TRANSITIONS[stand]), stand


def check_nothing(stand: Stand, trigger: Trigger, decision: SessionDecision) -> None:
    """A refusal has a code; nothing is claimed, released, marked or shown by it."""
    nothing: SessionDecision = Decision(
        answer=decision.answer, effects=decision.effects
    )
    assert decision == nothing
    shown = {kind(effect) for effect in decision.effects}
    assert not shown & {JoinLine, FreeSlot, ShowAside, ShowMessage, ShowSession}
    if not isinstance(decision.answer, Refused):
        assert decision.answer in (None, Ended(), Opened("s"))
        return
    assert decision.answer.text
    may_be = {Rule.WRONG_STATE, Rule.FORBIDDEN, Rule.BAD_VALUE, Rule.NO_SUCH_OFFER}
    if trigger is Trigger.CALL:
        may_be.add(Rule.AGENT_NOT_FREE)
    if trigger in (Trigger.SIDE_POST, Trigger.SIDE_RECALL):
        may_be.add(Rule.CLOSED)  # the side room, where the session is not
    if trigger in (Trigger.RECALL, Trigger.SIDE_RECALL):
        may_be |= {Rule.NO_SUCH_MESSAGE, Rule.NOT_YOURS}
    if trigger in (Trigger.ACCEPT, Trigger.DECLINE):
        may_be.remove(Rule.WRONG_STATE)
    if stand is Stand.NEW and trigger not in {Trigger.OPEN, Trigger.INITIATE}:
        may_be = {Rule.NO_SUCH_SESSION}
    if stand is Stand.CLOSED:
        may_be = {Rule.CLOSED, Rule.FORBIDDEN, Rule.BAD_VALUE}
    if trigger is Trigger.SELECT and stand is not Stand.NEW:
        may_be = {Rule.NO_SUCH_MESSAGE, Rule.BAD_VALUE, Rule.TOO_LATE}
    if trigger is Trigger.RATE_ANSWER and stand is not Stand.NEW:
        may_be = {Rule.NO_SUCH_MESSAGE, Rule.FORBIDDEN}
    assert decision.answer.rule in may_be


@pytest.mark.covers("S1")
def test_every_row_is_taken() -> None:
    rows = [
        (stand, trigger, taken(stand, trigger, before, decision))
        for stand, trigger in product(Stand, TRIGGERS)
        for state in STATES[stand]
        for before, decision in tried(trigger, state)
        if decision.events
    ]
    assert [row for row in ROWS if row not in rows] == []


def test_the_table_for_people_has_every_row_once() -> None:
    lines = markdown().splitlines()[2:]
    named = sum(line.split(" | ")[0].count("`") // 2 for line in lines)
    assert named == sum(
        len(choices) for rows in TRANSITIONS.values() for choices in rows.values()
    )
    assert len(lines) == len(set(lines))
    assert (
        "| `new` | visitor opens | to `queued`; values are within bounds | `queued` "
        "| join the group's line; show the session's new state |"
    ) in lines
    looks = next(line for line in lines if "somebody concerned looks" in line)
    assert looks.endswith("| somebody concerned looks | – | stays | – |")
