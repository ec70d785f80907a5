"""Slots that are offered to a session: taken, ringing, come to nothing; and by hand."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.agent.messages import Freed
from actors.assignment.routing import Reception
from actors.assignment.standing import QueueClass
from actors.ids import AgentId, GroupId
from actors.refusal import Rule
from actors.rules.settings import ServiceSettings
from actors.session.causes import Stand
from actors.session.deadlines import deadlines
from actors.session.due import (
    OfferOver,
)
from actors.session.effects import (
    FreeSlot,
    JoinLine,
    LeaveLine,
    ReleaseHold,
    ShowNotice,
    ShowSession,
    StayInLine,
    TellAccepted,
    TellAgent,
    TellDeclined,
)
from actors.session.events import (
    LapseCause,
    OfferLapsed,
    SessionAssigned,
    SessionOffered,
    Way,
)
from actors.session.messages import (
    AcceptOffer,
    AgentGone,
    AskWaiting,
    CancelTransfer,
    DeclineOffer,
    OfferSession,
    SessionCommand,
    TransferSession,
    WithdrawOffer,
)
from actors.session.reading import standing_of
from actors.session.replies import Done
from actors.session.state import SessionState
from actors.session.terms import SessionPhase
from actors.session.view import NoticeKind
from runtime.decision import Decision
from runtime.journal import Claim, Mark
from tests.actors.session_cases import (
    AGENT,
    BOSS,
    LOOK,
    NOW,
    OFFERED,
    OTHER,
    QUEUED,
    SERVING,
    START,
    STATES,
    TIMED,
    VISITOR,
    A,
    B,
    G,
    H,
    after,
    decide,
    hand,
    offer,
    rule_of,
)

TRANSFERRING = STATES[Stand.TRANSFERRING][0]
MANUAL = replace(offer(), reception=Reception.MANUAL)


# --- a group's offer


@pytest.mark.covers("Q2", "Q7")
def test_without_asking_back_an_offer_is_a_service() -> None:
    decision = decide(QUEUED, offer())
    event = SessionAssigned("b", 1, "r9", 9, Way.AUTO, "g", routing=LOOK)
    assert decision.events == (event,)
    assert decision.claims == (Claim("agent/b", 1),)
    assert decision.marks == (Mark("turn/b", str(NOW)),)
    assert decision.effects == (
        TellAgent(B, 1, "r9"),
        TellAccepted(G, "r9"),
        ShowSession(),
    )


@pytest.mark.covers("Q7")
@pytest.mark.parametrize(("accept_ms", "expires_ms"), [(20_000, NOW + 20_000), (0, 0)])
def test_a_manual_offer_rings_with_a_claim(accept_ms: int, expires_ms: int) -> None:
    decision = decide(QUEUED, replace(MANUAL, accept_ms=accept_ms))
    event = SessionOffered("b", 1, "r9", 9, "g", expires_ms, LOOK)
    assert decision.events == (event,)
    assert decision.claims == (Claim("agent/b", 1),)
    assert decision.marks == ()
    assert TellAgent(B, 1, "r9", is_ringing=True) in decision.effects
    state = after(QUEUED, decision)
    assert state.phase is SessionPhase.OFFERED
    assert [each.due_ms for each in deadlines(state, TIMED)] == [expires_ms] * bool(
        expires_ms
    )


@pytest.mark.covers("Q2")
def test_an_offer_that_was_taken_already_is_confirmed_again() -> None:
    for command, rings in ((offer(), False), (MANUAL, True)):
        state = after(QUEUED, decide(QUEUED, command))
        again = decide(state, command)
        assert again.events == ()
        told = TellAgent(B, 1, "r9", is_ringing=rings)
        assert again.effects == (told, TellAccepted(G, "r9"))


@pytest.mark.covers("Q2", "Q10")
def test_an_old_offer_that_comes_again_takes_no_session_out_of_its_new_line() -> None:
    old = offer(A, slot=2)
    again = decide(TRANSFERRING, old)
    assert again.events == ()
    assert again.effects == (
        TellAgent(A, 2, "r9"),
        TellDeclined(G, "r9", is_waiting=True),
    )


@pytest.mark.covers("Q2", "Q10")
def test_the_serving_agents_old_offer_does_not_ring_because_another_does() -> None:
    again = decide(STATES[Stand.TRANSFER_RINGING][0], offer(A, slot=2))
    assert again.events == ()
    assert again.effects == (TellAgent(A, 2, "r9"), TellAccepted(G, "r9"))


@pytest.mark.covers("Q10", "Q14")
def test_every_group_counts_its_bindings_for_itself() -> None:
    state = after(QUEUED, decide(QUEUED, offer(A, slot=2, order=9)))
    state = after(state, decide(state, TransferSession(AGENT, H, "", "", "o")))
    assert decide(state, offer(group=H, order=1)).events != ()
    back = after(state, decide(state, CancelTransfer(AGENT, "o")))
    back = after(back, decide(back, TransferSession(AGENT, G, "", "", "o")))
    assert decide(back, offer(order=9)).events == ()
    assert decide(back, offer(order=10)).events != ()


@pytest.mark.covers("Q2")
@pytest.mark.parametrize(
    ("state", "command", "is_waiting"),
    [
        (QUEUED, offer(until_ms=NOW - 1), True),
        (QUEUED, offer(group=H), False),
        (STATES[Stand.CLOSED][0], offer(), False),
        (SERVING, offer(), False),
        (OFFERED, offer(AgentId("c")), False),
        (TRANSFERRING, offer(A, slot=1), True),
    ],
)
def test_an_offer_that_comes_too_late_or_elsewhere_is_not_taken(
    state: SessionState, command: OfferSession, *, is_waiting: bool
) -> None:
    decision = decide(state, command)
    assert decision.events == ()
    assert decision.effects == (
        ReleaseHold(command.agent, "r9"),
        TellDeclined(command.group, "r9", is_waiting),
    )


@pytest.mark.covers("Q7")
def test_an_offer_that_was_over_does_not_ring_a_second_time() -> None:
    state = after(QUEUED, decide(QUEUED, MANUAL))
    state = after(state, decide(state, OfferOver("r9")))
    assert state.phase is SessionPhase.QUEUED
    assert decide(state, MANUAL).events == ()
    newer = replace(MANUAL, order=10, reservation="r10", agent=AgentId("c"))
    assert decide(state, newer).events != ()


@pytest.mark.covers("Q7")
def test_what_was_bound_before_it_lapsed_does_not_ring_at_the_silent_one() -> None:
    """He declined one offer while another one to him was under way."""
    state = after(QUEUED, decide(QUEUED, MANUAL))
    state = after(state, decide(state, DeclineOffer(OTHER, "r9", "o")))
    newer = replace(MANUAL, order=10, reservation="r10", until_ms=NOW + 60_000)
    assert decide(state, newer).effects == (
        ReleaseHold(B, "r10"),
        TellDeclined(G, "r10", is_waiting=True),
        StayInLine(G, standing_of(state)),
    )
    rings = after(state, decide(state, replace(newer, agent=AgentId("c"))))
    late = replace(newer, order=11, reservation="r11")
    assert decide(rings, late).effects == (
        ReleaseHold(B, "r11"),
        TellDeclined(G, "r11", is_waiting=False),
    )
    assert decide(state, newer, now_ms=NOW + 5_000).events != ()
    assert decide(state, newer, now_ms=NOW - 60_000).events != (), "set back"


@pytest.mark.covers("Q10")
def test_who_is_not_named_or_gives_it_away_is_not_served() -> None:
    named = STATES[Stand.TRANSFERRING][1]
    assert decide(named, offer(B)).events != ()
    assert decide(named, offer(AgentId("c"))).events == ()
    assert decide(TRANSFERRING, offer(AgentId("c"))).events != ()


@pytest.mark.covers("Q3", "Q10")
def test_who_was_chosen_for_less_than_is_asked_now_is_not_bound() -> None:
    """A transfer to him by name was taken back, and another wants the skill."""
    unasked = STATES[Stand.TRANSFERRING][0]
    for able in (offer(), offer(level=3)):
        assert decide(unasked, able).events != ()
    for unable in (offer(skill="", level=0), offer(skill="fr"), offer(level=1)):
        assert decide(unasked, unable).events == ()
        assert decide(QUEUED, unable).events == ()
    named = STATES[Stand.TRANSFERRING][1]
    assert decide(named, offer(skill="", level=0)).events != ()


@pytest.mark.covers("Q8")
def test_a_group_that_asks_is_told_whether_the_session_waits() -> None:
    for state in (QUEUED, TRANSFERRING):
        still = StayInLine(G, standing_of(state))
        assert decide(state, AskWaiting(G)).effects == (still,)
        assert decide(state, AskWaiting(H)).effects == (LeaveLine(H),)
    assert decide(OFFERED, AskWaiting(G)).effects == (LeaveLine(G),)


# --- while it rings


@pytest.mark.covers("Q7")
def test_the_agent_takes_what_rings_at_him() -> None:
    decision = decide(OFFERED, AcceptOffer(OTHER, "r2", "o"))
    event = SessionAssigned("b", 1, "r2", 8, Way.ACCEPTED, "g")
    assert decision.events == (event,)
    assert decision.claims == decision.releases == ()
    assert decision.marks == (Mark("turn/b", str(NOW)),)
    assert decision.effects == (TellAgent(B, 1, "r2"), ShowSession())
    assert decision.answer == Done()


@pytest.mark.covers("Q7")
def test_a_late_or_foreign_answer_to_an_offer_is_refused() -> None:
    late = after(OFFERED, decide(OFFERED, OfferOver("r2")))
    for kind in (AcceptOffer, DeclineOffer):
        for state, command in (
            (late, kind(OTHER, "r2", "o")),
            (OFFERED, kind(OTHER, "r1", "o")),
            (OFFERED, kind(AGENT, "r2", "o")),
            (SERVING, kind(AGENT, "r1", "o")),
        ):
            assert rule_of(decide(state, command)) is Rule.NO_SUCH_OFFER
        closed = STATES[Stand.CLOSED][0]
        assert rule_of(decide(closed, kind(OTHER, "r2", "o"))) is Rule.CLOSED
        assert rule_of(decide(OFFERED, kind(VISITOR, "r2", "o"))) is Rule.FORBIDDEN
        new = rule_of(decide(SessionState(), kind(OTHER, "r2", "o")))
        assert new is Rule.NO_SUCH_SESSION


@pytest.mark.covers("Q7")
@pytest.mark.parametrize(
    ("cause", "freed", "is_silent"),
    [
        (LapseCause.EXPIRED, Freed.LAPSED, True),
        (LapseCause.DECLINED, Freed.DECLINED, True),
        (LapseCause.WITHDRAWN, Freed.WITHDRAWN, False),
    ],
)
def test_an_offer_that_comes_to_nothing_leaves_the_age(
    cause: LapseCause, freed: Freed, *, is_silent: bool
) -> None:
    commands: dict[LapseCause, SessionCommand] = {
        LapseCause.EXPIRED: OfferOver("r2"),
        LapseCause.DECLINED: DeclineOffer(OTHER, "r2", "o"),
        LapseCause.WITHDRAWN: WithdrawOffer(B),
    }
    decision = decide(OFFERED, commands[cause])
    again_ms = NOW + 5_000 if is_silent else 0
    assert decision.events == (OfferLapsed("b", "r2", cause, again_ms),)
    assert decision.releases == (Claim("agent/b", 1),)
    assert not decision.takes_ticket
    assert decision.marks == ()
    state = after(OFFERED, decision)
    standing = standing_of(state)
    assert FreeSlot(B, 1, freed) in decision.effects
    assert JoinLine(G, standing) in decision.effects
    notice = ShowNotice(NoticeKind.AUTO_TRANSFER, "b", NOW)
    assert (notice in decision.effects) is (cause is LapseCause.EXPIRED)
    assert (standing.silent, standing.again_ms) == ("b" * is_silent, again_ms)
    assert (standing.queue_class, standing.since_ms) == (QueueClass.RETURNED, START)


@pytest.mark.covers("Q7")
def test_the_next_agents_withdrawal_does_not_forgive_the_silent_one() -> None:
    state = after(OFFERED, decide(OFFERED, OfferOver("r2")))
    state = after(state, decide(state, replace(MANUAL, agent=AgentId("c"))))
    state = after(state, decide(state, WithdrawOffer(AgentId("c"))))
    assert standing_of(state).silent == "b"


@pytest.mark.covers("Q7")
def test_the_back_off_is_the_settings() -> None:
    quick = ServiceSettings(backoff_seconds=1.0)
    (lapsed,) = decide(OFFERED, OfferOver("r2"), settings=quick).events
    assert isinstance(lapsed, OfferLapsed)
    assert lapsed.again_ms == NOW + 1_000


@pytest.mark.covers("Q12")
def test_only_the_agent_who_leaves_takes_his_offer_along() -> None:
    for command in (WithdrawOffer(A), AgentGone(A), OfferOver("r1")):
        assert decide(OFFERED, command) == Decision()
    for command in (WithdrawOffer(B), AgentGone(B)):
        assert decide(OFFERED, command).releases == (Claim("agent/b", 1),)
    assert decide(QUEUED, WithdrawOffer(B)) == Decision()


# --- by hand


@pytest.mark.covers("Q11")
@pytest.mark.parametrize(
    ("stand", "releases"),
    [
        (Stand.QUEUED, ()),
        (Stand.OFFERED, (Claim("agent/b", 1),)),
        (Stand.SERVING, (Claim("agent/a", 2),)),
        (Stand.TRANSFERRING, (Claim("agent/a", 2),)),
        (Stand.TRANSFER_RINGING, (Claim("agent/a", 2), Claim("agent/b", 1))),
        (Stand.MESSAGE_LEFT, ()),
    ],
)
def test_a_supervisor_gives_it_to_an_agent_in_one_commit(
    stand: Stand, releases: tuple[Claim, ...]
) -> None:
    c = AgentId("c")
    state = STATES[stand][0]
    decision = decide(state, hand(BOSS, c))
    assert decision.claims == (Claim("agent/c", 3),)
    assert decision.releases == releases
    assert decision.answer == Done()
    freed = {each.agent for each in decision.effects if isinstance(each, FreeSlot)}
    assert freed == {claim.resource.removeprefix("agent/") for claim in releases}
    left = stand not in (Stand.SERVING, Stand.MESSAGE_LEFT)
    assert (LeaveLine(G) in decision.effects) is left
    assert TellAgent(c, 3, "hand") in decision.effects
    event = decision.events[-1]
    assert event == SessionAssigned("c", 3, "hand", 0, Way.HAND, "g", "boss")
    assert after(state, decision).agent == "c"


@pytest.mark.covers("Q11")
def test_an_agent_picks_for_himself_from_his_groups() -> None:
    for stand in (Stand.QUEUED, Stand.MESSAGE_LEFT):
        state = STATES[stand][0]
        assert decide(state, hand(OTHER, B, NOW, G)).answer == Done()
        foreign = decide(state, hand(OTHER, B, NOW, GroupId("k")))
        assert rule_of(foreign) is Rule.FORBIDDEN
        for_another = decide(state, hand(OTHER, A, NOW, G))
        assert rule_of(for_another) is Rule.FORBIDDEN
    served = decide(SERVING, hand(OTHER, B, NOW, G))
    assert rule_of(served) is Rule.WRONG_STATE
    assert rule_of(decide(QUEUED, hand(VISITOR, B, NOW, G))) is Rule.FORBIDDEN


@pytest.mark.covers("Q11", "Q2")
def test_by_hand_needs_another_agent_and_a_slot_that_is_held() -> None:
    assert rule_of(decide(SERVING, hand(BOSS, A))) is Rule.BAD_VALUE
    late = hand(BOSS, B, NOW - 1)
    assert rule_of(decide(QUEUED, late)) is Rule.NO_SUCH_OFFER
    robot = STATES[Stand.ROBOT][0]
    assert rule_of(decide(robot, hand(BOSS))) is Rule.WRONG_STATE
