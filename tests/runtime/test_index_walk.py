"""A walk over the index visits every row once, over pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from runtime import index_walk, journal_memory
from runtime.errors import Unavailable
from runtime.index_walk import id_of, walk_index
from runtime.journal import Answer, Append, IndexRow, OpenEntities, StoreFull
from runtime.journal_local import LocalJournal
from runtime.journal_memory import MemoryJournal

PAGE = 2


def journal(count: int, monkeypatch: pytest.MonkeyPatch) -> LocalJournal:
    """With so many rows, in pages of `PAGE`; it answers at once."""
    monkeypatch.setattr(index_walk, "MAX_INDEX_PAGE", PAGE)
    monkeypatch.setattr(journal_memory, "MAX_INDEX_PAGE", PAGE)
    backend = MemoryJournal()
    row = IndexRow(is_open=True, state="there")
    backend.commit(
        [Append(f"thing/{n}", 0, 0, (b"\x90",), index=row) for n in range(count)]
    )
    return LocalJournal(backend, lambda call: call())


@pytest.mark.parametrize("count", range(6))
def test_every_row_is_visited_once_and_then_it_is_over(
    count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    walk_index(
        journal(count, monkeypatch),
        OpenEntities("thing"),
        lambda row: seen.append(id_of(row)),
        lambda error: seen.append("over" if error is None else "cut short"),
    )
    assert seen == [*map(str, range(count)), "over"]


def test_it_begins_after_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    query = OpenEntities("thing", "thing/1")
    walk_index(journal(4, monkeypatch), query, lambda row: seen.append(id_of(row)))
    assert seen == ["2", "3"]


def test_each_page_passes_the_guard(monkeypatch: pytest.MonkeyPatch) -> None:
    pages: list[Answer] = []

    def guard(taken: Callable[[Answer], None]) -> Callable[[Answer], None]:
        def guarded(answer: Answer) -> None:
            pages.append(answer)
            if len(pages) < 3:
                taken(answer)

        return guarded

    seen: list[str] = []
    walk_index(
        journal(9, monkeypatch),
        OpenEntities("thing"),
        lambda row: seen.append(id_of(row)),
        guard=guard,
    )
    assert (len(pages), seen) == (3, ["0", "1", "2", "3"])


class NoIndex(MemoryJournal):
    """Has no index today."""

    def answer(self, query: object) -> Answer:
        del query
        return StoreFull("no room")


def test_what_cuts_it_short_is_told_or_raised() -> None:
    away = LocalJournal(NoIndex(), lambda call: call())
    seen: list[str] = []
    told: list[Unavailable | None] = []
    query = OpenEntities("thing")
    walk_index(away, query, lambda row: seen.append(id_of(row)), told.append)
    assert [type(each) for each in told] == [Unavailable]
    with pytest.raises(ExceptionGroup) as caught:
        walk_index(away, query, lambda row: seen.append(id_of(row)))
    assert caught.group_contains(Unavailable, match="index cannot be read")
    assert seen == []
