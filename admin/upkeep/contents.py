"""What of a data directory is kept in a backup, and in which order.

Everything but locks, sockets, drafts and where a service was: so a new kind of file is
in backups from its first day. The order makes every restore consistent, without the
service being stopped:

1. All databases but the journal. The records follow the journal: copied before it they
   are behind it, and the projector goes on from there. Copied after it they could name
   events that the journal does not have, and would have to be built anew.
2. The journal. It is the truth: what it holds at the moment of its copy was
   acknowledged or may have been, and whatever was acknowledged before is in it.
3. All other files. A message is committed after its attachment is on the disk, so
   every attachment that the copied journal names is found later, too; one that is
   younger than the journal's copy is named by nobody.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from admin.data_directory import DataDirectory

_OF_THE_PROCESS: Final = frozenset({"lock", "service.json", "last-backup.json"})
_PASSING: Final = (".lock", ".new", "-wal", "-shm", "-journal")
"""Endings of what another process holds, writes or has copied already."""
_DRAFTS: Final = "attachments/drafts"
"""Uploads that are not complete."""


class Contents(msgspec.Struct, frozen=True):
    """Paths below the data directory, in the order of their copies."""

    databases: tuple[Path, ...]
    files: tuple[Path, ...]


def list_contents(directory: DataDirectory) -> Contents:
    """What is there now; files come and go while it looks."""
    found = sorted(_regular(directory.path, Path()))
    databases = [each for each in found if _is_database(each)]
    databases.sort(key=lambda each: each.name == directory.store.name)
    files = tuple(each for each in found if not _is_database(each))
    return Contents(tuple(databases), files)


def _is_database(path: Path) -> bool:
    return path.suffix == ".db" and len(path.parts) == 1


def _regular(root: Path, below: Path) -> Iterator[Path]:
    """What is gone by the time it is looked at was removed, and is not kept."""
    try:
        names = sorted(each.name for each in (root / below).iterdir())
    except FileNotFoundError:
        return
    for name in names:
        path = below / name
        try:
            mode = (root / path).lstat().st_mode
        except FileNotFoundError:
            continue
        if stat.S_ISDIR(mode):
            if path.as_posix() != _DRAFTS:
                yield from _regular(root, path)
        elif stat.S_ISREG(mode) and not _is_passing(name):
            yield path


def _is_passing(name: str) -> bool:
    return name in _OF_THE_PROCESS or name.endswith(_PASSING)
