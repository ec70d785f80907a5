"""PURE: what was said in a session as a table that spreadsheets open (W5)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo
from typing import Final

from actors.records.messages import ShownMessage
from actors.records.said import RECALLED
from admin.operator.record_phrases import RecordPhrase
from admin.records_sheet import beginning, clock_text, lines
from admin.sheet.cell import escaped
from gateway.console.phrases import Words

_HEADINGS: Final = (
    RecordPhrase.AT,
    RecordPhrase.ROLE,
    RecordPhrase.WHO,
    RecordPhrase.SAID,
)


class TranscriptSheet:
    """Writes a table, part by part, as bytes in UTF-8.

    Args:
        words: the reader's language.
        zone: the reader's.
    """

    def __init__(self, words: Words, zone: tzinfo) -> None:
        self._words = words
        self._zone = zone

    def head(self) -> bytes:
        """What the file begins with: the names of the columns."""
        return beginning(map(self._words, _HEADINGS))

    def rows(self, messages: Iterable[ShownMessage]) -> bytes:
        """One row for each message; of a body without words its kind stands there."""
        return lines(map(self._cells, messages))

    def _cells(self, shown: ShownMessage) -> list[str]:
        row = shown.row
        text = row.text or f"[{row.kind}]"
        if row.kind == RECALLED:
            text = self._words(RecordPhrase.RECALLED)
        cells = (clock_text(row.at_ms, self._zone), row.role, row.name or row.sender)
        return [escaped(each) for each in (*cells, text)]
