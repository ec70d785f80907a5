"""A page is put together from slices as if there were one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.knowledge import found_page
from actors.knowledge.found_page import FoundPage
from actors.knowledge.records import EntriesFound
from tests.contracts.knowledge_contract import entry

pytestmark = pytest.mark.covers("R2")
ENTRIES = tuple(entry(f"e{number}") for number in range(9))


def part(begin: int, end: int, limit: int) -> EntriesFound:
    shown = ENTRIES[begin:end][:limit]
    cursor = shown[-1].id if len(shown) < end - begin else ""
    return EntriesFound(shown, end - begin, cursor)


@given(st.lists(st.integers(0, 9), max_size=3), st.integers(1, 9))
def test_slices_make_the_page_that_one_would_make(cuts: list[int], limit: int) -> None:
    page = FoundPage(limit)
    ends = [0, *sorted(cuts), 9]
    for begin, end in pairwise(ends):
        page.add(part(begin, end, limit))
    assert page.page() == part(0, 9, limit)


def test_large_entries_make_a_short_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found_page, "MAX_FOUND_BYTES", 1)
    page = FoundPage(9)
    page.add(part(0, 2, 9))
    page.add(part(2, 9, 9))
    assert page.page() == EntriesFound(ENTRIES[:1], 9, "e0")
