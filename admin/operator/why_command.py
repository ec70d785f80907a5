"""What the arguments of `triodesk why` ask for."""

from __future__ import annotations

import argparse
from functools import partial

from admin.data_directory import DataDirectory
from admin.operator.command import run_asking
from admin.operator.why import why
from gateway.console.surroundings import look_around


def run_why(directory: DataDirectory, options: argparse.Namespace) -> int:
    """Explains a session of the service on a directory; returns the exit code.

    The session is named by its id, also as `triodesk top` shows it: `sessions/ID`.

    Raises:
        UsageError: see `why`.
        Unavailable: see `why`.
    """
    language = look_around().language
    name = str(options.session).rpartition("/")[2]
    path = directory.operator_socket
    ask = partial(why, path, name, language, as_json=bool(options.json))
    return run_asking(ask, directory, language)
