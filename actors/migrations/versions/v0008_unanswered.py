"""What the robot had no answer to, and what became of it."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0008"
down_revision: Final = "0007"


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "unanswered_records",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
    )
    op.create_index("unanswered_at", "unanswered_records", ["at_ms"])
    op.create_table(
        "unanswered_settled",
        sa.Column("text", sa.Text, primary_key=True),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("entry", sa.Text, nullable=False),
    )
