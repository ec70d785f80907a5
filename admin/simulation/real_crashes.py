"""What breaks on a day with the real actors: actors, and the process."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

from admin.simulation.house import House
from runtime.cell import Cell
from runtime.journal_local import always_commit
from runtime.phase import Phase

MOST_STEPS: Final = 40
"""Turns and commits that a crash may come after, from where nothing moved: it has to
hit the service in the middle of its work, too."""
_ENTITIES: Final = ("/sessions/", "/agents/", "/groups/")


class InjectedCrash(Exception):
    """An actor's death at a moment of the simulation's choosing."""


class RealCrashes:
    """Breaks things, and counts.

    Args:
        house: the day.
        random: decides what breaks, and when.
        restarted: called when a new process has started.
    """

    def __init__(
        self,
        house: House,
        random: Random,
        restarted: Callable[[], None],
    ) -> None:
        self.actors = 0
        self.kills = 0
        self._house = house
        self._random = random
        self._restarted = restarted
        self._armed: list[Callable[[], None]] = []

    @property
    def is_armed(self) -> bool:
        """Whether something breaks at the next work that the service has."""
        return bool(self._armed)

    def arm(self, breaking: Callable[[], None]) -> None:
        """Something is to break, in the middle of the next work."""
        self._armed.append(breaking)

    def strike(self) -> None:
        """Some turns into the work, what was armed breaks."""
        for _ in range(self._random.randrange(MOST_STEPS)):
            if not self._house.service.step():
                break
        armed, self._armed = self._armed, []
        for breaking in armed:
            breaking()

    def crash_actor(self) -> None:
        """An actor dies, with the message that it would handle next."""
        alive = self._entities()
        if not alive:
            return
        self.actors += 1
        busy = [cell for cell in alive if cell.queue and cell.phase is Phase.READY]
        cell = self._random.choice(busy or alive)
        message = cell.queue.popleft() if busy and cell.queue else None
        cell.crash(InjectedCrash(), message)

    def kill(self, downtime_seconds: float) -> None:
        """The process is killed; a new one starts on the journal after a while.

        Half of the time the store was about to commit, and nobody hears of it.
        """
        self.kills += 1
        service = self._house.service
        if self._random.getrandbits(1):
            service.commit_unheard()
        service.fate = always_commit
        service.die(downtime_seconds)
        self._restarted()

    def _entities(self) -> list[Cell]:
        return [
            cell
            for cell in self._house.service.cells()
            if cell.actor is not None and cell.path.startswith(_ENTITIES)
        ]
