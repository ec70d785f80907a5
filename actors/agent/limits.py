"""PURE: what one agent can be allowed."""

from __future__ import annotations

from typing import Final

MAX_CAPACITY: Final = 1_000
"""Sessions one agent can be allowed: far beyond a human, enough for a machine; the free
slots of each agent stand in memory."""
MAX_GROUPS: Final = 200
"""Groups of one agent: each hears of every change of his."""

MAX_VISITS: Final = 64
"""Sessions and internal conversations in which an agent takes part without a slot; one
more, and the first is shown to him no longer."""
