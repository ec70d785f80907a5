"""One HTTP request on a connection of its own, over h11: what uploads need, no more."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Callable
from typing import Final

import h11
import msgspec
import trio

from gateway.server_url import split_server_url
from runtime.errors import Unavailable, UsageError

READ_BYTES: Final = 64 * 1024
SILENCE_SECONDS: Final = 60.0
"""Without a byte either way for so long, the connection is given up."""
_PORTS: Final = {"http": 80, "https": 443}


class Answer(msgspec.Struct, frozen=True):
    """The server's answer, whole."""

    status: int
    headers: dict[str, str]
    body: bytes


class HttpOrigin:
    """Where the service's HTTP is.

    Args:
        url: `http://host:port` or `https://…`.

    Raises:
        UsageError: it is no such URL.
    """

    def __init__(self, url: str) -> None:
        parts = split_server_url(url, _PORTS)
        if parts is None:
            msg = f"expected http://host:port or https://…, got {url!r}"
            raise UsageError(msg)
        self._host = parts.hostname or ""
        self._port = parts.port or _PORTS[parts.scheme]
        self._authority = parts.netloc
        self._context = (
            ssl.create_default_context() if parts.scheme == "https" else None
        )

    async def exchange(
        self,
        request: tuple[str, str],
        headers: dict[str, str],
        body: AsyncIterator[bytes] | None = None,
        received: Callable[[int, int], None] = lambda _done, _all: None,
    ) -> Answer:
        """Sends a request and reads the answer to its end.

        Args:
            request: method, and path with query.
            headers: with Content-Length where there is a body.
            body: pieces.
            received: told how many bytes of how many have come.

        Raises:
            Unavailable: there is no connection, or it broke.
        """
        try:
            stream = await self._connect()
            async with stream:
                exchange = _Exchange(stream, received)
                await exchange.send(request, headers | {"Host": self._authority}, body)
                return await exchange.answer()
        except (OSError, trio.BrokenResourceError, h11.ProtocolError) as error:
            text = f"no answer over HTTP: {type(error).__name__}"
            raise Unavailable(text) from error
        except trio.TooSlowError:
            text = "no answer over HTTP in time"
            raise Unavailable(text) from None

    async def _connect(self) -> trio.abc.Stream:
        with trio.fail_after(SILENCE_SECONDS):
            if self._context is None:
                return await trio.open_tcp_stream(self._host, self._port)
            return await trio.open_ssl_over_tcp_stream(
                self._host,
                self._port,
                https_compatible=True,
                ssl_context=self._context,
            )


class _Exchange:
    """One request and its answer."""

    def __init__(
        self, stream: trio.abc.Stream, received: Callable[[int, int], None]
    ) -> None:
        self._stream = stream
        self._received = received
        self._http = h11.Connection(h11.CLIENT)

    async def send(
        self,
        request: tuple[str, str],
        headers: dict[str, str],
        body: AsyncIterator[bytes] | None,
    ) -> None:
        """Sends it all, unless the server does not want it."""
        method, target = request
        fields = [*headers.items(), ("Connection", "close")]
        head = h11.Request(method=method, target=target, headers=fields)
        await self._write(head)
        try:
            if body is not None:
                async for piece in body:
                    await self._write(h11.Data(data=piece))
            await self._write(h11.EndOfMessage())
        except trio.BrokenResourceError:
            # The server refused before it had everything: its answer may be there.
            return

    async def answer(self) -> Answer:
        """Reads it."""
        response = await self._next()
        while isinstance(response, h11.InformationalResponse):
            response = await self._next()
        if not isinstance(response, h11.Response):
            raise trio.BrokenResourceError
        headers = {
            name.decode(): value.decode("latin-1") for name, value in response.headers
        }
        body, total = bytearray(), int(headers.get("content-length", "0"))
        while isinstance(event := await self._next(), h11.Data):
            body += event.data
            self._received(len(body), total)
        if not isinstance(event, h11.EndOfMessage):
            raise trio.BrokenResourceError
        return Answer(response.status_code, headers, bytes(body))

    async def _write(self, event: h11.Event) -> None:
        data = self._http.send(event)
        if data:
            with trio.fail_after(SILENCE_SECONDS):
                await self._stream.send_all(data)

    async def _next(self) -> object:
        while (event := self._http.next_event()) is h11.NEED_DATA:
            with trio.fail_after(SILENCE_SECONDS):
                data = await self._stream.receive_some(READ_BYTES)
            self._http.receive_data(bytes(data))
        return event
