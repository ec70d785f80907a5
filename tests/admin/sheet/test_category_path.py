"""Categories are found by their path, and missing ones are made once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.knowledge.entry import Base, Category, CategoryId
from admin.sheet.category_path import Drawers, paths_of, read_path, written_path

pytestmark = pytest.mark.covers("R3")
SALES = Category(CategoryId("s"), Base.FAQ, "After sales")
RETURNS = Category(CategoryId("r"), Base.FAQ, "Returns", SALES.id)
_NAMES = st.text(min_size=1).map(str.strip).filter(bool)


def test_levels_are_parted_by_strokes() -> None:
    assert read_path(" 售后 / 退货 /") == ("售后", "退货")
    assert read_path(r"a\/b/c\\") == ("a/b", "c\\")
    assert read_path("") == ()


@given(st.lists(_NAMES).map(tuple))
def test_every_path_comes_back(path: tuple[str, ...]) -> None:
    assert read_path(written_path(path)) == path


def test_a_path_leads_through_the_parents() -> None:
    assert paths_of([RETURNS, SALES]) == {
        SALES.id: ("After sales",),
        RETURNS.id: ("After sales", "Returns"),
    }


def test_parents_in_a_circle_end() -> None:
    a = Category(CategoryId("a"), Base.FAQ, "A", CategoryId("b"))
    b = Category(CategoryId("b"), Base.FAQ, "B", CategoryId("a"))
    assert paths_of([a, b])[a.id][-1] == "A"


def test_what_is_there_is_found_and_what_is_missing_is_made_once() -> None:
    drawers = Drawers([SALES, RETURNS])
    assert drawers.id_of(Base.FAQ, ()) == ""
    assert drawers.id_of(Base.FAQ, ("After sales", "Returns")) == RETURNS.id
    assert drawers.missing == []
    lost = drawers.id_of(Base.FAQ, ("After sales", "Lost", "Abroad"))
    assert drawers.id_of(Base.FAQ, ("After sales", "Lost", "Abroad")) == lost
    first, second = drawers.missing
    assert (first.name, first.parent) == ("Lost", SALES.id)
    assert (second.id, second.name, second.parent) == (lost, "Abroad", first.id)


def test_the_bases_have_categories_of_their_own() -> None:
    assert Drawers([SALES]).id_of(Base.CHITCHAT, ("After sales",)) != SALES.id
