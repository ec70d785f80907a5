"""PURE: what is missing before a visitor can be served by a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, unique

from actors.accounts.core import serves
from actors.accounts.members import MemberCard
from actors.channels.core import Channel


@unique
class Lack(Enum):
    """What is missing; the value is the step of the guide that mends it."""

    CHANNEL = "channel"
    """There is no way in."""
    PEOPLE = "entry"
    """The robot serves alone."""
    GROUP = "group"
    """The channel leads to a group that there is not."""
    AGENT = "agent"
    """Nobody stands in that group who has ever signed in."""
    HOURS = "hours"
    """It is closed now."""


@dataclass(frozen=True, slots=True)
class Setup:
    """How the service is set up at this moment.

    Attributes:
        channel: the first one.
        groups: ids of all skill groups.
        members: everybody.
        is_open: by the working hours of the channel's group.
    """

    channel: Channel | None
    groups: frozenset[str]
    members: tuple[MemberCard, ...]
    is_open: bool

    @property
    def agents(self) -> tuple[MemberCard, ...]:
        """Who stands in the group that the channel leads to, and is not suspended."""
        if self.channel is None:
            return ()
        group = self.channel.group
        return tuple(
            each
            for each in self.members
            if serves(each) and group in each.groups and not each.is_suspended
        )

    def lacks(self) -> Iterator[Lack]:
        """What is missing, in the order of the guide's steps."""
        if self.channel is None:
            yield Lack.CHANNEL
            return
        if self.channel.entry == "robot_only":
            yield Lack.PEOPLE
        if self.channel.group not in self.groups:
            yield Lack.GROUP
        if all(each.must_change_password for each in self.agents):
            yield Lack.AGENT
        if not self.is_open:
            yield Lack.HOURS
