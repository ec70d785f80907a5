"""How the desk stands: what monitors read of it."""

from __future__ import annotations

import pytest

from actors.assignment.messages import GroupRule
from actors.assignment.routing import Reception
from actors.figures import (
    COUNTED,
    OTHERS,
    censuses,
    committed,
    ringing_offers,
    waiting_by_group,
)
from actors.session.events import (
    OfferLapsed,
    SessionAssigned,
    SessionOffered,
    SessionOpened,
)
from actors.session_memory import SessionMemory
from runtime.exits import Shutdown
from tests.actors.world import World

MANUAL = GroupRule(reception=Reception.MANUAL)


def test_who_waits_is_told_per_group() -> None:
    world = World()
    world.define_group("g")
    world.define_group("h")
    world.free_agent("a", 1, "g")
    for number in range(3):
        world.open(f"v{number}", "g")
    world.open("w", "h")
    world.define_group("of/slashes")
    world.open("x", "of/slashes")
    assert waiting_by_group(world.node) == {"g": 2, "h": 1, "of/slashes": 1}


def test_groups_beyond_the_limit_come_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("actors.figures.MAX_GROUPS", 2)
    world = World()
    for group in "dcba":
        world.define_group(group)
        world.open(f"v{group}", group)
        world.open(f"w{group}", group)
    assert waiting_by_group(world.node) == {"a": 2, "b": 2, OTHERS: 4}


def test_what_rings_is_counted_until_it_is_answered() -> None:
    world = World()
    world.define_group("g", MANUAL)
    world.free_agent("a", 2, "g")
    first, second = world.open("v"), world.open("w")
    assert ringing_offers(world.node) == 2
    world.accept(first, "a")
    world.decline(second, "a")
    assert ringing_offers(world.node) == 0
    counts = committed(world.node)
    assert tuple(counts) == COUNTED
    assert counts[SessionOpened] == counts[SessionOffered] == 2
    assert counts[OfferLapsed] == counts[SessionAssigned] == 1


def test_who_is_in_memory() -> None:
    world = World(memory=SessionMemory(10.0, 100))
    world.define_group("g")
    world.open("v")
    world.advance(world.settings.visitor_grace_seconds + 25)
    (rulebooks, sessions, talks, agents, groups, customers) = censuses(world.node)
    assert talks.kind == "internal"
    kinds = rulebooks.kind, sessions.kind, agents.kind, groups.kind, customers.kind
    assert kinds == ("rulebook", "session", "agent", "group", "customer")
    assert (sessions.awake, sessions.asleep, groups.awake) == (0, 1, 1)


def test_a_service_that_has_stopped_has_none() -> None:
    world = World()
    world.define_group("g")
    world.root.stop(Shutdown())
    world.run()
    assert waiting_by_group(world.node) == {}
    assert ringing_offers(world.node) == 0
    assert censuses(world.node) == ()
