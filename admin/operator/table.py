"""PURE: rows of cells as lines whose columns stand below each other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from gateway.console.styled import Line, Span, columns_of, for_pipe, on_one_row

_GAP: Final = "  "

Row = Sequence[Span]


def table(rows: Sequence[Row], left: frozenset[int]) -> list[Line]:
    """Lines of equal columns.

    Args:
        rows: of the same number of cells; the headings are the first.
        left: columns that are aligned to the left, by number; figures are not.
    """
    shown = [[Span(on_one_row(cell.text), cell.style) for cell in row] for row in rows]
    widths = [
        max(columns_of(cell.text) for cell in column)
        for column in zip(*shown, strict=True)
    ]
    return [_line(row, widths, left) for row in shown]


def text_table(
    rows: Sequence[Sequence[str]], figures: Collection[int] = ()
) -> list[str]:
    """The same of texts alone; `figures` are the columns aligned to the right."""
    columns = range(len(rows[0]) if rows else 0)
    left = frozenset(columns).difference(figures)
    lines = table([tuple(map(Span, row)) for row in rows], left)
    return [for_pipe(line).rstrip() for line in lines]


def _line(row: Row, widths: Sequence[int], left: frozenset[int]) -> Line:
    spans: list[Span] = []
    last = len(row) - 1
    for place, (cell, width) in enumerate(zip(row, widths, strict=True)):
        padding = Span(" " * (width - columns_of(cell.text)))
        if place not in left:
            spans += [padding, cell]
        elif place == last:
            spans.append(cell)
        else:
            spans += [cell, padding]
        if place < last:
            spans.append(Span(_GAP))
    return tuple(span for span in spans if span.text)
