"""PURE: lengths of time as people say them."""

from __future__ import annotations

from math import ceil
from typing import Final

from gateway.console.phrases import Phrase, Words

_MINUTE: Final = 60
_HOUR: Final = 3600
_ROUGH_SECONDS: Final = 10
"""An estimate below a minute is told in such steps."""
_MS: Final = 1_000


def duration(words: Words, ms: int) -> str:
    """A measured time, in its two largest units."""
    seconds = max(0, ms) // _MS
    if seconds < _MINUTE:
        return words(Phrase.SECONDS, seconds=seconds)
    minutes, seconds = divmod(seconds, _MINUTE)
    if minutes < _MINUTE:
        return words(Phrase.MINUTES_SECONDS, minutes=minutes, seconds=seconds)
    hours, minutes = divmod(minutes, _MINUTE)
    return words(Phrase.HOURS_MINUTES, hours=hours, minutes=minutes)


def seconds_left(until_ms: int, now_ms: int) -> int:
    """Of a countdown; it shows 1 until the very end."""
    return max(0, ceil((until_ms - now_ms) / _MS))


def estimate(words: Words, seconds: int) -> str:
    """An estimated time, rounded up: nobody minds if it takes less."""
    if seconds <= _MINUTE - _ROUGH_SECONDS:
        rough = max(_ROUGH_SECONDS, ceil(seconds / _ROUGH_SECONDS) * _ROUGH_SECONDS)
        return words(Phrase.SECONDS, seconds=rough)
    minutes = ceil(seconds / _MINUTE)
    if minutes <= _MINUTE:
        return words(Phrase.MINUTES, minutes=minutes)
    return words(Phrase.HOURS, hours=ceil(seconds / _HOUR))
