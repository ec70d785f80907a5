"""PURE: whether a scenario kept its promises, broke some, or proved nothing.

Only promises are judged. How fast it was is told and fails nothing: that says as much
of the machine and of what else ran on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, StrEnum, unique

import msgspec

from loadtest.outcome import Audit, Growth, Played, Watched


class Verdict(StrEnum):
    """What came of it; the worst of several comes first here."""

    BROKEN = "broken"
    TOO_LITTLE = "too_little"
    HELD = "held"


@unique
class Reason(Enum):
    """Why nothing better could be said; the verdict that follows."""

    FAILED = (Verdict.BROKEN, "failed")
    VIOLATED = (Verdict.BROKEN, "violated")
    AUDITED = (Verdict.BROKEN, "audited")
    GREW = (Verdict.BROKEN, "grew")
    UNSEEN = (Verdict.TOO_LITTLE, "unseen")
    UNWATCHED = (Verdict.TOO_LITTLE, "unwatched")
    UNAUDITED = (Verdict.TOO_LITTLE, "unaudited")


class Ground(msgspec.Struct, frozen=True):
    """One reason, with what it is about.

    Attributes:
        about: the promise, what the auditor found, what grew, or what failed.
        count: how often; of `UNSEEN` and `UNAUDITED`, how much was looked at; of
            `GREW`, by how much.
        minimum: of `UNSEEN` and `UNAUDITED`, how much there should have been; of
            `GREW`, how much was allowed.
        unit: of both, as `Growth.unit`.
    """

    reason: Reason
    about: str = ""
    count: float = 0
    minimum: float = 0
    unit: str = ""

    @property
    def verdict(self) -> Verdict:
        """What follows from it."""
        return self.reason.value[0]


def grounds(played: Played) -> tuple[Ground, ...]:
    """Why the scenario does not count as held; none if it does."""
    found: list[Ground] = []
    if played.failure:
        found.append(Ground(Reason.FAILED, played.failure))
    found += _of_watched(played.watched)
    if not played.watched:
        found.append(Ground(Reason.UNWATCHED))
    if played.audit is not None:
        found += _of_audit(played.audit)
    found += _of_growth(played.growth)
    return tuple(sorted(found, key=lambda ground: _rank(ground.verdict)))


def verdict_of(found: Iterable[Ground]) -> Verdict:
    """The worst that follows from them; held if there are none."""
    return worst(ground.verdict for ground in found)


def verdict_of_all(played: Sequence[Played]) -> Verdict:
    """Of a run: the worst of its scenarios; of none at all, too little."""
    if not played:
        return Verdict.TOO_LITTLE
    return worst(verdict_of(grounds(one)) for one in played)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The worst of them; held if there are none."""
    return min(verdicts, key=_rank, default=Verdict.HELD)


def _rank(verdict: Verdict) -> int:
    return list(Verdict).index(verdict)


def _of_watched(watched: Iterable[Watched]) -> Iterator[Ground]:
    for one in watched:
        if one.violated:
            yield Ground(Reason.VIOLATED, one.promise, one.violated)
        elif one.looked_at < one.minimum:
            yield Ground(Reason.UNSEEN, one.promise, one.looked_at, one.minimum)


def _of_audit(audit: Audit) -> Iterator[Ground]:
    for finding in audit.findings:
        yield Ground(Reason.AUDITED, finding.kind, finding.count)
    if audit.sessions < audit.minimum:
        yield Ground(Reason.UNAUDITED, "", audit.sessions, audit.minimum)


def _of_growth(growth: Iterable[Growth]) -> Iterator[Ground]:
    for one in growth:
        grown = one.after - one.before
        if grown > one.bound:
            yield Ground(Reason.GREW, one.name, grown, one.bound, one.unit)
