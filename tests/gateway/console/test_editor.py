"""The line being typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.console.editor import MAX_HISTORY, Editor, enter, erase, press, view
from gateway.console.keys import Key, Press, Typed
from gateway.console.styled import columns_of
from gateway.wire.terms import MAX_TEXT_CHARS

FAMILY = "👩‍👩‍👧"


def typed(*presses: Press | str) -> Editor:
    editor = Editor()
    for each in presses:
        editor = press(editor, Typed(each) if isinstance(each, str) else each)
    return editor


@pytest.mark.parametrize(
    ("presses", "before", "after"),
    [
        (["你好"], "你好", ""),
        (["你好", Key.LEFT], "你", "好"),
        (["你好", Key.LEFT, "们"], "你们", "好"),
        (["你好", Key.BACKSPACE], "你", ""),
        ([Key.BACKSPACE, Key.LEFT, Key.RIGHT, Key.DELETE], "", ""),
        (["ab", Key.HOME, Key.DELETE], "", "b"),
        (["ab", Key.HOME, Key.END, "c"], "abc", ""),
        (["ab", Key.LEFT, Key.CUT_BEFORE], "", "b"),
        (["ab", Key.LEFT, Key.CUT_AFTER], "a", ""),
        (["one two  ", Key.CUT_WORD], "one ", ""),
        (["one two", Key.WORD_LEFT], "one ", "two"),
        (["one two", Key.HOME, Key.WORD_RIGHT], "one", " two"),
        (["one, two", Key.WORD_LEFT, Key.WORD_LEFT], "one", ", two"),
        (["a", FAMILY, Key.BACKSPACE], "a", ""),
        ([FAMILY, "a", Key.LEFT, Key.LEFT], "", FAMILY + "a"),
        ([FAMILY, Key.LEFT, Key.RIGHT], FAMILY, ""),
        (["e\u0301", Key.BACKSPACE], "", ""),
        (["a", Key.BREAK, "b"], "a\nb", ""),
        (["a\r\nb\tc\x1b"], "a\nb    c\ufffd", ""),
    ],
)
def test_keys_edit(presses: list[Press | str], before: str, after: str) -> None:
    editor = typed(*presses)
    assert (editor.before, editor.after) == (before, after)


def test_lines_come_back_and_the_draft_is_kept() -> None:
    editor = Editor()
    for text in ("one", "two"):
        editor, entered = enter(press(editor, Typed(text)))
        assert entered == text
    editor = press(editor, Typed("draft"))
    seen = []
    for key in (Key.UP, Key.UP, Key.UP, Key.DOWN, Key.DOWN, Key.DOWN):
        editor = press(editor, key)
        seen.append(editor.text)
    assert seen == ["two", "one", "one", "two", "draft", "draft"]


def test_what_is_edited_in_an_old_line_is_entered_and_the_old_one_stays() -> None:
    editor, _ = enter(typed("one"))
    editor = press(press(editor, Key.UP), Typed("!"))
    editor, entered = enter(editor)
    assert entered == "one!"
    assert editor.history == ("one", "one!")


def test_blank_and_repeated_lines_are_not_remembered() -> None:
    editor = Editor()
    for text in ("a", "a", " ", ""):
        editor, _ = enter(press(editor, Typed(text)))
    assert editor.history == ("a",)


def test_history_is_bounded() -> None:
    editor = Editor()
    for number in range(MAX_HISTORY + 5):
        editor, _ = enter(press(editor, Typed(str(number))))
    assert len(editor.history) == MAX_HISTORY
    assert editor.history[0] == "5"


def test_a_line_is_as_long_as_a_message_may_be() -> None:
    editor = typed("x" * MAX_TEXT_CHARS, "y", Key.HOME, "z")
    assert editor.text == "x" * MAX_TEXT_CHARS


def test_erasing_keeps_the_history() -> None:
    editor, _ = enter(typed("one"))
    assert erase(press(editor, Typed("x"))) == Editor(history=("one",))


KEYS = st.one_of(
    st.sampled_from(Key),
    st.text(st.sampled_from("ab 你好，é👩‍\n"), max_size=9).map(Typed),
)


@given(st.lists(KEYS, max_size=30))
def test_moving_changes_no_text(presses: list[Press]) -> None:
    editor = Editor()
    for key in presses:
        editor = press(editor, key)
    for key in (Key.LEFT, Key.WORD_LEFT, Key.HOME, Key.RIGHT, Key.WORD_RIGHT, Key.END):
        moved = press(editor, key)
        assert moved.text == editor.text


@given(st.lists(KEYS, max_size=30), st.integers(2, 60))
def test_the_view_fits_and_shows_what_is_around_the_cursor(
    presses: list[Press], columns: int
) -> None:
    editor = Editor()
    for key in presses:
        editor = press(editor, key)
    before, after = view(editor, columns)
    assert columns_of(before) + columns_of(after) < max(2, columns)
    assert editor.before.replace("\n", "⏎").endswith(before.removeprefix("<"))
    assert editor.after.replace("\n", "⏎").startswith(after)


def test_a_long_line_is_cut_at_its_beginning() -> None:
    assert view(typed("0123456789"), 6) == ("<6789", "")
    assert view(typed("0123456789", Key.HOME), 6) == ("", "01234")
    assert view(typed("一二三四五"), 6) == ("<四五", "")
