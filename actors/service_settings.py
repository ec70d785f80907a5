"""PURE: the rules of service that can be changed, with their units and defaults."""

from __future__ import annotations

from dataclasses import dataclass

from runtime.errors import UsageError


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """All times are seconds.

    Attributes:
        visitor_silence_seconds: a visitor who says nothing for so long after the
            agent's last message loses the session (S4); 0 = off.
        agent_grace_seconds: how long an agent without a connection counts as present
            (Q12); nothing new is assigned meanwhile.
        reservation_seconds: how long a slot is held for a session that is on its way.
        settle_seconds: how long a group that starts listens for its agents before it
            assigns.
    """

    visitor_silence_seconds: float = 0.0
    agent_grace_seconds: float = 30.0
    reservation_seconds: float = 5.0
    settle_seconds: float = 0.25

    def __post_init__(self) -> None:
        if self.visitor_silence_seconds < 0 or self.agent_grace_seconds < 0:
            raise UsageError(f"expected times >= 0 s, got {self}")
        if self.reservation_seconds <= 0 or self.settle_seconds < 0:
            raise UsageError(f"expected a reservation time > 0 s, got {self}")
