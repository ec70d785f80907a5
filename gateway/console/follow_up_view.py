"""PURE: what an agent has to follow up, as he sees it (S8)."""

from __future__ import annotations

from typing import Final

from gateway.console.duration import duration
from gateway.console.note_phrases import NotePhrase
from gateway.console.phrases import Words
from gateway.console.speech import SEPARATOR
from gateway.console.styled import Line, Span, Style, on_one_row, styled
from gateway.wire.answer_frames import FollowUp, FollowUps

MAX_ROWS: Final = 20
"""Of a list: what fits on a screen together with the rest."""
FOLLOW_UP_MARK: Final = "f"
"""Before the number of a row, so that it is no session's number, nor another list's."""
_INDENT: Final = "  "


class FollowUpView:
    """The list that was asked for last: its rows can be named.

    Args:
        words: the reader's language.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._sessions: tuple[str, ...] = ()

    def shown(self, answer: FollowUps, now_ms: int) -> list[Line]:
        """The first rows; `now_ms` is the server's clock."""
        rows = answer.rows[:MAX_ROWS]
        self._sessions = tuple(row.session for row in rows)
        phrase = NotePhrase.FOLLOW_UPS_HEAD if rows else NotePhrase.NO_FOLLOW_UPS
        lines = [styled(self._words(phrase, count=answer.count), Style.NOTICE)]
        lines += [self._row(at, row, now_ms) for at, row in enumerate(rows, 1)]
        rest = answer.count - len(rows)
        if rest > 0:
            more = self._words(NotePhrase.FOLLOW_UPS_MORE, count=rest)
            lines.append(styled(_INDENT + more, Style.DIM))
        if rows:
            hint = self._words(NotePhrase.FOLLOW_UPS_HINT)
            lines.append(styled(_INDENT + hint, Style.DIM))
        return lines

    def session(self, number: int) -> str | None:
        """The session on a row of it, from 1."""
        if not 0 < number <= len(self._sessions):
            return None
        return self._sessions[number - 1]

    def _row(self, at: int, row: FollowUp, now_ms: int) -> Line:
        name = row.nickname or row.visitor
        text = f"{_INDENT}{FOLLOW_UP_MARK}{at}  {name}: {on_one_row(row.text)}"
        spans = [Span(text)]
        if row.due:
            spans += [SEPARATOR, self._due(row.due - now_ms)]
        return (*spans, SEPARATOR, Span(row.session, Style.DIM))

    def _due(self, left_ms: int) -> Span:
        if left_ms < 0:
            time = duration(self._words, -left_ms)
            return Span(self._words(NotePhrase.OVERDUE, time=time), Style.WARNING)
        time = duration(self._words, left_ms)
        return Span(self._words(NotePhrase.DUE_IN, time=time), Style.DIM)
