"""PURE: what a terminal sends, as keys.

UTF-8 and escape sequences may be cut anywhere between two reads. Source: ECMA-48
(control sequences), xterm's ctlseqs ("Bracketed Paste Mode", "PC-Style Function Keys").
"""

from __future__ import annotations

import codecs
import re
from enum import Enum, auto
from typing import Final

import msgspec

from gateway.wire.terms import MAX_TEXT_CHARS


class Key(Enum):
    """A key that is no text."""

    ENTER = auto()
    BREAK = auto()
    """Alt-Enter: a line break inside the message."""
    BACKSPACE = auto()
    DELETE = auto()
    LEFT = auto()
    RIGHT = auto()
    WORD_LEFT = auto()
    WORD_RIGHT = auto()
    HOME = auto()
    END = auto()
    UP = auto()
    DOWN = auto()
    CUT_WORD = auto()
    CUT_BEFORE = auto()
    CUT_AFTER = auto()
    TAB = auto()
    INTERRUPT = auto()
    END_OF_INPUT = auto()
    REDRAW = auto()


class Typed(msgspec.Struct, frozen=True):
    """Text that was typed or pasted."""

    text: str


Press = Key | Typed

_ESCAPE: Final = "\x1b"
_CONTROL_KEYS: Final = {
    "\r": Key.ENTER,
    "\n": Key.ENTER,
    "\x7f": Key.BACKSPACE,
    "\x08": Key.BACKSPACE,
    "\t": Key.TAB,
    "\x01": Key.HOME,
    "\x02": Key.LEFT,
    "\x03": Key.INTERRUPT,
    "\x04": Key.END_OF_INPUT,
    "\x05": Key.END,
    "\x06": Key.RIGHT,
    "\x0b": Key.CUT_AFTER,
    "\x0c": Key.REDRAW,
    "\x0e": Key.DOWN,
    "\x10": Key.UP,
    "\x15": Key.CUT_BEFORE,
    "\x17": Key.CUT_WORD,
}
_FINAL_KEYS: Final = {
    "A": Key.UP,
    "B": Key.DOWN,
    "C": Key.RIGHT,
    "D": Key.LEFT,
    "H": Key.HOME,
    "F": Key.END,
}
_TILDE_KEYS: Final = {
    "1": Key.HOME,
    "3": Key.DELETE,
    "4": Key.END,
    "7": Key.HOME,
    "8": Key.END,
}
_ALT_KEYS: Final = {
    "\r": Key.BREAK,
    "\n": Key.BREAK,
    "\x7f": Key.CUT_WORD,
    "b": Key.WORD_LEFT,
    "f": Key.WORD_RIGHT,
}
_BY_WORD: Final = {Key.LEFT: Key.WORD_LEFT, Key.RIGHT: Key.WORD_RIGHT}
_SEQUENCE: Final = re.compile(r"\x1b(?:\[([0-?]*)[ -/]*([@-~])|O(.))")
_BEGUN: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|O)")
_PASTE: Final = ("200", "~")
_PASTE_END: Final = "\x1b[201~"
_TEXT: Final = re.compile(r"[^\x00-\x1f\x7f]+")
MAX_SEQUENCE_CHARS: Final = 32
"""The longest key sequences of xterm have half of this; the rest is no key."""


class KeyDecoder:
    """Turns bytes into keys; keeps what is not complete."""

    def __init__(self) -> None:
        self._utf8 = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""
        self._paste: str | None = None

    def feed(self, data: bytes) -> list[Press]:
        """The keys that are complete with these bytes."""
        text = self._rest + self._utf8.decode(data)
        # An escape that ended the bytes before was the key itself, unless it goes on.
        if self._rest == _ESCAPE and not text.startswith(("\x1b[", "\x1bO")):
            text = text[1:]
        self._rest = ""
        presses: list[Press] = []
        while text:
            text = self._take(text, presses)
        return presses

    def _take(self, text: str, presses: list[Press]) -> str:
        """Takes one thing off the text; returns what is left."""
        if self._paste is not None:
            return self._take_paste(text, presses)
        if text[0] == _ESCAPE:
            return self._take_escape(text, presses)
        if text[0] in _CONTROL_KEYS:
            presses.append(_CONTROL_KEYS[text[0]])
            return text[1:]
        found = _TEXT.match(text)
        if found is None:
            return text[1:]  # a control key that means nothing here
        presses.append(Typed(found[0]))
        return text[found.end() :]

    def _take_escape(self, text: str, presses: list[Press]) -> str:
        found = _SEQUENCE.match(text)
        if found is not None:
            self._take_sequence(found, presses)
            return text[found.end() :]
        begun = _BEGUN.fullmatch(text)
        if text == _ESCAPE or (begun is not None and len(text) < MAX_SEQUENCE_CHARS):
            self._rest = text
            return ""
        if begun is not None or text[1] in "[O":
            return text[2:]  # no key: without its introducer it is harmless text
        if text[1] in _ALT_KEYS:
            presses.append(_ALT_KEYS[text[1]])
        return text[2:] if text[1] != _ESCAPE else text[1:]

    def _take_sequence(self, found: re.Match[str], presses: list[Press]) -> None:
        parameters, final, after_o = found[1] or "", found[2] or "", found[3] or ""
        if (parameters, final) == _PASTE:
            self._paste = ""
            return
        number, _, modifiers = parameters.partition(";")
        if final == "~":
            key = _TILDE_KEYS.get(number)
        else:
            key = _FINAL_KEYS.get(final or after_o)
        if key is not None:
            presses.append(_BY_WORD.get(key, key) if modifiers else key)

    def _take_paste(self, text: str, presses: list[Press]) -> str:
        """Collects a paste; of an over-long one the beginning is kept."""
        pasted = (self._paste or "") + text
        content, end, rest = pasted.partition(_PASTE_END)
        if end:
            self._paste = None
            if content:
                presses.append(Typed(content[:MAX_TEXT_CHARS]))
            return rest
        # The end mark itself may be cut in two, so a little more is kept.
        tail = pasted[-len(_PASTE_END) :] if len(pasted) > MAX_TEXT_CHARS else ""
        self._paste = pasted[:MAX_TEXT_CHARS] + tail
        return ""
