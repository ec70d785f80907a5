"""PURE: what the robot may answer with, and how well each fits what was asked."""

from __future__ import annotations

import msgspec


class Entry(msgspec.Struct, frozen=True):
    """What is matched as a whole: a question with those that mean the same.

    Attributes:
        id: unique in what is matched.
        texts: the question itself, then the similar ones; at least one.
    """

    id: str
    texts: tuple[str, ...]


class Match(msgspec.Struct, frozen=True):
    """A candidate for one query; the best comes first.

    Attributes:
        entry: its id.
        confidence: 0 to 1, by which the robot decides: `confidence` has the scale.
        score: 0 to 1, how much of the query and of the entry is the same.
        lead: of its score over the best other entry's; not above 0 but for the best.
        text: the number of its text that fits best.
        veto: what speaks against it, such as a negation; "": nothing.
    """

    entry: str
    confidence: float
    score: float
    lead: float
    text: int
    veto: str
