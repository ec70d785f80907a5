"""Ids of categories that people can read."""

from __future__ import annotations

import pytest

from admin.operator.category_id import MAX_CHARS, readable_id

pytestmark = pytest.mark.covers("R2")


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("After sales", "after-sales"),
        ("退换 Returns", "tui-huan-returns"),
        ("ＶＩＰ/2", "vip-2"),
        ("…", ""),
        ("x" * 99, "x" * MAX_CHARS),
        ("Taken", "taken-3"),
    ],
)
def test_it_follows_from_the_name(name: str, id_: str) -> None:
    assert readable_id(name, ("taken", "taken-2")) == id_
