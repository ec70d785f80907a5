"""Long lines are broken where a reader would."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.console.styled import Span, Style, columns_of, for_pipe, styled
from gateway.console.wrapping import LEAST_COLUMNS, wrapped


def rows(text: str, columns: int) -> list[str]:
    (span,) = wrapped(styled(text), columns)
    return span.text.split("\n")


def test_words_stay_whole() -> None:
    assert rows("the customer is angry today", 20) == [
        "the customer is ",
        "angry today",
    ]
    # Further rows are indented, so they hold less.
    assert rows("the customer is angry today and wants", 20)[1:] == [
        "angry today ",
        "and wants",
    ]
    assert rows("exactly twenty wide, and more", 20) == [
        "exactly twenty wide,",
        "and more",
    ]
    assert rows("ends in spaces      " + " " * 9, 20) == ["ends in spaces"]


def test_chinese_is_broken_between_characters_but_not_before_punctuation() -> None:
    assert rows("一二三四五六七八九十一二", 20) == ["一二三四五六七八九十", "一二"]
    assert rows("一二三四五六七八九十，二", 20) == ["一二三四五六七八九", "十，二"]
    assert rows("一二三四五六七八九“十”二", 20) == ["一二三四五六七八九", "“十”二"]


def test_a_link_is_left_to_the_terminal() -> None:
    link = "https://example.com/a/long/way"
    assert rows(f"see {link} and more", 20) == [f"see {link} and ", "more"]


def test_spans_share_their_rows_and_keep_their_styles() -> None:
    line = (Span("#1 16:16 me: "), Span("half a word", Style.DIM), Span(" ✓"))
    assert wrapped(line, 20) == (
        Span("#1 16:16 me: "),
        Span("half a \nword", Style.DIM),
        Span(" ✓"),
    )


def test_rows_of_the_text_itself_stay() -> None:
    assert rows("one\r\ntwo and three and four", 20) == [
        "one",
        "two and three ",
        "and four",
    ]


def test_a_narrow_terminal_breaks_by_itself() -> None:
    line = styled("far too long for this")
    assert wrapped(line, LEAST_COLUMNS - 1) is line


@pytest.mark.parametrize("columns", [LEAST_COLUMNS, 37])
@given(text=st.text(st.sampled_from("ab 你好，“”（）👩é"), max_size=120))
def test_nothing_but_spaces_is_lost_and_every_row_fits(text: str, columns: int) -> None:
    broken = rows(text, columns)
    assert "".join(broken).replace(" ", "") == for_pipe(styled(text)).replace(" ", "")
    for number, row in enumerate(broken):
        indent = 6 if number else 0
        words = [columns_of(word) for word in row.split()]
        if max(words, default=0) <= columns - 6:
            assert indent + columns_of(row) <= columns
