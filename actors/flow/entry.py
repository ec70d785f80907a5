"""PURE: where a channel's new sessions go first (Q3)."""

from __future__ import annotations

from collections.abc import Callable
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
    """The robot talks first; `is_only`: nobody else serves (R1)."""

    is_only: bool = False


EntryRule = FixedGroup | ChooseGroup | AskFlow | AskBusiness | AskRobot
USUAL_ENTRY: Final = FixedGroup()

EntryOf = Callable[[str], EntryRule]
"""The rule in force, given a channel's id."""
