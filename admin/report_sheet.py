"""PURE: a report as a table that spreadsheets open (M7).

Lengths in seconds, shares from 0 to 1: what people reckon with, not what they read.
"""

from __future__ import annotations

from typing import Final

from actors.records.figures import Figures
from actors.records.messages import Dimension, Report
from admin.operator.report_phrases import DIMENSIONS, HEADINGS, ReportPhrase
from admin.records_sheet import beginning, lines
from admin.sheet.cell import escaped
from gateway.console.phrases import Words

_SHARE_DIGITS: Final = 4
_SECOND_DIGITS: Final = 1
_LENGTHS: Final = frozenset({"frt_ms", "art_ms", "aht_ms", "asa_ms"})


def report_table(
    words: Words, by: Dimension, prompt_seconds: int, made: Report
) -> bytes:
    """A report in CSV, UTF-8 with its mark; the last row is all together."""
    names = [words(DIMENSIONS[by])]
    for field, heading in HEADINGS.items():
        text = words(heading, seconds=prompt_seconds)
        names.append(f"{text} (s)" if field in _LENGTHS else text)
    rows = [_cells(row.name or row.key, row.figures) for row in made.rows]
    rows.append(_cells(words(ReportPhrase.ALL), made.total))
    return beginning(names) + lines(rows)


def _cells(name: str, figures: Figures) -> list[str]:
    return [escaped(name), *(_cell(figures, field) for field in HEADINGS)]


def _cell(figures: Figures, field: str) -> str:
    value: int | float | None = getattr(figures, field)
    if value is None:
        return ""
    if field in _LENGTHS:
        return f"{value / 1_000:.{_SECOND_DIGITS}f}"
    return f"{value:.{_SHARE_DIGITS}f}" if isinstance(value, float) else str(value)
