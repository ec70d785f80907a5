"""PURE: what must be known of a customer when he opens a session, as a mark (M12).

The mark is written by the customer's own commit and read with the others that an
opening looks up, so that it costs no question more.
"""

from __future__ import annotations

import msgspec

_FOR_EVER = -1


class Standing(msgspec.Struct, frozen=True):
    """A customer's VIP level, and until when he is blocked: 0 = not, -1 = for ever."""

    level: int = 0
    blocked_until_ms: int = 0

    def is_blocked(self, now_ms: int) -> bool:
        """True while he is not to be served."""
        until_ms = self.blocked_until_ms
        return until_ms == _FOR_EVER or now_ms < until_ms


def blocked(level: int, until_ms: int) -> Standing:
    """Of who is blocked until then (0 = for ever)."""
    return Standing(level, until_ms or _FOR_EVER)


def encode(standing: Standing) -> str:
    """The mark's value."""
    return f"{standing.level} {standing.blocked_until_ms}"


def decode(value: str | None) -> Standing:
    """From the mark's value; None: nothing was ever said of him."""
    if value is None:
        return Standing()
    level, until_ms = value.split(" ")
    return Standing(int(level), int(until_ms))
