"""The arguments of `triodesk robot feedback`; apart: every command declares them."""

from __future__ import annotations

import argparse
from typing import Final

USUAL_DAYS: Final = 30
USUAL_ROWS: Final = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares them."""
    parser.add_argument("--json", action="store_true", help="one JSON object per line")
    days = f"answered or rated in so many days ({USUAL_DAYS})"
    parser.add_argument("--days", type=int, metavar="N", default=USUAL_DAYS, help=days)
    limit = f"the first so many, at most 100 ({USUAL_ROWS})"
    parser.add_argument(
        "--limit", type=int, metavar="N", default=USUAL_ROWS, help=limit
    )
