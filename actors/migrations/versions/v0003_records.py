"""Sessions, their legs and what was said, as the projector finds them in the journal.

Grams find text: SQLite indexes them with FTS5, PostgreSQL with GIN; neither needs an
extension that may be missing.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0003"
down_revision: Final = "0002"

_NUMBER: Final = sa.Integer().with_variant(sa.BigInteger, "postgresql")
"""SQLite's own row number, if it is the key, is an INTEGER."""
_INDEXED: Final = ("visitor", "nickname", "channel", "opened_ms", "ending", "reason")


def upgrade() -> None:
    """Makes the tables."""
    op.create_table("projector", _key("id"), _number("position"))
    op.create_table(
        "session_records",
        _key("number"),
        sa.Column("session", sa.Text, nullable=False, unique=True),
        _number("opened_ms"),
        *_texts("visitor", "nickname", "channel", "group", "group_name"),
        *_texts("agent", "agent_name"),
        _perhaps("closed_ms"),
        *_texts("stage", "ending", "reason", "cause", "closed_by", "rating"),
        _perhaps("stars"),
        *_texts("tags", "remark", "follow_up", "solved"),
        *map(_number, ("legs", "served", "ringing", "robot", "line")),
        *map(_number, ("lapses", "transfers", "messages")),
        *map(_perhaps, ("handed_ms", "asked_ms")),
        _number("replied"),
        *_texts("transfer"),
        *map(_perhaps, ("wait_ms", "frt_ms")),
    )
    for name in _INDEXED:
        op.create_index(f"sessions_by_{name}", "session_records", [name, "number"])
    given = sa.text("stars IS NOT NULL")
    op.create_index(
        "sessions_by_stars",
        "session_records",
        ["stars", "number"],
        sqlite_where=given,
        postgresql_where=given,
    )
    op.create_table(
        "leg_records",
        sa.Column("number", _NUMBER, primary_key=True),
        sa.Column("leg", _NUMBER, primary_key=True),
        *_texts("kind"),
        _number("begun_ms"),
        *_texts("channel", "group", "group_name", "agent", "agent_name"),
        _perhaps("ended_ms"),
        *_texts("ending", "way"),
        *map(_perhaps, ("wait_ms", "frt_ms")),
        *map(_number, ("replies", "reply_ms")),
        _perhaps("handle_ms"),
        *map(_number, ("visitor_messages", "agent_messages")),
        *map(_perhaps, ("stars", "is_solved")),
    )
    for name in ("agent", "group", "ending", "begun_ms"):
        op.create_index(f"legs_by_{name}", "leg_records", [name, "number"])
    op.create_table(
        "message_records",
        _key("id"),
        _number("at_ms"),
        *_texts("role", "sender", "name", "kind", "text"),
    )
    op.create_table(
        "tag_records",
        sa.Column("tag", sa.Text, primary_key=True),
        sa.Column("number", _NUMBER, primary_key=True),
    )
    op.create_index("tags_by_number", "tag_records", ["number"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(_FTS)
    else:
        op.create_table(
            "gram_records", _key("id"), sa.Column("grams", sa.ARRAY(sa.Text))
        )
        op.create_index(
            "records_by_gram", "gram_records", ["grams"], postgresql_using="gin"
        )


_FTS: Final = """
CREATE VIRTUAL TABLE gram_records USING fts5(
    grams, content='', detail=none,
    tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'")
"""
"""What stands between blanks is one token, whatever it is made of; the text itself is
kept elsewhere."""


def _key(name: str) -> sa.Column[int]:
    return sa.Column(name, _NUMBER, primary_key=True, autoincrement=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False)


def _perhaps(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]
