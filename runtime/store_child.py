"""The store's process: the journal in a file or on a server, behind a port.

Started as `python -m runtime.store_child FD PATH LOCK_SECONDS`, see
`runtime.sql_place`. Imports no trio.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from runtime.port_child import Handler, run_child
from runtime.sql_place import Server, SqlPlace, place_of
from runtime.store_wire import ENCODER, WORK_DECODER, Results

if TYPE_CHECKING:
    from runtime.journal_postgres import PostgresJournal
    from runtime.journal_sqlite import SqliteJournal


class _Store:
    def __init__(self, journal: SqliteJournal | PostgresJournal) -> None:
        self._journal = journal

    def handle(self, request: bytes) -> bytes:
        work = WORK_DECODER.decode(request)
        outcomes = self._journal.commit(work.appends) if work.appends else []
        answers = [self._journal.answer(query) for query in work.queries]
        return ENCODER.encode(Results(outcomes, answers))

    def idle(self) -> None:
        self._journal.checkpoint()


def main(arguments: list[str]) -> int:
    """Serves the journal until the parent is gone."""
    fd, path, lock_seconds = arguments

    @contextmanager
    def opened() -> Iterator[Handler]:
        journal = _journal(place_of(path, os.environ), float(lock_seconds))
        yield _Store(journal)
        # Not after an exception: the next store starts from what is on the disk.
        journal.close()

    return run_child(int(fd), opened)


def _journal(place: SqlPlace, lock_seconds: float) -> SqliteJournal | PostgresJournal:
    """Either driver takes its time to import: only the one that is needed is."""
    if isinstance(place, Server):
        from runtime.journal_postgres import PostgresJournal  # noqa: PLC0415

        return PostgresJournal(place.url, lock_seconds)
    from runtime.journal_sqlite import SqliteJournal  # noqa: PLC0415

    return SqliteJournal(place, lock_seconds)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
