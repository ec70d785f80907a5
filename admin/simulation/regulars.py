"""PURE: who of today's agents a returning visitor asks for."""

from __future__ import annotations

from random import Random
from typing import Final

from admin.simulation.scenario import Visit
from admin.simulation.story import Story

_REMEMBERED: Final = 1_000
"""Visitors of a group among whom one who returns is drawn."""


class Regulars:
    """Those whom a day has seen.

    Args:
        seed: of all chance of the day.
    """

    def __init__(self, seed: int) -> None:
        self._random = Random(f"{seed} returning")  # noqa: S311 - nobody is to guess it
        self._seen: dict[str, list[str]] = {}

    def prefer(self, visit: Visit) -> str:
        """The agent by whom the visitor would be served again, or ""."""
        seen = self._seen.get(visit.group)
        if visit.is_returning and seen:
            return self._random.choice(seen)
        return visit.prefer

    def note(self, story: Story) -> None:
        """A visit is over."""
        if not story.agent:
            return
        seen = self._seen.setdefault(story.group, [])
        if len(seen) < _REMEMBERED:
            seen.append(story.agent)
        else:
            seen[self._random.randrange(_REMEMBERED)] = story.agent
