"""PURE: who waits in a group, as an agent sees it."""

from __future__ import annotations

from typing import Final

from gateway.console.desk_phrases import DeskPhrase
from gateway.console.duration import duration
from gateway.console.numbered_list import INDENT, Listed, ListKind
from gateway.console.phrases import Phrase, Words
from gateway.console.speech import SEPARATOR
from gateway.console.styled import Line, Span, Style
from gateway.wire.answer_frames import Queue, Waiting

QUEUE: Final = ListKind(
    "q",
    DeskPhrase.QUEUE_HEAD,
    DeskPhrase.QUEUE_EMPTY,
    DeskPhrase.QUEUE_MORE,
    DeskPhrase.QUEUE_HINT,
    DeskPhrase.NO_SUCH_ROW,
)


def queue_list(words: Words, queue: Queue) -> Listed:
    """The first of the line, with what puts them before others."""
    rows = [(entry.session, _row(words, entry)) for entry in queue.entries]
    name = queue.public_name or queue.group
    return Listed(QUEUE, rows, queue.waiting, queue.group, name)


def _row(words: Words, entry: Waiting) -> Line:
    waited = duration(words, entry.waited_ms)
    text = words(DeskPhrase.WAITED, time=waited)
    name = f"{entry.nickname}{INDENT}" if entry.nickname else ""
    spans = [Span(f"{name}{text}")]
    if entry.channel:
        channel = words(DeskPhrase.CHANNEL, channel=entry.channel)
        spans += [SEPARATOR, Span(channel, Style.DIM)]
    if entry.returned:
        spans += [SEPARATOR, Span(words(DeskPhrase.RETURNED), Style.NOTICE)]
    if entry.priority:
        text = words(DeskPhrase.PRIORITY, priority=entry.priority)
        spans += [SEPARATOR, Span(text, Style.NOTICE)]
    if entry.only:
        agents = words(Phrase.BETWEEN).join(entry.only)
        text = words(DeskPhrase.ONLY, agents=agents)
        spans += [SEPARATOR, Span(text, Style.NOTICE)]
    # Last: on a narrow screen the rest matters more, and the row names it too.
    return (*spans, SEPARATOR, Span(entry.session, Style.DIM))
