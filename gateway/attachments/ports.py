"""The two processes: one keeps files, one cleans images; neither holds up the other."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

from gateway.attachments.asking_port import AskingPort
from gateway.attachments.images import CleanImage, Cleaning
from gateway.attachments.shelf import Answer, Read, Request, Write
from runtime.port import PortSpec

MAX_BATCH_BYTES: Final = 1024 * 1024
"""Read and written in one request to the port; a few tens of ms of a slow disk."""
_LOOK_BYTES: Final = 1_024
"""What a look into a directory costs, in bytes of a copy."""


def port_files(root: Path, quota_bytes: int) -> AskingPort[Request, Answer]:
    """A `DiskShelf` on the directory `root`, behind `Files`."""
    arguments = (str(root), str(quota_bytes))
    spec = PortSpec("files", "gateway.attachments.files_child", arguments)
    answers = msgspec.msgpack.Decoder(list[Answer])
    return AskingPort(spec, answers, _weight, MAX_BATCH_BYTES)


def port_images() -> AskingPort[CleanImage, Cleaning]:
    """What cleans images, one at a time, behind `Images`."""
    spec = PortSpec("images", "gateway.attachments.images_child")
    answers = msgspec.msgpack.Decoder(list[Cleaning])
    return AskingPort(spec, answers, lambda _: 1, 1)


def _weight(request: Request) -> int:
    match request:
        case Write(_, data):
            return len(data)
        case Read(_, _, size):
            return size
        case _:
            return _LOOK_BYTES
