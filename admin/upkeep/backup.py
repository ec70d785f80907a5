"""Makes a backup: a directory with copies, their sums, and what they are.

The service may run meanwhile and is not asked. The directory gets its name when all of
it is on the disk: one that is there is whole. Only its owner may read it; it holds the
key of the tickets and all that people said.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from importlib.metadata import version
from pathlib import Path
from typing import Final

from admin.data_directory import DataDirectory, LastBackup
from admin.upkeep.contents import Contents, list_contents
from admin.upkeep.dump import DUMP_NAME, Newest, dump
from admin.upkeep.manifest import FORMAT, NAME, KeptFile, Manifest, encode_manifest
from admin.upkeep.pace import Pace, copy_file, digest_of, sync_directory
from admin.upkeep.sqlite_copy import copy_database
from runtime.errors import UsageError
from runtime.file_lock import FileLock, StoreInUse
from runtime.journal_statements import LAST_COMMIT, LAST_POSITION
from runtime.sql_place import Server

MARGIN_BYTES: Final = 64 * 1024 * 1024
"""Room that must be left on the target's disk; what is written meanwhile, too."""
_OWNER_ONLY: Final = 0o700
_PARTIAL: Final = ".partial"

Tell = Callable[[str, int, int], None]
"""Told the file that is being copied, and how many bytes of how many are done."""


def back_up(
    directory: DataDirectory, target: Path, server: Server | None, tell: Tell
) -> Manifest:
    """Makes a backup of a data directory at `target`; blocks.

    Args:
        directory: of a service that runs, or does not.
        target: a directory that is not there, in one that is.
        server: the PostgreSQL database, where one is used.
        tell: is told how far it is.

    Raises:
        UsageError: there is nothing to be kept; the target is there already, is within
            the data or on a disk with too little room; another backup is being made.
        Unavailable: see `copy_database`.
        DatabaseDamaged: the same.
        DumpFailed: see `dump`.
        OSError: a file cannot be read or written.
    """
    contents = _contents(directory)
    partial = _check_target(directory, target)
    with closing(_lock(directory)):
        _check_room(directory, contents, target)
        partial.mkdir(_OWNER_ONLY)
        try:
            manifest = _Copying(directory, contents, partial, tell).run(server)
            partial.rename(target)
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise
    sync_directory(target.parent)
    path = str(target.resolve())
    directory.write_last_backup(LastBackup(path, manifest.begun_ms, manifest.size))
    return manifest


def _contents(directory: DataDirectory) -> Contents:
    contents = list_contents(directory)
    if not contents.files:  # a service makes its key before all else
        raise UsageError(
            f"expected the data of a service in {directory.path}, got none"
        )
    return contents


def _check_target(directory: DataDirectory, target: Path) -> Path:
    if target.exists() or target.is_symlink():
        raise UsageError(f"expected a name that is free, got {target}")
    if not target.parent.is_dir():
        raise UsageError(f"expected a directory at {target.parent}")
    if target.parent.resolve().is_relative_to(directory.path.resolve()):
        raise UsageError(f"expected a place out of the data {directory.path}")
    partial = target.with_name(target.name + _PARTIAL)
    if partial.exists():
        raise UsageError(f"a backup was broken off: remove {partial}, or name another")
    return partial


def _lock(directory: DataDirectory) -> FileLock:
    try:
        return FileLock(directory.path / "backup.lock", seconds=0)
    except StoreInUse as error:
        raise UsageError(f"another backup of {directory.path} is being made") from error


def _check_room(directory: DataDirectory, contents: Contents, target: Path) -> None:
    needed = MARGIN_BYTES + _size(directory, contents)
    free = shutil.disk_usage(target.parent).free
    if free < needed:
        raise UsageError(
            f"expected {needed / 1e6:.0f} MB free for {target}, got {free / 1e6:.0f} MB"
        )


def _size(directory: DataDirectory, contents: Contents) -> int:
    """Bytes of all that is to be copied; the log of a database goes into its copy."""
    paths = [directory.path / each for each in contents.databases + contents.files]
    logs = [
        path.with_name(path.name + "-wal") for path in paths if path.suffix == ".db"
    ]
    return sum(each.stat().st_size for each in (*paths, *logs) if each.exists())


class _Copying:
    """One backup under way."""

    def __init__(
        self, directory: DataDirectory, contents: Contents, partial: Path, tell: Tell
    ) -> None:
        self._directory = directory
        self._contents = contents
        self._partial = partial
        self._tell = tell
        self._kept: list[KeptFile] = []
        self._name = ""
        self._done = 0
        self._all = _size(directory, contents)
        self._pace = Pace(self._step)

    def run(self, server: Server | None) -> Manifest:
        """Copies everything, in the order of `contents`; the manifest comes last."""
        begun_ms = _wall_ms()
        for each in self._contents.databases:
            self._copy_database(each)
        if server is None:
            newest = _newest(self._partial / self._directory.store.name)
        else:
            newest = self._dump(server)
        # Looked for now: what the journal's copy names may have come since the begin.
        for each in list_contents(self._directory).files:
            with suppress(FileNotFoundError):  # of a draft, or swept meanwhile
                self._copy_file(each)
        position, last_ms = newest
        manifest = Manifest(
            format=FORMAT,
            program=version("triodesk"),
            begun_ms=begun_ms,
            ended_ms=_wall_ms(),
            dump="" if server is None else DUMP_NAME,
            position=position,
            last_ms=last_ms,
            files=tuple(self._kept),
        )
        self._finish(manifest)
        return manifest

    def _step(self, size: int) -> None:
        self._done += size
        self._tell(self._name, min(self._done, self._all), self._all)

    def _copy_database(self, path: Path) -> None:
        target = self._begin(path)
        copy_database(self._directory.path / path, target, self._pace)
        self._keep(path, digest_of(target, Pace(_untold)))

    def _dump(self, server: Server) -> Newest:
        target = self._begin(Path(DUMP_NAME))
        newest = dump(server, target)
        self._keep(Path(DUMP_NAME), digest_of(target, Pace(_untold)))
        return newest

    def _copy_file(self, path: Path) -> None:
        target = self._begin(path)
        self._keep(path, copy_file(self._directory.path / path, target, self._pace))

    def _begin(self, path: Path) -> Path:
        self._name = path.as_posix()
        self._step(0)
        target = self._partial / path
        target.parent.mkdir(_OWNER_ONLY, parents=True, exist_ok=True)
        return target

    def _keep(self, path: Path, sha256: str) -> None:
        size = (self._partial / path).stat().st_size
        self._kept.append(KeptFile(path.as_posix(), size, sha256))

    def _finish(self, manifest: Manifest) -> None:
        """The names are on the disk before anything says that they are."""
        with (self._partial / NAME).open("xb") as file:
            file.write(encode_manifest(manifest))
            file.flush()
            os.fsync(file.fileno())
        for place, _, _ in os.walk(self._partial):
            sync_directory(Path(place))


def _newest(journal: Path) -> Newest:
    """Position and wall time of the newest event of a journal's copy."""
    with closing(sqlite3.connect(journal, isolation_level=None)) as connection:
        (position,) = connection.execute(LAST_POSITION).fetchone()
        row = connection.execute(LAST_COMMIT).fetchone()
    return position, None if row is None else row[0]


def _wall_ms() -> int:
    return time.time_ns() // 1_000_000


def _untold(_: int) -> None:
    """The sums of what was counted as it was copied."""
