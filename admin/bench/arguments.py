"""The arguments of `triodesk bench`; apart, because every command declares them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

NAMES: Final = (
    *("mailbox", "ask", "ring", "actors", "timers"),
    *("journal", "chat", "typing", "queue", "records", "robot", "intents", "sheets"),
    "dashboard",
)
"""Of all benchmarks, in the order in which they run; each is a module beside this."""
ALL: Final = "all"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the options of the command."""
    parser.add_argument(
        "name", nargs="?", choices=(*NAMES, ALL), help="default: list them"
    )
    parser.add_argument(
        "--json", action="store_true", help="end with one line of JSON per benchmark"
    )
    parser.add_argument(
        "--quick",
        action="store_true",
        help="one short run of small sizes, held against no goal: does it work at all?",
    )
    size = "of each case, such as sessions of records; what it counts is the case's"
    parser.add_argument("--size", type=int, metavar="N", help=size)
    parser.add_argument(
        "--database",
        metavar="URL",
        default="",
        help="measure `journal` on this PostgreSQL server, in databases made for it",
    )
    parser.add_argument(
        "--directory",
        type=Path,
        default=Path(),
        help="on the disk to be measured (default: the current directory)",
    )
