"""Working hours of a rule, on lines that work by it (M4, Q6)."""

from __future__ import annotations

import pytest

from actors.rules.hours import Span, Week, WorkingHours
from actors.rules.messages import SetHours, SetSetting
from actors.rules.rulebook import DEFAULT_RULE
from actors.session.events import StageEntered
from actors.session.terms import Role, SessionPhase
from tests.actors.invariants import history
from tests.actors.world import World

pytestmark = pytest.mark.covers("M4", "Q6")
HOUR = 3600.0
DAY = (Span("22:00", "23:00"),)
"""The worlds begin at 22:13:20 UTC."""
EVENING = WorkingHours(
    is_on=True, time_zone="Etc/UTC", week=Week(DAY, DAY, DAY, DAY, DAY, DAY, DAY)
)
MORNING = (Span("06:00", "07:00"),)
CLOSED = WorkingHours(
    is_on=True,
    time_zone="Etc/UTC",
    week=Week(MORNING, MORNING, MORNING, MORNING, MORNING, MORNING, MORNING),
)


def world_of(seed: int, hours: WorkingHours) -> World:
    world = World(seed)
    world.define_group("g")
    world.define_group("late")
    world.change_rules(SetHours(DEFAULT_RULE, hours))
    world.advance(1)
    return world


def phase(world: World, session: str) -> SessionPhase:
    return world.view(session).phase


@pytest.mark.parametrize("seed", range(4))
def test_outside_the_hours_nobody_waits(seed: int) -> None:
    world = world_of(seed, CLOSED)
    session = world.open("v")
    assert phase(world, session) is SessionPhase.MESSAGE_LEFT
    world.advance(8 * HOUR)  # 06:13
    assert phase(world, world.open("w")) is SessionPhase.QUEUED


@pytest.mark.parametrize("seed", range(4))
def test_when_they_end_each_who_waits_is_turned_away_once(seed: int) -> None:
    world = world_of(seed, EVENING)
    sessions = [world.open(f"v{number}") for number in range(3)]
    world.advance(HOUR / 2)
    assert {phase(world, each) for each in sessions} == {SessionPhase.QUEUED}
    world.advance(HOUR / 2)
    assert {phase(world, each) for each in sessions} == {SessionPhase.MESSAGE_LEFT}
    world.advance(HOUR)
    happened = history(world.backend, {sessions[0]})
    left = [each.event for each in happened if isinstance(each.event, StageEntered)]
    assert [event.stage for event in left] == [SessionPhase.MESSAGE_LEFT]


def test_who_is_served_is_served_to_the_end() -> None:
    world = world_of(0, EVENING)
    world.free_agent("a", 1, "g")
    session = world.open("v")
    assert phase(world, session) is SessionPhase.SERVING
    world.advance(2 * HOUR)
    assert phase(world, session) is SessionPhase.SERVING
    world.close(session, Role.AGENT, "a")
    assert phase(world, world.open("v")) is SessionPhase.MESSAGE_LEFT


def test_who_is_turned_away_goes_to_the_group_that_is_there_for_it() -> None:
    world = world_of(0, CLOSED)
    world.change_rules(SetSetting(DEFAULT_RULE, "overflow", "late"))
    session = world.open("v")
    view = world.view(session)
    assert view.group == "late"
    assert view.phase is SessionPhase.MESSAGE_LEFT  # it is closed, too


@pytest.mark.covers("S7")
def test_a_kill_forgets_no_hours() -> None:
    world = world_of(0, EVENING)
    session = world.open("v")
    world.die()
    assert phase(world, session) is SessionPhase.QUEUED
    world.advance(HOUR)
    assert phase(world, session) is SessionPhase.MESSAGE_LEFT


@pytest.mark.covers("M3")
def test_hours_are_changed_for_those_who_wait_already() -> None:
    world = world_of(0, EVENING)
    session = world.open("v")
    world.change_rules(SetHours(DEFAULT_RULE, CLOSED))
    assert phase(world, session) is SessionPhase.MESSAGE_LEFT
