"""Markdown reads well where it is plain text."""

from __future__ import annotations

import pytest

from admin.pages.markdown import without_marks


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**7 days**, `SF1`", "7 days, SF1"),
        ("# Head\n> quoted\n1. one", "Head\nquoted\n1. one"),
        ("see [the shop](https://a.example/b)", "see the shop (https://a.example/b)"),
        ("2 * 3 > 5 # no", "2 * 3 > 5 # no"),
    ],
)
def test_marks_are_left_out_and_all_else_stays(text: str, shown: str) -> None:
    assert without_marks(text) == shown
