"""A benchmark's result as a table for people."""

from __future__ import annotations

from typing import Final

from admin.bench.figure import Figure, Result

_Row = tuple[str, str, str, str, str, str]
_HEADS: Final = ("figure", "value", "unit", "goal", "", "peers (ours : theirs)")
_FEW: Final = 100.0
_VERDICTS: Final = {True: "met", False: "MISSED", None: ""}


def render(result: Result) -> str:
    """The table: value, goal, verdict, and each peer with our ratio to it."""
    rows = [_HEADS, *map(_row, result.figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [_line(row, widths) for row in rows]
    lines.insert(1, "-" * max(map(len, lines)))
    return "\n".join((_heading(result), "", *lines, ""))


def _heading(result: Result) -> str:
    facts = [
        f"{result.runs} runs, median"
        if result.runs > 1
        else "one quick run of small sizes",
        f"{result.cores} cores of {result.cpu or 'unknown'}",
        f"Python {result.python}",
        f"trio {result.trio}",
    ]
    if result.file_system:
        facts.append(f"{result.file_system}, synchronous {result.synchronous}")
    return f"{result.name}: {', '.join(facts)}"


def _row(figure: Figure) -> _Row:
    goal = "" if figure.goal is None else number(figure.goal)
    peers = "; ".join(_peer(figure, name) for name in figure.peers)
    verdict = _VERDICTS[figure.met]
    return (figure.figure, number(figure.value), figure.unit, goal, verdict, peers)


def _peer(figure: Figure, name: str) -> str:
    value = figure.peers[name]
    if value is None:
        return f"{name} absent"
    share = f" ({figure.value / value:.2f} : 1)" if value else ""
    return f"{name} {number(value)}{share}"


def _line(row: _Row, widths: list[int]) -> str:
    first, value, unit, goal, verdict, peers = row
    cells = (
        first.ljust(widths[0]),
        value.rjust(widths[1]),
        unit.ljust(widths[2]),
        goal.rjust(widths[3]),
        verdict.ljust(widths[4]),
        peers,
    )
    return "  ".join(cells).rstrip()


def number(value: float) -> str:
    """Three significant figures for small values, thousands marked in large ones."""
    return f"{value:,.0f}" if abs(value) >= _FEW else f"{value:.3g}"
