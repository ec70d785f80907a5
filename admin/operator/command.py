"""What the command line does for operators: asks, or says that nobody is there."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from functools import partial

import trio

from admin.data_directory import DataDirectory
from admin.operator.asking import NoService
from admin.operator.frames import MAX_ROWS
from admin.operator.phrases import OperatorPhrase
from admin.operator.top import Wish, top
from admin.operator.why import why
from gateway.console.phrases import Words
from gateway.console.surroundings import look_around
from runtime.errors import UsageError
from runtime.survey import SortKey

NOBODY_THERE = 1


def run_top(
    directory: DataDirectory, sort: str, limit: int, *, once: bool, as_json: bool
) -> int:
    """Shows the tree of the service on a directory; returns the exit code.

    Raises:
        UsageError: a value is out of bounds, or see `top`.
        Unavailable: see `top`.
    """
    if not 0 <= limit <= MAX_ROWS:
        raise UsageError(f"expected --limit 0 to {MAX_ROWS}, got {limit}")
    wish = Wish(SortKey(sort), limit, once, as_json)
    around = look_around()
    ask = partial(top, directory.operator_socket, wish, around)
    return run_asking(ask, directory, around.language)


def run_why(directory: DataDirectory, session: str, *, as_json: bool) -> int:
    """Explains a session of the service on a directory; returns the exit code.

    Args:
        directory: of the service's data.
        session: its id, also as `triodesk top` shows it: `sessions/ID`.
        as_json: print one JSON object.

    Raises:
        UsageError: see `why`.
        Unavailable: see `why`.
    """
    language = look_around().language
    name = session.rpartition("/")[2]
    path = directory.operator_socket
    return run_asking(
        partial(why, path, name, language, as_json=as_json), directory, language
    )


def run_asking(
    ask: Callable[[], Awaitable[int]], directory: DataDirectory, language: str
) -> int:
    """Runs a question; says where nobody serves, and returns the exit code."""
    try:
        return trio.run(ask)
    except NoService:
        phrase = OperatorPhrase.NO_SERVICE
        text = Words(language)(phrase, directory=str(directory.path))
        sys.stderr.write(f"triodesk: {text}\n")
        return NOBODY_THERE
