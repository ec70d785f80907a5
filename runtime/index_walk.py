"""Walks over the journal's index of open entities, a page at a time."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from runtime.errors import Unavailable
from runtime.journal import (
    MAX_INDEX_PAGE,
    Answer,
    Journal,
    OpenEntities,
    OpenEntity,
    Page,
)

Taken = Callable[[Answer], None]
Over = Callable[[Unavailable | None], None]
"""Called once, after the last row, or with what cut the walk short."""


def id_of(row: OpenEntity) -> str:
    """The entity's id, without its kind."""
    return row.entity.partition("/")[2]


def rows_of(answer: Answer) -> tuple[OpenEntity, ...]:
    """The rows of a page.

    Raises:
        Unavailable: the store gave none.
    """
    if not isinstance(answer, Page):
        raise Unavailable(f"the index cannot be read: {answer}")
    return answer.rows


def next_after(rows: tuple[OpenEntity, ...]) -> str:
    """The name after which the next page begins; "": these rows are the last."""
    return rows[-1].entity if len(rows) == MAX_INDEX_PAGE else ""


def _unguarded(taken: Taken) -> Taken:
    return taken


def _raise(error: Unavailable | None) -> None:
    if error is not None:
        raise error


def walk_index(
    journal: Journal,
    query: OpenEntities,
    visit: Callable[[OpenEntity], object],
    over: Over = _raise,
    guard: Callable[[Taken], Taken] = _unguarded,
) -> None:
    """Visits all rows of a query, in the order of their names; returns at once.

    Args:
        journal: whose index.
        query: which rows; the first page begins after its `after`.
        visit: called with each row.
        over: called at the end; usually it raises what cut the walk short.
        guard: what a page goes through, for an actor its `Context.guarded`.
    """

    def on_page(answer: Answer) -> None:
        try:
            rows = rows_of(answer)
        except Unavailable as error:
            over(error)
            return
        for row in rows:
            visit(row)
        if after := next_after(rows):
            walk_index(journal, replace(query, after=after), visit, over, guard)
        else:
            over(None)

    journal.query(query, guard(on_page))
