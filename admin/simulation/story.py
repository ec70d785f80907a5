"""PURE: what became of each visitor and agent of a day, as whoever played it tells.

The engine and the real actors both tell their day so; `measures` makes the figures of
it. All times are ms after midnight of the simulated day.
"""

from __future__ import annotations

from enum import Enum

import msgspec


class Fate(Enum):
    """How a visit ended."""

    SERVED = "served"
    ABANDONED = "abandoned"
    """The visitor's patience was over first."""
    TURNED_AWAY = "turned_away"
    """No line would have the session (Q6)."""
    UNSERVED = "unserved"
    """Still waiting when nobody came to work any more."""


class Story(msgspec.Struct, frozen=True, array_like=True):
    """One visit.

    Attributes:
        visit: its number, in the order of coming, from 0.
        group: whom the visitor asked first.
        channel: where the visitor came from.
        came_ms: when.
        fate: how it ended.
        answered_ms: when an agent began to serve for the first time; of others when
            they left, or the day was over.
        ended_ms: when the session ended.
        agent: who served, and last, when several did; "" = nobody.
        offers: how many offers were made for it, the one that was taken included.
        has_waited: there was nobody for it when it came.
    """

    visit: int
    group: str
    channel: str
    came_ms: int
    fate: Fate
    answered_ms: int
    ended_ms: int
    agent: str = ""
    offers: int = 0
    has_waited: bool = False


class Duty(msgspec.Struct, frozen=True, array_like=True):
    """One agent's day.

    Attributes:
        agent, team, capacity: as the scenario has them.
        present_ms: on line, breaks not included; and so `free` or serving.
        busy_ms: with at least one session.
        slot_ms: sessions times the time for which each held a slot.
        served: sessions that were his, moved ones included.
        declined, missed: offers that he did not take.
        lost: connections that were lost.
    """

    agent: str
    team: str
    capacity: int
    present_ms: int
    busy_ms: int
    slot_ms: int
    served: int
    declined: int = 0
    missed: int = 0
    lost: int = 0


class Sample(msgspec.Struct, frozen=True, array_like=True):
    """One moment of the day.

    Attributes:
        at_ms: when.
        waiting: sessions for which nobody has been found.
        serving: sessions with an agent, or ringing at one.
        present: agents who are on line.
        slots: what their capacities come to.
    """

    at_ms: int
    waiting: int
    serving: int
    present: int
    slots: int


class Day(msgspec.Struct, frozen=True):
    """All of it; `stories` in the order of coming, `samples` in that of time."""

    stories: tuple[Story, ...]
    duties: tuple[Duty, ...]
    samples: tuple[Sample, ...]
