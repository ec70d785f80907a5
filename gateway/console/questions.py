"""PURE: what an agent asks the server."""

from __future__ import annotations

import msgspec


class AskColleagues(msgspec.Struct, frozen=True):
    """Ask who serves in a group."""

    group: str


class AskQueue(msgspec.Struct, frozen=True):
    """Ask who waits in a group."""

    group: str


class AskServing(msgspec.Struct, frozen=True):
    """Ask whom a group serves."""

    group: str


class AskWhy(msgspec.Struct, frozen=True):
    """Ask why a session is where it is."""

    session: str


class AskFollowUps(msgspec.Struct, frozen=True):
    """Ask what is still to be followed up."""


class AskCustomer(msgspec.Struct, frozen=True):
    """Ask what is known of a session's visitor, or of a visitor by his id."""

    session: str
    visitor: str


class AskLeft(msgspec.Struct, frozen=True):
    """Ask what visitors left with a group."""

    group: str


Question = (
    AskColleagues
    | AskQueue
    | AskServing
    | AskWhy
    | AskFollowUps
    | AskCustomer
    | AskLeft
)
"""By agents; the answer comes as an event."""
