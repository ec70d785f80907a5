"""The arguments of `triodesk simulate`; apart, because every command declares them."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares them."""
    add = parser.add_argument
    scenario = "TOML file, or an example: shop_day, saturated_desk"
    add("scenario", type=Path, metavar="SCENARIO", help=scenario)
    add("--seed", type=int, metavar="N", help="of all chance (the scenario's)")
    runs = "play N days, of this seed and the next ones, and tell how sure figures are"
    add("--runs", type=int, default=1, metavar="N", help=runs)
    add("--json", action="store_true", help="one line of JSON on standard output")
