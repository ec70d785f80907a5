"""Staff's HTTP: health, readiness, figures; a Quart application served by Hypercorn.

There is no WebSocket route here and must never be one: Hypercorn negotiates compression
and inflates what it receives without a limit (61 KB became 180 MB in memory). Chat goes
through the gateway.

This is the HTTP edge: what a handler raises becomes a 500 and an event, never the end
of the task. Hypercorn's own log lines become events, too.
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Sequence
from functools import partial
from http import HTTPStatus
from typing import ClassVar, Final

import msgspec
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
from quart import Quart, Response, request
from quart_trio import QuartTrio
from werkzeug.exceptions import HTTPException

from admin.metrics import CONTENT_TYPE, Metrics
from runtime.config import Bind
from runtime.errors import UsageError
from runtime.observe import Duty, Event, Events

BACKLOG: Final = 100
"""Connections the kernel may hold for us; staff and monitors, not visitors."""
KEEP_ALIVE_SECONDS: Final = 15.0
"""A browser's next click; longer than the interval of most probes."""
READ_SECONDS: Final = 60
"""Without a byte from a client that owes us some: it is gone, or wants our memory."""
SEND_SECONDS: Final = 10
"""For bytes to be taken by a client; then the kernel ends the connection."""
GRACEFUL_SECONDS: Final = 5.0
"""For answers under way when the service stops."""
MAX_HEADER_BYTES: Final = 16 * 1024
MAX_BODY_BYTES: Final = 64 * 1024
"""Nothing here takes a body yet."""


class Check(msgspec.Struct, frozen=True):
    """One condition of being ready; `detail` says what is wrong, for operators."""

    name: str
    is_ok: bool
    detail: str = ""


class Readiness(msgspec.Struct, frozen=True):
    """The answer of /readyz."""

    ready: bool
    failed: tuple[str, ...]
    checks: tuple[Check, ...]


class Health(msgspec.Struct, frozen=True):
    """The answer of /healthz: that it came at all says that the loop turns."""

    status: str = "ok"


class Problem(msgspec.Struct, frozen=True):
    """The answer to a request that was refused or failed."""

    status: int
    error: str


class HttpListening(Event, frozen=True):
    """HTTP is served here."""

    bind: str


class HttpFailed(Event, frozen=True):
    """A handler raised; the client got a 500."""

    duty: ClassVar[Duty] = Duty.ERROR

    method: str
    route: str
    error: str


class HttpServerComplained(Event, frozen=True):
    """Hypercorn or Quart logged a warning or worse."""

    duty: ClassVar[Duty] = Duty.WARNING

    logger: str
    level: str
    text: str


def make_app(
    checks: Callable[[], Sequence[Check]], metrics: Metrics, events: Events
) -> Quart:
    """Builds the application.

    Args:
        checks: reads the conditions of being ready; neither blocks nor suspends.
        metrics: what /metrics prints.
        events: where failures are told.
    """
    app = QuartTrio("triodesk", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES

    async def healthz() -> Response:
        return _json(Health(), HTTPStatus.OK)

    async def readyz() -> Response:
        rows = tuple(checks())
        failed = tuple(row.name for row in rows if not row.is_ok)
        status = HTTPStatus.SERVICE_UNAVAILABLE if failed else HTTPStatus.OK
        return _json(Readiness(not failed, failed, rows), status)

    async def figures() -> Response:
        return Response(metrics.text(), content_type=CONTENT_TYPE)

    async def refused(error: HTTPException) -> Response:
        code = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
        return _json(Problem(code, error.name), code)

    async def failed(error: Exception) -> Response:
        route = str(request.url_rule or "")
        events.emit(HttpFailed(request.method, route, type(error).__name__))
        code = HTTPStatus.INTERNAL_SERVER_ERROR
        return _json(Problem(code, code.phrase), code)

    app.add_url_rule("/healthz", view_func=healthz)
    app.add_url_rule("/readyz", view_func=readyz)
    app.add_url_rule("/metrics", view_func=figures)
    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(Exception, failed)
    return app


async def serve_http(
    app: Quart,
    bind: Bind,
    events: Events,
    started: Callable[[Bind], None],
    shutdown: trio.Event,
) -> None:
    """Serves until `shutdown` is set (answers under way are finished) or cancelled.

    Args:
        app: from `make_app`.
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


def _json(body: msgspec.Struct, status: int) -> Response:
    return Response(
        msgspec.json.encode(body),
        status=status,
        content_type="application/json",
        headers={"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"},
    )
