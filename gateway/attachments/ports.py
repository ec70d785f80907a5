"""The two processes: one keeps files, one cleans images; neither holds up the other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, Generic, TypeVar

import msgspec

from gateway.attachments.images import CleanImage, Cleaning
from gateway.attachments.shelf import Answer, Request
from runtime.port import PortSpec
from runtime.request_port import RequestPort

Q = TypeVar("Q")
A = TypeVar("A")

MAX_WAITING: Final = 1_024
"""Requests at once: more than transfers are let in, of which each has one."""
ANSWER_SECONDS: Final = 60.0
"""For an answer, the wait behind others included: our own clients then give up, too,
and what nobody waits for is not done any more."""

_ENCODER: Final = msgspec.msgpack.Encoder()


class ChildPort(Generic[Q, A]):
    """A child process that answers requests; `run` is one life of it.

    Args:
        spec: how it is started.
        answers: decodes its answers.
    """

    def __init__(self, spec: PortSpec, answers: msgspec.msgpack.Decoder[A]) -> None:
        self._port = RequestPort(spec, MAX_WAITING)
        self._answers = answers

    @property
    def process_id(self) -> int | None:
        """The child's process id while there is one."""
        return self._port.process_id

    async def run(self, started: Callable[[], None]) -> None:
        """Runs one child.

        Raises:
            PortDied: it ended, hung, or did not start.
        """
        await self._port.run(started)

    async def ask(self, request: Q) -> A:
        """See `Files` and `Images`. What it died of, or beside, is asked once more."""
        answer = await self._port.call(_ENCODER.encode(request), ANSWER_SECONDS)
        return self._answers.decode(answer)

    def tell(self, request: Q) -> None:
        """See `Files`."""
        self._port.tell(_ENCODER.encode(request))


def port_files(root: Path, quota_bytes: int) -> ChildPort[Request, Answer]:
    """A `DiskShelf` on the directory `root`, behind `Files`.

    A draft does not outlive the child: the next one does not know it.
    """
    arguments = (str(root), str(quota_bytes))
    spec = PortSpec("files", "gateway.attachments.files_child", arguments)
    return ChildPort(spec, msgspec.msgpack.Decoder(Answer))


def port_images() -> ChildPort[CleanImage, Cleaning]:
    """What cleans images, one at a time, behind `Images`."""
    spec = PortSpec("images", "gateway.attachments.images_child")
    return ChildPort(spec, msgspec.msgpack.Decoder(Cleaning))
