"""The application behind HTTP: blueprints under one edge.

The edge is the same for all routes: what a handler raises becomes a problem document
(RFC 9457) and, when it was not expected, an event, never the end of the task; bodies
are bounded and decoded by type; every answer carries the headers that keep a browser
from guessing, caching, framing or telling others.
"""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from traceback import format_exception
from typing import ClassVar, Final, TypeVar

import msgspec
from quart import Blueprint, Quart, Response, current_app, g, request
from werkzeug.exceptions import HTTPException

from runtime.addresses import Proxies
from runtime.errors import TriodeskError, UsageError
from runtime.http_body import FlowingApp, body_of_request
from runtime.http_contract import JSON_TYPE, PROBLEM_TYPE, Problem, told_of
from runtime.observe import Duty, Event, Events

T = TypeVar("T")

MAX_BODY_BYTES: Final = 64 * 1024
"""Of a request; a route that takes more says so (`FlowingBody.allow`) and reads on."""
MAX_TRACE_CHARS: Final = 4_000
"""Kept of a failure's trace; its end says most."""
HEADERS: Final = (
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=()",
    ),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
)
"""Of every answer that does not say otherwise itself (OWASP, REST security)."""


class HttpRefused(TriodeskError):
    """A request is refused; raised by handlers, answered as a problem document.

    Args:
        status: of HTTP, 4xx or 503.
        code: stable, in `lower_case`.
        detail: what was expected and what came; never a secret.
        retry_seconds: not before; 0 = it is no use, or not known.
    """

    def __init__(
        self, status: HTTPStatus, code: str, detail: str, retry_seconds: float = 0.0
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.retry_seconds = retry_seconds


class HttpFailed(Event, frozen=True):
    """A handler raised; the client got a 500."""

    duty: ClassVar[Duty] = Duty.ERROR

    method: str
    route: str
    error: str
    trace: str


def make_app(blueprints: Sequence[Blueprint], events: Events) -> Quart:
    """Builds the application.

    Args:
        blueprints: its routes.
        events: where failures are told.
    """
    app = FlowingApp("triodesk", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES

    async def failed(error: Exception) -> Response:
        route = str(request.url_rule or "")
        trace = "".join(format_exception(error))[-MAX_TRACE_CHARS:]
        name = type(error).__name__
        events.emit(HttpFailed(request.method, route, name, trace))
        status = HTTPStatus.INTERNAL_SERVER_ERROR
        return _problem(Problem(status, status.phrase, _code(status.phrase)))

    for blueprint in blueprints:
        app.register_blueprint(blueprint)
    app.after_request(_expect_as_declared)
    app.after_request(_harden)
    app.register_error_handler(HttpRefused, answer_refusal)
    app.register_error_handler(HTTPException, _refused_by_framework)
    app.register_error_handler(Exception, failed)
    return app


def answer_json(body: msgspec.Struct, status: int = HTTPStatus.OK) -> Response:
    """An answer in JSON."""
    g.answer = type(body)
    data = msgspec.json.encode(body)
    return Response(data, status=status, content_type=JSON_TYPE)


async def answer_refusal(error: HttpRefused) -> Response:
    """A refusal as a problem document (RFC 9457)."""
    phrase = error.status.phrase
    answer = _problem(Problem(error.status, phrase, error.code, error.detail))
    if error.retry_seconds:
        answer.headers["Retry-After"] = str(max(1, round(error.retry_seconds)))
    return answer


async def read_json(type_: type[T]) -> T:
    """The body of the request, as that type.

    A body that says it is something else than JSON is refused: a foreign page can post
    forms and plain text without asking the browser, JSON it cannot (CORS).

    Raises:
        HttpRefused: `not_json`, or `bad_request` with the first mistake.
        HTTPException: the body is longer than the route takes.
    """
    g.body = type_
    if request.mimetype != JSON_TYPE:
        status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        raise HttpRefused(status, "not_json", "expected Content-Type: application/json")
    data = await request.get_data(cache=False, as_text=False)
    try:
        return msgspec.json.decode(data, type=type_)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        detail = f"expected another body: {error}"
        raise HttpRefused(HTTPStatus.BAD_REQUEST, "bad_request", detail) from None


def read_query(type_: type[T]) -> T:
    """The query of the request, as that type.

    Raises:
        HttpRefused: `bad_request`, with the first mistake.
    """
    g.query = type_
    try:
        return msgspec.convert(request.args.to_dict(), type_, strict=False)
    except msgspec.ValidationError as error:
        detail = f"expected another query: {error}"
        raise HttpRefused(HTTPStatus.BAD_REQUEST, "bad_request", detail) from None


def caller_address(proxies: Proxies) -> str:
    """The name under which who sent the current request is counted."""
    return proxies.caller(request.remote_addr or "", _forwarded())


def limited_address(proxies: Proxies) -> str:
    """The same, but for who is not limited by address: "" then."""
    return proxies.named(request.remote_addr or "", _forwarded())


def is_own_page(origin: str) -> bool:
    """True when the page that sent the current request came from the host it asks.

    Args:
        origin: what its browser says of it (RFC 6454).
    """
    host = request.host
    return bool(host) and origin.partition("://")[2] == host


def _forwarded() -> list[str]:
    return request.headers.getlist("X-Forwarded-For")


async def _expect_as_declared(response: Response) -> Response:
    """What a handler took and answered is what the reference says of it.

    Raises:
        UsageError: it is not, whoever asked: no test of the route succeeds.
    """
    view = current_app.view_functions.get(request.endpoint or "")
    told = told_of(view)
    if told is None or not response.status_code < HTTPStatus.MULTIPLE_CHOICES:
        return response
    for what in ("query", "body", "answer"):
        declared, used = getattr(told, what), g.get(what)
        if declared is not used and request.method != "OPTIONS":
            text = f"expected {declared} as {what} of {request.url_rule}, got {used}"
            raise UsageError(text)
    return response


async def _harden(response: Response) -> Response:
    body_of_request().let_go()
    for name, value in HEADERS:
        response.headers.setdefault(name, value)
    return response


async def _refused_by_framework(error: HTTPException) -> Response:
    code = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    return _problem(Problem(code, error.name, _code(error.name)))


def _problem(problem: Problem) -> Response:
    data = msgspec.json.encode(problem)
    return Response(data, status=problem.status, content_type=PROBLEM_TYPE)


def _code(phrase: str) -> str:
    return phrase.lower().replace(" ", "_").replace("-", "_")
