"""Failures to sign in, so that a restart frees nobody who guesses."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0002"
down_revision: Final = "0001"


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "failures",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("account", sa.Text, primary_key=True),
        sa.Column("address", sa.Text, primary_key=True),
        sa.Column("failed", sa.Integer, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False, index=True),
    )
