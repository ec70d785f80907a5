"""An outbox that survives the client's process: one append-only file.

Each line is a JSON array: `[session, room, cid, body]` adds a message,
`[session, cid]` settles one. Written through to the system at once, without fsync: it
survives the process, not the machine. Appending some hundred bytes to the page cache
does not block, so that it may be done on the trio loop. Rewritten when it is opened; a
torn last line, from a process killed while writing, is left out: that message had not
been accepted by `add`.

One process at a time may use a file.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import msgspec

from gateway.client_core.outbox import StoredSend

_added_decoder: Final = msgspec.json.Decoder(StoredSend)
_settled_decoder: Final = msgspec.json.Decoder(tuple[str, str])


class FileOutbox:
    """An `OutboxStore` in a file; use it as a context manager."""

    def __init__(self, path: Path) -> None:
        """Reads and rewrites the file, which need not exist.

        Raises:
            OSError: it cannot be read or written.
        """
        self._path = path
        self._loaded = _read(path)
        rewritten = path.with_suffix(path.suffix + ".new")
        rewritten.write_bytes(b"".join(_added(send) for send in self._loaded))
        rewritten.replace(path)
        self._file: FileIO = path.open("ab", buffering=0)
        self._size = path.stat().st_size

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def load(self) -> Iterable[StoredSend]:
        """The messages that were not settled when the file was opened."""
        return tuple(self._loaded)

    def add(self, send: StoredSend) -> None:
        """Appends a message.

        Raises:
            OSError: the disk is full; the message is not accepted.
        """
        self._append(_added(send))

    def settle(self, send: StoredSend) -> None:
        """Appends that a message is done.

        On a full disk that is forgotten: the next process sends the message again,
        under its client id, so that it stays one message.
        """
        with suppress(OSError):
            self._append(msgspec.json.encode((send.session, send.cid)) + b"\n")

    def _append(self, line: bytes) -> None:
        """Writes all of a line or nothing: half of one would spoil the next."""
        rest = line
        try:
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError:
            self._file.truncate(self._size)
            raise
        self._size += len(line)


def _added(send: StoredSend) -> bytes:
    return msgspec.json.encode(send) + b"\n"


def _read(path: Path) -> list[StoredSend]:
    if not path.exists():
        return []
    pending: dict[tuple[str, str], StoredSend] = {}
    for line in path.read_bytes().splitlines():
        match _parse(line):
            case StoredSend() as send:
                pending[(send.session, send.cid)] = send
            case (session, cid):
                pending.pop((session, cid), None)
            case None:
                pass
    return list(pending.values())


def _parse(line: bytes) -> StoredSend | tuple[str, str] | None:
    """What a line says; None: it is torn."""
    for decoder in (_added_decoder, _settled_decoder):
        with suppress(msgspec.DecodeError, UnicodeDecodeError):
            return decoder.decode(line)
    return None
