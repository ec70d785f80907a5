"""The journal as it was when steps began."""

from __future__ import annotations

from typing import Final

from alembic import op

revision: Final = "0001"
down_revision: Final = None


def upgrade() -> None:
    """Makes the tables."""
    is_server = op.get_context().dialect.name == "postgresql"
    for table in TABLES:
        op.execute(_translated(table) if is_server else table)


TABLES: Final = (
    """
CREATE TABLE heads (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    seq INTEGER NOT NULL DEFAULT 0,
    last_position INTEGER NOT NULL DEFAULT 0,
    is_open INTEGER NOT NULL DEFAULT 0,
    state TEXT,
    place TEXT NOT NULL DEFAULT '',
    ticket INTEGER NOT NULL DEFAULT 0,
    due_ms INTEGER,
    armed_ms INTEGER,
    detail BLOB
)""",
    "CREATE INDEX open_heads ON heads (kind, name) WHERE is_open = 1",
    "CREATE INDEX open_places ON heads (kind, place, name) WHERE is_open = 1",
    """
CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    head INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    previous INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    body BLOB NOT NULL
)""",
    """
CREATE TABLE operations (
    head INTEGER NOT NULL,
    key INTEGER NOT NULL,
    answer BLOB NOT NULL,
    PRIMARY KEY (head, key)
) WITHOUT ROWID""",
    """
CREATE TABLE claims (
    resource TEXT NOT NULL,
    slot INTEGER NOT NULL,
    holder INTEGER NOT NULL,
    PRIMARY KEY (resource, slot)
) WITHOUT ROWID""",
    "CREATE INDEX claims_by_holder ON claims (holder)",
    """
CREATE TABLE capacities (
    resource TEXT PRIMARY KEY,
    slots INTEGER NOT NULL,
    version INTEGER NOT NULL
)""",
    """
CREATE TABLE snapshots (
    head INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL,
    state BLOB NOT NULL
)""",
    """
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    head INTEGER NOT NULL,
    topic TEXT NOT NULL,
    body BLOB NOT NULL
)""",
    """
CREATE TABLE marks (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID""",
    """
CREATE TABLE outages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ended_ms INTEGER NOT NULL,
    started_ms INTEGER NOT NULL
)""",
    "CREATE TABLE liveness (id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL)",
)

DIALECT: Final = (
    ("INTEGER PRIMARY KEY AUTOINCREMENT", "BIGINT GENERATED ALWAYS AS IDENTITY"),
    ("INTEGER", "BIGINT"),
    ("BLOB", "BYTEA"),
    (" WITHOUT ROWID", ""),
    # Pages go on after a name: the order must be that of the comparison everywhere.
    ("name TEXT", 'name TEXT COLLATE "C"'),
)
"""What PostgreSQL calls otherwise in the tables."""


def _translated(table: str) -> str:
    for theirs, ours in DIALECT:
        table = table.replace(theirs, ours)
    return table
