"""HTTP as a supervised service: told to stop, it finishes what it is answering."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Never

import trio
from quart import Blueprint, Quart

from runtime.actor import Service
from runtime.config import Bind
from runtime.http_app import make_app
from runtime.http_server import GRACEFUL_SECONDS, serve_http
from runtime.observe import Events

END_SECONDS: Final = 1.0
"""Beyond the grace, for connections to be closed."""
HTTP_SHUTDOWN_SECONDS: Final = GRACEFUL_SECONDS + 2 * END_SECONDS
"""What its supervisor is to wait."""


class HttpService(Service[Never]):
    """HTTP for visitors' pages, staff, attachments and monitors.

    Args:
        routes: made anew for each of its lives.
        bind: where to listen.
        events: where failures are told.
    """

    def __init__(
        self,
        routes: Callable[[], Sequence[Blueprint]],
        bind: Bind,
        events: Events,
    ) -> None:
        self._routes = routes
        self._bind = bind
        self._events = events

    async def run(self, started: Callable[[], None]) -> None:
        """Serves until cancelled; answers under way have `GRACEFUL_SECONDS` then."""
        app = make_app(self._routes(), self._events)
        shutdown, shield = trio.Event(), trio.CancelScope(shield=True)
        async with trio.open_nursery() as nursery:
            nursery.start_soon(self._serve, app, started, shutdown, shield)
            try:
                await trio.sleep_forever()
            finally:
                shutdown.set()
                seconds = GRACEFUL_SECONDS + END_SECONDS
                shield.deadline = trio.current_time() + seconds

    async def _serve(
        self,
        app: Quart,
        started: Callable[[], None],
        shutdown: trio.Event,
        shield: trio.CancelScope,
    ) -> None:
        with shield:
            await serve_http(
                app, self._bind, self._events, lambda _: started(), shutdown
            )
