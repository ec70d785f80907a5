"""The transcript and the live rows, as a person sees them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.console.editor import Editor
from gateway.console.screen import Live, Screen
from gateway.console.styled import Line, Span, Style, styled
from tests.gateway.console.model_terminal import ModelTerminal


def live(panel: tuple[str, ...], before: str = "", after: str = "") -> Live:
    return Live(tuple(map(styled, panel)), "me> ", Editor(before, after))


def test_lines_go_above_the_line_being_typed() -> None:
    terminal, screen = ModelTerminal(30, 8), Screen(30, 8, has_colour=True)
    terminal.write(screen.update([styled("one")], live(("status",), "he", "llo")))
    terminal.write(screen.update([styled("two")], live(("pending", "status"), "hel")))
    assert terminal.seen == ["one", "two", "pending", "status", "me> hel"]
    terminal.write(screen.update([], live(("status",), "hel")))
    assert terminal.seen == ["one", "two", "status", "me> hel"]


def test_the_cursor_stands_in_the_line() -> None:
    terminal, screen = ModelTerminal(30, 8), Screen(30, 8, has_colour=False)
    terminal.write(screen.update([], live(("status",), "你好", "abc")))
    assert terminal.cursor_line == "me> 你好abc"
    assert terminal.cursor_column == len("me> ") + 4


def test_leaving_takes_the_live_rows_away() -> None:
    terminal, screen = ModelTerminal(30, 8), Screen(30, 8, has_colour=True)
    terminal.write(screen.update([styled("one")], live(("a", "b"), "x")))
    terminal.write(screen.leave())
    terminal.write("$ ")
    assert terminal.seen == ["one", "$"]


def test_live_rows_never_wrap() -> None:
    terminal, screen = ModelTerminal(10, 5), Screen(10, 5, has_colour=True)
    for _ in range(3):
        terminal.write(screen.update([], live(("一二三四五六七八",), "x" * 50)))
    assert len(terminal.seen) == 2


def test_a_panel_higher_than_the_terminal_shows_its_end() -> None:
    terminal, screen = ModelTerminal(20, 4), Screen(20, 4, has_colour=False)
    for _ in range(3):
        terminal.write(screen.update([], live(("a", "b", "c", "d"))))
    assert terminal.seen == ["c", "d", "me>"]


@pytest.mark.parametrize("columns", [12, 40])
def test_a_new_size_is_drawn_anew(columns: int) -> None:
    screen = Screen(30, 8, has_colour=False)
    lines = [styled(f"line {number} 一二三四") for number in range(20)]
    screen.update(lines, live(("status",)))
    terminal = ModelTerminal(columns, 8)
    terminal.write("scribble " * 20)
    scrolled = list(terminal.scrolled)
    terminal.write(screen.redraw(columns, 8, live(("status",), "x")))
    assert terminal.scrolled == scrolled
    assert terminal.seen[-2:] == ["status", "me> x"]
    assert "line 19 一二" in "".join(terminal.seen)


TEXTS = st.text(st.sampled_from("ab 你好\n"), max_size=25)
LINES = st.builds(Span, TEXTS, st.sampled_from(Style)).map(lambda span: (span,))
UPDATES = st.tuples(
    st.lists(LINES, max_size=4), st.lists(LINES, max_size=3).map(tuple), TEXTS, TEXTS
)


@given(st.lists(UPDATES, min_size=1, max_size=8), st.integers(8, 30))
def test_nothing_is_torn_or_lost(
    updates: list[tuple[list[Line], tuple[Line, ...], str, str]], columns: int
) -> None:
    terminal, screen = ModelTerminal(columns, 6), Screen(columns, 6, has_colour=True)
    calm = ModelTerminal(columns, 200)
    plain = Screen(columns, 200, has_colour=False)
    for lines, panel, before, after in updates:
        terminal.write(screen.update(lines, Live(panel, "> ", Editor(before, after))))
    everything = [line for lines, *_ in updates for line in lines]
    _, panel, before, after = updates[-1]
    calm.write(plain.update(everything, Live(panel, "> ", Editor(before, after))))
    assert terminal.seen == calm.seen
