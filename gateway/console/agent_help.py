"""PURE: `/help` of agents: all commands on one screen, and each by itself."""

from __future__ import annotations

from typing import Final

from gateway.console.help_phrases import Around, Does, Topic, Use
from gateway.console.phrases import Words
from gateway.console.styled import Line, Span, Style, columns_of, styled

_GAP: Final = "  "
_APART: Final = "   "
"""Between commands: more than within one, and nothing where a row ends."""

TOPICS: Final[dict[Topic, tuple[Does, ...]]] = {
    Topic.SESSIONS: (
        Does.LIST,
        Does.ACCEPT,
        Does.DECLINE,
        Does.TAKE,
        Does.TRANSFER,
        Does.KEEP,
        Does.CLOSE,
        Does.INITIATE,
    ),
    Topic.MESSAGES: (
        Does.FILE,
        Does.SAVE,
        Does.RECALL,
        Does.INVITE,
        Does.READ,
        Does.CC,
    ),
    Topic.NOTES: (Does.TAG, Does.REMARK, Does.OUTCOME, Does.FOLLOWUP, Does.CUSTOMER),
    Topic.LISTS: (Does.QUEUE, Does.COLLEAGUES, Does.LEFT, Does.FOLLOWUPS, Does.WHY),
    Topic.KNOWLEDGE: (
        Does.FIND,
        Does.QUICK,
        Does.CONTRIBUTE,
        Does.CONTRIBUTIONS,
        Does.NEWS,
    ),
    Topic.COLLEAGUES: (
        Does.CONSULT,
        Does.COME,
        Does.LEAVE,
        Does.MENTION,
        Does.TALK,
    ),
    Topic.STATUS: (Does.FREE, Does.BUSY, Does.REST, Does.OFFLINE),
    Topic.SUPERVISORS: (
        Does.SERVING,
        Does.ASSIGN,
        Does.WATCH,
        Does.WHISPER,
        Does.BARGE,
        Does.CAPACITY,
        Does.STATUS,
        Does.LEVEL,
        Does.BLOCK,
        Does.UNBLOCK,
        Does.APPROVE,
        Does.REJECT,
    ),
}
"""Every command stands under one."""


def overview(words: Words, *, is_supervisor: bool) -> list[Line]:
    """All that one may, a row to a topic."""
    topics = [each for each in TOPICS if is_supervisor or each is not Topic.SUPERVISORS]
    width = max(columns_of(words(topic)) for topic in topics)
    rows = [_row(words, topic, width) for topic in topics]
    head, foot = words(Around.HEAD), words(Around.FOOT)
    return [styled(head, Style.DIM), *rows, styled(foot, Style.DIM)]


def _row(words: Words, topic: Topic, width: int) -> Line:
    title = words(topic)
    padding = " " * (width - columns_of(title))
    spans = [Span(f"{title}{padding}{_GAP}", Style.NOTICE)]
    for does in TOPICS[topic]:
        meaning = Span(f"{words(does)}{_APART}", Style.DIM)
        spans += [Span(f"/{does.name.lower()} "), meaning]
    return tuple(spans)


def use_of(words: Words, command: str) -> Line | None:
    """How one is written, with or without its slash; None: there is no such."""
    found = Use.__members__.get(command.removeprefix("/").upper())
    return None if found is None else styled(words(found), Style.DIM)
