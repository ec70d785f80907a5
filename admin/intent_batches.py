"""PURE: many intents as few changes of the rules.

As many in one as an operator's request has room for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from actors.rules.messages import PutIntent
from admin.operator.frames import MAX_REQUEST_BYTES

AT_ONCE_BYTES: Final = MAX_REQUEST_BYTES // 2
"""Of intents in a change; another one of the longest fits beside them."""


def batches(changes: Iterable[PutIntent]) -> Iterator[tuple[PutIntent, ...]]:
    """In order, as few as there is room for."""
    batch: list[PutIntent] = []
    size = 0
    for change in changes:
        batch.append(change)
        size += len(msgspec.msgpack.encode(change))
        if size > AT_ONCE_BYTES:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)
