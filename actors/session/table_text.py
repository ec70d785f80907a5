"""PURE: the session's table for people: the README's is printed from it."""

from __future__ import annotations

from actors.session.causes import Stand, Trigger
from actors.session.rows import Row
from actors.session.table import TRANSITIONS


def markdown() -> str:
    """The table for people: a line per row, with all states that share it."""
    stands: dict[tuple[str, ...], list[str]] = {}
    for stand, rows in TRANSITIONS.items():
        for trigger, choices in rows.items():
            for row in choices:
                stands.setdefault(_cells(stand, trigger, row), []).append(stand.value)
    lines = ["| state | when | if | next | then |", "| --- | --- | --- | --- | --- |"]
    for cells, names in stands.items():
        where = " · ".join(f"`{name}`" for name in names)
        lines.append(f"| {where} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cells(stand: Stand, trigger: Trigger, row: Row) -> tuple[str, ...]:
    return (
        trigger.value,
        "; ".join(guard.value for guard in row.guards) or "–",
        "stays" if row.next is stand else f"`{row.next.value}`",
        "; ".join(then.value for then in row.consequences) or "–",
    )
