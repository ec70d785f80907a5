"""The phases of a cell, as a table of what may follow what.

IDLE ──mail──▶ READY ──turn──▶ RUNNING ──▶ IDLE or READY
                                  │ ▲
                        a pause   ▼ │  its end
                                 HELD
any of them ──▶ WAITING (between two incarnations) ──▶ READY; any ──▶ ENDED
"""

from __future__ import annotations

from enum import Enum


class Phase(Enum):
    """What a cell is doing."""

    IDLE = "idle"
    """No mail: no task, no queue."""
    READY = "ready"
    """In the dispatcher's run queue."""
    RUNNING = "running"
    """A handler runs now."""
    HELD = "held"
    """An asynchronous handler or a commit is under way; mail waits."""
    WAITING = "waiting"
    """Between two incarnations; mail waits, asks are refused."""
    ENDED = "ended"
    """For good."""
