"""PURE: which of the robot's replies a model may better, and how it is said (R13).

What an entry answers itself, and chit-chat, stay as people wrote them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from actors.answerer.generate import Generated, Passage
from actors.cards.card import MarkdownCard, TextCard
from actors.language import language_of
from actors.robot.answer import (
    MAX_SOURCES,
    Candidate,
    Clarify,
    Direct,
    Question,
    Reply,
    Unknown,
)

MAX_SHOWN_CHARS: Final = 60
"""Of a source's question below the answer."""
_SOURCES: Final = {"zh": "来源：", "en": "Sources: "}
_BETWEEN: Final = {"zh": "；", "en": "; "}


def looked_up(question: Question, reply: Reply) -> tuple[Question, ...]:
    """What to ask the base for the entries that may hold the answer; none: none may."""
    if not isinstance(reply, Clarify | Unknown):
        return ()
    return tuple(
        replace(question, entry=each.entry, text="")
        for each in reply.candidates
        if not each.is_chitchat
    )


def passages_of(replies: Sequence[Reply]) -> tuple[Passage, ...]:
    """The entries in what the base said; those that say no text are left out."""
    return tuple(
        Passage(each.entry, each.question, each.answer.text)
        for each in replies
        if isinstance(each, Direct) and isinstance(each.answer, TextCard | MarkdownCard)
    )


def direct_of(
    generated: Generated, language: str, candidates: tuple[Candidate, ...] = ()
) -> Direct:
    """The reply that says it.

    Args:
        generated: what is said.
        language: the visitor's, "" = not known.
        candidates: what the robot itself had thought of.
    """
    sources = generated.sources
    best = sources[0]
    confidence = max(
        (each.confidence for each in candidates if each.entry == best.entry),
        default=0.0,
    )
    tongue = language_of(language)
    names = _BETWEEN[tongue].join(
        each.question[:MAX_SHOWN_CHARS] for each in sources[:MAX_SOURCES]
    )
    return Direct(
        best.entry,
        best.question,
        TextCard(f"{generated.text}\n\n{_SOURCES[tongue]}{names}"),
        confidence,
        tuple(each.entry for each in sources[:MAX_SOURCES]),
        candidates,
    )
