"""A shelf in memory, for tests: what is on it ends with the process."""

from __future__ import annotations

import hashlib
from itertools import islice
from pathlib import Path
from typing import assert_never

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


class MemoryShelf:
    """Keeps files in memory; drafts are files as everywhere.

    Args:
        drafts: an existing directory.
        quota_bytes: of all files and drafts.
    """

    def __init__(self, drafts: Path, quota_bytes: int) -> None:
        self._directory = drafts
        self._quota = quota_bytes
        self._drafts: dict[str, Path] = {}
        self._kept: dict[str, tuple[Stored, bytes]] = {}
        self._fresh: set[str] = set()
        self._count = 0

    def serve(  # noqa: C901, PLR0912 - one match, a case for each request
        self, request: Request
    ) -> Answer:
        """Does what is asked."""
        match request:
            case Begin(size):
                return self._begin(size)
            case Write(draft, data):
                return self._write(draft, data)
            case Seal(draft):
                return self._seal(draft)
            case Publish():
                return self._publish(request)
            case Drop(draft):
                self._drop(draft)
            case Find(key):
                found = self._kept.get(key)
                return Found(None if found is None else found[0])
            case Read(key, start, size):
                content = self._kept[key][1] if key in self._kept else b""
                return Piece(content[start : start + size])
            case ListFresh(before_ms, limit):
                rows = (self._kept[key][0] for key in self._fresh)
                old = (row for row in rows if row.attachment.at_ms < before_ms)
                return Listed(tuple(islice(old, limit)))
            case Settle(key):
                self._fresh.discard(key)
            case Remove(key):
                self._fresh.discard(key)
                self._kept.pop(key, None)
            case _:
                assert_never(request)
        return Done()

    def _begin(self, size: int) -> Answer:
        if self._used + size > self._quota:
            return Full()
        self._count += 1
        draft = str(self._count)
        path = self._drafts[draft] = self._directory / draft
        path.touch()
        return Begun(draft, str(path))

    def _write(self, draft: str, data: bytes) -> Answer:
        if draft not in self._drafts:
            return Failed("no such draft")
        if self._used + len(data) > self._quota:
            self._drop(draft)
            return Full()
        with self._drafts[draft].open("ab") as file:
            file.write(data)
        return Done()

    def _seal(self, draft: str) -> Answer:
        if draft not in self._drafts:
            return Failed("no such draft")
        content = self._drafts[draft].read_bytes()
        return Sealed(len(content), hashlib.sha256(content).digest())

    def _publish(self, request: Publish) -> Answer:
        if request.draft not in self._drafts:
            return Failed("no such draft")
        key = request.stored.attachment.key
        if key not in self._kept:
            path = self._drafts[request.draft]
            chosen = Path(clean_path(str(path))) if request.is_cleaned else path
            self._kept[key] = (request.stored, chosen.read_bytes())
            self._fresh.add(key)
        self._drop(request.draft)
        return Found(self._kept[key][0])

    def _drop(self, draft: str) -> None:
        path = self._drafts.pop(draft, None)
        if path is not None:
            path.unlink()
            Path(clean_path(str(path))).unlink(missing_ok=True)

    @property
    def _used(self) -> int:
        kept = sum(len(content) for _, content in self._kept.values())
        return kept + sum(path.stat().st_size for path in self._drafts.values())
