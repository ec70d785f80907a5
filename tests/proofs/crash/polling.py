"""Waiting for what gives no event: other processes, files, tables."""

from __future__ import annotations

from collections.abc import Callable

import trio


async def until(is_so: Callable[[], bool], every: float) -> None:
    """Returns when `is_so` says so; asks every so many seconds."""
    while not is_so():  # noqa: ASYNC110 (another process sets no event of ours)
        await trio.sleep(every)
