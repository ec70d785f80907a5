"""An agent's office: what is done about each word, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

import pytest

from actors.agent.messages import (
    AgentState,
    AgentStatus,
    BidsDue,
    Freed,
    NoBid,
    Reserve,
    SessionAssignedToYou,
    SlotFreed,
)
from actors.agent.slot_office import (
    DropBids,
    DropHold,
    Moment,
    ReadClaims,
    SlotEffect,
    SlotOffice,
    Tell,
    WatchBids,
    WatchHold,
)
from actors.agent.slots import Heard, Hold
from actors.assignment.messages import AgentLeft, AgentNews, Granted, NotGranted
from actors.assignment.routing import Exclusion
from actors.assignment.urgency import Bid
from actors.ids import AgentId, GroupId, SessionId, agent_entity, session_entity
from actors.rules.settings import ServiceSettings
from runtime.journal import Claim, Holding

A = AgentId("a")
G, H = GroupId("g"), GroupId("h")
S = SessionId("s")
SETTINGS = ServiceSettings()
FREE = AgentState("Ann", capacity=2, status=AgentStatus.FREE, since_ms=5)
AT_REST = AgentState("Ann", capacity=2, status=AgentStatus.REST, since_ms=5)
UNTIL_MS = 100 + round(SETTINGS.reservation_seconds * 1000)


def at(now_ms: int = 100, state: AgentState = FREE) -> Moment:
    return Moment(state, SETTINGS, now_ms)


def reserve(reservation: str, group: GroupId = G, rank: int = 1) -> Reserve:
    return Reserve(group, reservation, Bid(rank, 1))


def office(*groups: GroupId, capacity: int = 2) -> SlotOffice:
    """Of somebody free, whose groups know that, and have nobody for him."""
    versions = count(1)
    made = SlotOffice(A, lambda: next(versions))
    made.slots.set_capacity(capacity)
    made.groups = groups
    made.learn((), at())
    made.say(FREE)
    for group in groups:
        made.no_bid(NoBid(group, 1), at())
    made.take()
    return made


def news(effects: Sequence[SlotEffect]) -> list[AgentNews]:
    words = [each.word for each in effects if isinstance(each, Tell)]
    return [each for each in words if isinstance(each, AgentNews)]


def assigned(reservation: str, slot: int = 1) -> SessionAssignedToYou:
    return SessionAssignedToYou(S, slot, reservation)


@pytest.mark.covers("Q2")
def test_a_promise_is_watched_until_the_session_says_that_it_is_served() -> None:
    desk = office(G)
    desk.reserve(reserve("r"), at())
    granted = Granted(A, "r", 1, UNTIL_MS)
    assert desk.take() == [
        WatchHold("r", SETTINGS.reservation_seconds * 2),
        Tell(G, granted),
    ]
    assert desk.take() == []
    assert desk.assigned(assigned("r"), at(200)) is Heard.HELD
    assert desk.take() == [DropHold("r")]
    assert desk.assigned(assigned("r"), at(250)) is Heard.KNOWN
    desk.say(FREE)
    (said,) = news(desk.take())
    assert (said.load, said.turn_ms, said.idle_since_ms) == (1, 200, 200)
    assert desk.freed(SlotFreed(S, 1), at(300))
    assert not desk.freed(SlotFreed(S, 1), at(300))
    desk.say(FREE)
    (said,) = news(desk.take())
    assert (said.load, said.turn_ms, said.idle_since_ms) == (0, 200, 300)


def test_what_has_been_said_is_not_said_again() -> None:
    desk = office(G)
    desk.say(FREE)
    assert desk.take() == []
    desk.changed(at())
    desk.say(FREE)
    desk.say(FREE)
    assert len(desk.take()) == 1


@pytest.mark.covers("Q12")
def test_who_is_not_free_or_full_refuses_and_says_why() -> None:
    desk = office(G, capacity=1)
    desk.reserve(reserve("r"), at(state=AT_REST))
    assert desk.take() == [Tell(G, NotGranted(A, "r"))]
    assert desk.hold("by hand", at()) == Hold(1, UNTIL_MS)
    desk.reserve(reserve("r2"), at())
    assert desk.take()[-1] == Tell(G, NotGranted(A, "r2"))
    desk.say(FREE)
    assert [each.why_not for each in news(desk.take())] == [Exclusion.FULL]


def test_a_group_that_he_is_none_of_is_told_so() -> None:
    desk = office(G)
    desk.reserve(reserve("r", H), at())
    assert desk.take() == [Tell(H, NotGranted(A, "r")), Tell(H, AgentLeft(A, 2))]
    desk.answer_call(H, FREE)
    assert desk.take() == []
    desk.answer_call(G, FREE)
    assert [each.version for each in news(desk.take())] == [3]


@pytest.mark.covers("Q2")
def test_a_promise_that_falls_gives_the_slot_back() -> None:
    desk = office(G, capacity=1)
    desk.reserve(reserve("r"), at())
    desk.take()
    desk.release("r", at())
    assert desk.take() == [DropHold("r")]
    desk.release("r", at())
    assert desk.take() == []
    assert desk.hold("again", at()) is not None


@pytest.mark.covers("Q2")
def test_a_doubt_is_no_free_slot_until_the_claims_have_been_read() -> None:
    desk = office(G, capacity=1)
    desk.hold("r", at())
    desk.take()
    desk.overdue("r")
    assert desk.take() == [ReadClaims()]
    desk.overdue("r")
    assert desk.take() == []
    assert desk.hold("r2", at()) is None
    claim = Claim(agent_entity(A), 1)
    assert desk.learn((Holding(claim, session_entity(S)),), at()) == (S,)
    assert desk.slots.sessions() == (S,)


def test_a_doubt_while_the_claims_are_read_reads_them_again() -> None:
    desk = office(G, capacity=2)
    desk.hold("r", at())
    desk.hold("r2", at())
    desk.take()
    desk.is_taken("r")
    assert desk.take() == [DropHold("r"), ReadClaims()]
    desk.is_taken("unknown")
    assert desk.take() == []
    assert desk.learn((), at()) == ()
    assert desk.take() == [ReadClaims()]
    assert desk.learn((), at()) == ()
    assert desk.take() == []


def test_a_session_that_nobody_promised_anything_is_looked_up() -> None:
    desk = office(G)
    assert desk.assigned(assigned("r"), at()) is Heard.DOUBTFUL
    assert desk.take() == [ReadClaims()]
    assert desk.slots.load == 1


def test_marks_are_when_he_was_last_given_work_before_this_start() -> None:
    desk = office(G)
    desk.marked(served_ms=70, turn_ms=60)
    desk.marked(served_ms=10, turn_ms=20)
    desk.changed(at())
    desk.say(FREE)
    (said,) = news(desk.take())
    assert (said.idle_since_ms, said.turn_ms) == (70, 60)


def test_an_offer_in_vain_is_no_service() -> None:
    desk = office(G)
    desk.reserve(reserve("r"), at())
    desk.assigned(assigned("r"), at(200))
    assert desk.freed(SlotFreed(S, 1, Freed.DECLINED), at(300))
    desk.say(FREE)
    assert [each.idle_since_ms for each in news(desk.take())] == [200]


@pytest.mark.covers("Q1")
def test_more_room_asks_all_groups_and_the_best_bid_is_answered() -> None:
    desk = office(G, H, capacity=1)
    desk.hold("r", at())
    desk.say(FREE)
    desk.take()
    desk.release("r", at())
    assert desk.take() == [DropHold("r"), WatchBids(BidsDue(2), SETTINGS.bid_seconds)]
    desk.say(FREE)
    told = news(desk.take())
    assert [each.wants_bid for each in told] == [True, True]
    desk.reserve(reserve("worse", G, rank=2), at())
    desk.release("never bid", at())
    desk.reserve(reserve("better", H, rank=1), at())
    assert desk.take() == [
        WatchHold("better", SETTINGS.reservation_seconds * 2),
        DropBids(),
        Tell(G, NotGranted(A, "worse")),
        Tell(H, Granted(A, "better", 1, UNTIL_MS)),
    ]


@pytest.mark.covers("Q1")
def test_an_auction_ends_when_its_time_is_over() -> None:
    desk = office(G, H, capacity=1)
    desk.hold("r", at())
    desk.release("r", at())
    desk.say(FREE)
    desk.reserve(reserve("r2"), at())
    desk.answer_call(G, FREE)
    assert news(desk.take())[-1].wants_bid is False
    desk.bids_due(BidsDue(2), at())
    assert Tell(G, Granted(A, "r2", 1, UNTIL_MS)) in desk.take()


@pytest.mark.covers("Q1")
def test_nobody_waits_for_the_bid_of_a_group_that_he_leaves() -> None:
    desk = office(G, H, capacity=1)
    desk.hold("r", at())
    desk.release("r", at())
    desk.say(FREE)
    desk.reserve(reserve("r2"), at())
    desk.take()
    desk.leave(G, at())
    assert desk.take()[1] == Tell(G, NotGranted(A, "r2"))
    desk.leave(H, at())
    assert DropBids() in desk.take()


def test_without_a_time_for_bids_the_first_group_to_ask_is_answered() -> None:
    settings = ServiceSettings(bid_seconds=0)
    moment = Moment(FREE, settings, 100)
    desk = SlotOffice(A, lambda: 1)
    desk.groups = (G, H)
    desk.slots.set_capacity(1)
    desk.changed(moment)
    desk.say(FREE)
    assert desk.take() == []  # nothing is known yet
    desk.learn((), moment)
    desk.reserve(reserve("r"), moment)
    assert Tell(G, Granted(A, "r", 1, UNTIL_MS)) in desk.take()
