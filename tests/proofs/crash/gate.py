"""Where all callers of the load stop while the service is to come to rest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class Gate:
    """Open, shut, or open for the last time; counts who is doing something."""

    def __init__(self) -> None:
        self.busy_count = 0
        self.is_finishing = False
        self._is_open = True

    @property
    def is_open(self) -> bool:
        """True while new work may begin."""
        return self._is_open

    def shut(self) -> None:
        """Nothing new begins."""
        self._is_open = False

    def open(self) -> None:
        """Work goes on."""
        self._is_open = True

    def finish(self) -> None:
        """Work goes on only to come to its end."""
        self.is_finishing = True
        self.open()

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Marks an operation that waits for the server."""
        self.busy_count += 1
        try:
            yield
        finally:
            self.busy_count -= 1
