"""PURE: what visitors asked in vain, gathered by what they mean (R11)."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from actors.records.unanswered import UnansweredText, same_text
from actors.robot.candidates import Entry
from actors.robot.cluster import Cluster
from actors.robot.matcher import Matcher

SAME_SCORE: Final = 0.5
"""From here on two questions are taken for one. Half of what they say is the same then:
the robot would answer by such an entry, if nothing else came near."""
LIMIT: Final = 32
"""Texts that are looked at for one."""
_ID_DIGITS: Final = 8


def clusters(texts: Sequence[UnansweredText]) -> tuple[Cluster, ...]:
    """Each text in one cluster, those asked most often first; 1 to 2 ms for each."""
    often = sorted(texts, key=lambda each: -each.count)
    matcher = Matcher.build(
        [Entry(str(place), (each.text,)) for place, each in enumerate(often)]
    )
    free = dict.fromkeys(range(len(often)))
    gathered = []
    for place, each in enumerate(often):
        if place not in free:
            continue
        del free[place]
        members = [other for other in _near(matcher, each.text) if other in free]
        for other in members:
            del free[other]
        gathered.append(_cluster([each, *(often[other] for other in sorted(members))]))
    return tuple(sorted(gathered, key=lambda cluster: -cluster.count))


def _near(matcher: Matcher, text: str) -> list[int]:
    return [
        int(match.entry)
        for match in matcher.rank(text, LIMIT)
        if match.score >= SAME_SCORE and not match.veto
    ]


def _cluster(members: Sequence[UnansweredText]) -> Cluster:
    first, *others = members
    return Cluster(
        sha256(same_text(first.text).encode()).hexdigest()[:_ID_DIGITS],
        first.text,
        tuple(each.text for each in others),
        sum(each.count for each in members),
        max(each.last_ms for each in members),
        first.session,
    )
