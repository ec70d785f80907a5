"""PURE: whom a group serves, as a supervisor sees it."""

from __future__ import annotations

from typing import Final

from gateway.console.desk_phrases import DeskPhrase
from gateway.console.duration import duration
from gateway.console.mention import named
from gateway.console.numbered_list import Listed, ListKind
from gateway.console.phrases import Words
from gateway.console.speech import SEPARATOR
from gateway.console.styled import Line, Span, Style
from gateway.wire.answer_frames import Serving, Sessions

SERVING: Final = ListKind(
    "r",
    DeskPhrase.SERVING_HEAD,
    DeskPhrase.SERVING_EMPTY,
    DeskPhrase.SERVING_MORE,
    DeskPhrase.SERVING_HINT,
    DeskPhrase.NO_SUCH_SERVED_ROW,
)


def serving_list(words: Words, answer: Sessions, now_ms: int) -> Listed:
    """By whom, and who waits for an answer; `now_ms` is the server's clock."""
    rows = [(row.session, _row(words, row, now_ms)) for row in answer.rows]
    return Listed(SERVING, rows, len(rows) + answer.is_cut, answer.group)


def _row(words: Words, row: Serving, now_ms: int) -> Line:
    agent = named(row.agent_name, row.agent)
    time = duration(words, now_ms - row.since)
    return (
        Span(words(DeskPhrase.SERVED_BY, name=row.nickname, agent=agent)),
        SEPARATOR,
        Span(words(DeskPhrase.SERVED_FOR, time=time)),
        SEPARATOR,
        _turn(words, row, now_ms),
        # Last: on a narrow screen the rest matters more, and the row names it too.
        SEPARATOR,
        Span(row.session, Style.DIM),
    )


def _turn(words: Words, row: Serving, now_ms: int) -> Span:
    if not row.turn:
        return Span(words(DeskPhrase.NO_MESSAGES), Style.DIM)
    time = duration(words, now_ms - row.turn)
    if row.unanswered:
        return Span(words(DeskPhrase.WAITS_FOR_ANSWER, time=time), Style.WARNING)
    return Span(words(DeskPhrase.ANSWERED, time=time), Style.DIM)
