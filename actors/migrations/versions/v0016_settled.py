"""Of settled questions a digest: their words are visitors', who may be erased."""

from __future__ import annotations

from hashlib import blake2b
from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0016"
down_revision: Final = "0015"
_KEY_BYTES: Final = 16


def upgrade() -> None:
    """Puts one in place of each text."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        # Else the words stand in free pages of the file.
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
    settled = sa.table("unanswered_settled", sa.column("text", sa.Text))
    for text in connection.execute(sa.select(settled.c.text)).scalars().all():
        key = blake2b(text.encode(), digest_size=_KEY_BYTES).hexdigest()
        change = sa.update(settled).where(settled.c.text == text)
        connection.execute(change.values(text=key))
