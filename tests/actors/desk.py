"""The small service of many a test: one group, one free agent."""

from __future__ import annotations

from actors.assignment.messages import GroupRule
from actors.rules.settings import ServiceSettings
from actors.session.terms import SessionPhase
from tests.actors.world import World

SEEDS = range(6)
"""Of the order of turns and commits."""


def desk(
    seed: int,
    capacity: int = 1,
    settings: ServiceSettings | None = None,
    rule: GroupRule | None = None,
) -> World:
    """A group `g` with one free agent `a`."""
    world = World(seed, settings)
    world.define_group("g", rule or GroupRule())
    world.free_agent("a", capacity, "g")
    return world


def phases(world: World, sessions: list[str]) -> list[SessionPhase]:
    """How each session stands."""
    return [world.view(each).phase for each in sessions]
