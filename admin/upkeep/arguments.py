"""`triodesk backup` and `triodesk restore` on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Protocol


class Add(Protocol):
    """Adds a command to the command line."""

    def __call__(
        self, name: str, meaning: str, run: Callable[[argparse.Namespace], int]
    ) -> argparse.ArgumentParser:
        """Returns the command's parser."""
        ...


def add_commands(add: Add) -> None:
    """Adds both."""
    backup = add("backup", "copy all data while the service runs, or does not", _backup)
    usual = "directory to make (triodesk-DATE-TIME in this one)"
    backup.add_argument("target", nargs="?", type=Path, metavar="TARGET", help=usual)
    _add_json(backup)
    restore = add("restore", "put a backup into an empty data directory", _restore)
    restore.add_argument("archive", type=Path, metavar="BACKUP", help="its directory")
    into = "data directory to fill (the configured one)"
    restore.add_argument("--into", type=Path, metavar="DIRECTORY", help=into)
    _add_json(restore)


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")


def _backup(options: argparse.Namespace) -> int:
    from admin.upkeep.command import run_backup  # noqa: PLC0415 - when needed

    return run_backup(options.target, as_json=options.json)


def _restore(options: argparse.Namespace) -> int:
    from admin.upkeep.command import run_restore  # noqa: PLC0415 - when needed

    return run_restore(options.archive, options.into, as_json=options.json)
