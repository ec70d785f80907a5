"""PURE: lines of styled text, and how they look on a terminal or in a pipe.

What others wrote may hold control characters and escape sequences. They are replaced
here, at the one way out, so that no message can move a reader's cursor.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

import msgspec
from wcwidth import iter_graphemes, wcswidth

_CONTROLS: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""C0 but line feed, C1, direction overrides, separators, lone surrogates."""
_REPLACEMENT: Final = "\ufffd"
_TAB: Final = "    "
_BREAK_MARK: Final = "⏎"
_RESET: Final = "\x1b[0m"
INDENT: Final = "      "
"""Before the second and further rows of a message."""


class Style(Enum):
    """How a span looks: parameters of SGR (ECMA-48, 8.3.117)."""

    PLAIN = ""
    DIM = "2"
    OWN = "36"
    OTHER = "1;32"
    NOTICE = "33"
    WARNING = "1;31"
    TYPING = "3;35"
    RINGING = "1;33"


class Span(msgspec.Struct, frozen=True):
    """Text of one style."""

    text: str
    style: Style = Style.PLAIN


Line = tuple[Span, ...]
"""One line of the transcript or the panel; its text may hold line breaks."""


def styled(text: str, style: Style = Style.PLAIN) -> Line:
    """A line of one style."""
    return (Span(text, style),)


def clean(text: str) -> str:
    """The text without anything that acts on a terminal; line feeds stay."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", _TAB)
    return _CONTROLS.sub(_REPLACEMENT, unified)


def on_one_row(text: str) -> str:
    """The cleaned text with its line breaks shown as a mark."""
    return clean(text).replace("\n", _BREAK_MARK)


def columns_of(text: str) -> int:
    """Columns of a text that is on one row."""
    return max(0, wcswidth(text))


def cut(text: str, columns: int) -> str:
    """As much of the beginning of a one-row text as fits, in whole characters."""
    used, kept = 0, []
    for character in iter_graphemes(text):
        used += columns_of(character)
        if used > columns:
            break
        kept.append(character)
    return "".join(kept)


def cut_line(line: Line, columns: int) -> Line:
    """The line on one row, cut to a number of columns."""
    spans = []
    for span in line:
        text = on_one_row(span.text)
        kept = cut(text, columns)
        columns -= columns_of(kept)
        spans.append(Span(kept, span.style))
        if kept != text:
            break
    return tuple(spans)


def for_pipe(line: Line) -> str:
    """The line as one row without styles."""
    return "".join(on_one_row(span.text) for span in line)


def for_terminal(line: Line, *, has_colour: bool) -> str:
    """The line with its styles; further rows of it are indented."""
    return "".join(_span_for_terminal(span, has_colour=has_colour) for span in line)


def _span_for_terminal(span: Span, *, has_colour: bool) -> str:
    text = clean(span.text).replace("\n", "\r\n" + INDENT)
    if not has_colour or span.style is Style.PLAIN or not text:
        return text
    return f"\x1b[{span.style.value}m{text}{_RESET}"
