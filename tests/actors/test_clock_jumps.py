"""Clocks that are set anew: nothing comes early, and nothing an hour late."""

from __future__ import annotations

import pytest

from actors.agent.messages import AgentStatus
from actors.assignment.messages import USUAL_RULE, GroupRule
from actors.assignment.routing import Reception
from actors.rules.settings import ServiceSettings
from actors.session.terms import Role, SessionPhase
from runtime.open_node import wall_clock
from tests.actors.world import World

pytestmark = [pytest.mark.unmeasured, pytest.mark.covers("S7")]

HOUR = 3_600
STEPS = (HOUR, -HOUR, 2, -2, 7 * HOUR, -30)
"""Seconds by which the clock is set, while nothing runs."""
BEAT = 6
"""Seconds: a killed service may have lived so much longer than is known, or started."""


def desk(
    step: int,
    settings: ServiceSettings,
    rule: GroupRule = USUAL_RULE,
    capacity: int = 1,
) -> World:
    """A service that has run for a while, two agents, and a clock that will be set."""
    world = World(step, settings)
    world.define_group("g", rule)
    for agent in ("a", "b"):
        world.register(agent, capacity, "g")
    world.advance(100)
    world.ahead = step
    return world


def free(world: World, agent: str) -> None:
    world.attach(agent)
    world.set_status(agent, AgentStatus.FREE)


def come_back(world: World, *agents: str) -> None:
    """Who was connected connects again, as clients do at once."""
    for agent in agents:
        world.attach(agent)
    world.advance(1)


@pytest.mark.covers("Q7")
@pytest.mark.parametrize("step", STEPS)
def test_an_offer_rings_on_for_the_time_it_had_left(step: int) -> None:
    world = desk(
        step, ServiceSettings(accept_seconds=60), GroupRule(reception=Reception.MANUAL)
    )
    for agent in ("a", "b"):
        free(world, agent)
    session = world.open("v")
    first = world.view(session).offer
    assert first is not None
    world.advance(20)
    world.die()
    come_back(world, "a", "b")
    shown = world.view(session).offer
    assert shown is not None
    left = (shown.expires_ms - world.wall_ms()) / 1_000
    assert 38 <= left <= 40 + BEAT
    world.advance(37)
    assert world.offer_of(session) == first.offer
    world.advance(BEAT + 2)
    second = world.view(session).offer
    assert second is not None
    assert second.agent != first.agent
    assert world.crashed() == []


@pytest.mark.covers("Q7")
@pytest.mark.parametrize("step", STEPS)
def test_the_only_agent_is_asked_again_after_the_pause(step: int) -> None:
    settings = ServiceSettings(accept_seconds=30, backoff_seconds=20)
    world = desk(step, settings, GroupRule(reception=Reception.MANUAL))
    free(world, "a")
    session = world.open("v")
    world.decline(session, "a")
    world.die()
    come_back(world, "a")
    # A pause that a small step made longer, but no longer than the rule's, is kept.
    world.advance(20 + (-step if 0 < -step < 20 else 0))
    offer = world.view(session).offer
    assert offer is not None
    assert offer.agent == "a"


@pytest.mark.covers("S4")
@pytest.mark.parametrize("step", STEPS)
def test_a_silent_visitor_keeps_the_session_for_his_time_and_no_longer(
    step: int,
) -> None:
    world = desk(step, ServiceSettings(visitor_silence_seconds=600))
    free(world, "a")
    session = world.open("v")
    world.post(session, Role.AGENT, "a", "c1")
    world.advance(200)
    world.die()
    come_back(world, "a")
    world.advance(398)
    assert world.view(session).phase is SessionPhase.SERVING
    world.advance(BEAT + 2)
    assert world.view(session).phase is SessionPhase.CLOSED


@pytest.mark.covers("S4")
@pytest.mark.parametrize("step", STEPS)
def test_what_begins_after_the_step_has_its_whole_time(step: int) -> None:
    world = desk(step, ServiceSettings(visitor_silence_seconds=600))
    free(world, "a")
    session = world.open("v")
    world.advance(100)
    world.die()
    come_back(world, "a")
    world.post(session, Role.AGENT, "a", "c1")
    world.advance(300)
    world.die()  # the clock is as it was
    come_back(world, "a")
    world.advance(298)
    assert world.view(session).phase is SessionPhase.SERVING
    world.advance(BEAT + 2)
    assert world.view(session).phase is SessionPhase.CLOSED


@pytest.mark.covers("Q6")
@pytest.mark.parametrize("step", STEPS)
def test_who_waits_is_turned_away_after_his_time_and_no_later(step: int) -> None:
    world = desk(step, ServiceSettings(), GroupRule(max_wait_seconds=600))
    free(world, "a")
    world.open("served")
    session = world.open("v")
    world.advance(200)
    world.die()
    come_back(world, "a")
    world.come(session)
    world.advance(395)
    assert world.view(session).phase is SessionPhase.QUEUED
    world.advance(BEAT + 5)
    assert world.view(session).phase is SessionPhase.MESSAGE_LEFT


@pytest.mark.covers("Q12")
@pytest.mark.parametrize("step", STEPS)
def test_an_agent_who_stays_away_has_his_grace(step: int) -> None:
    world = desk(step, ServiceSettings(agent_grace_seconds=60), capacity=2)
    for agent in ("a", "b"):
        free(world, agent)
    session = world.open("v")
    first = world.view(session).agent
    world.die()
    come_back(world, "b" if first == "a" else "a")
    world.advance(50)
    assert world.status(first) is AgentStatus.FREE
    world.advance(BEAT + 10)
    assert world.status(first) is not AgentStatus.FREE


@pytest.mark.covers("Q4")
@pytest.mark.parametrize("step", STEPS)
def test_the_line_keeps_its_order(step: int) -> None:
    world = desk(step, ServiceSettings())
    before = [world.open(f"before{number}") for number in range(3)]
    world.die()
    after = [world.open(f"after{number}") for number in range(3)]
    world.advance(1)
    assert world.queue().sessions == (*before, *after)
    free(world, "a")
    assert world.view(before[0]).phase is SessionPhase.SERVING


def test_a_running_service_does_not_look_at_the_machines_clock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("time.time", lambda: 1_000.0)
    wall_ms = wall_clock(lambda: 5.0)
    monkeypatch.setattr("time.time", lambda: 1_000.0 + HOUR)
    assert wall_ms() == 1_000_000
