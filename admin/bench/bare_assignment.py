"""The queue's peer: the usual assignment in bare SQLite, one transaction per step.

A session waits in a table; the agent with the least load who has room is selected and
counted up; accept and close are updates. As durable as ours, and as exact while one
process does it alone; no actors, no timers, no records, no notices.
"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Final

GROUPS: Final = 50
_TABLES: Final = """
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE agent (
        id INTEGER PRIMARY KEY, team INT, load INT, capacity INT, idle INT);
    CREATE INDEX agent_by_load ON agent (team, load, idle);
    CREATE TABLE session (id INTEGER PRIMARY KEY, team INT, state TEXT, agent INT);
"""
_OPEN: Final = "INSERT INTO session (id, team, state) VALUES (?, ?, 'queued')"
_FIND: Final = """
    SELECT id FROM agent WHERE team = ? AND load < capacity
    ORDER BY load, idle LIMIT 1
"""
_OFFER: Final = "UPDATE session SET state = 'offered', agent = ? WHERE id = ?"
_COUNT: Final = "UPDATE agent SET load = load + ?, idle = ? WHERE id = ?"
_SET: Final = "UPDATE session SET state = ? WHERE id = ?"


def bare_assignments(directory: Path, agents: int, seconds: float) -> float:
    """Whole episodes per second."""
    connection = sqlite3.connect(directory / "bare.db", isolation_level=None)
    connection.executescript(_TABLES)
    connection.execute("BEGIN")
    rows = [(number, number % GROUPS, 0, 1, number) for number in range(agents)]
    connection.executemany("INSERT INTO agent VALUES (?, ?, ?, ?, ?)", rows)
    connection.execute("COMMIT")
    episodes = 0
    began = time.perf_counter()
    while time.perf_counter() - began < seconds:
        _serve(connection, episodes, episodes % GROUPS)
        episodes += 1
    spent = time.perf_counter() - began
    connection.close()
    return episodes / spent


def _serve(connection: sqlite3.Connection, session: int, team: int) -> None:
    do = connection.execute
    do("BEGIN IMMEDIATE")
    do(_OPEN, (session, team))
    do("COMMIT")
    do("BEGIN IMMEDIATE")
    (agent,) = do(_FIND, (team,)).fetchone()
    do(_COUNT, (1, session, agent))
    do(_OFFER, (agent, session))
    do("COMMIT")
    do("BEGIN IMMEDIATE")
    do(_SET, ("serving", session))
    do("COMMIT")
    do("BEGIN IMMEDIATE")
    do(_SET, ("closed", session))
    do(_COUNT, (-1, session, agent))
    do("COMMIT")
