"""How capacity, seats and lines fail elsewhere, each as a test here.

The failures are those that users of other systems report again and again: letters and
numbers name the reports (RC: Rocket.Chat, CW: Chatwoot, LHC: Live Helper Chat). Each
test runs under several seeds: the order of turns and commits differs each time.
"""

from __future__ import annotations

from itertools import pairwise

import pytest

from actors.agent.messages import AgentStatus
from actors.assignment.messages import (
    SessionWaits,
)
from actors.assignment.routing import Strategy
from actors.assignment.standing import Standing
from actors.handover import take
from actors.ids import AgentId, GroupId, SessionId, VisitorId
from actors.refusal import Refused, Rule
from actors.rules.settings import ServiceSettings
from actors.session.messages import AcceptOffer, OpenSession
from actors.session.replies import Done
from actors.session.terms import Role, Sender, SessionPhase
from admin.simulation.stepped_service import Waiting
from tests.actors.desk import SEEDS, desk, phases
from tests.actors.invariants import check_slots, history
from tests.actors.world import MANUAL, SUPERVISOR, World, strategy

pytestmark = pytest.mark.unmeasured

QUEUED, OFFERED, SERVING = (
    SessionPhase.QUEUED,
    SessionPhase.OFFERED,
    SessionPhase.SERVING,
)


def start_take(world: World, session: str, agent: str, sender: Sender) -> Waiting:
    waiting = Waiting()
    take(
        world.desk,
        sender,
        SessionId(session),
        AgentId(agent),
        world.operation(),
        waiting.done,
    )
    return waiting


def by_hand(
    world: World, session: str, agent: str, sender: Sender = SUPERVISOR
) -> object:
    waiting = start_take(world, session, agent, sender)
    world.run()
    assert waiting.error is None, waiting.error
    return waiting.answer


# --- A. capacity that holds under load


@pytest.mark.covers("Q2", "Q14")
@pytest.mark.parametrize("seed", SEEDS)
def test_rc_18217_concurrent_starts_do_not_overload_an_agent(seed: int) -> None:
    world = desk(seed, capacity=3)
    waiting = [world.start_open(f"v{number}") for number in range(10)]
    world.run()
    sessions = [getattr(each.answer, "session", "") for each in waiting]
    assert phases(world, sessions).count(SERVING) == 3
    assert len(world.board("a").sessions) == 3
    assert world.queue().waiting == 7
    check_slots(world.backend, history(world.backend, set(sessions)), {"a": 3})


@pytest.mark.covers("Q2", "Q10")
@pytest.mark.parametrize("seed", SEEDS)
def test_transfers_to_a_full_agent_wait_for_a_slot(seed: int) -> None:
    world = desk(seed, capacity=2)
    world.set_status("a", AgentStatus.NOT_READY)
    world.free_agent("b", 2, "g")
    mine = [world.open("v1"), world.open("v2")]
    world.set_status("a", AgentStatus.FREE)
    others = [world.open("v3"), world.open("v4")]
    assert [world.view(each).agent for each in mine + others] == ["b", "b", "a", "a"]
    for session in mine:
        assert isinstance(world.transfer(session, "b", "a"), Done)
    assert len(world.board("a").sessions) == 2
    assert [world.view(each).agent for each in mine] == ["b", "b"]
    world.close(others[0], Role.AGENT, "a")
    world.run()
    assert [world.view(each).agent for each in mine] == ["a", "b"]
    assert set(world.board("a").sessions) == {mine[0], others[1]}


@pytest.mark.covers("Q2", "Q11")
@pytest.mark.parametrize("seed", SEEDS)
def test_lhc_1337_nobody_takes_more_by_hand_than_his_capacity(seed: int) -> None:
    world = desk(seed, capacity=1)
    sessions = [world.open(f"v{number}") for number in range(3)]
    answers = [
        by_hand(world, sessions[1], "a", Sender(Role.AGENT, "a")),
        by_hand(world, sessions[2], "a"),
    ]
    for answer in answers:
        assert isinstance(answer, Refused)
        assert answer.rule is Rule.AGENT_FULL
    assert world.board("a").sessions == (sessions[0],)


@pytest.mark.covers("Q2", "Q11", "Q14")
@pytest.mark.parametrize("seed", SEEDS)
def test_rc_37776_starts_transfers_and_picks_at_once_respect_the_limit(
    seed: int,
) -> None:
    world = desk(seed, capacity=3)
    world.free_agent("b", 1, "g")
    world.set_status("b", AgentStatus.NOT_READY)
    sessions = [world.open(f"v{number}") for number in range(2)]
    for number in range(2, 8):
        world.start_open(f"v{number}")
        for each in sessions:
            start_take(world, each, "b", SUPERVISOR)
        for _ in range(number):
            world.step()
    world.set_status("b", AgentStatus.FREE)
    world.run()
    assert len(world.board("a").sessions) <= 3
    assert len(world.board("b").sessions) <= 1
    served = {*world.board("a").sessions, *world.board("b").sessions}
    assert len(served) == 4


@pytest.mark.covers("Q2")
def test_zendesk_chats_that_are_silent_still_count() -> None:
    world = desk(0, capacity=2)
    sessions = [world.open("v1"), world.open("v2")]
    world.post(sessions[0], Role.AGENT, "a", "c1")
    for session in sessions:
        world.leave(session)
    world.advance(3_600)
    late = world.open("v3")
    assert world.view(late).phase is QUEUED
    for session in sessions:
        world.come(session)
        world.post(session, Role.VISITOR, world.view(session).visitor, "c2")
    assert set(world.board("a").sessions) == set(sessions)


@pytest.mark.covers("Q2", "Q12")
def test_salesforce_a_closed_tab_frees_no_capacity() -> None:
    world = desk(0, capacity=1)
    session, waiting = world.open("v1"), world.open("v2")
    world.detach("a")
    world.advance(5)
    world.attach("a")
    world.run()
    assert world.board("a").sessions == (session,)
    assert world.view(waiting).phase is QUEUED


@pytest.mark.covers("Q3")
@pytest.mark.parametrize("seed", SEEDS)
def test_cw_11034_nobody_gets_the_pile_while_others_idle(seed: int) -> None:
    world = desk(seed, capacity=4, rule=strategy(Strategy.LEAST_LOADED))
    for agent in ("b", "c"):
        world.free_agent(agent, 4, "g")
    for count in (1, 2):
        for number in range(3):
            world.start_open(f"v{count}{number}")
        world.run()
        loads = [len(world.board(agent).sessions) for agent in ("a", "b", "c")]
        assert loads == [count] * 3


@pytest.mark.covers("Q2")
@pytest.mark.parametrize("seed", SEEDS)
def test_capacity_cut_under_load_evicts_nobody_and_grants_nothing(seed: int) -> None:
    world = desk(seed, capacity=3)
    for number in range(6):
        world.start_open(f"v{number}")
    for _ in range(seed * 9):
        world.step()
    world.set_capacity("a", 1)
    world.run()
    served = world.board("a").sessions
    for number, session in enumerate(served):
        left = len(served) - number
        assert len(world.board("a").sessions) == left
        if left > 1:
            world.close(session, Role.AGENT, "a")
            world.run()
    assert len(world.board("a").sessions) == 1
    world.set_capacity("a", 2)
    world.run()
    assert len(world.board("a").sessions) == 2


# --- B. one session, one seat


@pytest.mark.covers("Q7", "Q14")
@pytest.mark.parametrize("seed", SEEDS)
def test_rc_22206_two_who_take_the_same_chat_at_once_are_told_apart(seed: int) -> None:
    world = desk(seed, rule=MANUAL)
    world.set_status("a", AgentStatus.NOT_READY)
    session = world.open("v")
    for agent in ("a", "b"):
        world.free_agent(agent, 3, "g")
    offer = world.view(session).offer
    assert offer is not None
    commands = [
        AcceptOffer(Sender(Role.AGENT, agent), offer.offer, world.operation())
        for agent in ("a", "b")
    ]
    asked = [world.start_ask(world.session(session), each) for each in commands]
    picked = start_take(world, session, "b", Sender(Role.AGENT, "b"))
    world.run()
    won = [isinstance(each.answer, Done) for each in (*asked, picked)]
    assert sum(won) == 1
    holders = [agent for agent in ("a", "b") if world.board(agent).sessions]
    assert holders == [world.view(session).agent]


@pytest.mark.covers("Q11", "Q14")
@pytest.mark.parametrize("seed", SEEDS)
def test_cw_15275_a_hand_and_the_line_at_once_leave_one_agent(seed: int) -> None:
    world = desk(seed)
    world.set_status("a", AgentStatus.NOT_READY)
    session = world.open("v")
    world.free_agent("b", 1, "g")
    world.set_status("b", AgentStatus.NOT_READY)
    world.start_status("a", AgentStatus.FREE)
    world.start_status("b", AgentStatus.FREE)
    for _ in range(seed * 4):
        world.step()
    taken = start_take(world, session, "b", SUPERVISOR)
    world.run()
    owner = world.view(session).agent
    assert owner in ("a", "b")
    if isinstance(taken.answer, Done):
        assert owner == "b"
    other = "a" if owner == "b" else "b"
    assert world.board(owner).sessions == (session,)
    assert world.board(other).sessions == ()


@pytest.mark.covers("Q14")
@pytest.mark.parametrize("seed", SEEDS)
def test_cw_14495_told_many_times_it_is_assigned_once(seed: int) -> None:
    world = desk(seed)
    for agent in ("b", "c"):
        world.free_agent(agent, 1, "g")
    session = world.open("v")
    owner, version = world.view(session).agent, world.view(session).version
    ticket = history(world.backend, {session})[0].position
    waits = SessionWaits(SessionId(session), ticket, Standing(since_ms=0))
    for _ in range(30):
        world.group("g").tell(waits)
    world.run()
    world.advance(60)
    assert (world.view(session).agent, world.view(session).version) == (owner, version)
    assert [len(world.board(each).sessions) for each in ("a", "b", "c")].count(1) == 1
    assert world.queue().waiting == 0


# --- C. a queue that drains at once and in order


@pytest.mark.covers("Q4", "Q8")
@pytest.mark.parametrize("seed", SEEDS)
def test_cw_10583_the_fourth_is_served_before_the_fifth(seed: int) -> None:
    world = desk(seed, capacity=3)
    sessions = [world.open(f"v{number}") for number in range(5)]
    world.close(sessions[1], Role.AGENT, "a")
    world.run()
    assert phases(world, sessions[3:]) == [SERVING, QUEUED]


@pytest.mark.covers("Q8")
@pytest.mark.parametrize("seed", SEEDS)
def test_cskefu_434_nobody_idles_beside_a_queue(seed: int) -> None:
    """There a seat had to toggle its state before the queue moved."""
    world = desk(seed, capacity=1)
    sessions = [world.open(f"v{number}") for number in range(4)]
    for closing, next_one in pairwise(sessions):
        world.close(closing, Role.VISITOR, world.view(closing).visitor)
        world.run()
        assert world.view(next_one).phase is SERVING


@pytest.mark.covers("Q8")
@pytest.mark.parametrize("seed", SEEDS)
def test_cw_cron_an_agent_who_comes_online_drains_the_queue_at_once(seed: int) -> None:
    world = World(seed)
    world.define_group("g")
    sessions = [world.open(f"v{number}") for number in range(3)]
    before = world.now
    world.free_agent("a", 2, "g")
    world.run()
    assert phases(world, sessions) == [SERVING, SERVING, QUEUED]
    assert world.now == before


@pytest.mark.covers("Q8")
@pytest.mark.parametrize("seed", SEEDS)
def test_rc_24693_what_found_nobody_once_is_not_forgotten(seed: int) -> None:
    world = desk(seed)
    world.set_status("a", AgentStatus.OFFLINE)
    session = world.open("v")
    world.advance(600)
    world.register("b", 1, "h")
    world.attach("b")
    world.set_status("b", AgentStatus.FREE)
    assert world.view(session).phase is QUEUED
    world.register("b", 1, "h", "g")
    world.run()
    assert world.view(session).agent == "b"


@pytest.mark.covers("Q4", "Q14")
@pytest.mark.parametrize("seed", SEEDS)
def test_lhc_1260_the_first_is_not_left_while_others_are_served(seed: int) -> None:
    world = World(seed)
    world.define_group("g")
    sessions = [world.open(f"v{number}") for number in range(6)]
    for agent in ("a", "b"):
        world.free_agent(agent, 1, "g")
    served = []
    for _ in sessions:
        now = [each for each in sessions if world.view(each).phase is SERVING]
        served += [each for each in now if each not in served]
        world.close(now[0], Role.VISITOR, world.view(now[0]).visitor)
        world.run()
    assert served == sessions


@pytest.mark.covers("Q1", "Q8")
@pytest.mark.parametrize("seed", SEEDS)
def test_rc_29290_every_queue_moves(seed: int) -> None:
    world = World(seed)
    groups = ("g", "h", "i")
    for group in groups:
        world.define_group(group)
    sessions = [world.open(f"v{group}", group) for group in groups]
    for agent, group in zip("abc", groups, strict=True):
        world.free_agent(agent, 1, group)
    world.run()
    assert phases(world, sessions) == [SERVING] * 3


@pytest.mark.covers("Q3")
@pytest.mark.parametrize("seed", SEEDS)
def test_cskefu_a_head_that_nobody_can_serve_blocks_nobody(seed: int) -> None:
    settings = ServiceSettings(relax_seconds=600)
    world = desk(seed, settings=settings, rule=strategy(Strategy.SKILL_LEVEL))
    world.set_status("a", AgentStatus.NOT_READY)
    picky = "0" * 26
    command = OpenSession(
        VisitorId("p"), "P", "web", GroupId("g"), skill="thai", level=5
    )
    world.ask(world.session(picky), command)
    world.come(picky)
    easy = world.open("v")
    world.set_status("a", AgentStatus.FREE)
    world.run()
    assert phases(world, [picky, easy]) == [QUEUED, SERVING]


@pytest.mark.covers("Q4", "Q7")
@pytest.mark.parametrize("seed", SEEDS)
def test_declined_work_keeps_its_age(seed: int) -> None:
    world = desk(seed, rule=MANUAL)
    first, second = world.open("v1"), world.open("v2")
    world.decline(first, "a")
    assert world.position(first).position == 1
    world.free_agent("b", 1, "g")
    world.run()
    offers = [world.view(each).offer for each in (first, second)]
    assert [offer.agent if offer else "" for offer in offers] == ["b", "a"]
