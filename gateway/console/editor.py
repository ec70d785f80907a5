"""PURE: the line being typed: a key and a line make the next line.

The text is kept as what is before and after the cursor. The cursor moves over whole
characters as people see them (an emoji of five code points is one).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import msgspec
from msgspec.structs import replace
from wcwidth import iter_graphemes

from gateway.console.keys import Key, Press, Typed
from gateway.console.styled import clean, columns_of, cut, on_one_row
from gateway.wire.terms import MAX_TEXT_CHARS

MAX_HISTORY: Final = 200
"""Lines that can be brought back; more than anybody scrolls through."""
_CUT_MARK: Final = "<"
_LAST_WORD: Final = re.compile(r"(\w+|[^\w\s]+)?\s*\Z")
_FIRST_WORD: Final = re.compile(r"\s*(\w+|[^\w\s]+)?")


class Editor(msgspec.Struct, frozen=True):
    """The line, the lines before it, and how far back the user has gone in them.

    Attributes:
        before: text before the cursor.
        after: text behind it.
        history: lines entered before, oldest first.
        back: how many lines back; 0 is the line being written.
        draft: that line, while the user is further back.
    """

    before: str = ""
    after: str = ""
    history: tuple[str, ...] = ()
    back: int = 0
    draft: str = ""

    @property
    def text(self) -> str:
        """The whole line."""
        return self.before + self.after


def press(editor: Editor, key: Press) -> Editor:
    """The line after a key; one that edits nothing changes nothing."""
    if isinstance(key, Typed):
        return _insert(editor, key.text)
    action = _ACTIONS.get(key)
    return editor if action is None else action(editor)


def enter(editor: Editor) -> tuple[Editor, str]:
    """An empty line, and the text that was entered."""
    text = editor.text
    history = editor.history
    if text.strip() and history[-1:] != (text,):
        history = (*history, text)[-MAX_HISTORY:]
    return Editor(history=history), text


def erase(editor: Editor) -> Editor:
    """An empty line; what was on it is not kept."""
    return Editor(history=editor.history)


def view(editor: Editor, columns: int) -> tuple[str, str]:
    """What is seen of the line, before and behind the cursor, on one row.

    A line that is too long is cut at its beginning, behind a mark, and at its end.
    """
    before, after = on_one_row(editor.before), on_one_row(editor.after)
    room = max(1, columns - 1)  # the cursor needs a column behind the text
    if columns_of(before) + columns_of(after) <= room:
        return before, after
    kept_after = cut(after, min(columns_of(after), room // 3))
    room -= columns_of(kept_after)
    if columns_of(before) > room:
        before = _CUT_MARK + _end_of(before, room - len(_CUT_MARK))
    return before, cut(after, room + columns_of(kept_after) - columns_of(before))


def _end_of(text: str, columns: int) -> str:
    kept: list[str] = []
    for character in reversed(list(iter_graphemes(text))):
        columns -= columns_of(character)
        if columns < 0:
            break
        kept.append(character)
    return "".join(reversed(kept))


def _insert(editor: Editor, text: str) -> Editor:
    room = MAX_TEXT_CHARS - len(editor.text)
    return replace(editor, before=editor.before + clean(text)[: max(0, room)])


def _break(editor: Editor) -> Editor:
    return _insert(editor, "\n")


def _last_character(text: str) -> str:
    return ([*iter_graphemes(text)] or [""])[-1]


def _backspace(editor: Editor) -> Editor:
    return replace(
        editor, before=editor.before.removesuffix(_last_character(editor.before))
    )


def _delete(editor: Editor) -> Editor:
    first = next(iter_graphemes(editor.after), "")
    return replace(editor, after=editor.after.removeprefix(first))


def _left(editor: Editor) -> Editor:
    return _to(editor, len(editor.before) - len(_last_character(editor.before)))


def _right(editor: Editor) -> Editor:
    first = next(iter_graphemes(editor.after), "")
    return _to(editor, len(editor.before) + len(first))


def _word_left(editor: Editor) -> Editor:
    found = _LAST_WORD.search(editor.before)
    return editor if found is None else _to(editor, found.start())


def _word_right(editor: Editor) -> Editor:
    found = _FIRST_WORD.match(editor.after)
    return editor if found is None else _to(editor, len(editor.before) + found.end())


def _home(editor: Editor) -> Editor:
    return _to(editor, 0)


def _end(editor: Editor) -> Editor:
    return _to(editor, len(editor.text))


def _to(editor: Editor, place: int) -> Editor:
    return replace(editor, before=editor.text[:place], after=editor.text[place:])


def _cut_word(editor: Editor) -> Editor:
    return replace(_word_left(editor), after=editor.after)


def _cut_before(editor: Editor) -> Editor:
    return replace(editor, before="")


def _cut_after(editor: Editor) -> Editor:
    return replace(editor, after="")


def _up(editor: Editor) -> Editor:
    return _recall(editor, editor.back + 1)


def _down(editor: Editor) -> Editor:
    return _recall(editor, editor.back - 1)


def _recall(editor: Editor, back: int) -> Editor:
    if not 0 <= back <= len(editor.history):
        return editor
    draft = editor.draft if editor.back else editor.text
    text = draft if back == 0 else editor.history[-back]
    return replace(editor, before=text, after="", back=back, draft=draft)


_ACTIONS: Final[dict[Key, Callable[[Editor], Editor]]] = {
    Key.BREAK: _break,
    Key.BACKSPACE: _backspace,
    Key.DELETE: _delete,
    Key.LEFT: _left,
    Key.RIGHT: _right,
    Key.WORD_LEFT: _word_left,
    Key.WORD_RIGHT: _word_right,
    Key.HOME: _home,
    Key.END: _end,
    Key.UP: _up,
    Key.DOWN: _down,
    Key.CUT_WORD: _cut_word,
    Key.CUT_BEFORE: _cut_before,
    Key.CUT_AFTER: _cut_after,
}
