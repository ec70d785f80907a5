"""The process that reads the journal for the board.

Started as `python -m admin.observer.auditor_child FD PATH`; for PATH see
`runtime.sql_place`. It only reads, with connections of its own that are closed after
each look: a store that starts must find no reader. Imports no trio.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg

from admin.observer.audit_wire import (
    ENCODER,
    REQUESTS,
    AuditAnswer,
    AuditRequest,
    ExamineJournal,
    Marked,
    MarkJournal,
    Unmarked,
)
from admin.observer.journal_window import read_after, read_mark
from admin.observer.verdict import Mark, judge
from loadtest.audit.tables import Place
from runtime.errors import Unavailable
from runtime.port_child import Handler, run_child
from runtime.sql_place import Server, place_of

NICE: Final = 10
"""A look burns a processor for up to seconds: service comes first."""


class Auditor:
    """Remembers the journal for one experiment at a time.

    Args:
        place: of the journal.
    """

    def __init__(self, place: Place) -> None:
        self._place = place
        self._marks: dict[int, Mark] = {}

    def handle(self, request: bytes) -> bytes:
        """Answers a request.

        Raises:
            Unavailable: the journal cannot be read now.
        """
        try:
            return ENCODER.encode(self._answer(REQUESTS.decode(request)))
        except (sqlite3.Error, psycopg.Error) as error:
            raise Unavailable(f"the journal cannot be read: {error}") from error

    def idle(self) -> None:
        """Nothing waits to be tidied."""

    def _answer(self, request: AuditRequest) -> AuditAnswer:
        match request:
            case MarkJournal(experiment):
                mark = read_mark(self._place)
                self._marks = {experiment: mark}
                return Marked(len(mark.sessions))
            case ExamineJournal():
                known = self._marks.get(request.experiment)
                if known is None:
                    return Unmarked()
                return judge(known, read_after(self._place, known), request)


def main(arguments: list[str]) -> int:
    """Audits until the parent is gone."""
    fd, path = arguments
    os.nice(NICE)
    place = place_of(path, os.environ)

    @contextmanager
    def opened() -> Iterator[Handler]:
        yield Auditor(place.url if isinstance(place, Server) else place)

    return run_child(int(fd), opened)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
