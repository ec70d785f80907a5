"""The agent's actor among recorders: promises, sessions, what the groups are told."""

from __future__ import annotations

import pytest

from actors.agent.messages import (
    AgentCard,
    AgentStatus,
    Attach,
    Board,
    CallForAgents,
    CheckSlots,
    Freed,
    GetCard,
    GiveBack,
    Held,
    HoldReleased,
    NoBid,
    RegisterAgent,
    Registered,
    Reserve,
    ReserveByHand,
    SessionAssignedToYou,
    SetCapacity,
    SetStatus,
    SlotFreed,
)
from actors.assignment.messages import (
    AgentLeft,
    AgentNews,
    Granted,
    NotGranted,
    group_topic,
)
from actors.assignment.routing import Exclusion
from actors.assignment.urgency import Bid
from actors.ids import GroupId, SessionId, served_mark, turn_mark
from actors.refusal import Rule
from actors.rules.settings import ServiceSettings
from runtime.errors import Unavailable
from runtime.journal import Answer, FindMarks, Holders, Query, StoreFull
from runtime.journal_memory import MemoryJournal
from tests.actors.agent_stage import A_LITTLE, G1, G2, START_MS, A, Stage, is_refused

S1, S2 = SessionId("s1"), SessionId("s2")
G3 = GroupId("g3")


# --- promises


@pytest.mark.covers("Q2")
def test_a_promise_becomes_a_session_and_the_slot_comes_back() -> None:
    stage = Stage()
    stage.free_agent(1)
    slot = stage.serve("s1")
    assert (slot, stage.boards[-1].sessions) == (1, (S1,))
    assert stage.boards[-1].status is AgentStatus.BUSY
    stage.reserve("late")
    assert stage.last(NotGranted) == NotGranted(A, "late")
    stage.end("s1", slot)
    assert (stage.boards[-1].sessions, stage.boards[-1].status) == (
        (),
        AgentStatus.FREE,
    )
    stage.reserve("next")
    granted = stage.last(Granted)
    assert granted == Granted(A, "next", 1, stage.wall_ms() + 5_000)


def test_a_reservation_that_comes_twice_is_promised_one_slot() -> None:
    stage = Stage()
    stage.free_agent(2)
    stage.reserve("r")
    stage.set_status(AgentStatus.REST)
    stage.reserve("r")
    first, second = stage.all_heard(Granted)
    assert first == second
    assert stage.news().load == 1


@pytest.mark.covers("Q2", "Q8")
@pytest.mark.parametrize(
    "word", [GiveBack("r"), HoldReleased("r", slot_is_taken=False)]
)
def test_a_promise_that_is_given_back_is_room_again(
    word: GiveBack | HoldReleased,
) -> None:
    stage = Stage()
    stage.free_agent(1)
    stage.reserve("r")
    assert stage.news().why_not is Exclusion.FULL
    stage.tell(word)
    assert stage.news().why_not is None
    stage.tell(word)
    stage.reserve("r2")
    assert stage.last(Granted).reservation == "r2"
    stage.advance(60.0)
    assert stage.crashed() == []


@pytest.mark.covers("Q2", "S7")
@pytest.mark.parametrize("is_committed", [True, False])
def test_a_promise_nobody_speaks_of_is_looked_up(*, is_committed: bool) -> None:
    stage = Stage()
    stage.free_agent(1)
    stage.reserve("r")
    if is_committed:
        stage.claim("s1", 1)
    stage.advance(9.9)
    assert stage.news().why_not is Exclusion.FULL
    stage.advance(0.2)
    wanted = Exclusion.FULL if is_committed else None
    assert stage.news().why_not is wanted
    assert stage.boards[-1].sessions == ((S1,) if is_committed else ())


@pytest.mark.covers("Q2")
def test_a_slot_that_another_claim_has_is_looked_up() -> None:
    stage = Stage()
    stage.free_agent(2)
    stage.reserve("r")
    stage.claim("s2", 1)
    stage.tell(HoldReleased("r", slot_is_taken=True))
    assert stage.boards[-1].sessions == (S2,)
    assert (stage.news().load, stage.news().why_not) == (1, None)


@pytest.mark.covers("S7")
def test_an_assignment_nobody_promised_is_looked_up() -> None:
    stage = Stage()
    stage.free_agent(2)
    stage.claim("s1", 2)
    stage.tell(SessionAssignedToYou(S1, 2, ""))
    assert [board.sessions for board in stage.boards[-2:]] == [(), (S1,)]
    # A late repetition of what is over is none.
    stage.end("s1", 2)
    stage.tell(SessionAssignedToYou(S1, 2, ""))
    assert [board.sessions for board in stage.boards[-2:]] == [(), ()]
    assert stage.news().why_not is None


@pytest.mark.covers("S7")
def test_an_answer_that_is_older_than_the_latest_doubt_is_read_again() -> None:
    stage = Stage()
    stage.free_agent(2)
    stage.agent.tell(CheckSlots())
    stage.drain()
    stage.reserve_now("r")
    stage.agent.tell(HoldReleased("r", slot_is_taken=True))
    stage.drain()
    stage.commit()
    stage.drain()
    assert stage.news().load == 1
    stage.claim("s1", 1)
    stage.run()
    assert (stage.boards[-1].sessions, stage.news().load) == ((S1,), 1)
    # Said again, it changes nothing.
    stage.tell(HoldReleased("r", slot_is_taken=True))
    assert (stage.boards[-1].sessions, stage.news().load) == ((S1,), 1)


class Choked(MemoryJournal):
    """Has no room for one kind of question for a while."""

    def __init__(self, kind: type[Query]) -> None:
        super().__init__()
        self.kind = kind
        self.refusals = 0

    def answer(self, query: Query) -> Answer:
        if isinstance(query, self.kind) and self.refusals:
            self.refusals -= 1
            return StoreFull("no room")
        return super().answer(query)


@pytest.mark.covers("S7")
@pytest.mark.parametrize("kind", [Holders, FindMarks])
def test_an_agent_who_cannot_read_his_slots_starts_again(kind: type[Query]) -> None:
    backend = Choked(kind)
    stage = Stage(backend=backend)
    stage.free_agent(2)
    stage.serve("s1")
    backend.refusals = 2
    stage.die()
    stage.forget()
    stage.agent.tell(Attach("c"))
    stage.advance(10.0)
    assert stage.crashed() == ["/agents/a"] * 2
    assert (stage.news().load, backend.refusals) == (1, 0)


@pytest.mark.covers("Q2", "S7")
def test_an_agent_who_starts_learns_his_slots_before_he_promises_any() -> None:
    stage = Stage()
    stage.free_agent(2)
    stage.serve("s1")
    stage.die()
    stage.forget()
    stage.agent.tell(Attach("c"))
    stage.agent.tell(CallForAgents(G1))
    stage.agent.tell(Reserve(G1, "early", Bid(1, 1)))
    by_hand = stage.start_ask(ReserveByHand(S2, "by hand"))
    while not by_hand:
        stage.drain()
        if not by_hand:
            stage.commit()
    assert isinstance(by_hand[0], Unavailable)
    assert stage.all_heard(AgentNews) == []
    stage.run()
    assert stage.last(NotGranted).reservation == "early"
    assert stage.news().load == 1
    stage.reserve("r")
    assert stage.last(Granted).slot == 2


@pytest.mark.covers("Q2")
def test_a_cut_evicts_nobody_and_a_raise_is_announced_at_once() -> None:
    stage = Stage()
    stage.free_agent(2)
    for session in ("s1", "s2"):
        stage.serve(session)
    assert stage.ask(SetCapacity(1, "boss", "op1")) == Registered()
    assert stage.boards[-1].sessions == (S1, S2)
    assert (stage.news().load, stage.news().capacity) == (2, 1)
    stage.end("s1", 1)
    stage.reserve("r")
    assert stage.last(NotGranted).reservation == "r"
    assert stage.ask(SetCapacity(3, "boss", "op2")) == Registered()
    assert (stage.news().why_not, stage.news().capacity) == (None, 3)
    # The same operation again gets the same answer and changes nothing.
    assert stage.ask(SetCapacity(1, "boss", "op1")) == Registered()
    assert stage.news().capacity == 3


# --- by hand


@pytest.mark.covers("Q11")
def test_a_slot_is_held_by_hand_past_every_queue() -> None:
    stage = Stage()
    assert is_refused(stage.ask(ReserveByHand(S1, "h0")), Rule.NO_SUCH_AGENT)
    stage.register(1)
    stage.attach()
    assert is_refused(stage.ask(ReserveByHand(S1, "h1")), Rule.AGENT_NOT_FREE)
    stage.set_status(AgentStatus.FREE)
    held = stage.ask(ReserveByHand(S1, "h1"))
    assert held == Held(A, 1, "h1", stage.wall_ms() + 5_000, "Ann")
    assert stage.ask(ReserveByHand(S1, "h1")) == held
    assert is_refused(stage.ask(ReserveByHand(S2, "h2")), Rule.AGENT_FULL)
    assert stage.news().why_not is Exclusion.FULL
    stage.tell(GiveBack("h1"))
    assert isinstance(stage.ask(ReserveByHand(S2, "h2")), Held)


@pytest.mark.covers("Q10")
def test_the_card_tells_colleagues_who_he_is_and_how_busy() -> None:
    stage = Stage()
    assert is_refused(stage.ask(GetCard()), Rule.NO_SUCH_AGENT)
    stage.free_agent(2, G1, G2)
    stage.advance(1.0)
    stage.serve("s1")
    wanted = AgentCard(A, "Ann", AgentStatus.FREE, (G1, G2), 1, 2)
    assert stage.ask(GetCard()) == wanted


# --- what groups are told


@pytest.mark.covers("Q8")
def test_several_changes_of_one_turn_are_one_word() -> None:
    stage = Stage()
    stage.free_agent(3)
    slots = {session: stage.serve(session) for session in ("s1", "s2", "s3")}
    stage.forget()
    freed = [SlotFreed(SessionId(one), slot) for one, slot in slots.items()]
    stage.tell(*freed)
    (news,) = stage.all_heard(AgentNews)
    assert (news.load, news.why_not) == (0, None)


@pytest.mark.covers("Q8")
def test_a_turn_that_ends_in_a_commit_says_what_changed_before_it() -> None:
    stage = Stage()
    stage.free_agent(1)
    slot = stage.serve("s1")
    stage.forget()
    stage.agent.tell(SlotFreed(S1, slot))
    stage.agent.tell(SetCapacity(2, "boss", "op"))
    stage.drain()
    assert stage.news().why_not is None
    stage.run()
    assert [news.capacity for news in stage.all_heard(AgentNews)] == [1, 2]


def test_work_on_slots_behind_a_commit_waits_for_it() -> None:
    stage = Stage()
    stage.free_agent(1)
    stage.agent.tell(SetStatus(AgentStatus.REST, "op"))
    stage.agent.tell(Reserve(G1, "r", Bid(1, 1)))
    stage.drain()
    assert stage.heard == []
    stage.run()
    assert stage.last(NotGranted).reservation == "r"


@pytest.mark.covers("Q3")
def test_news_tell_how_to_choose_him() -> None:
    stage = Stage()
    stage.free_agent(2)
    free_ms = stage.wall_ms()
    stage.ask(RegisterAgent("Bea", (G1,), 2, (("french", 3),)))
    news = stage.news()
    assert (news.nickname, news.skills, news.wants_bid) == (
        "Bea",
        (("french", 3),),
        False,
    )
    assert (news.idle_since_ms, news.turn_ms) == (free_ms, 0)
    stage.advance(7.0)
    slot = stage.serve("s1")
    assigned_ms = stage.wall_ms()
    news = stage.news()
    assert (news.idle_since_ms, news.turn_ms) == (assigned_ms, assigned_ms)
    stage.advance(7.0)
    stage.end("s1", slot)
    news = stage.news()
    assert (news.idle_since_ms, news.turn_ms) == (stage.wall_ms(), assigned_ms)
    stage.advance(7.0)
    slot = stage.serve("s2", is_ringing=True)
    rang_ms = stage.wall_ms()
    stage.advance(7.0)
    stage.end("s2", slot, Freed.DECLINED)
    assert stage.news().idle_since_ms == rang_ms


@pytest.mark.covers("Q3")
def test_what_is_promised_counts_as_his_turn_until_it_is_given_back() -> None:
    stage = Stage()
    stage.free_agent(2)
    stage.advance(7.0)
    stage.reserve("r")
    news = stage.news()
    assert (news.idle_since_ms, news.turn_ms) == (stage.wall_ms(), stage.wall_ms())
    stage.tell(GiveBack("r"))
    assert (stage.news().idle_since_ms, stage.news().turn_ms) == (START_MS, 0)


@pytest.mark.covers("Q3", "S7")
def test_idle_time_and_turn_outlast_a_restart_as_marks() -> None:
    stage = Stage()
    stage.free_agent(1)
    stage.mark(served_mark(A), str(START_MS + 20_000))
    stage.mark(turn_mark(A), str(START_MS + 10_000))
    stage.die()
    stage.attach()
    news = stage.news()
    assert news.idle_since_ms == START_MS + 20_000
    assert news.turn_ms == START_MS + 10_000


def test_versions_grow_over_restarts_even_within_a_millisecond() -> None:
    stage = Stage()
    stage.free_agent(1)
    for _ in range(5):
        stage.reserve("r")
        stage.tell(GiveBack("r"))
    before = stage.news().version
    stage.cell().kill()
    stage.run()
    assert stage.news().version > before
    before = stage.news().version
    stage.die(1.0)
    stage.attach()
    assert stage.news().version > before


@pytest.mark.covers("Q1", "Q8")
def test_groups_that_are_joined_and_left_are_told() -> None:
    stage = Stage()
    stage.free_agent(1, G1, G2)
    stage.ask(RegisterAgent("Ann", (G2, G3), 1))
    assert [left.agent for left in stage.all_heard(AgentLeft, "group/g1")] == [A]
    assert stage.all_heard(AgentNews, "group/g1") == []
    assert stage.news(G3).why_not is None
    stage.forget()
    stage.node.topics.publish(group_topic(G1), CallForAgents(G1))
    stage.node.topics.publish(group_topic(G3), CallForAgents(G3))
    stage.run()
    assert [name for name, _ in stage.heard] == ["group/g3"]
    # A group that has not heard yet that he left asks in vain, and hears it again.
    stage.reserve("r", group=G1)
    assert stage.last(NotGranted, "group/g1").reservation == "r"
    assert stage.all_heard(AgentLeft, "group/g1") != []
    stage.tell(CallForAgents(G1))
    assert stage.all_heard(AgentNews, "group/g1") == []


def test_nobody_hears_of_an_agent_who_was_never_registered() -> None:
    stage = Stage()
    assert is_refused(stage.attach(), Rule.NO_SUCH_AGENT)
    refused = stage.set_status(AgentStatus.FREE)
    assert is_refused(refused, Rule.NO_SUCH_AGENT)
    refused_too = stage.ask(SetCapacity(2, "boss", "op"))
    assert is_refused(refused_too, Rule.NO_SUCH_AGENT)
    stage.tell(CheckSlots(), CallForAgents(G1))
    assert stage.heard == []


# --- several groups


@pytest.mark.covers("Q1")
def test_a_freed_slot_goes_to_the_best_bid_of_all_groups() -> None:
    stage = Stage()
    stage.free_agent(1, G1, G2)
    slot = stage.serve("s1")
    stage.end("s1", slot)
    assert stage.news(G1).wants_bid
    assert stage.news(G2).wants_bid
    stage.reserve("worse", bid=5, group=G1)
    assert stage.all_heard(NotGranted) == []
    stage.reserve("better", bid=2, group=G2)
    assert stage.last(Granted, "group/g2").reservation == "better"
    assert stage.last(NotGranted, "group/g1").reservation == "worse"
    assert not stage.news(G1).wants_bid


@pytest.mark.covers("Q1")
def test_several_slots_go_to_the_smallest_bids_one_after_the_other() -> None:
    stage = Stage()
    stage.register(2, G1, G2)
    stage.attach()
    stage.set_status(AgentStatus.FREE)
    stage.reserve("g1 first", bid=1, group=G1)
    stage.reserve("g2 first", bid=7, group=G2)
    assert [each.reservation for each in stage.all_heard(Granted)] == ["g1 first"]
    # Only who has won is asked for another; the other's bid still stands.
    assert (stage.news(G1).wants_bid, stage.news(G2).wants_bid) == (True, False)
    stage.reserve("g1 second", bid=2, group=G1)
    assert [each.reservation for each in stage.all_heard(Granted)] == [
        "g1 first",
        "g1 second",
    ]
    assert [each.reservation for each in stage.all_heard(NotGranted)] == ["g2 first"]


@pytest.mark.covers("Q1")
def test_an_answer_that_there_is_nobody_ends_the_waiting() -> None:
    stage = Stage()
    stage.register(1, G1, G2)
    stage.attach()
    stage.set_status(AgentStatus.FREE)
    stage.reserve("r", bid=5, group=G1)
    stage.tell(NoBid(G2, stage.news(G2).version - 1))
    assert stage.all_heard(Granted) == []
    stage.tell(NoBid(G2, stage.news(G2).version))
    assert stage.last(Granted).reservation == "r"


@pytest.mark.covers("Q1")
def test_a_group_that_is_away_is_not_waited_for_long() -> None:
    stage = Stage()
    stage.register(2, G1, G2)
    stage.attach()
    stage.set_status(AgentStatus.FREE)
    stage.reserve("b", bid=5, group=G1)
    stage.reserve("c", bid=6, group=G1)
    stage.reserve("a", bid=4, group=G1)
    stage.advance(stage.settings.bid_seconds + A_LITTLE)
    assert [each.reservation for each in stage.all_heard(Granted)] == ["a", "b"]
    assert [each.reservation for each in stage.all_heard(NotGranted)] == ["c"]


@pytest.mark.covers("Q1", "Q8")
def test_a_slot_that_is_freed_during_an_auction_is_in_it() -> None:
    stage = Stage()
    stage.free_agent(2, G1, G2)
    first, second = stage.serve("s1"), stage.serve("s2")
    stage.end("s1", first)
    stage.reserve("r1", bid=5, group=G1)
    stage.end("s2", second)
    assert (stage.news(G1).wants_bid, stage.news(G2).wants_bid) == (False, True)
    stage.forget()
    stage.reserve("r2", bid=6, group=G2)
    assert stage.last(Granted).reservation == "r1"
    stage.tell(NoBid(G1, stage.news(G1).version))
    assert stage.last(Granted).reservation == "r2"


@pytest.mark.covers("Q1")
def test_without_a_time_for_bids_the_first_who_asks_gets_the_slot() -> None:
    stage = Stage(ServiceSettings(bid_seconds=0.0))
    stage.free_agent(1, G1, G2)
    stage.end("s1", stage.serve("s1"))
    assert not stage.news(G1).wants_bid
    stage.reserve("r", bid=9)
    assert stage.last(Granted).reservation == "r"


@pytest.mark.covers("Q1")
def test_outside_an_auction_a_reservation_is_decided_at_once() -> None:
    stage = Stage()
    stage.free_agent(2, G1, G2)
    stage.reserve("r", bid=9, group=G2)
    assert stage.last(Granted).reservation == "r"
    assert not stage.news(G1).wants_bid


@pytest.mark.covers("Q1", "Q12")
def test_bids_are_refused_when_he_can_take_none_any_more() -> None:
    stage = Stage()
    stage.register(1, G1, G2)
    stage.attach()
    stage.set_status(AgentStatus.FREE)
    stage.reserve("r", bid=5, group=G1)
    stage.reserve("given up", bid=6, group=G1)
    stage.tell(GiveBack("given up"))
    stage.set_status(AgentStatus.REST)
    assert [each.reservation for each in stage.all_heard(NotGranted)] == ["r"]
    assert stage.all_heard(Granted) == []
    stage.advance(1.0)
    assert stage.all_heard(Granted) == []


@pytest.mark.covers("Q1", "Q8")
def test_a_group_that_he_leaves_is_out_of_the_auction() -> None:
    stage = Stage()
    stage.register(1, G1, G2)
    stage.attach()
    stage.set_status(AgentStatus.FREE)
    stage.reserve("r", bid=5, group=G1)
    stage.ask(RegisterAgent("Ann", (G1,), 1))
    assert stage.last(Granted).reservation == "r"


@pytest.mark.covers("Q1", "Q11")
def test_a_slot_held_by_hand_is_out_of_the_auction() -> None:
    stage = Stage()
    stage.register(1, G1, G2)
    stage.attach()
    stage.set_status(AgentStatus.FREE)
    stage.reserve("r", bid=5, group=G1)
    assert isinstance(stage.ask(ReserveByHand(S1, "h")), Held)
    assert [each.reservation for each in stage.all_heard(NotGranted)] == ["r"]


def test_versions_of_boards_grow() -> None:
    stage = Stage()
    stage.free_agent(1)
    stage.serve("s1")
    versions = [board.version for board in stage.boards]
    assert versions == sorted(set(versions))
    last = stage.attach()
    assert isinstance(last, Board)
    assert last.version > versions[-1]
