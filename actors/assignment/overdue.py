"""PURE: for how long nothing was heard of which reservation.

All wait about equally long, so they come due in the order in which they were noted: one
timer for the first serves them all.
"""

from __future__ import annotations


class Overdue:
    """Reservations by when a word of them is due; mutable, single-owner."""

    __slots__ = ("_due_ms",)

    def __init__(self) -> None:
        self._due_ms: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._due_ms)

    def note(self, reservation: str, due_ms: int) -> None:
        """A word is due then; what was noted of it before counts no more."""
        self._due_ms.pop(reservation, None)
        self._due_ms[reservation] = due_ms

    def forget(self, reservation: str) -> None:
        """The word has come."""
        self._due_ms.pop(reservation, None)

    def take(self, now_ms: int) -> list[str]:
        """Those whose time is over, first first; they are forgotten."""
        taken: list[str] = []
        for reservation, due_ms in self._due_ms.items():
            if due_ms > now_ms:
                break
            taken.append(reservation)
        for reservation in taken:
            del self._due_ms[reservation]
        return taken

    def next_ms(self) -> int | None:
        """When the first one is due."""
        return next(iter(self._due_ms.values()), None)
