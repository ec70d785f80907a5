"""PURE: how much of a page fits an answer."""

from __future__ import annotations

from collections.abc import Iterable


def how_many_fit(sizes: Iterable[int], most: int) -> int:
    """How many of the first are within so many bytes; at least one where there is any.

    Args:
        sizes: in bytes, in the page's order.
        most: bytes of them together.
    """
    total = count = 0
    for size in sizes:
        total += size
        if count and total > most:
            break
        count += 1
    return count
