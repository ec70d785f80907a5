"""Parts of what events say, with names; which event says what is in `history`."""

from __future__ import annotations

from typing import NamedTuple

from loadtest.audit.lives import QUEUED, Binding

Value = str | bytes | int | bool | None | list["Value"]
Body = list[Value]


class Given(NamedTuple):
    """A slot that a session is given: by an offer, or at once."""

    agent: str
    slot: int
    made: str
    """The reservation: the life of who made it, and a number."""
    order: int

    @property
    def binding(self) -> Binding:
        """Which decision of its group it was."""
        return Binding(self.made.rpartition(".")[0], self.order)


class Lapse(NamedTuple):
    """An offer came to nothing."""

    agent: str
    offer: str
    cause: str
    again_ms: int


def opened(rest: Body) -> tuple[str, int, str, int, str]:
    """Stage, priority, skill, level and last agent of an opening."""
    match rest:
        case [str(stage), int(priority), str(skill), int(level), str(prefer), *_]:
            return stage, priority, skill, level, prefer
        case _:
            return QUEUED, 0, "", 0, ""


def skills(rest: Body) -> dict[str, int]:
    """Levels by skill, of an agent."""
    match rest:
        case [list(pairs), *_]:
            return {
                str(pair[0]): int(pair[1])
                for pair in pairs
                if isinstance(pair, list) and isinstance(pair[1], int)
            }
        case _:
            return {}
