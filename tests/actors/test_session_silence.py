"""Silence, deadlines, presence, and the row by which a start knows a session."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.assignment.standing import Standing, decode_standing
from actors.rules.settings import ServiceSettings
from actors.session.attendance import ANSWER_MS, Attendance, Watch
from actors.session.causes import Stand
from actors.session.deadlines import deadlines, index_row
from actors.session.due import (
    RemindAgent,
    SilenceOver,
    VisitorGone,
    WarnVisitor,
)
from actors.session.effects import CheckAt, LeaveLine, ShowNotice, ShowSession
from actors.session.events import (
    AgentReminded,
    OfferLapsed,
    SessionClosed,
    SessionQueued,
    StageEntered,
    TransferEndCause,
    TransferEnded,
    VisitorPresence,
    VisitorWarned,
)
from actors.session.fold import apply
from actors.session.messages import (
    CheckVisitor,
    VisitorAttached,
    VisitorDetached,
)
from actors.session.reading import WAITING, WATCHED, standing_of
from actors.session.ruling import SessionDecision
from actors.session.state import SessionState
from actors.session.terms import CloseCause, CloseReason, Role, SessionPhase
from actors.session.view import NoticeKind
from runtime.decision import Decision
from runtime.journal import NEW_TICKET
from tests.actors.session_cases import (
    GONE,
    HERE,
    NOW,
    OVERFLOWED,
    QUEUED,
    START,
    STATES,
    TIMED,
    G,
    after,
    assigned,
    deadlines_of,
    decide,
    every_state,
    offered,
    opened,
    said,
    state_of,
    transfer,
)

GRACE_MS = 60_000
OFF = ServiceSettings(
    visitor_silence_seconds=0.0,
    robot_silence_seconds=0.0,
    agent_reminder_seconds=0.0,
    agent_silence_seconds=0.0,
    transfer_seconds=0.0,
    visitor_grace_seconds=0.0,
    await_seconds=0.0,
)
ASKED, ANSWERED = STATES[Stand.SERVING][:2]
FRESH = Watch(is_attached=False, since_ms=NOW, sure_ms=NOW + ANSWER_MS)


def due(state: SessionState, key: str, settings: ServiceSettings = TIMED) -> int | None:
    """Milliseconds from the beginning of a silence to its deadline."""
    found = deadlines_of(state, key, settings)
    assert len(found) <= 1
    return found[0].due_ms - found[0].armed_ms if found else None


def silence_of(state: SessionState) -> int:
    (found,) = deadlines_of(state, "silence")
    return found.armed_ms


# --- the visitor


@pytest.mark.covers("S4")
def test_silence_counts_from_the_agents_last_message() -> None:
    assert due(ASKED, "silence") is None
    assert due(ANSWERED, "silence") == 60_000
    again = apply(ANSWERED, said(Role.AGENT, 2), NOW)
    assert silence_of(again) == NOW
    answered = apply(again, said(Role.VISITOR, 3), NOW)
    assert due(answered, "silence") is None
    decision = decide(again, SilenceOver(NOW))
    closed = SessionClosed(CloseReason.TIMER, "", CloseCause.SILENCE)
    assert decision.events == (closed,)
    assert decide(answered, SilenceOver(NOW)) == Decision()
    assert decide(ASKED, SilenceOver(0)) == Decision()


@pytest.mark.covers("S4")
def test_before_a_human_anybodys_silence_counts() -> None:
    for stage in (SessionPhase.ROBOT, SessionPhase.COLLECTING):
        state = state_of((opened(stage),))
        assert due(state, "silence") == 1_800_000
        assert silence_of(state) == START
        for role in (Role.VISITOR, Role.ROBOT):
            assert silence_of(apply(state, said(role), NOW)) == NOW
        assert silence_of(apply(state, said(Role.SYSTEM), NOW)) == START
        assert decide(state, SilenceOver(START)).releases_all
    entered = apply(QUEUED, StageEntered(SessionPhase.ROBOT, "v"), NOW)
    assert silence_of(entered) == NOW
    for stand in (Stand.ROUTING, Stand.QUEUED, Stand.OFFERED, Stand.MESSAGE_LEFT):
        for state in STATES[stand]:
            assert due(state, "silence") is None


@pytest.mark.covers("S4")
def test_the_visitor_is_warned_once_of_each_silence() -> None:
    since_ms = silence_of(ANSWERED)
    assert due(ANSWERED, "warning") == 50_000
    decision = decide(ANSWERED, WarnVisitor(since_ms))
    assert decision.events == (VisitorWarned(since_ms),)
    notice = ShowNotice(NoticeKind.VISITOR_WARNING, "", NOW)
    assert decision.effects == (notice,)
    warned = after(ANSWERED, decision)
    assert due(warned, "warning") is None
    assert decide(warned, WarnVisitor(since_ms)) == Decision()
    newer = apply(warned, said(Role.AGENT, 2), NOW)
    assert due(newer, "warning") == 50_000
    assert due(ANSWERED, "warning", ServiceSettings(visitor_silence_seconds=9)) is None
    long = ServiceSettings(visitor_silence_seconds=9, visitor_warning_seconds=9)
    assert due(ANSWERED, "warning", long) is None


@pytest.mark.covers("S4", "Q10")
def test_nobody_is_silent_while_another_agent_is_looked_for() -> None:
    state = apply(ANSWERED, transfer(), NOW)
    assert due(state, "silence") is None
    ended = apply(state, TransferEnded(TransferEndCause.EXPIRED), NOW + 1_000)
    assert silence_of(ended) == NOW + 1_000
    asked = apply(ASKED, transfer(), NOW)
    ended = apply(asked, TransferEnded(TransferEndCause.EXPIRED), NOW + 1_000)
    assert due(ended, "silence") is None


@pytest.mark.covers("S4", "Q10", "Q11")
def test_a_silent_visitor_has_the_whole_time_with_another_agent() -> None:
    searched = apply(ANSWERED, transfer(), NOW)
    for state in (ANSWERED, searched):
        moved = apply(state, assigned("b", 1, "r2"), NOW + 1_000)
        assert silence_of(moved) == NOW + 1_000
        assert due(moved, "reminder") is None
    asked = apply(ASKED, assigned("b", 1, "r2"), NOW)
    assert due(asked, "silence") is None


# --- the agent


@pytest.mark.covers("S5")
def test_the_agents_silence_counts_from_the_first_unanswered_message() -> None:
    first_ms = ASKED.quiet.agent_ms
    state = apply(ASKED, said(Role.VISITOR, 2), NOW)
    for key, late in (("reminder", 60_000), ("agent", 90_000)):
        found = deadlines_of(state, key)
        assert [(each.armed_ms, each.due_ms) for each in found] == [
            (first_ms, first_ms + late)
        ]
    answered = apply(state, said(Role.AGENT, 3), NOW)
    assert due(answered, "reminder") is due(answered, "agent") is None


@pytest.mark.covers("S5")
def test_a_new_agents_clock_starts_with_the_assignment() -> None:
    waiting = apply(QUEUED, said(Role.VISITOR), START + 5_000)
    assert due(waiting, "reminder") is None
    state = apply(waiting, assigned(), NOW)
    assert state.quiet.agent_ms == NOW
    quiet = apply(apply(QUEUED, said(Role.ROBOT), NOW), assigned(), NOW)
    assert due(quiet, "reminder") is None


@pytest.mark.covers("S5")
def test_the_agent_is_reminded_once_of_each_silence() -> None:
    since_ms = ASKED.quiet.agent_ms
    decision = decide(ASKED, RemindAgent(since_ms))
    assert decision.events == (AgentReminded(since_ms),)
    notice = ShowNotice(NoticeKind.AGENT_REMINDER, "a", NOW)
    assert decision.effects == (notice,)
    reminded = after(ASKED, decision)
    assert due(reminded, "reminder") is None
    assert due(reminded, "agent") == 90_000
    assert decide(reminded, RemindAgent(since_ms)) == Decision()
    for state in STATES[Stand.TRANSFERRING]:
        assert due(state, "agent") is None


@pytest.mark.covers("S4", "S5", "Q6", "Q10")
def test_what_is_off_has_no_deadline() -> None:
    for _, state in every_state():
        away = apply(state, VisitorPresence(is_present=False), START)
        left = {each.key.partition(" ")[0] for each in deadlines(away, OFF)}
        never_off = {"offer", "routing", "named", "call", "robot"}
        assert left <= never_off


# --- is the visitor there?


@pytest.mark.covers("Q6")
def test_a_visitor_who_leaves_the_queue_is_gone_after_the_grace() -> None:
    just_left = Watch(is_attached=False, since_ms=NOW, sure_ms=0)
    for stand in (Stand.ROUTING, Stand.QUEUED, Stand.OFFERED):
        state = STATES[stand][0]
        left = decide(state, VisitorDetached("c"), watch=just_left)
        assert left.events == (VisitorPresence(is_present=False),)
        assert left.effects == (ShowSession(),)
        state = after(state, left)
        assert due(state, "visitor") == GRACE_MS
        over_ms = NOW + GRACE_MS
        gone = decide(state, VisitorGone(NOW), over_ms, watch=just_left)
        closed = SessionClosed(CloseReason.CLIENT, "v", CloseCause.ABANDONED)
        assert gone.events[-1] == closed
        assert gone.releases_all
        assert (LeaveLine(G) in gone.effects) is (stand is not Stand.ROUTING)
        is_ringing = stand is Stand.OFFERED
        assert isinstance(gone.events[0], OfferLapsed) is is_ringing


@pytest.mark.covers("Q6")
def test_who_comes_back_in_time_keeps_the_place() -> None:
    away = apply(QUEUED, VisitorPresence(is_present=False), START)
    back = decide(away, VisitorAttached("c"), watch=HERE)
    assert back.events == (VisitorPresence(is_present=True),)
    assert due(after(away, back), "visitor") is None
    assert decide(QUEUED, VisitorAttached("c"), watch=HERE) == Decision()


@pytest.mark.covers("Q6")
def test_a_served_session_only_shows_that_the_visitor_is_away() -> None:
    just_left = Watch(is_attached=False, since_ms=NOW, sure_ms=0)
    left = decide(ASKED, VisitorDetached("c"), watch=just_left)
    assert left.events == (VisitorPresence(is_present=False),)
    away = after(ASKED, left)
    assert due(away, "visitor") is None
    assert decide(away, CheckVisitor(), NOW * 2, watch=GONE) == Decision()


@pytest.mark.covers("Q6")
def test_where_nothing_depends_on_it_presence_writes_nothing() -> None:
    for stand, state in every_state():
        if state.phase in WATCHED:
            continue
        for command in (VisitorDetached("c"), VisitorAttached("c"), CheckVisitor()):
            assert decide(state, command, watch=GONE) == Decision(), stand


@pytest.mark.covers("Q6", "S7")
def test_after_a_start_the_visitor_has_the_whole_grace_to_come() -> None:
    for command in (CheckVisitor(), VisitorDetached("c"), VisitorGone(START)):
        for state in (QUEUED, apply(QUEUED, VisitorPresence(is_present=False), 1)):
            early = decide(state, command, watch=FRESH)
            assert early == Decision(effects=(CheckAt(NOW + GRACE_MS),))
    late = decide(QUEUED, CheckVisitor(), NOW + GRACE_MS, watch=FRESH)
    assert late.releases_all
    served = decide(ASKED, CheckVisitor(), NOW + GRACE_MS, watch=FRESH)
    assert served.events == (VisitorPresence(is_present=False),)
    never = decide(QUEUED, CheckVisitor(), NOW + 1, settings=OFF, watch=FRESH)
    assert never == Decision(effects=(CheckAt(NOW + ANSWER_MS),))
    never = decide(QUEUED, CheckVisitor(), NOW * 2, settings=OFF, watch=FRESH)
    assert never.events == (VisitorPresence(is_present=False),)


@pytest.mark.covers("Q6", "S7")
def test_only_a_farewell_is_recorded_at_once_and_only_when_others_had_their_say() -> (
    None
):
    sure_ms = NOW + ANSWER_MS
    wait: SessionDecision = Decision(effects=(CheckAt(NOW + GRACE_MS),))
    for state in (QUEUED, ASKED):
        assert decide(state, VisitorDetached("c"), sure_ms - 1, watch=FRESH) == wait
        assert decide(state, CheckVisitor(), sure_ms, watch=FRESH) == wait
        left = decide(state, VisitorDetached("c"), sure_ms, watch=FRESH)
        assert left.events == (VisitorPresence(is_present=False),)


@pytest.mark.covers("Q6")
def test_a_wait_that_begins_anew_has_its_own_grace() -> None:
    away = apply(ASKED, VisitorPresence(is_present=False), START)
    queued = apply(away, OVERFLOWED, NOW)
    assert (queued.phase in WAITING, queued.away_since_ms) == (True, NOW)
    elsewhere = apply(queued, OVERFLOWED, NOW + 1)
    assert elsewhere.away_since_ms == NOW
    robot = apply(queued, StageEntered(SessionPhase.ROBOT, "v"), NOW + 1)
    assert robot.away_since_ms == 0


@pytest.mark.covers("S2", "Q6")
def test_presence_ends_with_the_last_connection() -> None:
    seen = Attendance(100)
    assert seen.watch() == Watch(is_attached=False, since_ms=100, sure_ms=1_100)
    seen.missed(0)
    seen.missed(40)
    seen.missed(70)
    assert seen.watch().since_ms == 40
    for connection in ("phone", "desk", "desk"):
        seen.attach(connection)
    seen.detach("phone", 200)
    seen.detach("phone", 300)
    assert seen.watch().is_attached
    seen.detach("desk", 400)
    seen.detach("stranger", 500)
    seen.missed(40)
    assert seen.watch() == Watch(is_attached=False, since_ms=400, sure_ms=1_100)


# --- the index


@pytest.mark.covers("S7", "Q4")
@pytest.mark.parametrize(
    ("stand", "place", "ticket", "owner"),
    [
        (Stand.ROBOT, "", None, None),
        (Stand.ROUTING, "", None, None),
        (Stand.QUEUED, "group/g", NEW_TICKET, ""),
        (Stand.OFFERED, "agent/b", None, None),
        (Stand.SERVING, "agent/a", None, "a"),
        (Stand.TRANSFERRING, "group/g", NEW_TICKET, "a"),
        (Stand.TRANSFER_RINGING, "agent/b", None, "a"),
        (Stand.CLOSED, "", None, None),
    ],
)
def test_a_start_finds_a_session_where_it_waits_or_is_served(
    stand: Stand, place: str, ticket: int | None, owner: str | None
) -> None:
    state = STATES[stand][0]
    row = index_row(state, deadlines(state, TIMED))
    assert (row.place, row.ticket, row.state) == (place, ticket, state.phase.value)
    assert row.is_open is (stand is not Stand.CLOSED)
    assert bool(row.detail) is (owner is not None)
    if owner is not None:
        assert decode_standing(row.detail).owner == owner
    if place == "group/g":
        assert decode_standing(row.detail) == standing_of(state)


@pytest.mark.covers("Q7")
def test_a_session_that_is_back_in_line_keeps_its_ticket() -> None:
    lapsed = STATES[Stand.QUEUED][3]
    assert index_row(lapsed, deadlines(lapsed, TIMED)).ticket is None
    elsewhere = SessionQueued("h", standing_of(lapsed).queue_class, OVERFLOWED.cause)
    assert index_row(apply(lapsed, elsewhere, NOW), ()).ticket == NEW_TICKET


@pytest.mark.covers("S7")
def test_a_start_knows_the_next_deadline() -> None:
    row = index_row(ASKED, deadlines(ASKED, TIMED))
    since_ms = ASKED.quiet.agent_ms
    assert (row.armed_ms, row.due_ms) == (since_ms, since_ms + 60_000)
    row = index_row(QUEUED, deadlines(QUEUED, TIMED))
    assert (row.armed_ms, row.due_ms) == (None, None)
    ringing = state_of((opened(), offered(expires_ms=NOW)))
    row = index_row(ringing, deadlines(ringing, TIMED))
    assert (row.armed_ms, row.due_ms) == (START + 1_000, NOW)
    for_ever = state_of((opened(), offered(expires_ms=0)))
    assert index_row(for_ever, deadlines(for_ever, TIMED)).due_ms is None


@pytest.mark.covers("Q4")
def test_a_standing_says_what_a_line_must_know() -> None:
    wish = Standing(START, priority=3, prefer="last", skill="en", level=2)
    assert standing_of(QUEUED) == replace(wish, nickname="V", channel="web")
