"""What a session remembers, and what it forgets, from one wait or agent to the next."""

from __future__ import annotations

import pytest

from actors.agent.messages import Freed
from actors.assignment.messages import Treatment
from actors.assignment.standing import QueueClass
from actors.ids import AgentId
from actors.session.causes import Stand
from actors.session.deadlines import deadlines, index_row
from actors.session.due import (
    OfferOver,
)
from actors.session.events import (
    LapseCause,
    OfferLapsed,
    SessionAssigned,
    SessionClosed,
    SessionOffered,
    StageEntered,
    Way,
)
from actors.session.fold import apply
from actors.session.messages import (
    AcceptOffer,
    AgentGone,
    CloseSession,
    EndService,
    MoveSession,
    TransferSession,
    TurnAway,
)
from actors.session.reading import held_by, standing_of
from actors.session.state import LetGo, SessionState
from actors.session.terms import CloseReason, Role, SessionPhase
from runtime.journal import Claim
from tests.actors.session_cases import (
    AGENT,
    BOSS,
    LOOK,
    NOW,
    OFFERED,
    OTHER,
    QUEUED,
    RINGS_IN_GROUP,
    ROBOT,
    ROBOT_STATE,
    SERVING,
    START,
    STATES,
    TIMED,
    VISITOR,
    VISITORS_PLACE,
    A,
    B,
    G,
    H,
    after,
    deadlines_of,
    decide,
    hand,
    move,
    offer,
    open_in,
    said,
)

LAPSED = STATES[Stand.QUEUED][3]
C = AgentId("c")


def wishes(state: SessionState) -> tuple[int, str, int]:
    standing = standing_of(state)
    return standing.priority, standing.skill, standing.level


# --- lines


@pytest.mark.covers("Q4")
def test_a_wait_begins_anew_in_the_line_of_the_group_that_served() -> None:
    pulled = decide(SERVING, move(BOSS, group="g"))
    assert pulled.takes_ticket
    assert standing_of(after(SERVING, pulled)).since_ms == NOW


@pytest.mark.covers("Q4", "Q7")
def test_other_wishes_in_the_same_line_keep_age_and_ticket_after_a_lapse() -> None:
    moved = decide(LAPSED, move(ROBOT, group="g"))
    state = after(LAPSED, moved)
    assert index_row(state, deadlines(state, TIMED)).ticket is None
    assert standing_of(state).since_ms == START
    assert wishes(state) == (1, "fr", 3)


@pytest.mark.covers("Q3", "Q6")
def test_the_last_agent_is_not_waited_for_in_another_groups_line() -> None:
    assert standing_of(QUEUED).prefer == "last"
    turned = decide(QUEUED, TurnAway(G, Treatment.LINE_FULL, "h"))
    assert standing_of(after(QUEUED, turned)).prefer == ""
    lost = decide(OFFERED, AgentGone(B))
    assert standing_of(after(OFFERED, lost)).prefer == "last"


@pytest.mark.covers("Q3", "S1")
def test_wishes_outlast_the_way_through_the_stages() -> None:
    state = ROBOT_STATE
    for stage in (SessionPhase.COLLECTING, SessionPhase.ROUTING):
        state = after(state, decide(state, move(ROBOT, stage)))
    queued = MoveSession(ROBOT, SessionPhase.QUEUED, "o", "g", 3, "en", 2)
    state = after(state, decide(state, queued))
    assert standing_of(state).prefer == "last"
    left = after(state, decide(state, move(ROBOT, SessionPhase.MESSAGE_LEFT)))
    taken = after(left, decide(left, hand(BOSS)))
    onward = decide(taken, TransferSession(OTHER, H, "", "", "o"))
    assert wishes(after(taken, onward)) == (3, "en", 2)


@pytest.mark.covers("Q7", "Q10")
def test_who_was_silent_for_one_agent_is_not_so_for_the_next() -> None:
    """A lapse counts in the wait in which it happened."""
    assert standing_of(LAPSED).silent == "b"
    served = after(LAPSED, decide(LAPSED, offer(A, slot=2)))
    onward = after(served, decide(served, TransferSession(AGENT, G, "", "", "o")))
    standing = standing_of(onward)
    assert (standing.silent, standing.again_ms, standing.prefer) == ("", 0, "")
    assert standing.queue_class is QueueClass.RETURNED
    assert index_row(onward, deadlines(onward, TIMED)).ticket is not None


@pytest.mark.covers("Q6")
def test_other_wishes_in_the_same_line_let_nobody_overflow_twice() -> None:
    overflowed = STATES[Stand.QUEUED][1]
    state = after(overflowed, decide(overflowed, move(ROBOT, group="g")))
    again = decide(state, TurnAway(G, Treatment.LINE_FULL, "h"))
    assert after(state, again).phase is SessionPhase.MESSAGE_LEFT
    elsewhere = after(overflowed, decide(overflowed, move(ROBOT)))
    on = decide(elsewhere, TurnAway(H, Treatment.LINE_FULL, "g"))
    assert after(elsewhere, on).phase is SessionPhase.QUEUED


# --- agents


@pytest.mark.covers("Q7", "Q10")
def test_what_was_accepted_rings_no_more() -> None:
    for state in (OFFERED, RINGS_IN_GROUP):
        taken = after(state, decide(state, AcceptOffer(OTHER, "r2", "o")))
        assert taken.offer is None
        assert held_by(taken) == {VISITORS_PLACE, Claim("agent/b", 1)}


@pytest.mark.covers("S3", "Q10")
def test_whoever_ends_it_nothing_of_the_search_is_left() -> None:
    for command in (move(BOSS), CloseSession(BOSS, "o"), EndService(VISITOR, "o")):
        for state in STATES[Stand.TRANSFER_RINGING]:
            ended = after(state, decide(state, command))
            assert (ended.slot, ended.offer, ended.transfer) == (0, None, None)
            assert ended.handover is None
            is_over = ended.phase is SessionPhase.CLOSED
            assert held_by(ended) == (set() if is_over else {VISITORS_PLACE})


@pytest.mark.covers("Q11", "Q14")
def test_a_service_by_hand_makes_no_old_offer_new() -> None:
    state = after(QUEUED, decide(QUEUED, offer(A, slot=2, order=9)))
    state = after(state, decide(state, hand(BOSS, C)))
    assert (state.bound_group, state.bound_order) == ("g", 9)
    state = after(state, decide(state, move(BOSS, group="g")))
    assert decide(state, offer(order=9)).events == ()
    assert decide(state, offer(order=10, skill="fr", level=3)).events != ()


@pytest.mark.covers("S7", "Q2")
def test_the_slots_of_the_last_commit_are_remembered_each_once() -> None:
    pulled = after(RINGS_IN_GROUP, decide(RINGS_IN_GROUP, move(BOSS)))
    ringing, owners = LetGo("b", 1, Freed.WITHDRAWN), LetGo("a", 2, Freed.MOVED)
    assert pulled.let_go == (ringing, owners)
    again = apply(pulled, SessionOffered("b", 1, "r9", 9, "h", 0, LOOK), NOW)
    lapsed = after(again, decide(again, OfferOver("r9")))
    assert lapsed.let_go == (owners, LetGo("b", 1, Freed.LAPSED))
    other = SessionAssigned("c", 3, "r10", 0, Way.HAND)
    closed = apply(apply(lapsed, other, NOW), SessionClosed(CloseReason.SEAT, "c"), NOW)
    assert closed.let_go == (lapsed.let_go[1], LetGo("c", 3, Freed.CLOSED))
    nobodys = apply(QUEUED, SessionClosed(CloseReason.CLIENT, "v"), NOW)
    assert (nobodys.let_go, nobodys.agent) == ((), "")


# --- silence and presence


@pytest.mark.covers("S5")
def test_what_was_asked_in_line_is_still_unanswered_when_somebody_serves() -> None:
    asked = apply(QUEUED, said(Role.VISITOR), START + 1_000)
    left = apply(asked, StageEntered(SessionPhase.MESSAGE_LEFT, ""), START + 2_000)
    moved = after(asked, decide(asked, move(ROBOT)))
    for state in (asked, left, moved):
        served = apply(state, SessionAssigned("a", 2, "r1"), NOW)
        found = deadlines_of(served, "reminder")
        assert [each.due_ms for each in found] == [NOW + 60_000]


@pytest.mark.covers("Q6", "Q12")
def test_who_is_there_is_not_taken_for_absent_when_a_wait_begins() -> None:
    for command in (AgentGone(A), move(BOSS)):
        queued = after(SERVING, decide(SERVING, command))
        assert queued.away_since_ms == 0
        assert deadlines(queued, TIMED) == ()


@pytest.mark.covers("Q7")
@pytest.mark.parametrize(
    ("group", "only", "silent"),
    [("g", (), "b"), ("g", ("b",), ""), ("h", (), "")],
)
def test_who_was_silent_is_so_for_who_is_moved_within_the_line(
    group: str, only: tuple[str, ...], silent: str
) -> None:
    """A supervisor who only raises the priority does not ask the same agent again."""
    moved = MoveSession(BOSS, SessionPhase.QUEUED, "o", group, 9, only=only)
    standing = standing_of(after(LAPSED, decide(LAPSED, moved)))
    assert (standing.silent, standing.priority) == (silent, 9)
    was_ms = standing_of(LAPSED).again_ms
    assert was_ms > 0
    assert standing.again_ms == (was_ms if silent else 0)


@pytest.mark.covers("S7")
def test_the_beginning_is_remembered() -> None:
    state = after(SessionState(), decide(SessionState(), open_in(SessionPhase.ROBOT)))
    assert (state.visitor, state.nickname, state.channel) == ("v", "V", "web")
    assert (state.group, state.opened_stage) == ("g", SessionPhase.ROBOT)


@pytest.mark.covers("Q7")
def test_an_offer_that_nobody_made_lapses_all_the_same() -> None:
    """An event is a fact, whatever the state."""
    lapsed = apply(QUEUED, OfferLapsed("b", "r", LapseCause.DECLINED, 7), NOW)
    assert standing_of(lapsed).silent == "b"
    assert lapsed.let_go == ()
