"""Customers, as the projector finds them in the journal.

What is recorded already is thrown away: the projector reads the journal once more from
its beginning, because all of it may tell of customers.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0005"
down_revision: Final = "0004"

_NUMBER: Final = sa.Integer().with_variant(sa.BigInteger, "postgresql")
"""SQLite's own row number, if it is the key, is an INTEGER."""
_FTS: Final = """
CREATE VIRTUAL TABLE name_records USING fts5(
    grams, content='', detail=none,
    tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'")
"""
_PROJECTED: Final = (
    *("session_records", "leg_records", "message_records", "tag_records"),
    "projector",
)


def upgrade() -> None:
    """Makes the tables, and empties those that are built anew."""
    op.create_table(
        "customer_records",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("visitor", sa.Text, nullable=False, unique=True),
        *_texts("called", "nickname", "phone", "email", "language", "fields", "tags"),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("blocked_ms", sa.BigInteger),
        sa.Column("blocked_until_ms", sa.BigInteger, nullable=False),
        *_texts("block_reason", "block_by"),
        sa.Column("first_ms", sa.BigInteger),
        sa.Column("last_ms", sa.BigInteger),
        sa.Column("sessions", sa.BigInteger, nullable=False),
    )
    _few("customers_ranked", "level > 0")
    _few("customers_blocked", "blocked_ms IS NOT NULL")
    op.create_table(
        "customer_tag_records",
        sa.Column("tag", sa.Text, primary_key=True),
        sa.Column("number", _NUMBER, primary_key=True),
    )
    op.create_index("customer_tags_by_number", "customer_tag_records", ["number"])
    is_file = op.get_bind().dialect.name == "sqlite"
    for name in _PROJECTED:
        gone = sa.text(f"TRUNCATE {name}")
        op.execute(sa.delete(sa.table(name)) if is_file else gone)
    if is_file:
        op.execute(_FTS)
        op.execute("INSERT INTO gram_records (gram_records) VALUES ('delete-all')")
    else:
        op.create_table(
            "name_records",
            sa.Column("id", _NUMBER, primary_key=True, autoincrement=False),
            sa.Column("grams", sa.ARRAY(sa.Text)),
        )
        op.create_index(
            "customers_by_gram", "name_records", ["grams"], postgresql_using="gin"
        )
        op.execute("TRUNCATE gram_records")


def _few(name: str, condition: str) -> None:
    """An index of the few customers of whom this is true."""
    where = sa.text(condition)
    op.create_index(
        name,
        "customer_records",
        ["number"],
        sqlite_where=where,
        postgresql_where=where,
    )


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]
