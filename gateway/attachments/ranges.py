"""PURE: which part of a file a client wants (RFC 9110, section 14)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_RANGE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII | re.IGNORECASE)
"""One range; for several, and for what is no range, the whole may be sent."""


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes `start` up to `stop`, without it."""

    start: int
    stop: int

    @property
    def size(self) -> int:
        """How many bytes."""
        return self.stop - self.start


def find_span(header: str, size: int) -> Span | None:
    """What to send of `size` bytes; None: what is wanted lies outside (416).

    Args:
        header: the field Range; "" = the whole.
        size: of the whole, in bytes.
    """
    whole = Span(0, size)
    match = _RANGE.fullmatch(header.strip())
    if match is None or match.group(1) == match.group(2) == "":
        return whole
    first, last = match.groups()
    if not first:
        suffix = min(int(last), size)
        return Span(size - suffix, size) if suffix else None
    start = int(first)
    if last and int(last) < start:
        return whole
    stop = min(int(last) + 1, size) if last else size
    return Span(start, stop) if start < size else None
