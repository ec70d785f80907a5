"""Finds a small part of a failing episode that still fails (delta debugging).

Source: Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def shrink(
    acts: Sequence[T], fails: Callable[[Sequence[T]], bool], most_runs: int
) -> list[T]:
    """Drops acts, many at once and then fewer, for as long as the rest still fails.

    Args:
        acts: a failing list.
        fails: runs a shorter list.
        most_runs: gives up making it smaller after so many.
    """
    left, runs = list(acts), 0
    size = len(left) // 2
    while size and runs < most_runs:
        start, has_shrunk = 0, False
        while start < len(left) and runs < most_runs:
            fewer = left[:start] + left[start + size :]
            runs += 1
            if fails(fewer):
                left, has_shrunk = fewer, True
            else:
                start += size
        if not has_shrunk or size > 1:
            size //= 2
    return left
