"""PURE: where a line of the transcript is broken when it is wider than the terminal.

Between words, and between Chinese characters, but not before closing punctuation. A
word that is wider than a row is left to the terminal, so that a link stays whole.
"""

from __future__ import annotations

import re
from typing import Final

from gateway.console.styled import INDENT, Line, Span, clean, columns_of

LEAST_COLUMNS: Final = 20
"""A narrower terminal breaks lines itself: indented rows would hold too little."""
_CJK: Final = "\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60"
_OPENING: Final = "（《「『【“‘"
_CLOSING: Final = "、。，；：？！）》」』】”’…"
_PIECE: Final = re.compile(
    rf"\n|[^\S\n]+|[{_OPENING}]*[{_CJK}][{_CLOSING}]*|[^\s{_CJK}]+[{_CLOSING}]*"
)


def wrapped(line: Line, columns: int) -> Line:
    """The cleaned line with the breaks that it needs; further rows are indented."""
    if columns < LEAST_COLUMNS:
        return line
    used = 0
    spans = []
    for span in line:
        text, used = _wrap(clean(span.text), used, columns)
        spans.append(Span(text, span.style))
    return tuple(spans)


def _wrap(text: str, used: int, columns: int) -> tuple[str, int]:
    """The text with its breaks, and the columns it uses of its last row."""
    kept = []
    for piece in _PIECE.findall(text):
        width = columns_of(piece)
        if piece == "\n":
            used = len(INDENT)
        elif used + width <= columns:
            used += width
        elif piece.isspace():
            used = columns  # it vanishes into the break before what follows
            continue
        elif width > columns - len(INDENT):
            used = (used + width) % columns
        else:
            kept.append("\n")
            used = len(INDENT) + width
        kept.append(piece)
    return "".join(kept), used
