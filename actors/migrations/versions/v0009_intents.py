"""Which intents were recognised in which sessions (R12, M7)."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0009"
down_revision: Final = "0008"


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "intent_records",
        sa.Column("intent", sa.Text, primary_key=True),
        sa.Column("number", sa.BigInteger, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
    )
    op.create_index("intents_by_number", "intent_records", ["number"])
