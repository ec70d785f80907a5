"""Reads what a server takes: memory, tasks, descriptors, rows of its journal."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Final
from urllib.request import urlopen

import psutil

from loadtest.growth import DESCRIPTORS, MEMORY, PORTS_MEMORY, TASKS, Reading
from loadtest.server import ServerFailed

TABLES: Final = ("events", "heads", "operations", "claims", "marks", "outbox")
_TASKS_LINE: Final = "triodesk_tasks "
_ANSWER_SECONDS: Final = 10.0
"""For its figures, from a server under load."""


class Vitals:
    """Of a server on this machine, with its child processes.

    Args:
        process: the server's.
        journal: its file.
        http: where it tells its figures, `http://host:port`.
    """

    def __init__(self, process: int, journal: Path, http: str) -> None:
        self._process = psutil.Process(process)
        self._journal = journal
        self._figures = f"{http}/metrics"

    def read(self) -> Reading:
        """Everything as it is now.

        Raises:
            ServerFailed: it does not tell its figures, or has ended.
        """
        try:
            return self._read()
        except (OSError, psutil.Error) as error:
            raise ServerFailed(f"what the server takes was not read: {error}") from None

    def _read(self) -> Reading:
        ports = self._process.children(recursive=True)
        family = (self._process, *ports)
        values = {
            MEMORY: float(self._process.memory_info().rss),
            PORTS_MEMORY: float(sum(each.memory_info().rss for each in ports)),
            TASKS: self._tasks(),
            DESCRIPTORS: float(sum(each.num_fds() for each in family)),
            **self._rows(),
        }
        return Reading(time.monotonic(), values)

    def _tasks(self) -> float:
        with urlopen(self._figures, timeout=_ANSWER_SECONDS) as answer:  # noqa: S310 - http
            lines = answer.read().decode().splitlines()
        return next(
            float(line.removeprefix(_TASKS_LINE))
            for line in lines
            if line.startswith(_TASKS_LINE)
        )

    def _rows(self) -> dict[str, float]:
        file = f"file:{self._journal}?mode=ro"
        with closing(sqlite3.connect(file, uri=True)) as journal:
            return {table: _count(journal, table) for table in TABLES}


def _count(journal: sqlite3.Connection, table: str) -> float:
    statement = f"SELECT count(*) FROM {table}"  # noqa: S608 - one of `TABLES`
    return float(next(journal.execute(statement))[0])
