"""PURE: what a session's own timers tell it: something has lasted long enough."""

from __future__ import annotations

import msgspec


class OfferOver(msgspec.Struct, frozen=True):
    """The offer with this id has rung long enough."""

    offer: str


class TransferOver(msgspec.Struct, frozen=True):
    """Nobody took the transfer that began at `since_ms`."""

    since_ms: int


class SilenceOver(msgspec.Struct, frozen=True):
    """Nothing was said since `since_ms` for as long as is allowed (S4)."""

    since_ms: int


class WarnVisitor(msgspec.Struct, frozen=True):
    """The visitor's silence since `since_ms` will soon be too long (S4)."""

    since_ms: int


class RemindAgent(msgspec.Struct, frozen=True):
    """A visitor's message is unanswered since `since_ms` (S5)."""

    since_ms: int


class AgentSilent(msgspec.Struct, frozen=True):
    """The same, for so long that another agent is to take over (S5)."""

    since_ms: int


class VisitorGone(msgspec.Struct, frozen=True):
    """The visitor is away since `since_ms`, for longer than the grace (Q6)."""

    since_ms: int


class AwaitOver(msgspec.Struct, frozen=True):
    """The visitor, awaited since `since_ms`, has had his time to come (S9)."""

    since_ms: int


class NamedOver(msgspec.Struct, frozen=True):
    """Those whom the business server named were waited for until `until_ms`."""

    until_ms: int


class RobotOver(msgspec.Struct, frozen=True):
    """The robot has not answered the visitor's message `turn`."""

    turn: int


class DirectionOver(msgspec.Struct, frozen=True):
    """Nobody has said anything of the business server that is asked since then."""

    since_ms: int
