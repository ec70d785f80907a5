"""The store's process: an `SqliteJournal` behind a port.

Started as `python -m runtime.store_child FD PATH LOCK_SECONDS`. Imports no trio.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from runtime.journal_sqlite import SqliteJournal
from runtime.port_child import Handler, run_child
from runtime.store_wire import ENCODER, WORK_DECODER, Results


class _Store:
    def __init__(self, journal: SqliteJournal) -> None:
        self._journal = journal

    def handle(self, request: bytes) -> bytes:
        work = WORK_DECODER.decode(request)
        outcomes = self._journal.commit(work.appends) if work.appends else []
        answers = [self._journal.answer(query) for query in work.queries]
        return ENCODER.encode(Results(outcomes, answers))

    def idle(self) -> None:
        self._journal.checkpoint()


def main(arguments: list[str]) -> int:
    """Serves the journal at the path until the parent is gone."""
    fd, path, lock_seconds = arguments

    @contextmanager
    def opened() -> Iterator[Handler]:
        journal = SqliteJournal(Path(path), float(lock_seconds))
        yield _Store(journal)
        # Not after an exception: the next store starts from what is on the disk.
        journal.close()

    return run_child(int(fd), opened)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
