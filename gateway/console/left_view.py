"""PURE: what visitors left with a group, as an agent sees it (V7)."""

from __future__ import annotations

from typing import Final

from gateway.console.duration import duration
from gateway.console.phrases import Words
from gateway.console.reaching_phrases import ReachingPhrase
from gateway.console.speech import SEPARATOR
from gateway.console.styled import Line, Span, Style, on_one_row, styled
from gateway.wire.reaching_frames import MessageLeft, MessagesLeft

MAX_ROWS: Final = 20
"""Of a list: what fits on a screen together with the rest."""
LEFT_MARK: Final = "m"
"""Before the number of a row, so that it is no session's number, nor another list's."""
_INDENT: Final = "  "


class LeftView:
    """The list that was asked for last: its rows can be named.

    Args:
        words: the reader's language.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._sessions: tuple[str, ...] = ()

    def shown(self, answer: MessagesLeft, now_ms: int) -> list[Line]:
        """The first rows; `now_ms` is the server's clock."""
        rows = answer.rows[:MAX_ROWS]
        self._sessions = tuple(row.session for row in rows)
        phrase = ReachingPhrase.LEFT_HEAD if rows else ReachingPhrase.NOTHING_LEFT
        head = self._words(phrase, group=answer.group, count=answer.count)
        lines = [styled(head, Style.NOTICE)]
        lines += [self._row(at, row, now_ms) for at, row in enumerate(rows, 1)]
        rest = answer.count - len(rows)
        if rest > 0:
            more = self._words(ReachingPhrase.LEFT_MORE, count=rest)
            lines.append(styled(_INDENT + more, Style.DIM))
        if rows:
            hint = self._words(ReachingPhrase.LEFT_HINT)
            lines.append(styled(_INDENT + hint, Style.DIM))
        return lines

    def session(self, number: int) -> str | None:
        """The session on a row of it, from 1."""
        if not 0 < number <= len(self._sessions):
            return None
        return self._sessions[number - 1]

    def _row(self, at: int, row: MessageLeft, now_ms: int) -> Line:
        name = row.nickname or row.visitor
        time = duration(self._words, now_ms - row.since)
        ago = self._words(ReachingPhrase.LEFT_AGO, time=time, count=row.messages)
        spans = [Span(f"{_INDENT}{LEFT_MARK}{at}  {name}"), SEPARATOR, Span(ago)]
        if row.contact:
            spans += [SEPARATOR, Span(on_one_row(row.contact))]
        return (*spans, SEPARATOR, Span(row.session, Style.DIM))
