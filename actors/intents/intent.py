"""PURE: an intent: what a visitor wants, and what people say who want it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import msgspec

from actors.assignment.standing import MAX_PRIORITY
from actors.robot.normalise import normalise

MAX_INTENTS: Final = 60
"""A message is compared with all of them."""
MAX_UTTERANCES: Final = 100
"""Of an intent; all of all intents are read anew within 0.3 s when one changes."""
MAX_WORDS: Final = 50
MAX_PATTERNS: Final = 5
"""Of an intent; all of all intents are looked for in 0.1 ms."""
MAX_TEXT_CHARS: Final = 200
"""Of an utterance, a word, a pattern: a sentence."""
MAX_CHARS: Final = 4_000
"""Of all texts of an intent: one fits a request, all of them an answer of the rules."""
MAX_NAME_CHARS: Final = 64
GAP: Final = "*"
"""Between two parts of a pattern."""
DIGIT: Final = "#"
"""Stands for any digit in a pattern."""

_ID: Final = re.compile(r"[a-z][a-z0-9_]{0,31}\Z")


class Intent(msgspec.Struct, frozen=True, array_like=True):
    """One intent of a shop.

    Attributes:
        id: by which rules, flows and reports name it.
        name: for people.
        utterances: ways to say it; others are recognised by their likeness to these.
        words: key words; whoever writes one means it, unless he denies it.
        patterns: words in an order, `*` between them for whatever lies between, `#` for
            a digit: `cancel*order`.
        priority: 0 … 9; the least priority in line of whoever means it (Q4).
    """

    id: str
    name: str
    utterances: tuple[str, ...]
    words: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    priority: int = 0


def preset(intent: str, name: str, words: str, said: str, patterns: str = "") -> Intent:
    """An intent written down as text: parts of `words`, `said`, `patterns` by `|`."""
    return Intent(intent, name, _parts(said), _parts(words), _parts(patterns))


def _parts(text: str) -> tuple[str, ...]:
    parts = (" ".join(part.split()) for part in text.split("|"))
    return tuple(part for part in parts if part)


def fault_of(intent: Intent) -> str:
    """What is wrong with an intent, or ""."""
    if not _ID.match(intent.id):
        form = "a letter a-z, then up to 31 of a-z 0-9 _"
        return f"expected the id of an intent: {form}, got {intent.id!r}"
    if not 0 < len(intent.name) <= MAX_NAME_CHARS or not intent.name.isprintable():
        form = f"1 to {MAX_NAME_CHARS} characters"
        return f"{intent.id}: expected a name of {form}, got {intent.name!r}"
    if not intent.utterances:
        return f"{intent.id}: expected an utterance at least, got none"
    if not 0 <= intent.priority <= MAX_PRIORITY:
        form = f"a priority of 0 to {MAX_PRIORITY}"
        return f"{intent.id}: expected {form}, got {intent.priority}"
    several = (
        ("utterances", intent.utterances, MAX_UTTERANCES),
        ("words", intent.words, MAX_WORDS),
        ("patterns", intent.patterns, MAX_PATTERNS),
    )
    faults = (_fault_of(kind, texts, most) for kind, texts, most in several)
    fault = next(filter(None, faults), "") or _length_fault(intent)
    return f"{intent.id}: {fault}" if fault else ""


def _length_fault(intent: Intent) -> str:
    texts = (*intent.utterances, *intent.words, *intent.patterns)
    length = sum(map(len, texts))
    form = f"at most {MAX_CHARS:,} characters of texts"
    return f"expected {form}, got {length:,}" if length > MAX_CHARS else ""


def _fault_of(kind: str, texts: Iterable[str], most: int) -> str:
    texts = tuple(texts)
    if len(texts) > most:
        return f"expected at most {most} {kind}, got {len(texts)}"
    for text in texts:
        said = text.replace(GAP, "").replace(DIGIT, "0")
        if len(text) > MAX_TEXT_CHARS or not normalise(said):
            form = f"{kind} of 1 to {MAX_TEXT_CHARS} characters, letters among them"
            return f"expected {form}, got {text!r}"
    return ""
