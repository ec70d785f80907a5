"""PURE: what agents look for in published knowledge, and what they find (A4)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

import msgspec

from actors.cards.card import Card

MAX_HITS: Final = 20
"""Entries in one answer: nobody reads further before he asks in other words."""


class SearchKnowledge(msgspec.Struct, frozen=True, array_like=True):
    """Asks for the entries that answer a text: `KnowledgeHits`.

    Attributes:
        text: as a visitor would ask it; "": what is asked most.
        channel: where it is to be said; "": anywhere.
        limit: so many at most, up to `MAX_HITS`.
        entries: where there is no text, those that are wanted, in this order.
    """

    text: str
    channel: str
    limit: int
    entries: tuple[str, ...] = ()


class Hit(msgspec.Struct, frozen=True, array_like=True):
    """An entry that may answer.

    Attributes:
        entry: its id.
        question: its standard question.
        answer: what it says there.
        confidence: 0 to 1, as the robot decides; 0: nothing was compared.
    """

    entry: str
    question: str
    answer: Card
    confidence: float


class KnowledgeHits(msgspec.Struct, frozen=True):
    """What was found in a version, the best first; 0: nothing is published."""

    version: int
    hits: tuple[Hit, ...]


Searching = Callable[[SearchKnowledge], Awaitable[KnowledgeHits]]
"""Searches the version in force; raises `Unavailable`."""
