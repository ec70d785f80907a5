"""The clock of the machine that a command runs on."""

from __future__ import annotations

import time
from typing import Final

_NS_PER_MS: Final = 1_000_000


def wall_ms() -> int:
    """Milliseconds since 1970, UTC."""
    return time.time_ns() // _NS_PER_MS
