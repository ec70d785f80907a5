"""PURE: where figures lie on an axis, and which of them are written there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from math import ceil, floor, log10
from typing import Final

import msgspec

from loadtest.page.quantity import Unit, clock, number, shown, step_of

_TIMES: Final = (
    *(1, 2, 5, 10, 15, 30),
    *(60 * minutes for minutes in (1, 2, 5, 10, 15, 30)),
    *(3600 * hours for hours in (1, 2, 3, 4, 6, 12, 24, 48, 96, 168)),
)
"""Steps between marks of time, in seconds, as clocks divide it."""
_MINUTES: Final = 120
"""From here on time is told in minutes, which divide otherwise than by ten."""
_ROUND: Final = (1, 2, 5, 10)
_FEW_DECADES: Final = 2
"""On a logarithmic axis so few are divided by marks at 2 and 5."""
_SLACK: Final = 1e-9
"""Of a step, by which floating point may miss a mark."""


class Tick(msgspec.Struct, frozen=True):
    """A mark on an axis.

    Attributes:
        place: 0 to 1, along the axis.
        label: what is written there.
    """

    place: float
    label: str


class Scale(msgspec.Struct, frozen=True):
    """An axis laid out.

    Attributes:
        low, high: the values at its ends; low < high.
        symbol: unit of all labels, to stand beside the axis' title; may be "".
        is_logarithmic: equal ways are equal ratios; then `low` is above 0.
    """

    low: float
    high: float
    ticks: tuple[Tick, ...]
    symbol: str = ""
    is_logarithmic: bool = False

    def place(self, value: float) -> float:
        """Where a value lies, 0 to 1; what lies beyond an end is put there."""
        return _place(value, self.low, self.high, is_logarithmic=self.is_logarithmic)


def from_zero(values: Iterable[float], unit: Unit, marks: int) -> Scale:
    """An axis from 0, or a round figure below it, to a round one above all values.

    Args:
        values: what it must hold.
        unit: of the values.
        marks: about how many.
    """
    lowest, highest = min(chain((0,), values)), max(chain((0,), values))
    if lowest == highest:
        highest = 1
    span = (highest - lowest) / marks
    step = _step(span, max(-lowest, highest), unit)
    # The round figure above all values may be told in a larger unit than they are.
    step = _step(span, max(-lowest, step * ceil(highest / step - _SLACK)), unit)
    first, last = floor(lowest / step + _SLACK), ceil(highest / step - _SLACK)
    return _linear(first * step, last * step, step, unit)


def spanning(values: Sequence[float], unit: Unit, marks: int) -> Scale:
    """An axis from the lowest to the highest value, with round marks between."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    if low == high:
        high = low + 1
    step = _step((high - low) / marks, max(-low, high), unit)
    return _linear(low, high, step, unit)


def decades(values: Iterable[float], unit: Unit) -> Scale:
    """A logarithmic axis between powers of ten; what is not above 0 lies below it."""
    above = [value for value in values if value > 0] or [1.0]
    first = floor(log10(min(above)) + _SLACK)
    last = max(first + 1, ceil(log10(max(above)) - _SLACK))
    low, high = 10.0**first, 10.0**last
    steps = (1, 2, 5) if last - first <= _FEW_DECADES else (1,)
    values = [10.0**power * step for power in range(first, last + 1) for step in steps]
    ticks = tuple(
        Tick(_place(value, low, high, is_logarithmic=True), shown(value, unit))
        for value in values
        if value <= high * (1 + _SLACK)
    )
    return Scale(low, high, ticks, is_logarithmic=True)


def _linear(low: float, high: float, step: float, unit: Unit) -> Scale:
    size = step_of(max(-low, high), unit)
    first, last = ceil(low / step - _SLACK), floor(high / step + _SLACK)
    values = (index * step for index in range(first, last + 1))
    ticks = tuple(
        Tick(
            _place(value, low, high, is_logarithmic=False),
            clock(value) if unit is Unit.CLOCK else number(value / size.size),
        )
        for value in values
    )
    return Scale(low, high, ticks, size.symbol)


def _step(least: float, highest: float, unit: Unit) -> float:
    """The smallest round step that is no less."""
    is_time = unit is Unit.CLOCK or (unit is Unit.SECONDS and highest >= _MINUTES)
    if is_time and least <= _TIMES[-1]:
        return next(step for step in _TIMES if step >= least)
    size = step_of(highest, unit).size
    power = 10.0 ** floor(log10(least / size))
    rounds = (factor * power for factor in _ROUND)
    return size * next(step for step in rounds if step >= least / size * (1 - _SLACK))


def _place(value: float, low: float, high: float, *, is_logarithmic: bool) -> float:
    if is_logarithmic:
        value, low, high = log10(max(value, low)), log10(low), log10(high)
    return min(1.0, max(0.0, (value - low) / (high - low)))
