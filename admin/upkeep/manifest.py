"""PURE: what a backup says of itself, beside its files."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

import msgspec

from runtime.errors import UsageError

FORMAT: Final = 1
"""Grows when an older `triodesk restore` could not restore the backup any more."""
NAME: Final = "manifest.json"


class KeptFile(msgspec.Struct, frozen=True):
    """A file of the backup.

    Attributes:
        path: below the backup's directory and, again, below the data directory; the
            parts are apart by `/`.
        size: bytes.
        sha256: of all its bytes, in hexadecimal digits.
    """

    path: str
    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """All of a backup. Times are wall time in ms.

    Attributes:
        format: see `FORMAT`.
        program: version of the triodesk that made it.
        begun_ms, ended_ms: when it was made; what was acknowledged before the begin is
            in it.
        dump: the file with the PostgreSQL database, which is restored into a database
            and not into the directory; "": all is in files.
        position: of the newest event of the journal.
        last_ms: when that was committed; None: there is no event.
        files: in the order in which they were copied.
    """

    format: int
    program: str
    begun_ms: int
    ended_ms: int
    dump: str
    position: int
    last_ms: int | None
    files: tuple[KeptFile, ...]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(each.size for each in self.files)


def encode_manifest(manifest: Manifest) -> bytes:
    """As people can read it."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"


def decode_manifest(data: bytes) -> Manifest:
    """The manifest of a backup.

    Raises:
        UsageError: it is none, or one of a newer program, or it names a file that would
            be out of the directory.
    """
    try:
        manifest = msgspec.json.decode(data, type=Manifest)
    except msgspec.DecodeError as error:
        raise UsageError(f"expected the manifest of a backup in {NAME}: {error}") from (
            error
        )
    if manifest.format != FORMAT:
        raise UsageError(
            f"expected a backup of format {FORMAT}, got {manifest.format}: restore it "
            f"with triodesk {manifest.program}"
        )
    for each in manifest.files:
        _check(each.path)
    return manifest


def _check(path: str) -> None:
    """A manifest from elsewhere must not write anywhere."""
    parts = PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts or str(parts) != path or path == ".":
        raise UsageError(f"expected paths below the backup in {NAME}, got {path!r}")
