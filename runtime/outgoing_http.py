"""Requests to others' servers: bounded, pooled, and to nowhere they should not go.

A request ends in an answer, whatever its status, or in a failure with its cause: both
are values. Redirects are answers like others: following one would go where nobody said.
A name is looked up once per connection, what it stands for is judged
(`runtime.outgoing_rules`), and the judged address is connected to: a name that means
another address a moment later changes nothing. Certificates are verified for the name.

httpcore is used as it is, not under httpx: that has no public way to say how a
connection is made.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterable
from ipaddress import ip_address
from typing import Final

import httpcore
import trio
from msgspec.structs import replace

from runtime.addresses import Address
from runtime.outgoing import (
    MAX_ANSWER_BYTES,
    Cause,
    HttpAnswer,
    HttpFailure,
    HttpOutcome,
    HttpPost,
    Take,
)
from runtime.outgoing_rules import OutgoingRules, Target

MAX_CONNECTIONS: Final = 100
"""Of all receivers together; who waits for one does so within the request's time."""
MAX_KEPT: Final = 20
KEPT_SECONDS: Final = 30.0
"""An idle connection is kept so long for the next request."""
MAX_ADDRESSES: Final = 4
"""Tried of those that a name stands for."""
MAX_TEXT_CHARS: Final = 200
"""Of what a failure says."""
AGENT: Final = "triodesk"
STREAMS: Final = "text/event-stream, application/json"
"""Accepted where the answer is read while it comes."""


class _Refused(httpcore.ConnectError):
    """No address of the name may be connected to."""


class _NoSuchHost(httpcore.ConnectError):
    """The name stands for nothing."""


class _JudgingBackend(httpcore.AsyncNetworkBackend):
    """Connects to addresses that the rules admit."""

    def __init__(self, rules: OutgoingRules) -> None:
        self._rules = rules
        self._trio = httpcore.TrioBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's interface
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """See httpcore; each admitted address is tried in order."""
        failure: Exception = _NoSuchHost(f"{host} stands for no address")
        for address in await self._admitted(host, port):
            try:
                return await self._trio.connect_tcp(
                    str(address), port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def _admitted(self, host: str, port: int) -> list[Address]:
        # trio asks the system's resolver in a thread, unless the host is an address;
        # that thread waits, and takes nothing from the loop.
        try:
            rows = await trio.socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise _NoSuchHost(f"{host} cannot be looked up: {error}") from error
        reason, admitted = "", []
        for *_, place in rows:
            address = ip_address(str(place[0]).partition("%")[0])
            reason = self._rules.why_not(address) or reason
            if not self._rules.why_not(address) and address not in admitted:
                admitted.append(address)
        if reason and not admitted:
            raise _Refused(reason)
        return admitted[:MAX_ADDRESSES]

    async def sleep(self, seconds: float) -> None:
        """See httpcore."""
        await trio.sleep(seconds)


class HttpClient:
    """Sends requests, over connections that it keeps for a while.

    Args:
        rules: where they may go.
        authorities: a file of certificates that are trusted beside the system's; "" =
            none.
    """

    def __init__(self, rules: OutgoingRules, authorities: str = "") -> None:
        self._rules = rules
        self._authorities = authorities
        self._made: httpcore.AsyncConnectionPool | None = None

    async def post(self, request: HttpPost) -> HttpOutcome:
        """See `Poster`."""
        return await self._outcome(request, None)

    async def stream(self, request: HttpPost, take: Take) -> HttpOutcome:
        """See `Streamer`."""
        return await self._outcome(request, take)

    async def _outcome(self, request: HttpPost, take: Take | None) -> HttpOutcome:
        target = self._rules.target(request.url)
        if isinstance(target, str):
            return HttpFailure(Cause.BAD_URL, target)
        with trio.move_on_after(request.seconds):
            try:
                return await self._exchange(target, request, take)
            except _Refused as error:
                return HttpFailure(Cause.REFUSED_ADDRESS, str(error))
            except _NoSuchHost as error:
                return HttpFailure(Cause.NO_SUCH_HOST, str(error))
            except httpcore.ConnectTimeout:
                seconds = request.connect_seconds
                text = f"expected a connection within {seconds:g} s"
                return HttpFailure(Cause.UNREACHABLE, text)
            except httpcore.ConnectError as error:
                return _unreached(error)
            except (httpcore.NetworkError, httpcore.ProtocolError) as error:
                return HttpFailure(Cause.BROKEN, _told(error))
        text = f"expected an answer within {request.seconds:g} s"
        return HttpFailure(Cause.TOO_SLOW, text)

    async def aclose(self) -> None:
        """Closes the connections that are kept."""
        pool, self._made = self._made, None
        if pool is not None:
            await pool.aclose()

    async def _exchange(
        self, target: Target, request: HttpPost, take: Take | None
    ) -> HttpAnswer:
        url = httpcore.URL(
            scheme=target.scheme.encode(),
            host=target.host.encode(),
            port=target.port,
            target=target.path.encode(),
        )
        headers = [
            ("Host", _host_header(target)),
            ("User-Agent", AGENT),
            ("Accept", "application/json" if take is None else STREAMS),
            ("Accept-Encoding", "identity"),
            ("Content-Type", "application/json"),
            ("Content-Length", str(len(request.body))),
            *request.headers,
        ]
        body = bytearray()
        answer = HttpAnswer(0)
        connecting = {"connect": request.connect_seconds or None}
        # Left early, httpcore's generators would be left to the collector: what is too
        # much cancels them, which closes the connection.
        with trio.CancelScope() as enough:
            async with self._pool().stream(
                "POST",
                url,
                headers=headers,
                content=request.body,
                extensions={"timeout": connecting},
            ) as response:
                retry_after = _header(response, b"retry-after")
                answer = HttpAnswer(response.status, retry_after=retry_after)
                taking = take if answer.is_good else None
                async for chunk in response.aiter_stream():
                    if taking is not None:  # what is buffered comes without a turn
                        wants_more = not enough.cancel_called and taking(chunk)
                    else:
                        body += chunk
                        wants_more = len(body) <= MAX_ANSWER_BYTES
                    if not wants_more:
                        enough.cancel()
        is_cut = len(body) > MAX_ANSWER_BYTES
        return replace(answer, body=bytes(body[:MAX_ANSWER_BYTES]), is_cut=is_cut)

    def _pool(self) -> httpcore.AsyncConnectionPool:
        if self._made is None:  # the system's certificates take a while to read
            context = ssl.create_default_context()
            if self._authorities:
                context.load_verify_locations(self._authorities)
            self._made = httpcore.AsyncConnectionPool(
                ssl_context=context,
                max_connections=MAX_CONNECTIONS,
                max_keepalive_connections=MAX_KEPT,
                keepalive_expiry=KEPT_SECONDS,
                network_backend=_JudgingBackend(self._rules),
            )
        return self._made


def _unreached(error: httpcore.ConnectError) -> HttpFailure:
    """TLS that fails comes as an error of connecting, too."""
    below: BaseException | None = error
    while below is not None:
        if isinstance(below, ssl.SSLError):
            return HttpFailure(Cause.BAD_CERTIFICATE, _told(below))
        below = below.__cause__ or below.__context__  # the pool hides the cause
    return HttpFailure(Cause.UNREACHABLE, _told(error))


def _told(error: BaseException) -> str:
    return str(error)[:MAX_TEXT_CHARS] or type(error).__name__


def _host_header(target: Target) -> str:
    host = f"[{target.host}]" if ":" in target.host else target.host
    usual = 443 if target.scheme == "https" else 80
    return host if target.port == usual else f"{host}:{target.port}"


def _header(response: httpcore.Response, name: bytes) -> str:
    values = [value for key, value in response.headers if key.lower() == name]
    return values[0].decode("ascii", "replace") if values else ""
