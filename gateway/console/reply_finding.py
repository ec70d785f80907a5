"""PURE: which quick replies are meant, and what their variables stand for (A5)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from unicodedata import normalize

from gateway.wire.reply_frames import QuickReply

_VARIABLE: Final = re.compile(r"\{([^{}\n]{1,64})\}")
_MARKS: Final = (
    (re.compile(r"\[([^\]\n]+)\]\(([^)\s]+)\)"), r"\1 \2"),
    (re.compile(r"(\*\*|__|~~|`)(?=\S)(.+?)\1"), r"\2"),
    (re.compile(r"^#{1,6} +", re.MULTILINE), ""),
)
"""Of CommonMark: a terminal sends plain text, in which a visitor would read them."""
_MISS: Final = 9


def fitting(replies: Iterable[QuickReply], typed: str) -> Sequence[QuickReply]:
    """Those that fit all words of what is typed, the best first; nothing: all."""
    words = _fold(typed).split()
    ranked = [
        (max((_rank(reply, word) for word in words), default=0), reply)
        for reply in replies
    ]
    ranked.sort(key=lambda each: (each[0], _in_list(each[1])))
    return [reply for rank, reply in ranked if rank < _MISS]


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text with what its names in braces stand for; others stay as they are."""

    def value(found: re.Match[str]) -> str:
        return values.get(found[1].strip().lower(), "") or found[0]

    return _VARIABLE.sub(value, text)


def without_marks(text: str) -> str:
    """CommonMark as somebody would write it in plain text."""
    for mark, plain in _MARKS:
        text = mark.sub(plain, text)
    return text


def _in_list(reply: QuickReply) -> tuple[bool, str, str]:
    """One's own first, then by category and title."""
    return reply.is_shared, reply.category, reply.title


def _rank(reply: QuickReply, word: str) -> int:
    """How well a word fits, 0 the best; `_MISS`: not at all."""
    title, sounds = _fold(reply.title), reply.keys.split()
    fits = (
        title == word,
        title.startswith(word),
        any(each.startswith(word) for each in sounds),
        word in title,
        any(word in each for each in sounds),
        word in _fold(reply.category),
        word in _fold(reply.text),
    )
    return fits.index(True) if True in fits else _MISS


def _fold(text: str) -> str:
    return normalize("NFKC", text).lower()
