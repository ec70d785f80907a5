"""The journal's peer: SQLite alone, in one process, with the same two writes."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path
from typing import Final

ENTITIES: Final = 1_000
_EVENT: Final = bytes(200)
_TABLES: Final = """
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE event (position INTEGER PRIMARY KEY, entity INT, seq INT, body BLOB);
    CREATE TABLE head (entity INTEGER PRIMARY KEY, seq INT);
"""
_HEAD: Final = """
    INSERT INTO head VALUES (?, ?)
    ON CONFLICT (entity) DO UPDATE SET seq = excluded.seq
"""


def bare_commits(directory: Path, rows: int, seconds: float) -> float:
    """Events committed per second, `rows` in each commit."""
    connection = sqlite3.connect(
        directory / f"bare-{os.getpid()}.db", isolation_level=None
    )
    connection.executescript(_TABLES)
    heads = [(number % ENTITIES, number) for number in range(rows)]
    events = [(entity, seq, _EVENT) for entity, seq in heads]
    insert = "INSERT INTO event (entity, seq, body) VALUES (?, ?, ?)"
    commits = 0
    began = time.perf_counter()
    while time.perf_counter() - began < seconds:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(insert, events)
        connection.executemany(_HEAD, heads)
        connection.execute("COMMIT")
        commits += 1
    spent = time.perf_counter() - began
    connection.close()
    return commits * rows / spent
