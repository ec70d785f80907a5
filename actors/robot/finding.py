"""PURE: entries for people who look for an answer, not for a visitor who asks (A4).

The robot's thresholds do not hold here: somebody reads an answer before it is said, so
that what is not sure is shown, too, behind what is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from actors.knowledge.entry import Answer, Entry
from actors.knowledge.search import Hit, SearchKnowledge
from actors.robot.answering import answers_in, card_of
from actors.robot.candidates import Match


def hits(
    wish: SearchKnowledge,
    ranked: Iterable[Match],
    entry_of: Callable[[str], Entry | None],
    at_ms: int,
) -> tuple[Hit, ...]:
    """Those that may be said there, at that wall time.

    Args:
        wish: what is looked for.
        ranked: what fits its text, the best first; unused where it has none.
        entry_of: an entry by its id; None: there is none.
        at_ms: wall time.
    """
    found = _ranked(ranked) if wish.text else ((each, 0.0) for each in wish.entries)
    return tuple(islice(_valid(found, entry_of, wish.channel, at_ms), wish.limit))


def _ranked(matches: Iterable[Match]) -> Iterator[tuple[str, float]]:
    return ((each.entry, each.confidence) for each in matches)


def _valid(
    found: Iterable[tuple[str, float]],
    entry_of: Callable[[str], Entry | None],
    channel: str,
    at_ms: int,
) -> Iterator[Hit]:
    for name, confidence in found:
        entry = entry_of(name)
        said = () if entry is None else _said(entry, channel, at_ms)
        if entry is not None and said:
            yield Hit(entry.id, entry.question, card_of(said[0]), confidence)


def _said(entry: Entry, channel: str, at_ms: int) -> tuple[Answer, ...]:
    """Where no channel is named, an answer of any will do."""
    if not entry.is_valid(at_ms):
        return ()
    return answers_in(entry, channel) or (() if channel else entry.answers)
