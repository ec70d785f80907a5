"""Scenarios for tests: small ones, built from text as from a file."""

from __future__ import annotations

import tomllib
from typing import Final

from admin.simulation.engine import play_day
from admin.simulation.scenario import Scenario
from admin.simulation.scenario_file import scenario_of
from admin.simulation.story import Day, Story

ONE_DESK: Final = """
name = "one desk"
start = "08:00"
end = "09:00"
[[groups]]
id = "g"
[[agents]]
id = "a"
groups = ["g"]
capacity = 1
"""
"""One agent, one group; who comes is added."""


def scenario(text: str) -> Scenario:
    return scenario_of(tomllib.loads(text), "test")


def visit(at_seconds: float, handling: float, *more: str, group: str = "g") -> str:
    """A visitor who comes so long after eight."""
    lines = (
        "[[visits]]",
        f"at_seconds = {8 * 3600 + at_seconds}",
        f"group = '{group}'",
        f"handling_seconds = {handling}",
        *more,
    )
    return "\n".join(lines) + "\n"


def day(text: str, seed: int = 1) -> Day:
    return play_day(scenario(text), seed)


def waits(told: Day) -> list[float]:
    """Seconds that each waited until he was answered, or left."""
    return [(each.answered_ms - each.came_ms) / 1000 for each in told.stories]


def tale(story: Story) -> tuple[str, float, float, str]:
    """Fate, and when he was answered and done, in seconds after eight; by whom."""
    eight = 8 * 3_600_000
    answered, ended = story.answered_ms - eight, story.ended_ms - eight
    return story.fate.value, answered / 1000, ended / 1000, story.agent
