"""The records as actors ask them: over a port, one request after the other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from actors.accounts.records import RecordsAnswer, RecordsRequest
from actors.records_wire import ANSWERS, ENCODER
from runtime.file_lock import LOCK_SECONDS
from runtime.port import PortSpec
from runtime.request_port import RequestPort

MAX_WAITING: Final = 256
"""Requests at once; each takes a few ms, so that the last waits about a second."""
ANSWER_SECONDS: Final = 10.0
"""More than a new child needs to start and to bring the schema up to date."""


class Records(Protocol):
    """What keeps accounts for good."""

    async def ask(self, request: RecordsRequest) -> RecordsAnswer:
        """Asks, and waits for the answer.

        Raises:
            Unavailable: no answer; whether a change was made is unknown, and to be
                asked again with the same operation id.
        """
        ...


def records_spec(path: Path, lock_seconds: float = LOCK_SECONDS) -> PortSpec:
    """How the child of the records is started on the database file at `path`."""
    module = "actors.records_child"
    return PortSpec("records", module, (str(path), str(lock_seconds)))


class PortRecords:
    """`Records` in a child process; `run` is one life of the child."""

    def __init__(self, spec: PortSpec) -> None:
        self._port = RequestPort(spec, MAX_WAITING)

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

    async def ask(self, request: RecordsRequest) -> RecordsAnswer:
        """See `Records`."""
        answer = await self._port.call(ENCODER.encode(request), ANSWER_SECONDS)
        return ANSWERS.decode(answer)
