"""Members, their sign-ins, the audit log, and the operations that were done."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0001"
down_revision: Final = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "members",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("place", sa.Integer, nullable=False, unique=True),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("email_key", sa.Text, nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("nickname", sa.Text, nullable=False),
        sa.Column("phone", sa.Text, nullable=False),
        sa.Column("staff_number", sa.Text, nullable=False),
        sa.Column("staff_number_key", sa.Text, unique=True),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("capacity", sa.Integer, nullable=False),
        sa.Column("created_ms", sa.BigInteger, nullable=False),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("must_change_password", sa.Boolean, nullable=False),
        sa.Column("is_suspended", sa.Boolean, nullable=False),
        sa.Column("factor_secret", sa.Text, nullable=False),
        sa.Column("is_factor_confirmed", sa.Boolean, nullable=False),
        sa.Column("factor_step", sa.BigInteger, nullable=False),
        sa.Column("is_desk_due", sa.Boolean, nullable=False),
    )
    for table, column in (("member_groups", "group_id"), ("member_recovery", "hash")):
        op.create_table(
            table,
            _member(),
            sa.Column("place", sa.Integer, primary_key=True),
            sa.Column(column, sa.Text, nullable=False),
        )
    op.create_table(
        "sign_ins",
        _member(),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("token_hash", sa.Text, nullable=False, unique=True),
        sa.Column("created_ms", sa.BigInteger, nullable=False),
        sa.Column("used_ms", sa.BigInteger, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
    )
    op.create_table(
        "operations",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("answer", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.BigInteger, primary_key=True),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("previous", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
    )


def _member() -> sa.Column[str]:
    """Whose it is: it goes with the member."""
    return sa.Column(
        "member",
        sa.Text,
        sa.ForeignKey("members.id", ondelete="CASCADE"),
        primary_key=True,
    )
