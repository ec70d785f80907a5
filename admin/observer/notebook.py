"""What went wrong of late: crashes, restarts, quarantines, dead letters.

Kept in memory, some of each kind, so that a flood of dead letters pushes out no crash.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from enum import Enum
from typing import Final

import msgspec

from runtime.cell import ActorCrashed
from runtime.mailbox import DeadLetter
from runtime.observe import Events
from runtime.region import EntityQuarantined
from runtime.supervisor import ChildKilled, ChildRestarted

_NO_MESSAGE: Final = type(None).__name__
"""What an actor crashed on that handled none."""
MAX_KEPT: Final = 200
"""Of each kind; a crash with its trace takes up to 9 KB."""


class IncidentKind(Enum):
    """What happened."""

    CRASHED = "crashed"
    RESTARTED = "restarted"
    QUARANTINED = "quarantined"
    KILLED = "killed"
    """It did not stop within its time."""
    DEAD_LETTER = "dead_letter"


class Incident(msgspec.Struct, frozen=True):
    """Something that happened to an actor.

    Attributes:
        at_ms: wall time.
        kind: what.
        path: of the actor.
        text: the error, or the reason.
        message_type: that it crashed on, or of the letter; "" for others.
        trace: of a crash, cut at its beginning.
    """

    at_ms: int
    kind: IncidentKind
    path: str
    text: str
    message_type: str = ""
    trace: str = ""


class Notebook:
    """Listens from the start of the process on.

    Args:
        events: tell it.
        wall_ms: ms since the epoch.
    """

    def __init__(self, events: Events, wall_ms: Callable[[], int]) -> None:
        self._wall_ms = wall_ms
        self._incidents = {
            kind: deque[Incident](maxlen=MAX_KEPT) for kind in IncidentKind
        }
        events.subscribe(ActorCrashed, self._crashed)
        events.subscribe(ChildRestarted, self._restarted)
        events.subscribe(EntityQuarantined, self._quarantined)
        events.subscribe(ChildKilled, self._killed)
        events.subscribe(DeadLetter, self._dead_letter)

    def incidents(self, limit: int, path: str = "") -> tuple[Incident, ...]:
        """The newest, newest first; of one actor, or of all."""
        found = [
            incident
            for kept in self._incidents.values()
            for incident in kept
            if not path or incident.path == path
        ]
        return tuple(sorted(found, key=lambda each: -each.at_ms)[:limit])

    def _note(
        self,
        kind: IncidentKind,
        path: str,
        text: str,
        message_type: str = "",
        trace: str = "",
    ) -> None:
        self._incidents[kind].append(
            Incident(self._wall_ms(), kind, path or "/", text, message_type, trace)
        )

    def _crashed(self, event: ActorCrashed) -> None:
        kind, message_type = IncidentKind.CRASHED, event.message_type
        if message_type == _NO_MESSAGE:
            message_type = ""
        self._note(kind, event.path, event.error, message_type, event.trace)

    def _restarted(self, event: ChildRestarted) -> None:
        self._note(IncidentKind.RESTARTED, event.path, event.reason)

    def _quarantined(self, event: EntityQuarantined) -> None:
        self._note(IncidentKind.QUARANTINED, event.path, event.reason)

    def _killed(self, event: ChildKilled) -> None:
        text = f"did not stop within {event.shutdown_seconds:g} s"
        self._note(IncidentKind.KILLED, event.path, text)

    def _dead_letter(self, event: DeadLetter) -> None:
        kind = IncidentKind.DEAD_LETTER
        self._note(kind, event.to, event.reason, event.message_type)
