"""PURE: sessions of the records as a table that spreadsheets open (W5).

Source: RFC 4180; see `admin.sheet` for the mark at the begin, and for cells.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from typing import Final

from actors.records.messages import SessionCard
from actors.records.rows import SessionRow
from actors.session.tag_rule import tags_of
from admin.operator.record_phrases import ENDINGS, RecordPhrase
from admin.sheet.cell import escaped
from gateway.console.phrases import Words

_HEADINGS: Final = (
    RecordPhrase.OPENED,
    RecordPhrase.CLOSED,
    RecordPhrase.SESSION,
    RecordPhrase.VISITOR,
    RecordPhrase.VISITOR_ID,
    RecordPhrase.CHANNEL,
    RecordPhrase.GROUP,
    RecordPhrase.AGENT,
    RecordPhrase.OUTCOME,
    RecordPhrase.WAIT_SECONDS,
    RecordPhrase.FIRST_SECONDS,
    RecordPhrase.MESSAGES,
    RecordPhrase.STARS,
    RecordPhrase.SOLVED_OR_NOT,
    RecordPhrase.TAGS,
    RecordPhrase.REMARK,
    RecordPhrase.FOLLOW_UP,
    RecordPhrase.SAID,
)


class RecordsSheet:
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

    def rows(self, cards: Iterable[SessionCard]) -> bytes:
        """One row for each session."""
        return lines(self._cells(card.row, card.excerpt) for card in cards)

    def cut(self, most: int) -> bytes:
        """What the file ends with when there are more."""
        return lines([[self._words(RecordPhrase.CUT, most=str(most))]])

    def _cells(self, row: SessionRow, excerpt: str) -> list[str]:
        texts = (
            clock_text(row.opened_ms, self._zone),
            clock_text(row.closed_ms, self._zone),
            row.session,
            row.nickname,
            row.visitor,
            row.channel,
            row.group_name or row.group,
            row.agent_name or row.agent,
            self._words(ENDINGS[row.ending]),
            _seconds(row.wait_ms),
            _seconds(row.frt_ms),
            str(row.messages),
            "" if row.stars is None else str(row.stars),
            row.solved,
            ", ".join(tags_of(row.tags)),
            row.remark,
            row.follow_up,
            excerpt,
        )
        return [escaped(each) for each in texts]


def clock_text(ms: int | None, zone: tzinfo) -> str:
    """A moment to the second, as spreadsheets understand it; "" of none."""
    if ms is None:
        return ""
    moment = datetime.fromtimestamp(ms // 1_000, UTC).astimezone(zone)
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def beginning(names: Iterable[str]) -> bytes:
    """The begin of a file: what tells Excel that it is UTF-8, and its columns."""
    return codecs.BOM_UTF8 + lines([list(names)])


def lines(rows: Iterable[list[str]]) -> bytes:
    """Rows as a part of a file."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _seconds(ms: int | None) -> str:
    return "" if ms is None else f"{ms / 1_000:.1f}"
