"""Asking until it is too much."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from runtime.http_contract import TOO_MANY
from runtime.ration import Ration


async def asked_until_refused(
    code: Callable[[], Awaitable[object]], ration: Ration
) -> None:
    """Asks until that is the refusal; tokens come back meanwhile, but fewer."""
    for _ in range(round(2 * ration.burst)):
        if await code() == TOO_MANY:
            return
    raise AssertionError(f"{2 * ration.burst:.0f} requests, and none was too many")
