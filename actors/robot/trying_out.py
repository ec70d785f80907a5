"""PURE: why a candidate is one: what is told of it in a trial (R8)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from msgspec.structs import replace

from actors.robot.answering import Fit
from actors.robot.explain import Piece, explain
from actors.robot.matcher import Matcher
from actors.robot.trial import Tried

MAX_PIECES: Final = 8
"""Of each sort beside a candidate, the heaviest."""


def tried(fit: Fit) -> Tried:
    """What is known of a candidate without looking at its pieces."""
    entry, card, match = fit
    return Tried(
        entry.id,
        entry.question,
        card,
        match.confidence,
        match.score,
        match.lead,
        match.veto,
    )


def explained(fit: Fit, matcher: Matcher, text: str) -> Tried:
    """The same with its pieces."""
    found = explain(matcher, text, fit.match)
    return replace(
        tried(fit),
        text=found.text,
        shared=_labels(found.shared),
        lacking=_labels(found.lacking),
        unknown=_labels(found.unknown),
    )


def _labels(pieces: Iterable[Piece]) -> tuple[str, ...]:
    """Each once: sounds and characters may read the same."""
    return tuple(dict.fromkeys(each.label for each in pieces))[:MAX_PIECES]
