"""Another agent is looked for while the old one serves; lines that turn away."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.agent.messages import Freed
from actors.assignment.messages import Treatment
from actors.assignment.routing import Reception
from actors.assignment.standing import QueueClass
from actors.ids import GroupId
from actors.refusal import Rule
from actors.session import core
from actors.session.causes import Stand
from actors.session.deadlines import deadlines, index_row
from actors.session.due import (
    AgentSilent,
    OfferOver,
    TransferOver,
)
from actors.session.effects import (
    FreeSlot,
    JoinLine,
    LeaveLine,
    ShowNotice,
    ShowSession,
    TellAgent,
)
from actors.session.events import (
    LapseCause,
    OfferLapsed,
    QueueCause,
    SessionQueued,
    StageEntered,
    TransferCause,
    TransferEndCause,
    TransferEnded,
    TransferRequested,
)
from actors.session.messages import (
    AcceptOffer,
    AgentGone,
    CancelTransfer,
    DeclineOffer,
    SessionCommand,
    TransferSession,
    TurnAway,
    WithdrawOffer,
)
from actors.session.reading import silence_began_ms, stand_of, standing_of
from actors.session.replies import Done
from actors.session.ruling import SessionDecision
from actors.session.state import Handover, SessionState
from actors.session.terms import SessionPhase
from actors.session.view import NoticeKind
from runtime.decision import Decision
from runtime.journal import NEW_TICKET, Claim, Mark, Outage
from tests.actors.session_cases import (
    AGENT,
    NOW,
    OTHER,
    QUEUED,
    RINGS_IN_GROUP,
    SERVING,
    SOON,
    STATES,
    TIMED,
    VISITOR,
    A,
    B,
    G,
    H,
    after,
    case,
    deadlines_of,
    decide,
    offer,
    rule_of,
)

TO_GROUP, TO_AGENT, OF_SILENCE = STATES[Stand.TRANSFERRING][:3]
RINGS_AT_NAMED, RINGS_OF_SILENCE = STATES[Stand.TRANSFER_RINGING][1:3]
OWNERS = Claim("agent/a", 2)
RINGING = Claim("agent/b", 1)


def notices(decision: SessionDecision) -> list[tuple[NoticeKind, str]]:
    return [
        (each.kind, each.agent)
        for each in decision.effects
        if isinstance(each, ShowNotice)
    ]


# --- asking for it


@pytest.mark.covers("Q10")
def test_a_transfer_waits_in_a_line_while_the_old_agent_serves() -> None:
    command = TransferSession(AGENT, H, "", "see order 7", "o")
    decision = decide(SERVING, command)
    event = TransferRequested("h", "", "see order 7", TransferCause.AGENT, "a")
    assert decision.events == (event,)
    assert (decision.claims, decision.releases, decision.marks) == ((), (), ())
    assert decision.takes_ticket
    state = after(SERVING, decision)
    standing = standing_of(state)
    assert decision.effects == (JoinLine(H, standing), ShowSession())
    assert (standing.queue_class, standing.since_ms) == (QueueClass.RETURNED, NOW)
    assert (standing.never, standing.owner, standing.only) == ("a", "a", ())
    assert (standing.priority, standing.skill, standing.level) == (3, "en", 2)
    row = index_row(state, deadlines(state, TIMED))
    assert (row.place, row.ticket, row.state) == ("group/h", NEW_TICKET, "serving")
    assert (state.phase, state.agent, state.slot) == (SessionPhase.SERVING, "a", 2)


@pytest.mark.covers("Q10")
def test_a_named_agent_is_the_only_one_and_needs_no_skill() -> None:
    command = TransferSession(AGENT, G, "b", "", "o")
    standing = standing_of(after(SERVING, decide(SERVING, command)))
    assert (standing.only, standing.skill, standing.level) == (("b",), "", 0)
    assert standing.priority == 3


@pytest.mark.covers("Q10")
@pytest.mark.parametrize(
    ("state", "command", "rule"),
    [
        (SERVING, TransferSession(AGENT, G, "a", "", "o"), Rule.BAD_VALUE),
        (SERVING, TransferSession(AGENT, GroupId(""), "b", "", "o"), Rule.BAD_VALUE),
        (SERVING, TransferSession(AGENT, G, "", "x" * 501, "o"), Rule.BAD_VALUE),
        (SERVING, TransferSession(OTHER, G, "", "", "o"), Rule.FORBIDDEN),
        (SERVING, TransferSession(VISITOR, G, "", "", "o"), Rule.FORBIDDEN),
        (TO_GROUP, TransferSession(AGENT, H, "", "", "o"), Rule.WRONG_STATE),
        (SERVING, CancelTransfer(AGENT, "o"), Rule.WRONG_STATE),
        (TO_GROUP, CancelTransfer(OTHER, "o"), Rule.FORBIDDEN),
        (QUEUED, TransferSession(AGENT, H, "", "", "o"), Rule.FORBIDDEN),
    ],
)
def test_a_transfer_that_cannot_be_is_refused(
    state: SessionState, command: TransferSession | CancelTransfer, rule: Rule
) -> None:
    assert rule_of(decide(state, command)) is rule


@pytest.mark.covers("Q10")
def test_the_longest_note_goes_along() -> None:
    decision = decide(SERVING, TransferSession(AGENT, G, "", "x" * 500, "o"))
    taken = after(SERVING, decision)
    taken = after(taken, decide(taken, offer()))
    assert taken.handover == Handover("a", "x" * 500)


# --- somebody takes it


@pytest.mark.covers("Q10", "Q2")
def test_one_commit_swaps_the_agents() -> None:
    taken = decide(TO_GROUP, offer())
    accepted = decide(RINGS_IN_GROUP, AcceptOffer(OTHER, "r2", "o"))
    for state, decision, claims in (
        (TO_GROUP, taken, (RINGING,)),
        (RINGS_IN_GROUP, accepted, ()),
    ):
        assert decision.claims == claims
        assert decision.releases == (OWNERS,)
        assert decision.marks == (
            Mark("turn/b", str(NOW)),
            Mark("served/a", str(NOW)),
        )
        assert FreeSlot(A, 2, Freed.MOVED) in decision.effects
        assert notices(decision) == []
        swapped = after(state, decision)
        assert stand_of(swapped) is Stand.SERVING
        assert (swapped.agent, swapped.slot) == ("b", 1)
        assert swapped.handover == Handover("a", "see order 7")


@pytest.mark.covers("Q10")
def test_a_transfer_rings_with_a_claim_while_the_old_one_is_held() -> None:
    manual = offer(reception=Reception.MANUAL)
    decision = decide(TO_GROUP, manual)
    assert (decision.claims, decision.releases) == ((RINGING,), ())
    state = after(TO_GROUP, decision)
    row = index_row(state, deadlines(state, TIMED))
    assert (row.place, row.ticket) == ("agent/b", None)
    assert stand_of(state) is Stand.TRANSFER_RINGING
    assert TellAgent(B, 1, "r9", is_ringing=True) in decision.effects


@pytest.mark.covers("Q10")
def test_a_transfer_moves_the_session_to_the_other_group() -> None:
    command = TransferSession(AGENT, H, "", "", "o")
    state = after(SERVING, decide(SERVING, command))
    state = after(state, decide(state, offer(group=H)))
    assert (state.group, state.agent) == ("h", "b")


# --- nobody takes it


@pytest.mark.covers("Q10")
def test_a_named_agents_refusal_or_silence_leaves_it_with_the_old_one() -> None:
    declined = decide(RINGS_AT_NAMED, DeclineOffer(OTHER, "r2", "o"))
    expired = decide(RINGS_AT_NAMED, OfferOver("r2"))
    for decision, lapse, end, notice in (
        (
            declined,
            LapseCause.DECLINED,
            TransferEndCause.REFUSED,
            NoticeKind.TRANSFER_REFUSED,
        ),
        (
            expired,
            LapseCause.EXPIRED,
            TransferEndCause.EXPIRED,
            NoticeKind.TRANSFER_EXPIRED,
        ),
    ):
        lapsed = OfferLapsed("b", "r2", lapse, NOW + 5_000)
        assert decision.events == (lapsed, TransferEnded(end))
        assert decision.releases == (RINGING,)
        assert notices(decision) == [(notice, "a")]
        state = after(RINGS_AT_NAMED, decision)
        assert stand_of(state) is Stand.SERVING
        assert (state.agent, state.slot) == ("a", 2)
        standing = standing_of(state)
        assert (standing.only, standing.never, standing.silent) == ((), "", "")


@pytest.mark.covers("Q10", "Q7")
def test_only_what_is_meant_of_an_offer_ends_a_transfer() -> None:
    for state in (RINGS_AT_NAMED, RINGS_IN_GROUP):
        for command in (DeclineOffer(OTHER, "r1", "o"), DeclineOffer(AGENT, "r2", "o")):
            assert rule_of(decide(state, command)) is Rule.NO_SUCH_OFFER
        assert decide(state, OfferOver("r1")) == Decision()
    elsewhere = TurnAway(H, Treatment.NO_AGENT, "")
    assert decide(OF_SILENCE, elsewhere) == Decision(effects=(LeaveLine(H),))
    assert decide(OF_SILENCE, TransferOver(1)) == Decision()


@pytest.mark.covers("Q10", "Q7")
def test_in_a_group_the_next_agent_is_tried() -> None:
    declined = decide(RINGS_IN_GROUP, DeclineOffer(OTHER, "r2", "o"), SOON)
    expired = decide(RINGS_IN_GROUP, OfferOver("r2"), SOON)
    for decision in (declined, expired):
        assert len(decision.events) == 1
        state = after(RINGS_IN_GROUP, decision)
        assert stand_of(state) is Stand.TRANSFERRING
        assert standing_of(state).silent == "b"
        assert index_row(state, deadlines(state, TIMED)).ticket is None
        assert JoinLine(G, standing_of(state)) in decision.effects
    assert notices(declined) == []
    assert notices(expired) == [(NoticeKind.AUTO_TRANSFER, "b")]


@pytest.mark.covers("Q10", "Q12")
def test_a_named_agent_who_leaves_may_come_back_in_time() -> None:
    for command in (WithdrawOffer(B), AgentGone(B)):
        decision = decide(RINGS_AT_NAMED, command, SOON)
        assert stand_of(after(RINGS_AT_NAMED, decision)) is Stand.TRANSFERRING
        assert notices(decision) == []


@pytest.mark.covers("Q10")
@pytest.mark.parametrize(
    "command",
    [DeclineOffer(OTHER, "r2", "o"), OfferOver("r2"), WithdrawOffer(B)],
    ids=lambda each: type(each).__name__,
)
def test_what_rang_past_the_transfers_time_goes_to_nobody_else(
    command: SessionCommand,
) -> None:
    assert RINGS_IN_GROUP.transfer is not None
    over_ms = RINGS_IN_GROUP.transfer.since_ms + 60_000
    in_time = decide(RINGS_IN_GROUP, command, over_ms - 1)
    assert stand_of(after(RINGS_IN_GROUP, in_time)) is Stand.TRANSFERRING
    late = decide(RINGS_IN_GROUP, command, over_ms)
    assert late.events[-1] == TransferEnded(TransferEndCause.EXPIRED)
    assert isinstance(late.events[0], OfferLapsed)
    assert after(RINGS_IN_GROUP, late).agent == "a"
    assert late.releases == (RINGING,)
    assert (NoticeKind.TRANSFER_EXPIRED, "a") in notices(late)
    of_silence = decide(RINGS_OF_SILENCE, command, over_ms + 60_000)
    assert of_silence.events[-1] == TransferEnded(TransferEndCause.EXPIRED)
    assert (NoticeKind.TRANSFER_EXPIRED, "a") not in notices(of_silence)


@pytest.mark.covers("Q10", "S7")
def test_an_outage_extends_a_transfers_time() -> None:
    assert RINGS_IN_GROUP.transfer is not None
    since_ms = RINGS_IN_GROUP.transfer.since_ms
    outage = Outage(since_ms + 10, since_ms + 5_010)
    for late_ms, stand in ((-1, Stand.TRANSFERRING), (0, Stand.SERVING)):
        now_ms = since_ms + 65_000 + late_ms
        made_of = replace(case(RINGS_IN_GROUP, now_ms), outages=(outage,))
        decision = core.decide(made_of, OfferOver("r2"))
        assert stand_of(after(RINGS_IN_GROUP, decision)) is stand


@pytest.mark.covers("Q10")
def test_a_transfer_without_a_limit_goes_on() -> None:
    for_ever = replace(TIMED, transfer_seconds=0.0)
    decision = decide(RINGS_IN_GROUP, OfferOver("r2"), settings=for_ever)
    assert stand_of(after(RINGS_IN_GROUP, decision)) is Stand.TRANSFERRING


@pytest.mark.covers("Q10")
def test_a_transfer_ends_when_its_time_is_over_but_not_while_it_rings() -> None:
    (deadline,) = deadlines_of(TO_GROUP, "transfer")
    assert deadline.due_ms - deadline.armed_ms == 60_000
    assert deadlines_of(RINGS_IN_GROUP, "transfer") == []
    decision = decide(TO_GROUP, deadline.command)
    assert decision.events == (TransferEnded(TransferEndCause.EXPIRED),)
    assert decision.effects[0] == LeaveLine(G)
    assert notices(decision) == [(NoticeKind.TRANSFER_EXPIRED, "a")]
    assert decide(TO_GROUP, TransferOver(1)) == Decision()
    assert decide(RINGS_IN_GROUP, deadline.command) == Decision()
    assert decide(SERVING, deadline.command) == Decision()


@pytest.mark.covers("Q10")
def test_the_agent_keeps_it_after_all() -> None:
    waiting = decide(TO_GROUP, CancelTransfer(AGENT, "o"))
    assert waiting.events == (TransferEnded(TransferEndCause.CANCELLED),)
    assert waiting.releases == ()
    ringing = decide(RINGS_IN_GROUP, CancelTransfer(AGENT, "o"))
    assert ringing.events == (
        OfferLapsed("b", "r2", LapseCause.WITHDRAWN),
        TransferEnded(TransferEndCause.CANCELLED),
    )
    assert ringing.releases == (RINGING,)
    for decision in (waiting, ringing):
        assert LeaveLine(G) in decision.effects
        assert decision.answer == Done()
        assert notices(decision) == []


# --- an agent who is silent, or gone


@pytest.mark.covers("S5")
def test_a_silent_agents_session_goes_to_another() -> None:
    since_ms = silence_began_ms(SERVING)
    decision = decide(SERVING, AgentSilent(since_ms))
    event = TransferRequested("g", "", "", TransferCause.SILENCE, "")
    assert decision.events == (event,)
    state = after(SERVING, decision)
    assert standing_of(state).never == "a"
    taken = decide(state, offer())
    assert notices(taken) == [(NoticeKind.AUTO_TRANSFER, "a")]
    accepted = decide(RINGS_OF_SILENCE, AcceptOffer(OTHER, "r2", "o"))
    assert notices(accepted) == [(NoticeKind.AUTO_TRANSFER, "a")]
    assert decide(SERVING, AgentSilent(since_ms - 1)) == Decision()
    assert decide(STATES[Stand.SERVING][1], AgentSilent(0)) == Decision()
    assert decide(TO_GROUP, AgentSilent(since_ms)) == Decision()


@pytest.mark.covers("S5")
def test_when_nobody_takes_over_it_stays_and_is_tried_again() -> None:
    assert OF_SILENCE.transfer is not None
    over = TransferOver(OF_SILENCE.transfer.since_ms)
    decision = decide(OF_SILENCE, over)
    assert notices(decision) == []
    state = after(OF_SILENCE, decision)
    (again,) = deadlines_of(state, "agent")
    assert again.command == AgentSilent(NOW)
    assert again.due_ms == NOW + 90_000
    assert decide(state, again.command).events != ()


@pytest.mark.covers("Q12")
def test_a_lost_agents_sessions_wait_again_before_new_ones() -> None:
    decision = decide(SERVING, AgentGone(A))
    queued = SessionQueued(
        "g", QueueClass.RETURNED, QueueCause.AGENT_LOST, "", 3, "en", 2
    )
    assert decision.events == (queued,)
    assert decision.releases == (OWNERS,)
    assert decision.marks == (Mark("served/a", str(NOW)),)
    assert decision.takes_ticket
    assert FreeSlot(A, 2, Freed.MOVED) in decision.effects
    state = after(SERVING, decision)
    assert (state.phase, state.agent) == (SessionPhase.QUEUED, "")
    assert decide(SERVING, AgentGone(B)) == Decision()


@pytest.mark.covers("Q12", "Q10")
def test_a_lost_agents_transfer_waits_on_in_its_line() -> None:
    decision = decide(TO_AGENT, AgentGone(A))
    assert not decision.takes_ticket
    state = after(TO_AGENT, decision)
    standing, old = standing_of(state), standing_of(TO_AGENT)
    assert standing.since_ms == old.since_ms
    assert (standing.only, standing.never, standing.owner) == ((), "", "")
    ringing = decide(RINGS_IN_GROUP, AgentGone(A))
    assert ringing.releases == (OWNERS, RINGING)
    assert ringing.events[0] == OfferLapsed("b", "r2", LapseCause.WITHDRAWN)
    assert stand_of(after(RINGS_IN_GROUP, ringing)) is Stand.QUEUED


# --- lines that turn away


@pytest.mark.covers("Q6")
def test_who_is_turned_away_goes_to_the_other_group_once() -> None:
    command = TurnAway(G, Treatment.LINE_FULL, "h")
    decision = decide(QUEUED, command)
    queued = SessionQueued(
        "h",
        QueueClass.NEW,
        QueueCause.OVERFLOW,
        "",
        3,
        "en",
        2,
        treatment=Treatment.LINE_FULL,
    )
    assert decision.events == (queued,)
    assert decision.takes_ticket
    state = after(QUEUED, decision)
    assert decision.effects == (
        LeaveLine(G),
        JoinLine(H, standing_of(state)),
        ShowSession(),
    )
    again = decide(state, TurnAway(H, Treatment.NO_AGENT, "g"))
    left = StageEntered(SessionPhase.MESSAGE_LEFT, "", Treatment.NO_AGENT)
    assert again.events == (left,)
    assert after(state, again).phase is SessionPhase.MESSAGE_LEFT


@pytest.mark.covers("Q6")
@pytest.mark.parametrize("overflow", ["", "g"])
def test_without_another_group_the_visitor_leaves_a_message(overflow: str) -> None:
    decision = decide(QUEUED, TurnAway(G, Treatment.WAITED_TOO_LONG, overflow))
    left = StageEntered(SessionPhase.MESSAGE_LEFT, "", Treatment.WAITED_TOO_LONG)
    assert decision.events == (left,)
    assert decision.effects == (LeaveLine(G), ShowSession())


@pytest.mark.covers("Q6", "Q10")
def test_a_transfer_that_is_turned_away_stays_with_its_agent() -> None:
    turn_away = TurnAway(G, Treatment.LINE_FULL, "h")
    for state, told in (
        (TO_GROUP, [(NoticeKind.TRANSFER_REFUSED, "a")]),
        (OF_SILENCE, []),
    ):
        decision = decide(state, turn_away)
        assert decision.events == (TransferEnded(TransferEndCause.REFUSED),)
        assert notices(decision) == told


@pytest.mark.covers("Q6")
def test_a_group_turns_away_only_who_is_in_its_line() -> None:
    elsewhere = TurnAway(H, Treatment.LINE_FULL, "g")
    for state in (QUEUED, TO_GROUP, SERVING, RINGS_IN_GROUP):
        decision = decide(state, elsewhere)
        assert decision == Decision(effects=(LeaveLine(H),))
