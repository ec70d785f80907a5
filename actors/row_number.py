"""PURE: numbers as databases keep them: of rows, versions, events."""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import Meta

MAX_ROW: Final = 2**63 - 1
"""SQL's widest integers are signed and have 64 bits; a driver fails on more."""
RowNumber = Annotated[int, Meta(ge=0, le=MAX_ROW)]
"""0 = of none."""
