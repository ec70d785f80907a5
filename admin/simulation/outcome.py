"""What a simulated day came to: the figures, as they are told in JSON.

Nothing in it depends on the machine: the same scenario and seed give the same bytes.
All times are seconds, all shares 0 … 1; a figure of nobody is None.
"""

from __future__ import annotations

import msgspec

from admin.simulation.judge import Verdict
from runtime.errors import UsageError


class Spread(msgspec.Struct, frozen=True):
    """Of a set of times, in seconds; each quantile is one that occurred."""

    mean: float
    p50: float
    p90: float
    p99: float
    max: float


class Reached(msgspec.Struct, frozen=True):
    """What became of a set of visitors.

    Attributes:
        sessions: how many came.
        served, abandoned, turned_away, unserved: see `Fate`; their sum is `sessions`.
        abandonment: share of `sessions` who gave up.
        waited: share for whom there was nobody when they came.
        wait: until an agent began, of those who were served, waiting 0 s included.
        gave_up_after: the wait of those who gave up.
        handling: from then to the end, of those who were served.
        service_level: of those who were answered, or gave up after more than the
            target's seconds, the share answered within them.
    """

    sessions: int
    served: int
    abandoned: int
    turned_away: int
    unserved: int
    abandonment: float | None
    waited: float | None
    wait: Spread | None
    gave_up_after: Spread | None
    handling: Spread | None
    service_level: float | None


class AgentFigures(msgspec.Struct, frozen=True):
    """One agent's day.

    `occupancy`: share of the time present with a session at all; `utilisation`: share
    of the slots, over that time, that were in use.
    """

    agent: str
    team: str
    capacity: int
    present_seconds: float
    served: int
    occupancy: float | None
    utilisation: float | None
    declined: int = 0
    missed: int = 0
    lost: int = 0


class TeamFigures(msgspec.Struct, frozen=True):
    """A team together, see `AgentFigures`; of agents present alone.

    Fairness is told of sessions served per hour of presence and slot: `gini` 0 when all
    served alike, near 1 when one served all; `least_to_most` 1 when all served alike.
    """

    team: str
    agents: int
    served: int
    present_hours: float
    occupancy: float | None
    utilisation: float | None
    gini: float | None
    least_to_most: float | None


class Point(msgspec.Struct, frozen=True, array_like=True):
    """A stretch of the day, `sample_seconds` long, that ends at `at_seconds`.

    `waiting`, `serving`, `present` and `slots` are as they were at its end, see
    `Sample`; `arrived`, `answered`, `abandoned` happened within it; `wait_mean` is of
    those answered within it.
    """

    at_seconds: float
    waiting: int
    serving: int
    present: int
    slots: int
    arrived: int
    answered: int
    abandoned: int
    wait_mean: float | None


class Outcome(msgspec.Struct, frozen=True):
    """One day.

    Attributes:
        name, seed: of the scenario.
        played_by: `cores`, or `actors`.
        start_seconds, end_seconds: between which people came.
        target_seconds, target_share: of the service level.
        total: everybody.
        longest_line: the most who waited at one time, as sampled.
        groups: by the group that was asked first; `channels`: by where they came from.
        teams, agents: by id; in the order of the file.
        gini, least_to_most: of all agents, see `TeamFigures`.
        points: over the day.
        verdict: how it was judged, where the actors played.
    """

    name: str
    seed: int
    played_by: str
    start_seconds: int
    end_seconds: int
    target_seconds: float
    target_share: float
    total: Reached
    longest_line: int
    groups: dict[str, Reached]
    channels: dict[str, Reached]
    teams: tuple[TeamFigures, ...]
    agents: tuple[AgentFigures, ...]
    gini: float | None
    least_to_most: float | None
    points: tuple[Point, ...]
    verdict: Verdict | None = None


def encoded(outcome: Outcome) -> bytes:
    """One line of JSON, without its end."""
    return msgspec.json.encode(outcome)


def decoded(line: bytes) -> Outcome:
    """What `encoded` wrote.

    Raises:
        UsageError: it is something else.
    """
    try:
        return msgspec.json.decode(line, type=Outcome)
    except msgspec.DecodeError as error:
        raise UsageError(f"expected the outcome of a simulation: {error}") from error
