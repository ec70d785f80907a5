"""Carries out `triodesk backup` and `triodesk restore`."""

from __future__ import annotations

import os
import sqlite3
import sys
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from admin.configuration import load_configuration
from admin.data_directory import DataDirectory
from admin.progress import show_progress
from admin.upkeep.backup import back_up
from admin.upkeep.manifest import Manifest
from admin.upkeep.restore import restore
from runtime.config import environment
from runtime.errors import TriodeskError
from runtime.sql_place import Server

BACKUP_NICENESS: Final = 10
"""Who is served goes before it on the processors, too."""
_BAR_CELLS: Final = 24


class Done(msgspec.Struct, frozen=True):
    """What was made or restored; times are wall time in ms."""

    path: str
    size: int
    files: int
    begun_ms: int
    position: int
    last_ms: int | None


class CopyFailed(TriodeskError):
    """The system did not read or write a file."""


def run_backup(target: Path | None, *, as_json: bool) -> int:
    """Makes a backup of the configured data; returns the exit code.

    Raises:
        CopyFailed: the system says why. Also see `back_up`.
    """
    os.nice(BACKUP_NICENESS)
    configuration = load_configuration(environment())
    directory = DataDirectory(Path(configuration.data))
    target = target or Path(f"triodesk-{datetime.now():%Y%m%d-%H%M%S}")  # noqa: DTZ005
    try:
        made = back_up(directory, target, _server(configuration.database.url), _show)
    except (OSError, sqlite3.Error) as error:
        raise CopyFailed(f"no backup was made: {error}") from error
    finally:
        show_progress("")
    _say(_done(target, made), "backed up to", as_json=as_json)
    return 0


def run_restore(archive: Path, into: Path | None, *, as_json: bool) -> int:
    """Restores a backup into a directory, or the configured data; the exit code.

    Raises:
        CopyFailed: the system says why. Also see `restore`.
    """
    configuration = load_configuration(environment())
    directory = DataDirectory(into or Path(configuration.data))
    server = _server(configuration.database.url)
    try:
        restored = restore(archive, directory, server, _show)
    except (OSError, sqlite3.Error) as error:
        raise CopyFailed(f"nothing was restored: {error}") from error
    finally:
        show_progress("")
    _say(_done(directory.path, restored), "restored into", as_json=as_json)
    return 0


def _server(url: str) -> Server | None:
    return Server(url) if url else None


def _show(name: str, done: int, whole: int) -> None:
    share = done / whole if whole else 1.0
    filled = "█" * round(share * _BAR_CELLS)
    size = f"{done / 1e6:.0f} of {whole / 1e6:.0f} MB"
    show_progress(f"{filled:░<{_BAR_CELLS}} {share:4.0%}  {size}  {name}")


def _done(path: Path, manifest: Manifest) -> Done:
    return Done(
        str(path.resolve()),
        manifest.size,
        len(manifest.files),
        manifest.begun_ms,
        manifest.position,
        manifest.last_ms,
    )


def _say(done: Done, what: str, *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(msgspec.json.encode(done).decode() + "\n")
        return
    last = "none" if done.last_ms is None else _moment(done.last_ms)
    lines = (
        f"{what} {done.path}: {done.files} files, {done.size / 1e6:.1f} MB",
        f"begun {_moment(done.begun_ms)}; all that was acknowledged before is in it",
        f"last commit in it: {last}, event {done.position}",
    )
    sys.stdout.write("\n".join(lines) + "\n")


def _moment(at_ms: int) -> str:
    """In the machine's zone."""
    return f"{datetime.fromtimestamp(at_ms / 1_000):%Y-%m-%d %H:%M:%S}"  # noqa: DTZ006
