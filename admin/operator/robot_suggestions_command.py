"""What `triodesk robot contributions` and `news` run."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from typing import Final

from admin.data_directory import DataDirectory
from admin.operator.command import run_asking
from admin.operator.given import Given
from admin.operator.suggestions import suggestions
from admin.operator.suggestions_wish import (
    Wish,
    read_contributions_wish,
    read_news_wish,
)
from gateway.console.surroundings import look_around


def _run(
    read: Callable[[Given], Wish],
    directory: DataDirectory,
    options: argparse.Namespace,
) -> int:
    """Does one command on the service of a directory; returns the exit code.

    Raises:
        UsageError: a value is out of its bounds.
        Unavailable: the service does not answer now.
    """
    wish = read(vars(options))
    language, as_json = look_around().language, bool(options.json)
    ask = partial(
        suggestions, directory.operator_socket, wish, language, as_json=as_json
    )
    return run_asking(ask, directory, language)


run_robot_contributions: Final = partial(_run, read_contributions_wish)
run_robot_news: Final = partial(_run, read_news_wish)
