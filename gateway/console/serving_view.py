"""PURE: whom a group serves, as a supervisor sees it."""

from __future__ import annotations

from typing import Final

from gateway.console.desk_phrases import DeskPhrase
from gateway.console.duration import duration
from gateway.console.mention import named
from gateway.console.phrases import Words
from gateway.console.speech import SEPARATOR
from gateway.console.styled import Line, Span, Style, styled
from gateway.wire.answer_frames import Serving, Sessions

MAX_ROWS: Final = 20
"""Of a list: what fits on a screen together with the rest."""
SERVED_MARK: Final = "r"
"""Before the number of a row, so that it is no session's number, nor a queue's row."""
_INDENT: Final = "  "
_COLUMN_GAP: Final = "  "


class ServingView:
    """The list that was asked for last: its rows can be named.

    Args:
        words: the reader's language.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._sessions: tuple[str, ...] = ()

    def shown(self, answer: Sessions, now_ms: int) -> list[Line]:
        """The first rows; `now_ms` is the server's clock."""
        rows = answer.rows[:MAX_ROWS]
        self._sessions = tuple(row.session for row in rows)
        phrase = DeskPhrase.SERVING_HEAD if rows else DeskPhrase.SERVING_EMPTY
        head = self._words(phrase, group=answer.group, count=len(answer.rows))
        lines = [styled(head, Style.NOTICE)]
        lines += [self._row(at, row, now_ms) for at, row in enumerate(rows, 1)]
        if answer.is_cut or len(answer.rows) > len(rows):
            more = self._words(DeskPhrase.SERVING_MORE)
            lines.append(styled(_INDENT + more, Style.DIM))
        if rows:
            hint = self._words(DeskPhrase.SERVING_HINT)
            lines.append(styled(_INDENT + hint, Style.DIM))
        return lines

    def session(self, number: int) -> str | None:
        """The session on a row of it, from 1."""
        if not 0 < number <= len(self._sessions):
            return None
        return self._sessions[number - 1]

    def _row(self, at: int, row: Serving, now_ms: int) -> Line:
        agent = named(row.agent_name, row.agent)
        text = self._words(DeskPhrase.SERVED_BY, name=row.nickname, agent=agent)
        time = duration(self._words, now_ms - row.since)
        return (
            Span(f"{_INDENT}{SERVED_MARK}{at}{_COLUMN_GAP}{text}"),
            SEPARATOR,
            Span(self._words(DeskPhrase.SERVED_FOR, time=time)),
            SEPARATOR,
            self._turn(row, now_ms),
            # Last: on a narrow screen the rest matters more, and the row names it too.
            SEPARATOR,
            Span(row.session, Style.DIM),
        )

    def _turn(self, row: Serving, now_ms: int) -> Span:
        if not row.turn:
            return Span(self._words(DeskPhrase.NO_MESSAGES), Style.DIM)
        time = duration(self._words, now_ms - row.turn)
        if row.unanswered:
            text = self._words(DeskPhrase.WAITS_FOR_ANSWER, time=time)
            return Span(text, Style.WARNING)
        return Span(self._words(DeskPhrase.ANSWERED, time=time), Style.DIM)
