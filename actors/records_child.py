"""The process of the records: the database of all that is no live state, behind a port.

Started as `python -m actors.records_child FD PATH LOCK_SECONDS`, see
`runtime.sql_place`. Imports no trio.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from actors.accounts.records import Fault, NotRecorded
from actors.record_store import RecordStores
from actors.records_schema import STEPS
from actors.records_wire import ENCODER, REQUESTS
from runtime.port_child import Handler, run_child
from runtime.sql_database import SqlDatabase
from runtime.sql_place import place_of


class _Records:
    def __init__(self, database: SqlDatabase) -> None:
        self._store = RecordStores(database.engine)

    def handle(self, request: bytes) -> bytes:
        try:
            asked = REQUESTS.decode(request)
        except msgspec.ValidationError as error:
            # Let in by somebody's mistake: no reason to die, with all who wait.
            return ENCODER.encode(NotRecorded(Fault.CONFLICT, str(error)))
        return ENCODER.encode(self._store.answer(asked))

    def idle(self) -> None:
        # SQLAlchemy makes cycles, and a port's child collects none by itself.
        gc.collect()


def main(arguments: list[str]) -> int:
    """Serves the database until the parent is gone."""
    fd, path, lock_seconds = arguments

    @contextmanager
    def opened() -> Iterator[Handler]:
        place = place_of(path, os.environ)
        database = SqlDatabase(place, STEPS, float(lock_seconds))
        try:
            yield _Records(database)
        finally:
            database.close()

    return run_child(int(fd), opened)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
