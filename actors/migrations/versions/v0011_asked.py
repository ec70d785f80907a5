"""Which entry of the draft asks what: found without reading all of them."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0011"
down_revision: Final = "0010"

_BATCH: Final = 1_000
"""Entries in one statement, of up to 150,000."""


def upgrade() -> None:
    """Adds the column; the first line of `words` is the question, in one case."""
    op.add_column(
        "knowledge", sa.Column("asked", sa.Text, nullable=False, server_default="")
    )
    draft = sa.table("knowledge", *map(sa.column, ("kind", "id", "words", "asked")))
    connection = op.get_bind()
    entries = connection.execute(
        sa.select(draft.c.id, draft.c.words).where(draft.c.kind == "entry")
    )
    rows = [
        {"of_id": entry, "question": words.partition("\n")[0].strip()}
        for entry, words in entries
    ]
    put = (
        sa.update(draft)
        .where(draft.c.kind == "entry", draft.c.id == sa.bindparam("of_id"))
        .values(asked=sa.bindparam("question"))
    )
    for begin in range(0, len(rows), _BATCH):
        connection.execute(put, rows[begin : begin + _BATCH])
    op.create_index("knowledge_asked", "knowledge", ["kind", "asked"])
