"""PURE: the house that a load test fills: who serves there, and with which tickets.

`triodesk load-house` makes a house from a `HouseShape` and tells it as a `HousePlan`.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from gateway.wire.terms import MAX_CAPACITY, Id

MAX_AGENTS: Final = 10_000
"""Of one team; each is made by a commit of its own, about 1 ms."""
MAX_VISITORS: Final = 100_000
"""A ticket each, about 250 bytes of the plan."""

ReceptionName = Literal["auto", "manual"]


class TeamShape(msgspec.Struct, frozen=True):
    """A skill group and its agents, who are in no other.

    Attributes:
        group: id of the group.
        agents: how many.
        capacity: sessions of each at once.
        reception: `manual`: offers must be accepted.
    """

    group: Id
    agents: Annotated[int, Meta(ge=1, le=MAX_AGENTS)]
    capacity: Annotated[int, Meta(ge=1, le=MAX_CAPACITY)]
    reception: ReceptionName = "auto"

    @property
    def spelled(self) -> str:
        """As `triodesk load-house --team` takes it."""
        return f"{self.group}:{self.agents}:{self.capacity}:{self.reception}"


class HouseShape(msgspec.Struct, frozen=True):
    """Teams, and how many visitors get a ticket."""

    teams: tuple[TeamShape, ...]
    visitors: Annotated[int, Meta(ge=1, le=MAX_VISITORS)]


class Caller(msgspec.Struct, frozen=True):
    """Somebody of the load: who he is, and what proves it."""

    principal: str
    ticket: str


class Team(msgspec.Struct, frozen=True):
    """A skill group as it was made, with its agents."""

    group: str
    capacity: int
    reception: ReceptionName
    agents: tuple[Caller, ...]

    @property
    def slots(self) -> int:
        """How many it can serve at once."""
        return self.capacity * len(self.agents)


class HousePlan(msgspec.Struct, frozen=True):
    """A house that is ready to be loaded."""

    teams: tuple[Team, ...]
    visitors: tuple[Caller, ...]

    def team(self, group: str) -> Team:
        """The team of a group.

        Raises:
            KeyError: the house has none.
        """
        return {team.group: team for team in self.teams}[group]


def joined(shapes: tuple[HouseShape, ...]) -> HouseShape:
    """One house in which each of several has its teams; visitors go everywhere.

    A group that several name is as the first says.
    """
    teams: dict[str, TeamShape] = {}
    for shape in shapes:
        for team in shape.teams:
            teams.setdefault(team.group, team)
    return HouseShape(tuple(teams.values()), max(shape.visitors for shape in shapes))
