"""What commands lead to in a session, for every command in every phase."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.ids import AgentId, GroupId, VisitorId
from actors.refusal import Refused, Rule
from actors.service_settings import ServiceSettings
from actors.session import core
from actors.session.effects import (
    Enqueue,
    FreeSlot,
    LeaveQueue,
    ShowMessage,
    ShowSession,
    StayInLine,
    TellAssigned,
    TellDeclined,
)
from actors.session.messages import (
    Accepted,
    AskWaiting,
    CloseReason,
    CloseSession,
    Ended,
    GetSession,
    MessagePosted,
    OfferSession,
    Opened,
    OpenSession,
    PostMessage,
    Role,
    Sender,
    SessionAssigned,
    SessionClosed,
    SessionCommand,
    SessionOpened,
    SessionPhase,
    SessionState,
    SilenceOver,
    WakeSession,
)
from actors.session.table import TRANSITIONS
from runtime.journal import NEW_TICKET, Claim

NOW = 5_000
VISITOR = Sender(Role.VISITOR, "v")
AGENT = Sender(Role.AGENT, "a")
STRANGER = Sender(Role.VISITOR, "x")
SYSTEM = Sender(Role.SYSTEM, "")
G, A = GroupId("g"), AgentId("a")
OPEN = OpenSession(VisitorId("v"), "V", "web", G)
OFFER = OfferSession(G, A, 2, "r1", NOW + 1, 7)
QUIET = ServiceSettings(visitor_silence_seconds=60.0)


def state_in(phase: SessionPhase) -> SessionState:
    state = SessionState()
    if phase is SessionPhase.NEW:
        return state
    state = core.apply(state, SessionOpened("v", "V", "web", "g"), 1_000)
    if phase is SessionPhase.QUEUED:
        return state
    state = core.apply(state, SessionAssigned("a", 2, "r1"), 2_000)
    if phase is SessionPhase.SERVING:
        return state
    return core.apply(state, SessionClosed(CloseReason.SEAT, "a"), 3_000)


def post(sender: Sender, room: str = "visitor") -> PostMessage:
    return PostMessage(sender, room, "c1", "text", "hi", "origin")


COMMANDS: tuple[SessionCommand, ...] = (
    OPEN,
    post(VISITOR),
    post(AGENT),
    post(STRANGER),
    post(SYSTEM),
    CloseSession(VISITOR, "o"),
    CloseSession(AGENT, "o"),
    CloseSession(STRANGER, "o"),
    CloseSession(SYSTEM, "o"),
    OFFER,
    OfferSession(GroupId("other"), A, 2, "r1", NOW + 1, 7),
    OfferSession(G, A, 2, "r1", NOW - 1, 7),
    AskWaiting(G),
    AskWaiting(GroupId("other")),
    SilenceOver(0),
    SilenceOver(7),
    WakeSession(),
    GetSession(VISITOR),
)


@pytest.mark.covers("S1")
@given(st.sampled_from(SessionPhase), st.sampled_from(COMMANDS))
def test_every_command_is_decided_in_every_phase(
    phase: SessionPhase, command: SessionCommand
) -> None:
    state = state_in(phase)
    decision = core.decide("s", state, command, NOW)
    after = state
    for event in decision.events:
        after = core.apply(after, event, NOW)
    legal = {row.next for row in TRANSITIONS[phase].values()}
    assert after.phase is phase or after.phase in legal
    if isinstance(decision.answer, Refused) or not decision.events:
        assert after == state
        assert not decision.claims
        assert not decision.releases_all


@pytest.mark.covers("S2", "Q4")
def test_opening_claims_the_visitor_and_joins_the_queue() -> None:
    decision = core.decide("s", SessionState(), OPEN, NOW)
    assert decision.events == (SessionOpened("v", "V", "web", "g"),)
    assert decision.claims == (Claim("visitor/v/web"),)
    assert decision.effects == (Enqueue(G), ShowSession())
    queued = state_in(SessionPhase.QUEUED)
    row = core.index_row(queued, QUIET)
    assert (row.is_open, row.place, row.ticket) == (True, "group/g", NEW_TICKET)


@pytest.mark.covers("S2")
def test_a_second_opener_gets_the_first_ones_session() -> None:
    assert core.claim_refused(OPEN, "session/first").answer == Opened("first")
    again = core.decide("s", state_in(SessionPhase.QUEUED), OPEN, NOW)
    assert (again.answer, again.events) == (Opened("s"), ())
    other = OpenSession(VisitorId("w"), "W", "web", G)
    taken = core.decide("s", state_in(SessionPhase.QUEUED), other, NOW)
    assert isinstance(taken.answer, Refused)
    assert core.claim_refused(WakeSession(), "") == core.decide(
        "s", SessionState(), WakeSession(), NOW
    )


@pytest.mark.covers("S6")
@pytest.mark.parametrize("sender", [VISITOR, AGENT])
def test_messages_are_numbered_from_one(sender: Sender) -> None:
    state = state_in(SessionPhase.SERVING)
    for number in (1, 2, 3):
        decision = core.decide("s", state, post(sender), NOW)
        message = MessagePosted(
            number, "visitor", sender.role, sender.id, "text", "hi", "c1"
        )
        assert decision.events == (message,)
        assert decision.effects == (ShowMessage(message, NOW, "origin"),)
        answer = decision.answer
        assert isinstance(answer, Accepted)
        assert (answer.number, answer.at_ms, answer.is_repeat) == (number, NOW, False)
        state = core.apply(state, message, NOW)


@pytest.mark.parametrize(
    ("phase", "command", "rule"),
    [
        (SessionPhase.NEW, post(VISITOR), Rule.NO_SUCH_SESSION),
        (SessionPhase.NEW, CloseSession(VISITOR, "o"), Rule.NO_SUCH_SESSION),
        (SessionPhase.QUEUED, post(AGENT), Rule.FORBIDDEN),
        (SessionPhase.QUEUED, post(STRANGER), Rule.FORBIDDEN),
        (SessionPhase.QUEUED, post(SYSTEM), Rule.WRONG_STATE),
        (SessionPhase.QUEUED, CloseSession(AGENT, "o"), Rule.FORBIDDEN),
        (SessionPhase.SERVING, post(STRANGER), Rule.FORBIDDEN),
        (SessionPhase.SERVING, post(VISITOR, "side"), Rule.FORBIDDEN),
        (SessionPhase.SERVING, CloseSession(STRANGER, "o"), Rule.FORBIDDEN),
        (SessionPhase.CLOSED, post(VISITOR), Rule.CLOSED),
        (SessionPhase.CLOSED, post(AGENT), Rule.CLOSED),
        (SessionPhase.CLOSED, OPEN, None),
    ],
)
@pytest.mark.covers("S1")
def test_what_is_refused_says_which_rule(
    phase: SessionPhase, command: SessionCommand, rule: Rule | None
) -> None:
    answer = core.decide("s", state_in(phase), command, NOW).answer
    assert (answer.rule if isinstance(answer, Refused) else None) is rule


@pytest.mark.covers("S3")
@pytest.mark.parametrize(
    ("sender", "reason"), [(VISITOR, CloseReason.CLIENT), (AGENT, CloseReason.SEAT)]
)
def test_closing_while_served_frees_the_slot(
    sender: Sender, reason: CloseReason
) -> None:
    close = CloseSession(sender, "o")
    decision = core.decide("s", state_in(SessionPhase.SERVING), close, NOW)
    assert decision.events == (SessionClosed(reason, sender.id),)
    assert decision.releases_all
    assert decision.effects == (FreeSlot(A, 2), ShowSession())
    assert decision.answer == Ended()


@pytest.mark.covers("S3")
def test_closing_while_queued_leaves_the_queue_and_closing_again_is_done() -> None:
    close = CloseSession(VISITOR, "o")
    decision = core.decide("s", state_in(SessionPhase.QUEUED), close, NOW)
    assert decision.effects == (LeaveQueue(G), ShowSession())
    again = core.decide("s", state_in(SessionPhase.CLOSED), close, NOW)
    assert (again.answer, again.events) == (Ended(), ())


@pytest.mark.covers("Q2")
def test_an_offer_claims_the_slot() -> None:
    decision = core.decide("s", state_in(SessionPhase.QUEUED), OFFER, NOW)
    assert decision.events == (SessionAssigned("a", 2, "r1", 7),)
    assert decision.claims == (Claim("agent/a", 2),)
    assert decision.effects == (TellAssigned(G, A, 2, "r1"), ShowSession())


@pytest.mark.covers("Q2")
def test_an_offer_that_was_taken_already_is_confirmed_again() -> None:
    decision = core.decide("s", state_in(SessionPhase.SERVING), OFFER, NOW)
    assert decision.events == ()
    assert decision.effects == (TellAssigned(G, A, 2, "r1"),)


@pytest.mark.parametrize(
    ("phase", "offer", "is_waiting"),
    [
        (SessionPhase.QUEUED, OfferSession(G, A, 2, "r1", NOW - 1, 7), True),
        (SessionPhase.QUEUED, OfferSession(GroupId("o"), A, 2, "r1", NOW, 7), False),
        (SessionPhase.CLOSED, OFFER, False),
        (SessionPhase.SERVING, OfferSession(G, A, 1, "r2", NOW, 7), False),
    ],
)
@pytest.mark.covers("Q2")
def test_an_offer_that_comes_too_late_or_elsewhere_is_declined(
    phase: SessionPhase, offer: OfferSession, *, is_waiting: bool
) -> None:
    decision = core.decide("s", state_in(phase), offer, NOW)
    assert decision.events == ()
    (told,) = decision.effects
    assert isinstance(told, TellDeclined)
    assert told.is_waiting is is_waiting


@pytest.mark.covers("Q2")
def test_a_refused_claim_or_a_full_disk_leaves_the_session_in_line() -> None:
    refused = core.claim_refused(OFFER, "session/other")
    assert refused.effects == (
        TellDeclined(G, A, "r1", is_waiting=True, slot_is_taken=True),
    )
    full = core.not_stored(OFFER)
    assert full is not None
    assert full.effects == (
        TellDeclined(G, A, "r1", is_waiting=True, slot_is_taken=False),
    )
    assert core.not_stored(post(VISITOR)) is None


@pytest.mark.covers("Q8")
def test_a_group_that_asks_is_told_whether_the_session_waits() -> None:
    queued = core.decide("s", state_in(SessionPhase.QUEUED), AskWaiting(G), NOW)
    assert queued.effects == (StayInLine(G),)
    served = core.decide("s", state_in(SessionPhase.SERVING), AskWaiting(G), NOW)
    assert served.effects == (LeaveQueue(G),)


@pytest.mark.covers("S4")
def test_silence_counts_from_the_agents_last_message() -> None:
    state = state_in(SessionPhase.SERVING)
    assert core.deadlines(state, QUIET) == ()
    said = MessagePosted(1, "visitor", Role.AGENT, "a", "text", "?", "c")
    state = core.apply(state, said, 10_000)
    (deadline,) = core.deadlines(state, QUIET)
    assert (deadline.armed_ms, deadline.due_ms) == (10_000, 70_000)
    row = core.index_row(state, QUIET)
    assert (row.due_ms, row.armed_ms, row.place) == (70_000, 10_000, "agent/a")
    assert core.deadlines(state, ServiceSettings()) == ()
    closing = core.decide("s", state, deadline.command, 70_000)
    assert closing.events == (SessionClosed(CloseReason.TIMER, ""),)
    answered = MessagePosted(2, "visitor", Role.VISITOR, "v", "text", "!", "c")
    state = core.apply(state, answered, 20_000)
    assert core.deadlines(state, QUIET) == ()
    assert core.decide("s", state, deadline.command, 70_000).events == ()
    closed = core.apply(state, closing.events[0], 70_000)
    assert core.decide("s", closed, SilenceOver(0), NOW).events == ()


@pytest.mark.parametrize("sender", [VISITOR, AGENT, STRANGER, SYSTEM])
def test_who_takes_part(sender: Sender) -> None:
    state = state_in(SessionPhase.SERVING)
    assert core.is_participant(state, sender) is (sender is not STRANGER)


def test_a_session_is_over_before_its_first_event_and_after_its_last() -> None:
    over = {phase for phase in SessionPhase if core.is_over(state_in(phase))}
    assert over == {SessionPhase.NEW, SessionPhase.CLOSED}
