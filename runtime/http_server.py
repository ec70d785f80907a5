"""HTTP as the service speaks it: an application served by Hypercorn on trio.

There is no WebSocket route behind it and must never be one: Hypercorn negotiates
compression and inflates what it receives without a limit (61 KB became 180 MB in
memory). Chat goes through the gateway. Hypercorn's own log lines become events.
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable
from functools import partial
from typing import ClassVar, Final

import trio
from hypercorn.config import Config, Sockets
from hypercorn.trio.run import worker_serve
from hypercorn.typing import (
    ASGIFramework,
    ASGIReceiveCallable,
    ASGISendCallable,
    ASGISendEvent,
    Scope,
)
from hypercorn.utils import wrap_app
from quart import Quart

from runtime.config import Bind
from runtime.errors import UsageError
from runtime.observe import Duty, Event, Events

BACKLOG: Final = 1_024
"""Connections the kernel may hold for us while all pages come back after an outage."""
KEEP_ALIVE_SECONDS: Final = 15.0
"""A browser's next click; longer than the interval of most probes."""
READ_SECONDS: Final = 60
"""Without a byte from a client that owes us some: it is gone, or wants our memory."""
SEND_SECONDS: Final = 10
"""For bytes to be taken by a client; then the kernel ends the connection."""
GRACEFUL_SECONDS: Final = 5.0
"""For answers under way when the service stops."""
MAX_HEADER_BYTES: Final = 16 * 1024


class HttpListening(Event, frozen=True):
    """HTTP is served here."""

    bind: str


class HttpServerComplained(Event, frozen=True):
    """Hypercorn or Quart logged a warning or worse."""

    duty: ClassVar[Duty] = Duty.WARNING

    logger: str
    level: str
    text: str


async def serve_http(
    app: Quart,
    bind: Bind,
    events: Events,
    started: Callable[[Bind], None],
    shutdown: trio.Event,
) -> None:
    """Serves until `shutdown` is set (answers under way are finished) or cancelled.

    Args:
        app: from `runtime.http_app.make_app`.
        bind: port 0 = any free one.
        events: where the server's complaints go.
        started: called once, with the address that was bound, when it is served.
        shutdown: ends the task with a grace of `GRACEFUL_SECONDS`.

    Nothing is left running or open afterwards, however it ends.

    Raises:
        UsageError: the address cannot be bound.
    """
    with _listen(bind) as listener:
        bound = Bind(*listener.getsockname()[:2])
        config = _settings(events)
        serve = partial(
            worker_serve,
            wrap_app(_finishing(app), config.wsgi_max_body_size, "asgi"),
            config,
            sockets=Sockets([], [listener], []),
            shutdown_trigger=shutdown.wait,
        )
        async with trio.open_nursery() as nursery:
            await nursery.start(serve)
            events.emit(HttpListening(str(bound)))
            started(bound)


def _listen(bind: Bind) -> socket.socket:
    try:
        listener = socket.create_server(
            (bind.host, bind.port),
            family=socket.AF_INET6 if ":" in bind.host else socket.AF_INET,
            backlog=BACKLOG,
        )
    except OSError as error:
        msg = f"cannot listen on {bind}: {error.strerror}"
        raise UsageError(msg) from error
    # Accepted connections inherit it. Hypercorn shields its writes from cancellation:
    # without this a client that reads nothing could keep the service from stopping.
    listener.setsockopt(
        socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SEND_SECONDS * 1_000
    )
    return listener


def _finishing(app: Quart) -> ASGIFramework:
    """Lets every write of an answer finish, the end of the connection included.

    Hypercorn announces the end of a request before it closes the connection; quart-trio
    takes that for a client that left and cancels the very task that is closing it. The
    connection then stayed open, and with it a client that waits for the end.
    """

    async def framework(
        scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        async def finish(event: ASGISendEvent) -> None:
            with trio.CancelScope(shield=True):
                await send(event)

        await app(scope, receive, finish)

    return framework


def _settings(events: Events) -> Config:
    config = Config()
    config.accesslog = None
    config.errorlog = _logger(events)
    config.keep_alive_timeout = KEEP_ALIVE_SECONDS
    config.read_timeout = READ_SECONDS
    config.graceful_timeout = GRACEFUL_SECONDS
    config.h11_max_incomplete_size = MAX_HEADER_BYTES
    config.include_server_header = False
    return config


class _Complaints(logging.Handler):
    """Turns log records of the server into events."""

    def __init__(self, events: Events) -> None:
        super().__init__(logging.WARNING)
        self._events = events

    def emit(self, record: logging.LogRecord) -> None:
        self._events.emit(
            HttpServerComplained(record.name, record.levelname, record.getMessage())
        )


def _logger(events: Events) -> logging.Logger:
    # Not registered under a name: two servers in one process do not share it.
    logger = logging.Logger("hypercorn", logging.WARNING)  # noqa: LOG001 - see above
    logger.addHandler(_Complaints(events))
    return logger
