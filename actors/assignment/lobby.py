"""PURE: where sessions wait: in lanes, by what they require and how urgent they are.

A lane holds sessions of one requirement and one base level, by ticket; there are at
most `TOP_LEVEL` + 1 lanes per requirement. Whom an agent may serve is found by looking
at the heads of the lanes that are open to him, so that a search costs the same however
many wait.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Final

from actors.assignment.crew import Colleague
from actors.assignment.waiting import Among, Lane, Waiting

CLAIM: Final = attrgetter("rank", "ticket")
"""Which level comes first, by the first of each; within a level tickets decide."""

_ASKED: Final = Among.ASKED
"""Module names are found faster than attributes of an enum's class."""

Lanes = dict[int, Lane]
"""Of one requirement, by base level."""


class Lobby:
    """All lanes of a group.

    Args:
        may_serve: whether an agent may serve a picky session now.
    """

    def __init__(self, may_serve: Callable[[Colleague, Waiting, int], bool]) -> None:
        self._may_serve = may_serve
        self._plain: Lanes = {}
        self._skills: dict[str, dict[int, Lanes]] = {}
        self._named: dict[str, Lanes] = {}

    @property
    def is_plain(self) -> bool:
        """True while everybody in it could be served by anybody."""
        return not self._skills and not self._named

    def lanes_for(self, waiting: Waiting) -> tuple[Lane, ...]:
        """Where a session belongs: one lane, or one of each agent it is kept for."""
        base = waiting.base
        if waiting.named:
            return tuple(
                _lane(self._named.setdefault(agent, {}), base)
                for agent in waiting.named
            )
        if waiting.level:
            levels = self._skills.setdefault(waiting.standing.skill, {})
            return _lane(levels.setdefault(waiting.level, {}), base).alone
        return self.at_level(base)

    def at_level(self, base: int) -> tuple[Lane, ...]:
        """Where everybody of a level belongs who insists on nothing."""
        lane = self._plain.get(base)
        return (lane or _lane(self._plain, base)).alone

    def best(self, agent: Colleague, now_ms: int, among: Among) -> Waiting | None:
        """The first session of these that this agent may serve."""
        if self._skills or self._named:
            return self._best_of_some(agent, now_ms, among)
        best: Waiting | None = None
        for lane in self._plain.values():  # each of another level
            found = lane.asked.first() if among is _ASKED else lane.first(among)
            if found is not None and found.is_picky:
                found = self._first_for(agent, lane, now_ms, among)
            if found is not None and (best is None or CLAIM(found) < CLAIM(best)):
                best = found
        return best

    def _best_of_some(
        self, agent: Colleague, now_ms: int, among: Among
    ) -> Waiting | None:
        """The same where not all lanes are open to everybody."""
        heads: dict[int, Waiting] = {}
        for lanes in self._open_to(agent):
            for base, lane in lanes.items():
                found = lane.first(among)
                if found is not None and found.is_picky:
                    found = self._first_for(agent, lane, now_ms, among)
                if found is not None:
                    known = heads.get(base)
                    if known is None or found.ticket < known.ticket:
                        heads[base] = found
        return min(heads.values(), key=CLAIM, default=None)

    def _first_for(
        self, agent: Colleague, lane: Lane, now_ms: int, among: Among
    ) -> Waiting | None:
        """The first of a lane that does not refuse this agent."""

        def accepts(one: Waiting) -> bool:
            return not one.is_picky or self._may_serve(agent, one, now_ms)

        return lane.first_where(accepts, among)

    def _open_to(self, agent: Colleague) -> list[Lanes]:
        found = [self._plain]
        for skill, level in agent.skills.items():
            lanes = self._skills.get(skill, {})
            found += [lanes[each] for each in lanes if each <= level]
        named = self._named.get(agent.name)
        if named is not None:
            found.append(named)
            self._drop_if_empty(agent.name, named)
        return found

    def _drop_if_empty(self, agent: str, lanes: Lanes) -> None:
        """Lanes of one agent are many; those of levels and skills are few and stay."""
        if all(
            lane.open.first() is None and lane.asked.first() is None
            for lane in lanes.values()
        ):
            del self._named[agent]


def _lane(lanes: Lanes, base: int) -> Lane:
    lane = lanes.get(base)
    if lane is None:
        lane = lanes[base] = Lane()
    return lane
