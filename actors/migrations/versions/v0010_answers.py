"""Which entries answered, and whether that helped."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0010"
down_revision: Final = "0009"


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "answer_records",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("entry", sa.Text, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("helped", sa.SmallInteger, nullable=False),
    )
    op.create_index("answers_at", "answer_records", ["at_ms"])
