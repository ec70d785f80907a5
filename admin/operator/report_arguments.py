"""The arguments of `triodesk report`; apart, because every command declares them."""

from __future__ import annotations

import argparse
from typing import Final

DIMENSIONS: Final = ("agent", "group", "channel", "hour", "day", "tag", "intent")
"""As `Dimension` has them; the parser is made without it."""
USUAL_SECONDS: Final = 20
USUAL_DAYS: Final = 7


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares them."""
    add = parser.add_argument
    add("--json", action="store_true", help="print JSON")
    add("--by", choices=DIMENSIONS, default=DIMENSIONS[0], help="(agent)")
    time = "date or time, as 2026-05-01 or 2026-05-01T09:30"
    usual = f"(today and the {USUAL_DAYS - 1} days before it)"
    add("--from", dest="since", metavar="TIME", help=f"{time} {usual}")
    add("--until", metavar="TIME", help="not included (now)")
    zone = "whose hours and days, as Asia/Shanghai (this machine's)"
    add("--zone", metavar="NAME", help=zone)
    within = f"of the service level ({USUAL_SECONDS})"
    add("--within", type=int, metavar="SECONDS", default=USUAL_SECONDS, help=within)
    add("--agent", default="", help="only of this one's, by id")
    add("--group", default="", help="the same")
    add("--channel", default="", help="the same")
