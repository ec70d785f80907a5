"""PURE: values cut into as many as one statement takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, TypeVar

T = TypeVar("T")

VALUES_AT_ONCE: Final = 500
"""In one statement: SQLite takes 999 in the oldest that we run on."""


def in_chunks(values: Iterable[T]) -> Iterator[list[T]]:
    """Lists of at most so many of the values, in their order."""
    rest = iter(values)
    while some := list(islice(rest, VALUES_AT_ONCE)):
        yield some
