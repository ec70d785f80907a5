"""PURE: a generated answer as the robot's reply, with its sources shown (R13)."""

from __future__ import annotations

from typing import Final

from actors.answerer.generate import Generated
from actors.cards.card import TextCard
from actors.language import language_of
from actors.robot.answer import MAX_SOURCES, Candidate, Direct

MAX_SHOWN_CHARS: Final = 60
"""Of a source's question below the answer."""
_SOURCES: Final = {"zh": "来源：", "en": "Sources: "}
_BETWEEN: Final = {"zh": "；", "en": "; "}


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
