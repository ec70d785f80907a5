"""Events on their way to the application: bounded, in order, for one reader.

A plain iterator, not an async generator: an application may leave its loop and come
back, and nothing has to be closed.
"""

from __future__ import annotations

from collections import deque
from typing import Final, Self

import trio

from gateway.client_core.events import ClientEvent
from runtime.errors import UsageError

MAX_EVENTS: Final = 4_096
"""Events: a full replay of eight sessions. At the bound the link stops reading."""


class EventBuffer:
    """What happened and was not read yet."""

    def __init__(self) -> None:
        self._events: deque[ClientEvent] = deque()
        self._has_ended = False
        self._is_awaited = False
        self._news = trio.Event()
        self._room = trio.Event()

    def put(self, events: list[ClientEvent]) -> None:
        """Adds events; those of one message may pass the bound."""
        if events:
            self._events += events
            self._news.set()

    def end(self) -> None:
        """Nothing will follow: the reader's loop ends after the last event."""
        self._has_ended = True
        self._news.set()

    async def wait_room(self) -> None:
        """Waits until the application has read enough."""
        while len(self._events) >= MAX_EVENTS:
            self._room = trio.Event()
            await self._room.wait()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> ClientEvent:
        """The next event. Cancelling it loses none.

        Raises:
            StopAsyncIteration: the client has stopped.
            UsageError: another task is waiting already.
        """
        if self._is_awaited:
            msg = "expected one reader of the events"
            raise UsageError(msg)
        self._is_awaited = True
        try:
            await trio.lowlevel.checkpoint()
            while not self._events:
                if self._has_ended:
                    raise StopAsyncIteration
                self._news = trio.Event()
                await self._news.wait()
        finally:
            self._is_awaited = False
        self._room.set()
        return self._events.popleft()
