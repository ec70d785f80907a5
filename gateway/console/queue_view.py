"""PURE: who waits in a group, and who serves in it, as an agent sees it."""

from __future__ import annotations

from typing import Final

from gateway.console.desk_phrases import DeskPhrase
from gateway.console.duration import duration
from gateway.console.mention import mention
from gateway.console.phrases import Phrase, Words
from gateway.console.speech import SEPARATOR
from gateway.console.styled import Line, Span, Style, columns_of, styled
from gateway.console.why_phrases import EXCLUSIONS, named
from gateway.wire.answer_frames import Colleague, Colleagues, Queue, Waiting

MAX_ROWS: Final = 20
"""Of a queue: what fits on a screen together with the rest."""
ROW_MARK: Final = "q"
"""Before the number of a row, so that it is no session's number."""
_INDENT: Final = "  "
_COLUMN_GAP: Final = "  "


class QueueView:
    """The queue that was asked for last: its rows can be named.

    Args:
        words: the agent's language.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._sessions: tuple[str, ...] = ()

    def shown(self, queue: Queue) -> list[Line]:
        """The queue's head and its first rows."""
        entries = queue.entries[:MAX_ROWS]
        self._sessions = tuple(entry.session for entry in entries)
        phrase = DeskPhrase.QUEUE_HEAD if entries else DeskPhrase.QUEUE_EMPTY
        name, group = queue.public_name or queue.group, queue.group
        head = self._words(phrase, name=name, group=group, count=queue.waiting)
        lines = [styled(head, Style.NOTICE)]
        lines += [self._row(row, entry) for row, entry in enumerate(entries, 1)]
        rest = queue.waiting - len(entries)
        if rest > 0:
            more = self._words(DeskPhrase.QUEUE_MORE, count=rest)
            lines.append(styled(_INDENT + more, Style.DIM))
        if entries:
            hint = self._words(DeskPhrase.QUEUE_HINT)
            lines.append(styled(_INDENT + hint, Style.DIM))
        return lines

    def session(self, number: int) -> str | None:
        """The session on a row of it, from 1."""
        if not 0 < number <= len(self._sessions):
            return None
        return self._sessions[number - 1]

    def _row(self, row: int, entry: Waiting) -> Line:
        waited = duration(self._words, entry.waited_ms)
        text = self._words(DeskPhrase.WAITED, time=waited)
        name = f"{entry.nickname}{_COLUMN_GAP}" if entry.nickname else ""
        spans = [Span(f"{_INDENT}{ROW_MARK}{row}{_COLUMN_GAP}{name}{text}")]
        if entry.channel:
            channel = self._words(DeskPhrase.CHANNEL, channel=entry.channel)
            spans += [SEPARATOR, Span(channel, Style.DIM)]
        if entry.returned:
            spans += [SEPARATOR, Span(self._words(DeskPhrase.RETURNED), Style.NOTICE)]
        if entry.priority:
            text = self._words(DeskPhrase.PRIORITY, priority=entry.priority)
            spans += [SEPARATOR, Span(text, Style.NOTICE)]
        if entry.only:
            agents = self._words(Phrase.BETWEEN).join(entry.only)
            text = self._words(DeskPhrase.ONLY, agents=agents)
            spans += [SEPARATOR, Span(text, Style.NOTICE)]
        # Last: on a narrow screen the rest matters more, and the row names it too.
        return (*spans, SEPARATOR, Span(entry.session, Style.DIM))


def colleagues(words: Words, answer: Colleagues, me: str) -> list[Line]:
    """Who serves in a group, one to a row: status, load and capacity."""
    if not answer.members:
        text = words(DeskPhrase.NO_COLLEAGUES, group=answer.group)
        return [styled(text, Style.NOTICE)]
    head = words(DeskPhrase.COLLEAGUES_HEAD, group=answer.group)
    names = [_name(words, member, me) for member in answer.members]
    width = max(map(columns_of, names))
    rows = zip(names, answer.members, strict=True)
    lines = [_colleague(words, name, width, member) for name, member in rows]
    rest = answer.count - len(answer.members)
    if rest > 0:
        more = words(DeskPhrase.QUEUE_MORE, count=rest)
        lines.append(styled(_INDENT + more, Style.DIM))
    return [styled(head, Style.NOTICE), *lines]


def _name(words: Words, member: Colleague, me: str) -> str:
    named = f"{member.nickname} " if member.nickname else ""
    you = words(DeskPhrase.YOU) if member.agent == me else ""
    return f"{named}{mention(member.agent)}{you}"


def _colleague(words: Words, name: str, width: int, member: Colleague) -> Line:
    padding = " " * (width - columns_of(name))
    status = named(words, EXCLUSIONS, member.why_not)
    style = Style.DIM if member.why_not else Style.OTHER
    return (
        Span(f"{_INDENT}{name}{padding}{_COLUMN_GAP}"),
        Span(f"{status} {member.load}/{member.capacity}", style),
    )
