"""PURE: what is said in a play and not in the service: people's own part of it."""

from __future__ import annotations

import msgspec

from actors.ids import SessionId


class Rings(msgspec.Struct, frozen=True):
    """An offer of a session is before an agent, who will answer it, or not.

    `nth`: it is that session's first, second … offer, from 0.
    """

    session: SessionId
    visit: int
    offer: str
    nth: int


class Serves(msgspec.Struct, frozen=True):
    """An agent has begun to serve; he will be done in `handling_ms`."""

    session: SessionId
    handling_ms: int


class ComeOn(msgspec.Struct, frozen=True):
    """A shift begins, or a break is over."""


class GoOff(msgspec.Struct, frozen=True):
    """A break begins, or, `for_today`, a shift is over."""

    for_today: bool


class LoseConnection(msgspec.Struct, frozen=True):
    """It is gone, for so long."""

    away_ms: int


Aside = Rings | Serves | ComeOn | GoOff | LoseConnection
