"""PURE: how many sessions a node keeps in memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class SessionMemory:
    """How many sessions stay in memory, and how long without a word.

    Attributes:
        idle_seconds: a session of which nobody wanted anything for so long leaves, at
            the latest after twice that time; a message or a deadline brings it back.
        max_awake: above it idle ones leave at once, the least recently used first. An
            awake session takes some KB.
    """

    idle_seconds: float = 300.0
    max_awake: int = 100_000


USUAL_MEMORY: Final = SessionMemory()
