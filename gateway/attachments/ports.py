"""The two processes: one keeps files, one cleans images; neither holds up the other."""

from __future__ import annotations

from pathlib import Path
from typing import Final, TypeVar

import msgspec

from gateway.attachments.images import CleanImage, Cleaning
from gateway.attachments.shelf import Answer, Request
from runtime.child_port import ChildPort
from runtime.port import PortSpec

Q = TypeVar("Q")
A = TypeVar("A")

MAX_WAITING: Final = 1_024
"""Requests at once: more than transfers are let in, of which each has one."""
ANSWER_SECONDS: Final = 60.0
"""For an answer, the wait behind others included: our own clients then give up, too,
and what nobody waits for is not done any more."""


def port_files(root: Path, quota_bytes: int) -> ChildPort[Request, Answer]:
    """A `DiskShelf` on the directory `root`, behind `Files`.

    A draft does not outlive the child: the next one does not know it.
    """
    arguments = (str(root), str(quota_bytes))
    spec = PortSpec("files", "gateway.attachments.files_child", arguments)
    return _port(spec, msgspec.msgpack.Decoder(Answer))


def port_images() -> ChildPort[CleanImage, Cleaning]:
    """What cleans images, one at a time, behind `Images`."""
    spec = PortSpec("images", "gateway.attachments.images_child")
    return _port(spec, msgspec.msgpack.Decoder(Cleaning))


def _port(spec: PortSpec, answers: msgspec.msgpack.Decoder[A]) -> ChildPort[Q, A]:
    return ChildPort(
        spec, answers, max_waiting=MAX_WAITING, answer_seconds=ANSWER_SECONDS
    )
