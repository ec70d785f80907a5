"""PURE: what a model answers: lines to print, and things to do."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from gateway.console.styled import Line
from gateway.wire.schema import Status


class OpenSession(msgspec.Struct, frozen=True):
    """Open or resume the visitor's session."""


class PostText(msgspec.Struct, frozen=True):
    """Send a message."""

    session: str
    text: str


class EndSession(msgspec.Struct, frozen=True):
    """Close a session."""

    session: str


class ChangeStatus(msgspec.Struct, frozen=True):
    """Set the agent's status."""

    status: Status


class Leave(msgspec.Struct, frozen=True):
    """The user wants to go."""


class GiveUp(msgspec.Struct, frozen=True):
    """There is no point in going on."""

    reason: str


Action = OpenSession | PostText | EndSession | ChangeStatus | Leave | GiveUp


class Turn(msgspec.Struct, frozen=True):
    """Lines first, then actions, in order."""

    lines: Sequence[Line] = ()
    actions: Sequence[Action] = ()
