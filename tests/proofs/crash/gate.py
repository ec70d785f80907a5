"""Where all callers of the load stop while the service is to come to rest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import trio


class Gate:
    """Open, shut, or open for the last time; counts who is doing something."""

    def __init__(self) -> None:
        self.busy_count = 0
        self.is_finishing = False
        self._opened = trio.Event()
        self._opened.set()

    @property
    def is_open(self) -> bool:
        """True while new work may begin."""
        return self._opened.is_set()

    def shut(self) -> None:
        """Nothing new begins."""
        self._opened = trio.Event()

    def open(self) -> None:
        """Work goes on."""
        self._opened.set()

    def finish(self) -> None:
        """Work goes on only to come to its end."""
        self.is_finishing = True
        self.open()

    async def passed(self) -> None:
        """Waits while the gate is shut."""
        await self._opened.wait()

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Marks an operation that waits for the server."""
        self.busy_count += 1
        try:
            yield
        finally:
            self.busy_count -= 1
