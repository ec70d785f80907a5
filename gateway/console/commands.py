"""PURE: what a line that a person entered means."""

from __future__ import annotations

import msgspec

_MARKS = ("/", "／")
"""Chinese input methods write the second."""


class Say(msgspec.Struct, frozen=True):
    """A message."""

    text: str


class Command(msgspec.Struct, frozen=True):
    """`/word rest`; whether there is such a command is for the reader to judge."""

    word: str
    rest: str = ""


def parse(entered: str) -> Say | Command | None:
    """The meaning of a line; None: it is empty.

    A line that begins with two slashes is a message that begins with one.
    """
    text = entered.strip()
    if not text:
        return None
    if not text.startswith(_MARKS):
        return Say(text)
    if text[1:].startswith(_MARKS):
        return Say(text[1:])
    word, rest = split_first(text[1:])
    return Command(word, rest)


def split_first(text: str) -> tuple[str, str]:
    """The first word of a text and the rest; "" where there is none."""
    first, _, rest = text.strip().partition(" ")
    return first, rest.strip()
