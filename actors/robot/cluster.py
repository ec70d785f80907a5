"""PURE: questions that mean the same (R11); who gathers them is `clusters`."""

from __future__ import annotations

import msgspec


class Cluster(msgspec.Struct, frozen=True):
    """Questions that mean the same.

    Attributes:
        id: of the first one; stays while that leads.
        question: the one that was asked most often.
        others: the rest, most often first.
        count: how often all of them were asked.
        last_ms: wall time of the last time.
        session: in which the first one was asked last.
    """

    id: str
    question: str
    others: tuple[str, ...]
    count: int
    last_ms: int
    session: str
