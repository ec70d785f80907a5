"""PURE: what visitors left with a group, as an agent sees it (V7)."""

from __future__ import annotations

from typing import Final

from gateway.console.duration import duration
from gateway.console.numbered_list import Listed, ListKind
from gateway.console.phrases import Words
from gateway.console.reaching_phrases import ReachingPhrase
from gateway.console.speech import SEPARATOR
from gateway.console.styled import Line, Span, Style, on_one_row
from gateway.wire.reaching_frames import MessageLeft, MessagesLeft

LEFT: Final = ListKind(
    "m",
    ReachingPhrase.LEFT_HEAD,
    ReachingPhrase.NOTHING_LEFT,
    ReachingPhrase.LEFT_MORE,
    ReachingPhrase.LEFT_HINT,
    ReachingPhrase.NO_SUCH_LEFT,
)


def left_list(words: Words, answer: MessagesLeft, now_ms: int) -> Listed:
    """Who, since when, and how to reach him; `now_ms` is the server's clock."""
    rows = [(row.session, _row(words, row, now_ms)) for row in answer.rows]
    return Listed(LEFT, rows, answer.count, answer.group)


def _row(words: Words, row: MessageLeft, now_ms: int) -> Line:
    time = duration(words, now_ms - row.since)
    ago = words(ReachingPhrase.LEFT_AGO, time=time)
    spans = [Span(row.nickname or row.visitor), SEPARATOR, Span(ago)]
    if row.contact:
        spans += [SEPARATOR, Span(on_one_row(row.contact))]
    return (*spans, SEPARATOR, Span(row.session, Style.DIM))
