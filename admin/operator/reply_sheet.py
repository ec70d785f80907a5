"""PURE: quick replies as rows of a sheet, and back (A5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from actors.quick_replies.reply import SHARED, QuickReply, fault_of
from admin.operator.reply_phrases import ReplyPhrase
from admin.sheet.cell import escaped, unescaped
from admin.sheet.sheet_row import SheetRow
from gateway.console.phrases import Words
from runtime.errors import UsageError

_COLUMNS: Final = (ReplyPhrase.CATEGORY, ReplyPhrase.TITLE, ReplyPhrase.TEXT)
_NEEDED: Final = frozenset({ReplyPhrase.TITLE, ReplyPhrase.TEXT})


def reply_rows(
    replies: Iterable[QuickReply], words: Words
) -> Iterator[tuple[str, ...]]:
    """The headings, and a row for each."""
    yield tuple(map(words, _COLUMNS))
    for each in replies:
        yield tuple(map(escaped, (each.category, each.title, each.text)))


def read_replies(rows: Iterable[SheetRow]) -> tuple[QuickReply, ...]:
    """The replies of a sheet, whose headings may stand in any order and language.

    Raises:
        UsageError: a heading is missing or unknown, or a row is no quick reply.
    """
    read = iter(rows)
    heads = next(read, SheetRow(0, ()))
    columns = [_column(cell) for cell in heads.cells]
    if missing := _NEEDED.difference(columns):
        names = " and ".join(sorted(each.value[1] for each in missing))
        raise UsageError(f"expected a first row with the heading {names}")
    return tuple(_reply(columns, row) for row in read)


def _column(cell: str) -> ReplyPhrase:
    head = cell.strip().casefold()
    for each in _COLUMNS:
        if head in each.value:
            return each
    names = ", ".join(each.value[1] for each in _COLUMNS)
    raise UsageError(f"expected a heading of {names}, got {cell!r}")


def _reply(columns: list[ReplyPhrase], row: SheetRow) -> QuickReply:
    cells = dict(zip(columns, map(unescaped, row.cells), strict=False))
    category, title, text = (cells.get(each, "") for each in _COLUMNS)
    reply = QuickReply("", SHARED, category.strip(), title.strip(), text)
    if fault := fault_of(reply):
        raise UsageError(f"row {row.number}: {fault}")
    return reply
