"""PURE: the last hours by the minute, kept in memory and lost with the process (M6).

What must last is in the records: the report tells any day by the hour.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from itertools import pairwise
from typing import Final

import msgspec

from actors.dashboard.picture import GroupLook, Picture
from actors.session.terms import SessionPhase

MINUTE_MS: Final = 60_000
MAX_SAMPLES: Final = 361
"""Six hours, and the sample before them: with 200 groups some 10 MB."""


class TrendPoint(msgspec.Struct, frozen=True):
    """A minute; what was waiting and being served at its end, what happened in it.

    Attributes:
        at_ms: its end, wall time.
        longest_seconds: of the waits that went on.
        offered: waits that ended, and count; `answered` and `abandoned` are parts.
    """

    at_ms: int
    waiting: int
    longest_seconds: int
    serving: int
    offered: int
    answered: int
    abandoned: int


class _Share(msgspec.Struct, frozen=True, array_like=True):
    """A group's at one moment; the last three since midnight."""

    waiting: int = 0
    since_ms: int = 0
    serving: int = 0
    waits: int = 0
    answered: int = 0
    abandoned: int = 0


class _Sample(msgspec.Struct, frozen=True):
    at_ms: int
    day_ms: int
    shares: Mapping[str, _Share]


class Trend:
    """Mutable, the office's own."""

    def __init__(self) -> None:
        self._samples: deque[_Sample] = deque(maxlen=MAX_SAMPLES)

    def is_due(self, now_ms: int) -> bool:
        """True once a minute."""
        if not self._samples:
            return True
        return now_ms // MINUTE_MS != self._samples[-1].at_ms // MINUTE_MS

    def take(self, picture: Picture) -> None:
        """Keeps what is needed of a picture; the oldest falls out."""
        looks: dict[str, GroupLook] = {each.group: each for each in picture.groups}
        serving = SessionPhase.SERVING.value
        shares: dict[str, _Share] = {}
        for group in looks.keys() | picture.sums.keys():
            look, sums = looks.get(group), picture.sums.get(group)
            shares[group] = _Share(
                look.waiting if look else 0,
                look.since_ms if look else 0,
                picture.open.get((group, serving), 0),
                sums.waits if sums else 0,
                sums.answered if sums else 0,
                sums.abandoned if sums else 0,
            )
        self._samples.append(_Sample(picture.at_ms, picture.day_ms, shares))

    def points(self, groups: frozenset[str] | None) -> tuple[TrendPoint, ...]:
        """What these groups did together, oldest first; None: everything."""
        return tuple(_point(*pair, groups) for pair in pairwise(self._samples))


def _point(
    before: _Sample, sample: _Sample, groups: frozenset[str] | None
) -> TrendPoint:
    now = _summed(sample, groups)
    is_new_day = before.day_ms != sample.day_ms
    then = _Share() if is_new_day else _summed(before, groups)
    return TrendPoint(
        sample.at_ms,
        now.waiting,
        max(0, sample.at_ms - now.since_ms) // 1_000 if now.since_ms else 0,
        now.serving,
        max(0, now.waits - then.waits),
        max(0, now.answered - then.answered),
        max(0, now.abandoned - then.abandoned),
    )


def _summed(sample: _Sample, groups: frozenset[str] | None) -> _Share:
    shares = [
        share
        for group, share in sample.shares.items()
        if groups is None or group in groups
    ]
    return _Share(
        sum(each.waiting for each in shares),
        min((each.since_ms for each in shares if each.since_ms), default=0),
        sum(each.serving for each in shares),
        sum(each.waits for each in shares),
        sum(each.answered for each in shares),
        sum(each.abandoned for each in shares),
    )
