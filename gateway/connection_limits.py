"""What a connection is held to: rates, heartbeats and window, per role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gateway.wire.terms import SEND_WINDOW, TYPING_MIN_INTERVAL_SECONDS, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleLimits:
    """Limits of one role.

    Attributes:
        heartbeat_seconds: between two PINGs of the server.
        frames_per_second: long-run rate of inbound frames.
        burst_frames: inbound frames that may come at once.
    """

    heartbeat_seconds: float
    frames_per_second: float
    burst_frames: float


VISITOR_LIMITS: Final = RoleLimits(
    heartbeat_seconds=25.0, frames_per_second=5.0, burst_frames=20.0
)
AGENT_LIMITS: Final = RoleLimits(
    heartbeat_seconds=10.0, frames_per_second=30.0, burst_frames=120.0
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionLimits:
    """Limits of a connection; benchmarks and load tests raise the rates.

    Attributes:
        visitor, agent: limits per role, a supervisor being an agent; before WELCOME
            the visitor's hold.
        window: unanswered requests, announced in WELCOME.
        typing_seconds: between two words that somebody types in one session; what
            comes sooner is dropped (V4). Clients repeat theirs every 3 s.
    """

    visitor: RoleLimits = VISITOR_LIMITS
    agent: RoleLimits = AGENT_LIMITS
    window: int = SEND_WINDOW
    typing_seconds: float = TYPING_MIN_INTERVAL_SECONDS

    def of(self, role: Role) -> RoleLimits:
        """The limits of a role."""
        return self.visitor if role == "visitor" else self.agent


DEFAULT_LIMITS: Final = ConnectionLimits()
