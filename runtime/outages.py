"""PURE: people's deadlines are extended by the time in which nothing ran (S7)."""

from __future__ import annotations

from collections.abc import Sequence

from runtime.journal import Outage


def extended(due_ms: int, armed_ms: int, outages: Sequence[Outage]) -> int:
    """The deadline after the outages that fell between arming and it.

    Args:
        due_ms: the deadline as it was armed, wall time in ms.
        armed_ms: when it was armed.
        outages: oldest first.
    """
    for outage in outages:
        if outage.ended_ms >= armed_ms and outage.ended_ms < due_ms:
            due_ms += max(0, outage.started_ms - outage.ended_ms)
    return due_ms
