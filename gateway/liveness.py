"""Whether the other side of a connection is alive: heartbeats as data. Pure.

Anything that was received counts. Before HELLO only HELLO counts, so that a client
cannot hold a connection open without ever saying who it is. Times are seconds.
"""

from __future__ import annotations

import math
from enum import Enum
from typing import Final

HELLO_SECONDS: Final = 5.0
"""A client that does not say HELLO by then costs memory and is cut."""
ANSWER_SECONDS: Final = 10.0
"""To answer a PING: a phone's radio takes seconds to wake."""


class Beat(Enum):
    """What is due."""

    NOTHING = "nothing"
    PING = "ping"
    NO_HELLO = "no hello"
    DEAD = "dead"


class Liveness:
    """Deadlines of one connection: for HELLO, for the next PING, for a sign of life."""

    __slots__ = ("_dead_at", "_interval", "_ping_at")

    def __init__(self, now: float) -> None:
        self._interval = math.inf
        self._ping_at = math.inf
        self._dead_at = now + HELLO_SECONDS

    @property
    def next_deadline(self) -> float:
        """When `check` wants to be called."""
        return min(self._ping_at, self._dead_at)

    def greeted(self) -> None:
        """HELLO came; how long the ticket takes to judge is not the peer's fault."""
        self._dead_at = math.inf

    def started(self, interval: float, now: float) -> None:
        """WELCOME goes out: PING every `interval` seconds from now on."""
        self._interval = interval
        self._ping_at = now + interval
        self._dead_at = now + interval + ANSWER_SECONDS

    def heard(self, now: float) -> None:
        """Something was received."""
        if self._interval != math.inf:
            self._dead_at = now + self._interval + ANSWER_SECONDS

    def check(self, now: float) -> Beat:
        """What is due now; a PING that is due counts as sent."""
        if now >= self._dead_at:
            return Beat.NO_HELLO if self._interval == math.inf else Beat.DEAD
        if now >= self._ping_at:
            self._ping_at = now + self._interval
            return Beat.PING
        return Beat.NOTHING
