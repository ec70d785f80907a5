"""PURE: what the purse is told and answers; journal format of its events (R13).

Tags and positions are for ever, new fields go last.
"""

from __future__ import annotations

import msgspec

from runtime.request import Request


class Granted(msgspec.Struct, frozen=True, array_like=True, tag="granted"):
    """It may, on that day."""

    day: int


class Denied(msgspec.Struct, frozen=True, array_like=True, tag="denied"):
    """It may not; `is_session`: what the session may, it has, else what all may."""

    is_session: bool


Verdict = Granted | Denied


class Spent(msgspec.Struct, frozen=True, array_like=True):
    """What was spent on a day; also the purse's state.

    `sessions`: tokens of each, those that spent last come last.
    """

    day: int = 0
    tokens: int = 0
    micros: int = 0
    sessions: dict[str, int] = msgspec.field(default_factory=dict)


class Reserve(Request[Verdict], msgspec.Struct, frozen=True):
    """May so much be spent for a session? If so, it is on disk with the answer."""

    session: str
    tokens: int
    micros: int


class Settle(msgspec.Struct, frozen=True):
    """Less was spent than was reserved on that day; a tell.

    Attributes:
        session: for which it was reserved.
        day: see `Granted`.
        tokens, micros: what is left over; below 0: it was more.
    """

    session: str
    day: int
    tokens: int
    micros: int


PurseCommand = Reserve | Settle


class SpendingReserved(msgspec.Struct, frozen=True, array_like=True, tag=1):
    """So much is spent at most; `day`: since 1970-01-01, in UTC."""

    day: int
    session: str
    tokens: int
    micros: int


class SpendingSettled(msgspec.Struct, frozen=True, array_like=True, tag=2):
    """So much of it was not."""

    session: str
    tokens: int
    micros: int


PurseEvent = SpendingReserved | SpendingSettled
