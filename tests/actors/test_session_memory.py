"""Idle sessions leave memory, lose nothing by it, and miss no deadline."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.assignment.messages import GroupRule
from actors.assignment.routing import Reception
from actors.rules.settings import ServiceSettings
from actors.session.events import SessionClosed
from actors.session.replies import Accepted
from actors.session.terms import CloseReason, Role, SessionPhase
from actors.session_memory import SessionMemory
from runtime.passivation import PARTS
from runtime.sleepers import Census
from tests.actors.world import World

IDLE = 10.0
GRACE = 20.0
LATEST = GRACE + 3 * IDLE
"""After so long nobody is in memory of whom nothing was wanted; a visitor who has just
come is watched for the grace."""
LONG = 500.0
SETTINGS = ServiceSettings(
    visitor_grace_seconds=GRACE,
    agent_grace_seconds=LONG,
    agent_reminder_seconds=0.0,
    robot_silence_seconds=0.0,
)
SEEDS = range(4)
MANUAL = GroupRule(reception=Reception.MANUAL)


def world_of(
    seed: int = 0,
    rule: GroupRule = GroupRule(),  # noqa: B008 - frozen
    memory: SessionMemory = SessionMemory(IDLE, 100),  # noqa: B008 - frozen
    settings: ServiceSettings = SETTINGS,
) -> World:
    world = World(seed, settings, memory=memory)
    world.define_group("g", rule)
    return world


def census(world: World) -> Census:
    region = world.node.registry.regions.get("session")
    assert region is not None
    return region.census


def fall_asleep(world: World) -> None:
    """Time passes in which nobody wants anything."""
    world.advance(LATEST)
    assert census(world).awake == 0
    assert census(world).asleep > 0


@pytest.mark.parametrize("seed", SEEDS)
def test_a_served_session_goes_on_where_it_was(seed: int) -> None:
    world = world_of(seed)
    world.free_agent("a", 1, "g")
    session = world.open("v")
    world.post(session, Role.VISITOR, "v", "c1")
    fall_asleep(world)
    again = world.post(session, Role.VISITOR, "v", "c1")
    answer = world.post(session, Role.AGENT, "a", "c1")
    assert isinstance(again, Accepted)
    assert isinstance(answer, Accepted)
    assert (again.number, again.is_repeat, answer.number) == (1, True, 2)
    assert world.board("a").sessions == (session,)
    assert world.crashed() == []


@pytest.mark.covers("Q4")
@pytest.mark.parametrize("seed", SEEDS)
def test_those_who_wait_asleep_keep_their_order(seed: int) -> None:
    world = world_of(seed)
    sessions = [world.open(f"v{number}") for number in range(4)]
    fall_asleep(world)
    assert world.queue().sessions == tuple(sessions)
    world.free_agent("a", 1, "g")
    world.run()
    for session in sessions:
        assert world.view(session).phase is SessionPhase.SERVING
        world.close(session, Role.AGENT, "a")
        world.run()
    assert world.queue().sessions == ()


@pytest.mark.covers("Q7", "S7")
@pytest.mark.parametrize("seed", SEEDS)
def test_an_offer_that_rings_asleep_lapses_in_time(seed: int) -> None:
    world = world_of(seed, MANUAL, settings=replace(SETTINGS, accept_seconds=LONG))
    world.free_agent("a", 1, "g")
    session = world.open("v")
    began = world.now
    fall_asleep(world)
    world.advance(began + LONG - 1 - world.now)
    assert census(world).asleep == 1
    assert world.board("a").sessions == (session,)
    world.set_status("a", world.status("a"))  # asking wakes nobody
    assert census(world).asleep == 1
    world.advance(1.1)
    assert world.view(session).offer is None
    assert world.queue().sessions == (session,)
    assert world.board("a").sessions == ()


@pytest.mark.covers("Q7")
def test_an_offer_that_rings_asleep_can_be_accepted() -> None:
    world = world_of(0, MANUAL, settings=replace(SETTINGS, accept_seconds=LONG))
    world.free_agent("a", 1, "g")
    session = world.open("v")
    offer = world.offer_of(session)
    fall_asleep(world)
    world.accept(session, "a", offer)
    assert world.view(session).agent == "a"


@pytest.mark.covers("Q6", "S7")
def test_one_who_waits_asleep_is_turned_away_in_time() -> None:
    world = world_of(0, GroupRule(max_wait_seconds=LONG))
    session = world.open("v")
    fall_asleep(world)
    world.advance(LONG)
    assert world.view(session).phase is SessionPhase.MESSAGE_LEFT


@pytest.mark.covers("S4", "S7")
@pytest.mark.parametrize("seed", SEEDS)
def test_a_visitor_who_is_silent_asleep_loses_the_session_in_time(seed: int) -> None:
    world = world_of(seed, settings=replace(SETTINGS, visitor_silence_seconds=LONG))
    world.free_agent("a", 1, "g")
    session = world.open("v")
    world.post(session, Role.AGENT, "a", "c1")
    began = world.now
    fall_asleep(world)
    world.advance(began + LONG - 1 - world.now)
    assert census(world).asleep == 1
    world.advance(1.1)
    assert census(world).asleep == 0
    assert world.view(session).reason is CloseReason.TIMER
    assert world.board("a").sessions == ()


@pytest.mark.covers("S5", "S7")
def test_an_agent_who_is_silent_asleep_is_relieved_in_time() -> None:
    world = world_of(0, settings=replace(SETTINGS, agent_silence_seconds=LONG))
    world.free_agent("a", 1, "g")
    session = world.open("v")
    world.free_agent("b", 1, "g")
    world.post(session, Role.VISITOR, "v", "c1")
    fall_asleep(world)
    assert world.board("b").sessions == ()
    world.advance(LONG)
    assert world.view(session).agent == "b"


@pytest.mark.covers("Q10", "S7")
@pytest.mark.parametrize("seed", SEEDS)
def test_a_transfer_that_waits_asleep_ends_in_time(seed: int) -> None:
    world = world_of(seed, settings=replace(SETTINGS, transfer_seconds=LONG))
    world.free_agent("a", 1, "g")
    session = world.open("v")
    world.transfer(session, "a")
    began = world.now
    fall_asleep(world)
    assert world.queue().sessions == (session,)
    world.advance(began + LONG - 1 - world.now)
    assert world.queue().sessions == (session,)
    world.advance(1.1)
    view = world.view(session)
    assert (view.transfer, view.agent) == (None, "a")
    assert world.queue().sessions == ()


@pytest.mark.covers("Q6")
def test_a_visitor_who_leaves_one_asleep_is_waited_for_no_longer_than_others() -> None:
    world = world_of()
    session = world.open("v")
    fall_asleep(world)
    world.leave(session)
    world.advance(GRACE - 1)
    assert world.view(session).phase is SessionPhase.QUEUED
    world.advance(2)
    assert world.view(session).phase is SessionPhase.CLOSED


@pytest.mark.covers("S7")
def test_a_kill_forgets_no_sleepers_deadline() -> None:
    world = world_of(0, settings=replace(SETTINGS, visitor_silence_seconds=LONG))
    world.free_agent("a", 1, "g")
    session = world.open("v")
    world.post(session, Role.AGENT, "a", "c1")
    world.leave(session)
    fall_asleep(world)
    world.die()
    world.advance(LONG - LATEST - 10)
    assert SessionClosed not in world.node.committed
    world.advance(LATEST)
    assert world.view(session).reason is CloseReason.TIMER


def test_above_the_limit_idle_ones_leave_before_their_time() -> None:
    memory = SessionMemory(LONG, 3)
    world = world_of(
        0, memory=memory, settings=replace(SETTINGS, visitor_grace_seconds=0.0)
    )
    sessions = [world.open(f"v{number}") for number in range(10)]
    world.advance(LONG / PARTS + 1.0)
    assert census(world).awake <= 3
    assert census(world).awake + census(world).asleep == 10
    assert world.queue().sessions == tuple(sessions)


def test_one_that_has_ended_leaves_at_once() -> None:
    world = world_of()
    session = world.open("v")
    world.close(session, Role.VISITOR, "v")
    world.run()
    assert (census(world).awake, census(world).asleep) == (0, 0)
