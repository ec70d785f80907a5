"""PURE: who comes before whom (Q4).

Urgency is one number: class before priority, and one level more for every step of
waiting. So a level is worth one step: of two in line the same one is first for as long
as both wait, nobody is passed because time goes by, and nobody starves, since whoever
comes `TOP_LEVEL` steps later comes behind whatever its class and priority.
"""

from __future__ import annotations

from typing import Final

import msgspec

from actors.assignment.standing import MAX_PRIORITY, QueueClass, Standing

_LEVELS: Final = MAX_PRIORITY + 1
TOP_LEVEL: Final = (max(QueueClass) + 1) * _LEVELS - 1
"""The highest level on arrival; waiting lifts above it."""


class Bid(msgspec.Struct, frozen=True, order=True):
    """A waiting session's place among all: the smaller bid comes first.

    See `rank`; `ticket` is the commit that queued it.
    """

    rank: int
    ticket: int


def base_level(standing: Standing, group_priority: int) -> int:
    """Urgency on arrival, 0 … `TOP_LEVEL`; the group's own priority is added (Q1)."""
    priority = min(standing.priority + group_priority, MAX_PRIORITY)
    return priority + (_LEVELS if standing.queue_class else 0)


def rank(base: int, since_ms: int, ageing_ms: int) -> int:
    """The smaller one is first; it does not change while a session waits.

    When somebody at level 0 would have had to come to be as urgent; with `ageing_ms` 0
    waiting changes nothing, and the level alone counts.
    """
    return since_ms - base * ageing_ms if ageing_ms else -base


def level_now(base: int, waited_ms: int, ageing_ms: int) -> int:
    """Urgency after a wait, as people are told it."""
    return base + max(0, waited_ms) // ageing_ms if ageing_ms else base
