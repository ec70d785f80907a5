"""Nothing that is written is a formula to a spreadsheet, and all of it comes back."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin.sheet.cell import escaped, text_of, unescaped

pytestmark = pytest.mark.covers("R3")


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "＝1"],
)
def test_what_looks_like_a_formula_begins_with_an_apostrophe(text: str) -> None:
    assert escaped(text) == "'" + text


@pytest.mark.parametrize("text", ["", "'", "'tis", "a=b", " =1", "你好"])
def test_what_does_not_stays_as_it_is(text: str) -> None:
    assert escaped(text) == text == unescaped(text)


@given(st.text() | st.text("'=+-@\t\ra"))
def test_every_text_comes_back(text: str) -> None:
    assert unescaped(escaped(text)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (7, "7"),
        (7.0, "7"),
        (7.5, "7.5"),
        ("七", "七"),
        (date(2026, 5, 1), "2026-05-01"),
        (datetime(2026, 5, 1, 9, 30, tzinfo=UTC), "2026-05-01T09:30:00+00:00"),
    ],
)
def test_a_workbooks_value_is_what_one_would_type(value: object, text: str) -> None:
    assert text_of(value) == text
