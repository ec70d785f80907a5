"""PURE: the candidates, in the order in which the group's strategy asks them (Q3).

One queue of all, and one per skill and level; a candidate stands in those that fit him.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from actors.assignment.crew import Colleague
from actors.assignment.ordered_queue import OrderedQueue
from actors.assignment.routing import Strategy
from actors.assignment.standing import MAX_SKILL_LEVEL

_LOAD_UNIT: Final = 1 << 44
"""Of a key by load: more than any wall time in ms, which breaks ties."""

_ROUND_ROBIN, _LEAST_LOADED = Strategy.ROUND_ROBIN, Strategy.LEAST_LOADED
"""Module names are found faster than attributes of an enum's class."""


class _Skill:
    """Who has one skill, by level; a level is its place in the lists."""

    __slots__ = ("counts", "queues")

    def __init__(self) -> None:
        self.counts = [0] * (MAX_SKILL_LEVEL + 1)
        self.queues: list[OrderedQueue[Colleague]] = [
            OrderedQueue() for _ in self.counts
        ]


class Pool:
    """Everybody who could take one more session now.

    Args:
        strategy: decides who is asked first; `LAST_AGENT` is the longest idle for all
            who have no last agent.

    Attributes:
        everybody: in the order of the strategy, skills aside.
    """

    def __init__(self, strategy: Strategy) -> None:
        self._strategy = strategy
        self.everybody: OrderedQueue[Colleague] = OrderedQueue()
        self._skills: dict[str, _Skill] = {}

    def add(self, colleague: Colleague) -> None:
        """A colleague is a candidate from now on."""
        news = colleague.news
        strategy = self._strategy
        if strategy is _ROUND_ROBIN:
            key = news.turn_ms
        else:
            key = news.idle_since_ms
            if strategy is _LEAST_LOADED:
                key += news.load * _LOAD_UNIT
        colleague.key = key
        colleague.stamp += 1
        self.everybody.put(key, colleague)
        if colleague.skills:
            self._add_skills(colleague, key)

    def _add_skills(self, colleague: Colleague, key: int) -> None:
        for name, level in colleague.skills.items():
            skill = self._skills.get(name)
            if skill is None:
                skill = self._skills[name] = _Skill()
            skill.counts[level] += 1
            skill.queues[level].put(key, colleague)

    def remove(self, colleague: Colleague) -> None:
        """A candidate is none any more."""
        colleague.stamp += 1
        if colleague.skills:
            for name, level in colleague.skills.items():
                self._skills[name].counts[level] -= 1

    def best(
        self, skill: str, level: int, accepts: Callable[[Colleague], bool] | None
    ) -> Colleague | None:
        """Whom to ask first for a session that insists on `level` of `skill`.

        Level 0 insists on nothing, but by `SKILL_LEVEL` whoever has the skill is asked
        before others.
        """
        if not skill:
            return _first(self.everybody, accepts)
        is_by_level = self._strategy is Strategy.SKILL_LEVEL
        if not level and not is_by_level:
            return _first(self.everybody, accepts)
        best: Colleague | None = None
        for queue in self._queues(skill, level):
            found = _first(queue, accepts)
            if found is None:
                continue
            if is_by_level:
                return found
            if best is None or found.key < best.key:
                best = found
        return best if level else best or _first(self.everybody, accepts)

    def some(self, skill: str, level: int, count: int) -> list[Colleague]:
        """The first few whom `best` would choose, first first, everybody accepted."""
        is_by_level = self._strategy is Strategy.SKILL_LEVEL
        if not skill or (not level and not is_by_level):
            return self.everybody.some(count)
        found = [each for one in self._queues(skill, level) for each in one.some(count)]
        if is_by_level and not level:
            found += self.everybody.some(count)
            found = list(dict.fromkeys(found))
        elif not is_by_level:
            found.sort(key=lambda each: each.key)
        return found[:count]

    def count(self, skill: str, level: int) -> int:
        """How many have at least that level of the skill."""
        known = self._skills.get(skill)
        return sum(known.counts[level:]) if known else 0

    def _queues(self, skill: str, level: int) -> list[OrderedQueue[Colleague]]:
        """Queues of those who have the skill at that level or better, best first."""
        known = self._skills.get(skill)
        return known.queues[: max(level, 1) - 1 : -1] if known else []


def _first(
    queue: OrderedQueue[Colleague], accepts: Callable[[Colleague], bool] | None
) -> Colleague | None:
    return queue.first() if accepts is None else queue.first_where(accepts)
