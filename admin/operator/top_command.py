"""What the arguments of `triodesk top` ask for."""

from __future__ import annotations

import argparse
from functools import partial

from admin.data_directory import DataDirectory
from admin.operator.command import run_asking
from admin.operator.frames import MAX_ROWS
from admin.operator.top import Wish, top
from gateway.console.surroundings import look_around
from runtime.errors import UsageError
from runtime.survey import SortKey


def run_top(directory: DataDirectory, options: argparse.Namespace) -> int:
    """Shows the tree of the service on a directory; returns the exit code.

    Raises:
        UsageError: a value is out of bounds, or see `top`.
        Unavailable: see `top`.
    """
    limit: int = options.limit
    if not 0 <= limit <= MAX_ROWS:
        raise UsageError(f"expected --limit 0 to {MAX_ROWS}, got {limit}")
    wish = Wish(SortKey(options.sort), limit, options.once, options.json)
    around = look_around()
    ask = partial(top, directory.operator_socket, wish, around)
    return run_asking(ask, directory, around.language)
