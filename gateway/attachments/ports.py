"""The two processes: one keeps files, one cleans images; neither holds up the other."""

from __future__ import annotations

from pathlib import Path
from typing import Final, overload

import msgspec

from gateway.attachments.images import (
    CleanImage,
    Cleaning,
    Drawing,
    DrawPortrait,
    ImageAnswer,
    ImageRequest,
)
from gateway.attachments.shelf import Answer, Request
from runtime.child_port import ChildPort
from runtime.port import PortSpec

MAX_WAITING: Final = 1_024
"""Requests at once: more than transfers are let in, of which each has one."""
ANSWER_SECONDS: Final = 60.0
"""For an answer, the wait behind others included: our own clients then give up, too,
and what nobody waits for is not done any more."""


class ImagesPort(ChildPort[ImageRequest, ImageAnswer]):
    """All that is done to images; each request has answers of its own kind."""

    @overload
    async def ask(self, request: CleanImage) -> Cleaning: ...
    @overload
    async def ask(self, request: DrawPortrait) -> Drawing: ...
    async def ask(self, request: ImageRequest) -> ImageAnswer:
        """See `ChildPort`."""
        return await super().ask(request)


def port_files(root: Path, quota_bytes: int) -> ChildPort[Request, Answer]:
    """A `DiskShelf` on the directory `root`, behind `Files`.

    A draft does not outlive the child: the next one does not know it.
    """
    arguments = (str(root), str(quota_bytes))
    spec = PortSpec("files", "gateway.attachments.files_child", arguments)
    return ChildPort(
        spec,
        msgspec.msgpack.Decoder(Answer),
        max_waiting=MAX_WAITING,
        answer_seconds=ANSWER_SECONDS,
    )


def port_images() -> ImagesPort:
    """What cleans images, one at a time, behind `Images`."""
    return ImagesPort(
        PortSpec("images", "gateway.attachments.images_child"),
        msgspec.msgpack.Decoder(ImageAnswer),
        max_waiting=MAX_WAITING,
        answer_seconds=ANSWER_SECONDS,
    )
