"""PURE: who serves in a group, as an agent sees it."""

from __future__ import annotations

from typing import Final

from gateway.console.desk_phrases import DeskPhrase
from gateway.console.mention import mention
from gateway.console.phrases import Words
from gateway.console.styled import Line, Span, Style, columns_of, styled
from gateway.console.why_phrases import EXCLUSIONS, named
from gateway.wire.answer_frames import Colleague, Colleagues

_INDENT: Final = "  "


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
        Span(f"{_INDENT}{name}{padding}{_INDENT}"),
        Span(f"{status} {member.load}/{member.capacity}", style),
    )
