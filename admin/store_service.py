"""The store's child as a part of the tree; in its first life the books are opened."""

from __future__ import annotations

from collections.abc import Callable

from runtime.journal import Answer, Begin, Outage, Outages
from runtime.port_service import ChildKeeper
from runtime.store_port import PortJournal


class Books:
    """What a process knows once its journal has been opened.

    Attributes:
        outages: when nothing ran; filled then, and not replaced: others hold it.
        are_open: it has been.
    """

    def __init__(self) -> None:
        self.outages: list[Outage] = []
        self.are_open = False


class StoreService(ChildKeeper):
    """One life of the child after the other.

    Args:
        journal: of the process.
        books: told by the first life.
        wall_ms: ms since the epoch.
    """

    def __init__(
        self, journal: PortJournal, books: Books, wall_ms: Callable[[], int]
    ) -> None:
        self.port = self._journal = journal
        self._books = books
        self._wall_ms = wall_ms

    async def run(self, started: Callable[[], None]) -> None:
        """Runs one life of the child."""
        books = self._books
        if books.are_open:
            await self._journal.run(started)
            return

        def begun(answer: Answer) -> None:
            if isinstance(answer, Outages):
                books.outages[:] = answer.rows
                books.are_open = True
                started()

        self._journal.query(Begin(self._wall_ms()), begun)
        await self._journal.run(lambda: None)
