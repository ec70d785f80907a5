"""PURE: what an agent has to follow up, as he sees it (S8)."""

from __future__ import annotations

from typing import Final

from gateway.console.duration import duration
from gateway.console.note_phrases import NotePhrase
from gateway.console.numbered_list import Listed, ListKind
from gateway.console.phrases import Words
from gateway.console.speech import SEPARATOR
from gateway.console.styled import Line, Span, Style, on_one_row
from gateway.wire.answer_frames import FollowUp, FollowUps

FOLLOW_UPS: Final = ListKind(
    "f",
    NotePhrase.FOLLOW_UPS_HEAD,
    NotePhrase.NO_FOLLOW_UPS,
    NotePhrase.FOLLOW_UPS_MORE,
    NotePhrase.FOLLOW_UPS_HINT,
    NotePhrase.NO_SUCH_FOLLOW_UP,
)


def follow_up_list(words: Words, answer: FollowUps, now_ms: int) -> Listed:
    """What, and by when; `now_ms` is the server's clock."""
    rows = [(row.session, _row(words, row, now_ms)) for row in answer.rows]
    return Listed(FOLLOW_UPS, rows, answer.count)


def _row(words: Words, row: FollowUp, now_ms: int) -> Line:
    spans = [Span(f"{row.nickname or row.visitor}: {on_one_row(row.text)}")]
    if row.due:
        spans += [SEPARATOR, _due(words, row.due - now_ms)]
    return (*spans, SEPARATOR, Span(row.session, Style.DIM))


def _due(words: Words, left_ms: int) -> Span:
    if left_ms < 0:
        time = duration(words, -left_ms)
        return Span(words(NotePhrase.OVERDUE, time=time), Style.WARNING)
    time = duration(words, left_ms)
    return Span(words(NotePhrase.DUE_IN, time=time), Style.DIM)
