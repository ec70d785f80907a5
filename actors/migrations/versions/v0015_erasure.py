"""What of a session was erased, and when sessions ended: what is kept for a time."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0015"
down_revision: Final = "0014"


def upgrade() -> None:
    """Adds the column, and finds sessions by their end."""
    op.add_column(
        "session_records",
        sa.Column("erasure", sa.SmallInteger, nullable=False, server_default="0"),
    )
    ended = sa.text("closed_ms IS NOT NULL")
    op.create_index(
        "sessions_by_end",
        "session_records",
        ["closed_ms", "number"],
        sqlite_where=ended,
        postgresql_where=ended,
    )
