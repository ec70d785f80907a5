"""PURE: a list of sessions that an agent asked for: its rows can be named, as `q1`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from gateway.console.phrases import Bilingual, Words
from gateway.console.styled import Line, Span, Style, styled

MAX_ROWS: Final = 20
"""Of a list: what fits on a screen together with the rest."""
INDENT: Final = "  "
"""Before each row, and behind its name."""


class ListKind(msgspec.Struct, frozen=True):
    """What lists of one kind have in common.

    Attributes:
        mark: before the number of a row, so that it is no session's number, nor a row
            of another list.
        head, empty: above its rows, and in their stead.
        more: below them, when there are others.
        hint: what can be done with one.
        missing: there is no such row.
    """

    mark: str
    head: Bilingual
    empty: Bilingual
    more: Bilingual
    hint: Bilingual
    missing: Bilingual


class Listed(msgspec.Struct, frozen=True):
    """An answer as a list of one kind.

    Attributes:
        rows: the session of each, and what is shown of it.
        count: as many as there are, or more than there are rows.
        group: of whom.
        name: of the group, for people.
    """

    kind: ListKind
    rows: Sequence[tuple[str, Line]]
    count: int
    group: str = ""
    name: str = ""


class NumberedList:
    """The list of a kind that was asked for last.

    Args:
        words: the reader's language.
        kind: which.
    """

    def __init__(self, words: Words, kind: ListKind) -> None:
        self._words = words
        self._kind = kind
        self._sessions: tuple[str, ...] = ()

    def shown(self, listed: Listed) -> list[Line]:
        """Its first rows."""
        kind, rows = self._kind, listed.rows[:MAX_ROWS]
        self._sessions = tuple(session for session, _ in rows)
        phrase = kind.head if rows else kind.empty
        count, group, name = listed.count, listed.group, listed.name
        head = self._words(phrase, count=count, group=group, name=name)
        lines = [styled(head, Style.NOTICE)]
        for at, (_, row) in enumerate(rows, 1):
            lines.append((Span(f"{INDENT}{kind.mark}{at}{INDENT}"), *row))
        rest = listed.count - len(rows)
        if rest > 0:
            more = self._words(kind.more, count=rest)
            lines.append(styled(INDENT + more, Style.DIM))
        if rows:
            lines.append(styled(INDENT + self._words(kind.hint), Style.DIM))
        return lines

    def session(self, number: int) -> str | Bilingual:
        """The session on a row of it, from 1, or why there is none."""
        if not 0 < number <= len(self._sessions):
            return self._kind.missing
        return self._sessions[number - 1]
