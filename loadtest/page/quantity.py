"""PURE: figures as people read them: three digits that count, and a unit that fits."""

from __future__ import annotations

from enum import Enum, unique
from math import floor, isfinite, log10
from typing import Final

import msgspec

NOTHING: Final = "–"
"""How a figure is shown that there is not."""
_DIGITS: Final = 3
_MINUTE: Final = 60
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR
_KIB: Final = 1024


class Step(msgspec.Struct, frozen=True):
    """A size of a unit.

    Attributes:
        least: figures from here on are told in it.
        size: one of it, in the unit's own size.
        symbol: what stands behind the figure.
    """

    least: float
    size: float
    symbol: str


@unique
class Unit(Enum):
    """What a figure counts, with the sizes it is told in, greatest first."""

    SECONDS = (
        Step(2 * _HOUR, _HOUR, "h"),
        Step(2 * _MINUTE, _MINUTE, "min"),
        Step(1, 1, "s"),
        Step(1e-3, 1e-3, "ms"),
        Step(0, 1e-6, "µs"),
    )
    BYTES = (
        Step(_KIB**3, _KIB**3, "GiB"),
        Step(_KIB**2, _KIB**2, "MiB"),
        Step(_KIB, _KIB, "KiB"),
        Step(0, 1, "B"),
    )
    COUNT = (Step(0, 1, ""),)
    PER_SECOND = (Step(0, 1, "/s"),)
    SHARE = (Step(0, 0.01, "%"),)
    """Of 1, told as a percentage."""
    RATIO = (Step(0, 1, "×"),)
    CLOCK = (Step(0, _HOUR, ""),)
    """Seconds since midnight, told as hours and minutes."""


def step_of(value: float, unit: Unit) -> Step:
    """The size in which a figure of that magnitude is told."""
    steps: tuple[Step, ...] = unit.value
    return next(step for step in steps if abs(value) >= step.least)


def shown(value: float | None, unit: Unit = Unit.COUNT) -> str:
    """A figure with its unit, such as `12.3 ms`; `NOTHING` of none."""
    if value is None or not isfinite(value):
        return NOTHING
    if unit is Unit.CLOCK:
        return clock(value)
    if value == 0 and unit is Unit.SECONDS:
        return "0 s"
    step = step_of(value, unit)
    gap = "" if step.symbol in {"", "/s", "×"} else " "
    return f"{number(value / step.size)}{gap}{step.symbol}"


def number(value: float) -> str:
    """A plain figure: whole from 100 on, thousands apart, three digits below."""
    if value == 0:
        return "0"
    before_point = floor(log10(abs(value))) + 1
    decimals = max(0, min(_DIGITS, _DIGITS - before_point))
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def clock(seconds: float) -> str:
    """The time of day, such as `09:30`; what lies beyond midnight as `+1 09:30`."""
    minutes = round(seconds / _MINUTE)
    days, rest = divmod(minutes, _DAY // _MINUTE)
    time = f"{rest // 60:02}:{rest % 60:02}"
    return f"+{days} {time}" if days else time
