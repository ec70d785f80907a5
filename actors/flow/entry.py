"""PURE: where a channel's new sessions go first (Q3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec


class FixedGroup(msgspec.Struct, frozen=True, tag="group"):
    """Into the line of the channel's group."""


class ChooseGroup(msgspec.Struct, frozen=True, tag="choice"):
    """The visitor chooses one of these groups by their public names."""

    groups: tuple[str, ...]


class AskFlow(msgspec.Struct, frozen=True, tag="flow"):
    """The newest version of a flow asks first."""

    flow: str


class AskBusiness(msgspec.Struct, frozen=True, tag="business"):
    """The business server says where (Q9)."""


class AskRobot(msgspec.Struct, frozen=True, tag="robot"):
    """The robot talks first."""


EntryRule = FixedGroup | ChooseGroup | AskFlow | AskBusiness | AskRobot
USUAL_ENTRY: Final = FixedGroup()


class Entries:
    """The rule of each channel; of others `USUAL_ENTRY`.

    Args:
        rules: by the channel's id.
    """

    __slots__ = ("_rules",)

    def __init__(self, rules: Mapping[str, EntryRule] | None = None) -> None:
        self._rules = dict(rules or {})

    def of(self, channel: str) -> EntryRule:
        """The rule in force."""
        return self._rules.get(channel, USUAL_ENTRY)


NO_ENTRIES: Final = Entries()
