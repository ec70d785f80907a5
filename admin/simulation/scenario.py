"""What a simulated day consists of: the file's structs, checked.

A scenario is a TOML file; `admin/simulation/examples` has two. Times of day are
`"HH:MM"` or `"HH:MM:SS"`, up to `"24:00"`; spans are in seconds or minutes, as their
names say. The same scenario with the same seed plays the same day, to the byte.

What people read there (`Scenario`, and the structs in it) is also what is built by
whoever replays a recorded day: `visits` are people who come exactly then, for exactly
so long, instead of, or besides, those that `arrivals` draws.
"""

from __future__ import annotations

import re
from typing import Annotated, Final

import msgspec

from actors.agent.limits import MAX_CAPACITY
from actors.assignment.messages import GroupRule
from actors.assignment.routing import Reception, Strategy
from actors.assignment.standing import MAX_PRIORITY, MAX_SKILL_LEVEL
from actors.channels.core import USUAL_CHANNEL
from actors.rules.setting_values import Number, Seconds
from actors.rules.settings import ServiceSettings
from admin.simulation.distribution import (
    Distribution,
    Duration,
    Exponential,
    Fixed,
    Lognormal,
    Never,
)

MAX_AGENTS: Final = 10_000
"""Of all teams together: what the service is measured with."""
MAX_SESSIONS: Final = 1_000_000
"""Of one day: some minutes of a core, and some hundred bytes of memory for each."""
DAY_SECONDS: Final = 24 * 3600

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
TimeOfDay = Annotated[
    str, msgspec.Meta(pattern=r"^(([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?|24:00(:00)?)$")
]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Weight = Annotated[float, msgspec.Meta(ge=0, le=1e9)]
Minutes = Annotated[float, msgspec.Meta(ge=0, le=DAY_SECONDS / 60)]
PerHour = Annotated[float, msgspec.Meta(ge=0, le=3600)]
Count = Annotated[int, msgspec.Meta(ge=1, le=MAX_AGENTS)]
Level = Annotated[int, msgspec.Meta(ge=1, le=MAX_SKILL_LEVEL)]
Priority = Annotated[int, msgspec.Meta(ge=0, le=MAX_PRIORITY)]


class _Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of the file: who writes a key that it has not made a mistake."""


class Service(ServiceSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`[service]`: the settings by which the service works; those in `PLAYED`."""


class Group(_Table, frozen=True, kw_only=True):
    """`[[groups]]`: a skill group, and what it does not do as `[service]` says."""

    id: Name
    strategy: Strategy | None = None
    reception: Reception | None = None
    priority: Priority | None = None
    max_waiting: Number | None = None
    max_wait_seconds: Seconds | None = None
    turns_away_without_agents: bool | None = None
    overflow: str | None = None

    @property
    def rule(self) -> GroupRule:
        """As the service knows it."""
        return GroupRule(
            self.strategy,
            self.reception,
            self.priority,
            self.max_waiting,
            self.max_wait_seconds,
            self.turns_away_without_agents,
            self.overflow,
        )


class Arrivals(_Table, frozen=True, kw_only=True):
    """`[[arrivals]]`: a stream of visitors, who come at random (a Poisson process).

    Attributes:
        group: whom they ask.
        sessions: how many come on average from `start` to `end`.
        profile: weights of stretches of equal length from `start` to `end`, an hour
            each as a rule; empty = they come evenly.
        channel: where they come from; figures are also told by it.
        handling: how long an agent has to do with one.
        patience: how long one waits, and rings, before giving up.
        priority, skill, level: see `Standing`; skill "" = none is asked for.
        returning: share of those who were served by somebody before, and would be
            served by him again (his `prefer`); one who was drawn among those whom this
            stream saw today.
    """

    group: Name
    sessions: Annotated[float, msgspec.Meta(ge=0, le=MAX_SESSIONS)]
    profile: tuple[Weight, ...] = ()
    channel: Name = USUAL_CHANNEL.id
    handling: Distribution = Lognormal(300.0, 0.8)
    patience: Distribution = Never()
    priority: Priority = 0
    skill: str = ""
    level: Level = 1
    returning: Share = 0.0


class Visit(_Table, frozen=True, kw_only=True):
    """`[[visits]]`: one visitor who comes at `at_seconds` after midnight.

    `patience_seconds` None: he waits for ever. `prefer` names his last agent, or "".
    `is_returning`: that is to be drawn, see `Arrivals.returning`. The rest is as in
    `Arrivals`.
    """

    at_seconds: Duration
    group: Name
    handling_seconds: Duration
    patience_seconds: Duration | None = None
    channel: Name = USUAL_CHANNEL.id
    priority: Priority = 0
    skill: str = ""
    level: Annotated[int, msgspec.Meta(ge=0, le=MAX_SKILL_LEVEL)] = 0
    prefer: str = ""
    is_returning: bool = False


class Break(_Table, frozen=True, kw_only=True):
    """Within a shift: from then on no new sessions come, for so long."""

    at: TimeOfDay
    minutes: Minutes


class Shift(_Table, frozen=True, kw_only=True, rename={"begin": "from", "end": "to"}):
    """Present from `from` to `to`; who still serves then finishes that first."""

    begin: TimeOfDay
    end: TimeOfDay
    breaks: tuple[Break, ...] = ()


class Losses(_Table, frozen=True, kw_only=True):
    """How often, per hour of presence, an agent's connection is lost, for how long."""

    per_hour: PerHour
    seconds: Distribution = Fixed(10.0)


class Team(_Table, frozen=True, kw_only=True):
    """`[[agents]]`: agents who are alike, `ID-1` to `ID-COUNT`.

    Attributes:
        groups: whose sessions they take, at least one.
        capacity: sessions at a time, each.
        skills: the level of each.
        shifts: when they are there; empty = from `start` until everybody is served.
        stagger_minutes: over how long the beginnings, ends and breaks of the team are
            spread, so that they do not all leave at once; the first is on time.
        answering: how long one lets an offer ring before taking or declining it, where
            the reception is manual.
        declines: share of the offers that are declined.
        misses: share of the offers that nobody answers: they ring to their end.
        losses: connections that are lost; None = none are.
    """

    id: Name
    count: Count = 1
    groups: Annotated[tuple[Name, ...], msgspec.Meta(min_length=1)]
    capacity: Annotated[int, msgspec.Meta(ge=1, le=MAX_CAPACITY)] = 3
    skills: dict[str, Level] = {}
    shifts: tuple[Shift, ...] = ()
    stagger_minutes: Minutes = 0.0
    answering: Distribution = Exponential(4.0)
    declines: Share = 0.0
    misses: Share = 0.0
    losses: Losses | None = None


class Target(_Table, frozen=True, kw_only=True):
    """`[target]`: the service level wanted: this share is answered in `seconds`."""

    seconds: Duration = 20.0
    share: Share = 0.8


class Faults(_Table, frozen=True, kw_only=True):
    """`[faults]`: what breaks, per simulated hour; played by `--actors` alone.

    `actor_crashes`: an actor of the service dies of an error and starts again.
    `kills`: the whole process is killed, and starts again `down_seconds` later.
    """

    actor_crashes_per_hour: PerHour = 0.0
    kills_per_hour: PerHour = 0.0
    down_seconds: Duration = 2.0


class Scenario(_Table, frozen=True, kw_only=True):
    """The file.

    Attributes:
        name: for people.
        seed: of all chance; `--seed` says another.
        start, end: when people may come; who is there then is served to the end.
        warm_up_minutes: who comes so soon after `start` counts in no figure.
        sample_seconds: between two points of the figures over time.
    """

    name: Name
    seed: int = 1
    start: TimeOfDay = "08:00"
    end: TimeOfDay = "20:00"
    warm_up_minutes: Minutes = 0.0
    sample_seconds: Annotated[float, msgspec.Meta(ge=1, le=3600)] = 300.0
    service: Service = Service()
    target: Target = Target()
    faults: Faults = Faults()
    groups: Annotated[tuple[Group, ...], msgspec.Meta(min_length=1)]
    agents: Annotated[tuple[Team, ...], msgspec.Meta(min_length=1)]
    arrivals: tuple[Arrivals, ...] = ()
    visits: tuple[Visit, ...] = ()


PLAYED: Final = frozenset(
    {
        "accept_seconds",
        "ageing_seconds",
        "agent_grace_seconds",
        "backoff_seconds",
        "bid_seconds",
        "lost_agent",
        "max_wait_seconds",
        "max_waiting",
        "overflow",
        "priority",
        "reception",
        "relax_seconds",
        "rests_on_silence",
        "sticky_seconds",
        "strategy",
        "turns_away_without_agents",
        "wrap_up_seconds",
    }
)
"""Settings that mean something to a day without messages; the others are refused."""


def seconds_of(time: TimeOfDay) -> int:
    """Seconds from midnight."""
    hours, minutes, *rest = map(int, re.split(":", time))
    return hours * 3600 + minutes * 60 + (rest[0] if rest else 0)
