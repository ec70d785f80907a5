"""Restores a backup into an empty data directory; every sum is checked.

A service is kept out meanwhile. All files are copied and found good before the first
takes its place, the journal last: what is broken off before has restored nothing.

Webhooks and letters carry the ids of their rows in the outbox, by which receivers know
a repetition. Those that were given after the backup must not be given again to others,
so the ids go on far behind them.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Final

from admin.data_directory import DataDirectory
from admin.upkeep.backup import MARGIN_BYTES, Tell
from admin.upkeep.dump import SKIPPED_IDS, check_empty, restore_dump
from admin.upkeep.manifest import NAME, KeptFile, Manifest, decode_manifest
from admin.upkeep.pace import Pace, copy_file, sync_directory
from runtime.errors import TriodeskError, UsageError
from runtime.sql_place import Server

_OWNER_ONLY: Final = 0o700
_HARMLESS: Final = frozenset({"lost+found", "service.lock"})
"""In the root of a file system of its own, and what a restore that failed leaves."""
_SKIP_IDS: Final = """
INSERT OR REPLACE INTO sqlite_sequence (rowid, name, seq)
SELECT (SELECT rowid FROM sqlite_sequence WHERE name = 'outbox'), 'outbox',
    COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'outbox'), 0) + ?"""


class BackupDamaged(TriodeskError):
    """A file of the backup is missing, or not what it was."""


def read_manifest(archive: Path) -> Manifest:
    """What a backup holds.

    Raises:
        UsageError: there is none, or see `decode_manifest`.
    """
    try:
        return decode_manifest((archive / NAME).read_bytes())
    except OSError as error:
        raise UsageError(
            f"expected a backup with {NAME} at {archive}: {error.strerror}"
        ) from error


def restore(
    archive: Path, directory: DataDirectory, server: Server | None, tell: Tell
) -> Manifest:
    """Restores a backup; blocks.

    Args:
        archive: what `back_up` has made.
        directory: not there, or empty.
        server: the PostgreSQL database that a service on the directory would use.
        tell: is told how far it is.

    Raises:
        UsageError: it is no backup; the directory is in use, or not empty, or has too
            little room; the backup is of a database and there is none, or the other
            way round; the database is not empty.
        BackupDamaged: a sum is wrong; nothing was restored.
        DumpFailed: PostgreSQL did not take the dump; nothing was restored.
        sqlite3.Error: the journal cannot be written; nothing was restored.
        OSError: a file cannot be read or written.
    """
    manifest = read_manifest(archive)
    _check_database(manifest, server)
    _check_empty(directory)
    with closing(directory.lock()):
        _check_room(directory, manifest)
        staging = directory.restoring
        staging.mkdir(_OWNER_ONLY)
        try:
            _copy(archive, staging, manifest, tell)
            if server is None:
                _skip_ids(staging / directory.store.name)
            else:
                restore_dump(server, staging / manifest.dump)
                (staging / manifest.dump).unlink()
        except BaseException:
            shutil.rmtree(staging, ignore_errors=True)
            raise
        _put_in_place(directory)
    return manifest


def _check_database(manifest: Manifest, server: Server | None) -> None:
    if manifest.dump and server is None:
        raise UsageError(
            "the backup is of a PostgreSQL database: set TRIODESK_DATABASE_URL to a "
            "new one that it is to be restored into"
        )
    if server is not None:
        if not manifest.dump:
            raise UsageError(
                "the backup is of files, and TRIODESK_DATABASE_URL is set: unset it"
            )
        check_empty(server)


def _check_empty(directory: DataDirectory) -> None:
    path = directory.path
    try:
        found = sorted({each.name for each in path.iterdir()} - _HARMLESS)
    except FileNotFoundError:
        return
    except NotADirectoryError as error:
        raise UsageError(f"expected a directory at {path}, got a file") from error
    if found:
        directory.lock().close()  # the clearer word, where a service has it
        raise UsageError(
            f"expected an empty directory at {path}, got one with {found[0]}: move it "
            "away, or name another (--into)"
        )


def _check_room(directory: DataDirectory, manifest: Manifest) -> None:
    needed = manifest.size + MARGIN_BYTES
    free = shutil.disk_usage(directory.path).free
    if free < needed:
        raise UsageError(
            f"expected {needed / 1e6:.0f} MB free in {directory.path}, "
            f"got {free / 1e6:.0f} MB"
        )


def _copy(archive: Path, staging: Path, manifest: Manifest, tell: Tell) -> None:
    done, name = 0, ""

    def step(size: int) -> None:
        nonlocal done
        done += size
        tell(name, done, manifest.size)

    pace = Pace(step, rests=False)
    for each in manifest.files:
        name = each.path
        target = staging / each.path
        target.parent.mkdir(_OWNER_ONLY, parents=True, exist_ok=True)
        _check_sum(each, _copied(archive / each.path, target, pace))


def _copied(source: Path, target: Path, pace: Pace) -> str:
    try:
        return copy_file(source, target, pace)
    except FileNotFoundError as error:
        raise BackupDamaged(f"the backup lacks {error.filename}") from error


def _check_sum(kept: KeptFile, sha256: str) -> None:
    if sha256 != kept.sha256:
        raise BackupDamaged(
            f"{kept.path} of the backup is damaged: expected SHA-256 {kept.sha256}, "
            f"got {sha256}; nothing was restored"
        )


def _skip_ids(journal: Path) -> None:
    with closing(sqlite3.connect(journal, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(_SKIP_IDS, (SKIPPED_IDS,))


def _put_in_place(directory: DataDirectory) -> None:
    """One rename for each entry; what is not moved yet keeps a service out."""
    staging = directory.restoring
    for place, _, _ in os.walk(staging):
        sync_directory(Path(place))
    names = sorted(each.name for each in staging.iterdir())
    for name in _journal_last(names, directory.store.name):
        (staging / name).rename(directory.path / name)
    staging.rmdir()
    sync_directory(directory.path)


def _journal_last(names: Iterable[str], journal: str) -> list[str]:
    return sorted(names, key=lambda name: (name == journal, name))
