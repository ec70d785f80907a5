"""The files' process: a `DiskShelf` behind a port.

Started as `python -m gateway.attachments.files_child FD ROOT QUOTA_BYTES`. No trio.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from gateway.attachments.disk_shelf import DiskShelf
from gateway.attachments.shelf import Request
from runtime.port_child import Handler, run_child

_ENCODER = msgspec.msgpack.Encoder()
_REQUEST = msgspec.msgpack.Decoder(Request)


class _Files:
    def __init__(self, shelf: DiskShelf) -> None:
        self._shelf = shelf

    def handle(self, request: bytes) -> bytes:
        return _ENCODER.encode(self._shelf.serve(_REQUEST.decode(request)))

    def idle(self) -> None:
        """Nothing is put off until somebody has time."""


def main(arguments: list[str]) -> int:
    """Serves the directory until the parent is gone."""
    fd, root, quota_bytes = arguments

    @contextmanager
    def opened() -> Iterator[Handler]:
        shelf = DiskShelf(Path(root), int(quota_bytes))
        yield _Files(shelf)
        shelf.close()

    return run_child(int(fd), opened)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
