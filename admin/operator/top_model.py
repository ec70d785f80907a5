"""PURE: the live view of the tree: what is on the screen, and what keys mean."""

from __future__ import annotations

from typing import Final

from admin.operator.frames import Tree
from admin.operator.phrases import ENTITIES, OperatorPhrase
from admin.operator.top_view import TopView
from gateway.console.keys import Key, Press, Typed
from gateway.console.phrases import Words
from gateway.console.styled import Line, Style, cut_line, styled
from runtime.survey import SortKey

SORT_KEYS: Final = {
    "b": SortKey.BUSY,
    "h": SortKey.HANDLED,
    "m": SortKey.MAILBOX,
    "c": SortKey.CRASHES,
}
QUIT: Final = "q"
MIN_PACE_SECONDS: Final = 0.5
"""Two closer looks, since a key wanted one, say nothing of how fast things go."""
_LEAVING: Final = frozenset({Key.INTERRUPT, Key.END_OF_INPUT})


class TopModel:
    """The live view.

    Args:
        words: the reader's language.
        sort: which entities come first, until a key says otherwise.

    Attributes:
        sort: what the next look is to be sorted by.
        has_ended: the reader wants to leave.
    """

    def __init__(self, words: Words, sort: SortKey) -> None:
        self.sort = sort
        self.has_ended = False
        self._words = words
        self._view = TopView(words)
        self._tree: Tree | None = None
        self._before: Tree | None = None
        self._is_lost = False

    def looked(self, tree: Tree) -> None:
        """A look was taken."""
        self._is_lost = False
        last = self._tree
        if last is not None and tree.up_seconds - last.up_seconds >= MIN_PACE_SECONDS:
            self._before = last
        self._tree = tree

    def lost(self) -> None:
        """The service does not answer; what was seen last stays."""
        self._is_lost = True

    def press(self, key: Press) -> bool:
        """A key; True when another look is wanted at once."""
        if key in _LEAVING:
            self.has_ended = True
        elif isinstance(key, Typed):
            return self._typed(key.text.lower())
        return False

    def _typed(self, text: str) -> bool:
        before = self.sort
        for character in text:
            self.sort = SORT_KEYS.get(character, self.sort)
            self.has_ended = self.has_ended or character == QUIT
        return self.sort is not before

    def rows(self, columns: int, count: int) -> list[Line]:
        """At most `count` rows; the last one tells the keys."""
        lines: list[Line] = []
        if self._tree is not None:
            lines = self._view.shown(self._tree, self._before, count - 1)
        if self._is_lost:
            foot = styled(self._words(OperatorPhrase.LOST), Style.WARNING)
        else:
            sort = self._words(ENTITIES[self.sort])
            foot = styled(self._words(OperatorPhrase.KEYS, sort=sort), Style.DIM)
        shown = [*lines[: max(0, count - 1)], foot]
        return [cut_line(line, columns) for line in shown]
