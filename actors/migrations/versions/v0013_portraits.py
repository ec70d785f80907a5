"""Pictures of members."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0013"
down_revision: Final = "0012"


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "portraits",
        sa.Column(
            "member",
            sa.Text,
            sa.ForeignKey("members.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("image", sa.LargeBinary, nullable=False),
    )
