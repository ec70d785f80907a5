"""PURE: leads through the pages of a long list."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

import msgspec


@dataclass(frozen=True, slots=True)
class Pager:
    """Where one is in a list.

    Attributes:
        first, last: of what is shown, counted from 1; 0 = nothing is.
        total: of what was found.
        previous, next: addresses; "" = there is none.
    """

    first: int
    last: int
    total: int
    previous: str
    next: str


def pager(query: msgspec.Struct, skip: int, shown: int, total: int, size: int) -> Pager:
    """Of a list that a query with a field `skip` asked for.

    Args:
        query: as it was asked; its other fields are kept.
        skip: so many were left out before.
        shown: so many are shown.
        total: so many were found.
        size: of a page.
    """

    def address(to: int) -> str:
        fields = {**msgspec.to_builtins(query), "skip": to}
        kept = {name: value for name, value in fields.items() if value not in {"", 0}}
        return f"?{urlencode(kept)}"

    last = skip + shown
    return Pager(
        skip + 1 if shown else 0,
        last,
        total,
        address(max(0, skip - size)) if skip else "",
        address(last) if last < total else "",
    )
