"""The shelf as the service asks it."""

from __future__ import annotations

from typing import Protocol

from gateway.attachments.shelf import Answer, Request


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
