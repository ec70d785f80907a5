"""Why an actor's incarnation ended, as values that are safe to keep.

A crash keeps type, text and traceback as strings: a live traceback would keep the
frames, and with them whole sessions, in memory.

Source: OTP exit reasons (`normal`, `shutdown`, `killed`, error).
"""

from __future__ import annotations

import traceback
from dataclasses import dataclass

MAX_TRACEBACK_CHARS = 8_000
"""Kept of a crash's traceback: enough for the frames that matter, bounded per actor."""

MAX_TEXT_CHARS = 1_000
"""Kept of an error's own text, which may quote what it could not digest."""


@dataclass(frozen=True, slots=True)
class Normal:
    """The actor finished by itself."""


@dataclass(frozen=True, slots=True)
class Shutdown:
    """Its supervisor stopped it; `why` names the cause."""

    why: str = "stop"


@dataclass(frozen=True, slots=True)
class Killed:
    """It did not stop within the time that its ChildSpec allows."""


@dataclass(frozen=True, slots=True)
class Crash:
    """An exception escaped from it."""

    error: str
    text: str
    trace: str

    @classmethod
    def of(cls, error: BaseException) -> Crash:
        """Describes an exception without keeping it."""
        trace = "".join(traceback.format_exception(error))
        name = type(error).__qualname__
        try:
            text = str(error)
        except Exception:  # noqa: BLE001 - a crash must not fail at telling of itself
            text = "(its text cannot be had)"
        return cls(name, text[:MAX_TEXT_CHARS], trace[-MAX_TRACEBACK_CHARS:])

    def __str__(self) -> str:
        return f"{self.error}: {self.text}"


@dataclass(frozen=True, slots=True)
class NoProc:
    """It had ended before one began to watch."""


ExitReason = Normal | Shutdown | Killed | Crash | NoProc


def is_abnormal(reason: ExitReason) -> bool:
    """True for the reasons after which a transient child is started again."""
    return isinstance(reason, Crash | Killed)
