"""A page is put together from slices as if there were one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.knowledge.diff_page import DiffPage
from actors.knowledge.key import BEGINNING, cursor_of, key_of
from actors.knowledge.records import Diff, Difference, ItemKind

pytestmark = pytest.mark.covers("R8")
ALL = tuple(
    Difference(ItemKind.ENTRY, f"e{number}", f"{number}?", "added")
    for number in range(9)
)


def part(begin: int, end: int, limit: int) -> Diff:
    found = ALL[begin:end]
    shown = found[:limit]
    cursor = f"entry:{shown[-1].id}" if len(shown) < len(found) else ""
    return Diff(len(found), 2 * len(found), 1, shown, cursor)


@given(st.lists(st.integers(0, 9), max_size=3), st.integers(1, 9))
def test_slices_make_the_page_that_one_would_make(cuts: list[int], limit: int) -> None:
    page = DiffPage(limit)
    ends = [0, *sorted(cuts), 9]
    for begin, end in pairwise(ends):
        page.add(part(begin, end, limit))
    whole = part(0, 9, limit)
    slices = len(ends) - 1
    assert page.page() == Diff(9, 18, slices, whole.differences, whole.next)


def test_a_cursor_is_a_key_in_one_word() -> None:
    assert key_of(cursor_of(("entry", "a.b-c"))) == ("entry", "a.b-c")
    assert key_of("") == BEGINNING
