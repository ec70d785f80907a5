"""PURE: the bounds of what is looked for in the records."""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import Meta

from actors.records.rows import MAX_NUMBER

MAX_PAGE: Final = 100
"""Rows in one answer: sessions take about 60 KB, 800 KB if all notes are as long as may
be; customers take as much."""
MAX_FILTER_CHARS: Final = 200
"""Of anything that is looked for."""

# PostgreSQL's text has no U+0000, and nothing that is recorded has any.
Sought = Annotated[str, Meta(max_length=MAX_FILTER_CHARS, pattern=r"^[^\x00]*\Z")]
Moment = Annotated[int, Meta(ge=0, le=2**53)]
"""Wall time in ms."""
Cursor = Annotated[int, Meta(ge=0, le=MAX_NUMBER)]
"""0 = from the newest."""
PageLimit = Annotated[int, Meta(ge=1, le=MAX_PAGE)]
