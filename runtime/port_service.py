"""A port as a supervised part: each life of the service is one life of the child."""

from __future__ import annotations

from collections.abc import Callable
from typing import Never, Protocol

from runtime.actor import Service


class RunsChild(Protocol):
    """A client of a port."""

    @property
    def process_id(self) -> int | None:
        """The child's process id while there is one."""
        ...

    @property
    def is_serving(self) -> bool:
        """The child has said that it serves."""
        ...

    async def run(self, started: Callable[[], None]) -> None:
        """Runs one child until it dies, or the task is cancelled."""
        ...


class ChildKeeper(Service[Never]):
    """A part of the tree that is there for a child process.

    Attributes:
        port: whose child.
    """

    port: RunsChild


class PortService(ChildKeeper):
    """Runs a port's child; when the child dies the service does.

    Args:
        port: whose child.
        serves: called when the child serves.
        is_awaited: a start waits until it does; else it is up at once, and who asks
            before it serves waits.
    """

    def __init__(
        self, port: RunsChild, serves: Callable[[], None], *, is_awaited: bool
    ) -> None:
        self.port = port
        self._serves = serves
        self._is_awaited = is_awaited

    async def run(self, started: Callable[[], None]) -> None:
        """Until the port dies."""
        if not self._is_awaited:
            started()

        def serve() -> None:
            self._serves()
            if self._is_awaited:
                started()

        await self.port.run(serve)
