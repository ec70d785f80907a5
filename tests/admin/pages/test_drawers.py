"""Categories as a tree."""

from __future__ import annotations

import pytest

from actors.knowledge.entry import Base, Category, CategoryId
from admin.pages.drawers import drawers

pytestmark = pytest.mark.covers("R2")


def category(id_: str, parent: str = "", base: Base = Base.FAQ) -> Category:
    return Category(CategoryId(id_), base, id_.upper(), CategoryId(parent))


def test_each_stands_before_those_within_it_by_their_names() -> None:
    known = (
        category("c", "a"),
        category("b"),
        category("a"),
        category("x", base=Base.CHITCHAT),
        category("d", "c"),
    )
    found = [(each.path, each.depth) for each in drawers(known, Base.FAQ)]
    assert found == [("A", 0), ("A / C", 1), ("A / C / D", 2), ("B", 0)]
