"""A shelf in a directory of this machine, in a process of its own: it blocks.

    drafts/NAME/content      grows; all drafts are removed at a start
          /KEY               is being removed
    kept/ab/KEY/content      published by one rename of the whole directory
                meta         `Stored`, msgpack
    fresh/KEY                empty: no message is known to carry KEY

What is published is on the disk with its directory entry (fsync) before it is said.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Final, assert_never

import msgspec

from gateway.attachments.shelf import (
    Answer,
    Begin,
    Begun,
    Done,
    Drop,
    Failed,
    Find,
    Found,
    Full,
    Listed,
    ListFresh,
    Piece,
    Publish,
    Read,
    Remove,
    Request,
    Seal,
    Sealed,
    Settle,
    Stored,
    Write,
    clean_path,
)
from runtime.file_lock import FileLock

MAX_DRAFTS: Final = 1_024
"""Open at once; more than transfers are let in, below the usual limit of files."""
_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_OWNER_ONLY: Final = 0o700
_CONTENT: Final = "content"
_META: Final = "meta"
_NO_DRAFT: Final = Failed("expected a draft that was begun and not dropped")


class _Draft:
    """A file that grows."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        directory.mkdir(_OWNER_ONLY)
        self.content = directory / _CONTENT
        self.file = self.content.open("xb", buffering=0)
        self.digest = hashlib.sha256()
        self.size = 0


class DiskShelf:
    """Keeps files below a directory; one process at a time.

    Args:
        root: made if missing.
        quota_bytes: of all files and drafts.

    Raises:
        StoreInUse: another process keeps files there and does not leave in time.
    """

    def __init__(self, root: Path, quota_bytes: int) -> None:
        self._kept = root / "kept"
        self._fresh = root / "fresh"
        self._waiting = root / "drafts"
        self._quota = quota_bytes
        self._drafts: dict[str, _Draft] = {}
        for each in (root, self._kept, self._fresh):
            each.mkdir(_OWNER_ONLY, parents=True, exist_ok=True)
        self._lock = FileLock(root / "lock")
        shutil.rmtree(self._waiting, ignore_errors=True)
        self._waiting.mkdir(_OWNER_ONLY)
        self._used = sum(each.stat().st_size for each in self._contents())

    def close(self) -> None:
        """Gives the directory back."""
        for name in tuple(self._drafts):
            self._drop(name)
        self._lock.close()

    def serve(self, request: Request) -> Answer:
        """Does what is asked; what the disk refuses is an answer."""
        try:
            return self._answer(request)
        except OSError as error:
            if isinstance(request, Write | Seal | Publish):
                self._drop(request.draft)
            if error.errno in _NO_ROOM:
                return Full()
            return Failed(error.strerror or type(error).__name__)

    def _answer(  # noqa: C901, PLR0912 - one match, a case for each request
        self, request: Request
    ) -> Answer:
        match request:
            case Begin(draft, size):
                return self._begin(draft, size)
            case Write(draft, data):
                return self._write(draft, data)
            case Seal(draft):
                return self._seal(draft)
            case Publish():
                return self._publish(request)
            case Drop(draft):
                self._drop(draft)
            case Find(key):
                return Found(self._find(key))
            case Read(key, start, size):
                return Piece(self._read(key, start, size))
            case ListFresh(before_ms, limit):
                return Listed(tuple(islice(self._list_fresh(before_ms), limit)))
            case Settle(key):
                (self._fresh / key).unlink(missing_ok=True)
            case Remove(key):
                self._remove(key)
            case _:
                assert_never(request)
        return Done()

    # --- drafts

    def _begin(self, name: str, size: int) -> Answer:
        if self._used + size > self._quota or len(self._drafts) >= MAX_DRAFTS:
            return Full()
        draft = self._drafts[name] = _Draft(self._waiting / name)
        return Begun(str(draft.content))

    def _write(self, name: str, data: bytes) -> Answer:
        draft = self._drafts.get(name)
        if draft is None:
            return _NO_DRAFT
        if self._used + len(data) > self._quota:
            self._drop(name)
            return Full()
        rest = memoryview(data)
        while rest:
            written = draft.file.write(rest)
            self._used += written
            draft.size += written
            rest = rest[written:]
        draft.digest.update(data)
        return Done()

    def _seal(self, name: str) -> Answer:
        draft = self._drafts.get(name)
        if draft is None:
            return _NO_DRAFT
        os.fsync(draft.file.fileno())
        draft.file.close()
        return Sealed(draft.size, draft.digest.digest())

    def _publish(self, request: Publish) -> Answer:
        draft = self._drafts.get(request.draft)
        if draft is None:
            return _NO_DRAFT
        stored = request.stored
        key = stored.attachment.key
        if (first := self._find(key)) is None:
            if request.is_cleaned:
                Path(clean_path(str(draft.content))).replace(draft.content)
                _sync(draft.content)
            meta = draft.directory / _META
            meta.write_bytes(msgspec.msgpack.encode(stored))
            _sync(meta)
            _sync(draft.directory)
            # First the mark: a crash in between leaves a mark without a file, which is
            # harmless, and never a file that nobody would ever look for.
            (self._fresh / key).touch()
            place = self._place(key)
            place.parent.mkdir(_OWNER_ONLY, exist_ok=True)
            draft.directory.rename(place)
            _sync(place.parent)
            self._used += stored.attachment.size
            first = stored
        self._drop(request.draft)
        return Found(first)

    def _drop(self, name: str) -> None:
        draft = self._drafts.pop(name, None)
        if draft is not None:
            draft.file.close()
            self._used -= draft.size
            shutil.rmtree(draft.directory, ignore_errors=True)

    # --- what is published

    def _place(self, key: str) -> Path:
        return self._kept / key[:2] / key

    def _find(self, key: str) -> Stored | None:
        try:
            data = (self._place(key) / _META).read_bytes()
        except FileNotFoundError:
            return None
        return msgspec.msgpack.decode(data, type=Stored)

    def _read(self, key: str, start: int, size: int) -> bytes:
        try:
            fd = os.open(self._place(key) / _CONTENT, os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            return b""
        try:
            return os.pread(fd, size, start)
        finally:
            os.close(fd)

    def _list_fresh(self, before_ms: int) -> Iterator[Stored]:
        for mark in self._fresh.iterdir():
            stored = self._find(mark.name)
            if stored is None:
                mark.unlink(missing_ok=True)
            elif stored.attachment.at_ms < before_ms:
                yield stored

    def _remove(self, key: str) -> None:
        place, gone = self._place(key), self._waiting / key
        with suppress(FileNotFoundError):
            size = (place / _CONTENT).stat().st_size
            # At once: a kill amid the deletion must not leave half a file to be found.
            place.rename(gone)
            self._used -= size
            shutil.rmtree(gone)
        (self._fresh / key).unlink(missing_ok=True)

    def _contents(self) -> Iterator[Path]:
        return self._kept.glob(f"*/*/{_CONTENT}")


def _sync(path: Path) -> None:
    fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
