"""The arguments of `triodesk simulate`; apart, because every command declares them."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares them."""
    add = parser.add_argument
    scenario = "TOML file, or an example: shop_day, saturated_desk"
    add("scenario", type=Path, nargs="?", metavar="SCENARIO", help=scenario)
    add("--seed", type=int, metavar="N", help="of all chance (the scenario's)")
    runs = "play N days, of this seed and the next ones, and tell how sure figures are"
    add("--runs", type=int, default=1, metavar="N", help=runs)
    actors = "let the service's real actors play, and judge them meanwhile"
    add("--actors", action="store_true", help=actors)
    replay = "those come who came on a day of `triodesk records export`"
    add("--replay", type=Path, metavar="FILE", help=replay)
    what_if = "compare with agents.TEAM+2, capacity=5, arrivals*1.2 …; several make one"
    add("--what-if", action="append", metavar="CHANGE", default=[], help=what_if)
    add("--html", type=Path, metavar="FILE", help="write the comparison as a page, too")
    add("--json", action="store_true", help="one line of JSON on standard output")
