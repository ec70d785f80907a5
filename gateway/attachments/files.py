"""The shelf as the service asks it: in a process of its own, or for tests in ours."""

from __future__ import annotations

from typing import Protocol

import trio

from gateway.attachments.shelf import Answer, Request, Shelf


class Files(Protocol):
    """Who keeps files, for any number of tasks."""

    async def ask(self, request: Request) -> Answer:
        """Has it done, and waits. Under cancellation it may still be done.

        Raises:
            Unavailable: whether it was done is unknown.
        """
        ...

    def tell(self, request: Request) -> None:
        """Has it done some time, if possible; never waits."""
        ...


class LocalFiles:
    """The shelf in this process: for tests, where waiting for a disk hurts nobody."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def ask(self, request: Request) -> Answer:
        """Does it at once."""
        await trio.lowlevel.checkpoint()
        return self._shelf.serve(request)

    def tell(self, request: Request) -> None:
        """Does it at once."""
        self._shelf.serve(request)
