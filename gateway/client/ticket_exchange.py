"""Asks the service over HTTP for what leads to a ticket: one JSON body, one answer."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from http import HTTPStatus
from typing import Final

import trio

from gateway.client.http_answers import T, read_json, read_problem
from gateway.client.http_exchange import Answer, HttpOrigin
from gateway.client.ticket_source import TicketRefused, TicketUnavailable
from runtime.errors import Unavailable

POST_SECONDS: Final = 10.0
"""From connecting to the last byte; then the link goes on waiting in its own way."""
MAX_ANSWER_BYTES: Final = 64 * 1024
_PERHAPS_LATER: Final = frozenset(
    {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}
)
_FIRST_FAILURE: Final = HTTPStatus.INTERNAL_SERVER_ERROR
"""From here on it is the server's fault, or a proxy's that does not find it."""
_NO_HEADERS: Final[Mapping[str, str]] = {}


async def post_json(
    origin: HttpOrigin,
    path: str,
    body: bytes,
    headers: Mapping[str, str] = _NO_HEADERS,
) -> Answer:
    """Posts a JSON text.

    Raises:
        TicketUnavailable: no answer in `POST_SECONDS`, or one that is too long.
    """
    sent = {"Content-Type": "application/json", "Content-Length": str(len(body))}

    async def piece() -> AsyncIterator[bytes]:
        yield body

    try:
        with trio.fail_after(POST_SECONDS):
            return await origin.exchange(
                ("POST", path), {**sent, **headers}, piece(), _bounded
            )
    except Unavailable as error:
        raise TicketUnavailable(str(error)) from error
    except trio.TooSlowError:
        text = f"no answer over HTTP in {POST_SECONDS:g} s"
        raise TicketUnavailable(text) from None


def read_answer(answer: Answer, kind: type[T]) -> T:
    """What a good answer says.

    Raises:
        TicketRefused: the answer refuses, with its code.
        TicketUnavailable: it says that later it may be another, or is none of ours.
    """
    if answer.status == HTTPStatus.OK:
        told = read_json(answer, kind)
        if told is None:
            raise TicketUnavailable("expected a ticket, got something else")
        return told
    problem = read_problem(answer)
    if answer.status in _PERHAPS_LATER or answer.status >= _FIRST_FAILURE:
        retry = answer.headers.get("retry-after", "")
        seconds = float(retry) if retry.isdecimal() and retry.isascii() else 0.0
        text = f"{problem.code}: {problem.detail}"
        raise TicketUnavailable(text, seconds, problem.code)
    raise TicketRefused(problem.code, problem.detail)


def _bounded(done: int, _all: int) -> None:
    if done > MAX_ANSWER_BYTES:
        raise TicketUnavailable("the answer is longer than any of ours")
