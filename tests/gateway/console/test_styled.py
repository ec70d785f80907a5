"""Lines on their way out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.console.styled import (
    Span,
    Style,
    clean,
    columns_of,
    cut,
    cut_line,
    for_pipe,
    for_terminal,
    styled,
)


@pytest.mark.parametrize(
    "hostile",
    ["\x1b[2J", "\x1b]0;title\x07", "\x9b31m", "a\x08b", "\u202egnp.exe", "\x7f", "\0"],
)
def test_nothing_another_wrote_acts_on_the_terminal(hostile: str) -> None:
    for shown in (
        for_terminal(styled(hostile), has_colour=False),
        for_pipe(styled(hostile)),
    ):
        assert shown == clean(hostile)
        assert not any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 for c in shown)
        assert "\u202e" not in shown


@given(st.text())
def test_a_line_for_a_pipe_is_one_row(text: str) -> None:
    assert len(for_pipe(styled(text)).splitlines()) <= 1


def test_line_breaks_are_rows_on_a_terminal_and_marks_in_a_pipe() -> None:
    line = styled("one\r\ntwo")
    assert for_terminal(line, has_colour=False) == "one\r\n      two"
    assert for_pipe(line) == "one⏎two"


def test_colour_can_be_refused() -> None:
    line = (Span("a", Style.WARNING), Span("b"))
    assert for_terminal(line, has_colour=True) == "\x1b[1;31ma\x1b[0mb"
    assert for_terminal(line, has_colour=False) == "ab"


@given(st.text(st.sampled_from("ab你好👩‍é"), max_size=20), st.integers(0, 20))
def test_a_cut_text_fits_and_is_the_beginning(text: str, columns: int) -> None:
    kept = cut(text, columns)
    assert columns_of(kept) <= columns
    assert text.startswith(kept)


def test_a_line_is_cut_across_its_spans() -> None:
    line = (Span("ab"), Span("你好", Style.DIM), Span("c"))
    assert cut_line(line, 7) == line
    assert cut_line(line, 5) == (Span("ab"), Span("你", Style.DIM))
    assert cut_line(line, 3) == (Span("ab"), Span("", Style.DIM))
