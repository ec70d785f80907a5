"""PURE: what is on its way from one client of the load to another."""

from __future__ import annotations

from typing import Final

MAX_UNDER_WAY: Final = 100_000
"""Beyond it the oldest is forgotten: nobody was there who could have seen it."""


class Letters:
    """By a name that both sides know: when it was meant to leave."""

    __slots__ = ("_left_at",)

    def __init__(self) -> None:
        self._left_at: dict[str, float] = {}

    def __len__(self) -> int:
        return len(self._left_at)

    def sent(self, name: str, moment: float) -> None:
        """It leaves; of two of one name the later counts."""
        if len(self._left_at) >= MAX_UNDER_WAY:
            del self._left_at[next(iter(self._left_at))]
        self._left_at[name] = moment

    def arrived(self, name: str) -> float | None:
        """When it was meant to leave; None: it is not known, or arrived before."""
        return self._left_at.pop(name, None)
