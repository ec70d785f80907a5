"""Tells answers on standard output, and what went wrong on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import msgspec

from gateway.console.phrases import Bilingual, Words
from gateway.console.styled import Line, for_pipe, for_terminal, on_one_row


class Teller:
    """Speaks to people in their language, and to programs in lines of JSON."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def lines(self, lines: Iterable[Line]) -> None:
        """Prints lines, on a terminal with their styles."""
        is_terminal = sys.stdout.isatty()
        for line in lines:
            text = for_pipe(line)
            if is_terminal:
                text = for_terminal(line, has_colour=True)
            print(text.rstrip())  # noqa: T201

    def json(self, value: object) -> None:
        """Prints a value as one line of JSON."""
        print(msgspec.json.encode(value).decode(), flush=True)  # noqa: T201

    def say(self, phrase: Bilingual, **values: str) -> None:
        """Prints a phrase."""
        print(on_one_row(self._words(phrase, **values)), flush=True)  # noqa: T201

    def complain(self, phrase: Bilingual, **values: str) -> None:
        """The same on standard error."""
        self.complain_of(self._words(phrase, **values))

    def complain_of(self, text: str) -> None:
        """A sentence, in the reader's language, on standard error."""
        sys.stderr.write(f"triodesk: {on_one_row(text)}\n")
