"""How fast something grows: the slope of a line through its course. Pure.

Source: least squares, as in any textbook; the course is centred first, so that large
values that grow little lose no digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean


def slope(points: Sequence[tuple[float, float]]) -> float:
    """Growth per unit of x of the line that fits (x, y) best; 0 where there is none.

    One point, or several at one x, have no slope.
    """
    if not points:
        return 0.0
    mean_x, mean_y = fmean(x for x, _ in points), fmean(y for _, y in points)
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    if not spread:
        return 0.0
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / spread
