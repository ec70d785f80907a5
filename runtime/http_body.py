"""Bodies of requests as they come in, for routes that take more than memory may hold.

Quart reads what a client sends as fast as it comes and keeps it until somebody wants
it. Here the client is read no faster than its route reads, so that a long body costs
`MAX_WAITING_BYTES`, not its length; and a route may take more than the edge's usual
bound. A request also tells when it has ended, however it ended.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Final, cast

import trio
from hypercorn.typing import ASGIReceiveCallable, ASGISendCallable
from quart import request as current_request
from quart.wrappers import Request
from quart_trio import QuartTrio
from quart_trio.asgi import TrioASGIHTTPConnection
from quart_trio.wrappers.request import TrioBody, TrioRequest
from werkzeug.exceptions import RequestEntityTooLarge

MAX_WAITING_BYTES: Final = 256 * 1024
"""Of one body, received and not read yet; a few reads of the socket."""


class FlowingBody(TrioBody):
    """What a client sends, piece by piece or as a whole; the client waits meanwhile.

    Args:
        expected_content_length: what the client announced; None = it did not.
        max_content_length: of the whole body; None = no bound.
    """

    def __init__(
        self, expected_content_length: int | None, max_content_length: int | None
    ) -> None:
        # Not the base's: it would make events of asyncio.
        self._announced = expected_content_length or 0
        self._max_bytes = max_content_length
        self._received = 0
        self._waiting = bytearray()
        self._is_complete = False
        self._takes_all = False
        self._is_unwanted = False
        self._changed = trio.Event()

    def allow(self, max_bytes: int) -> None:
        """Sets the route's own bound; to be called before it reads."""
        self._max_bytes = max_bytes

    def let_go(self) -> None:
        """Nobody wants the rest: it is received and dropped.

        An answer cannot end while what the client sends stands in its way.
        """
        self._is_unwanted = True
        self._waiting.clear()
        self._turn()

    async def wait_room(self) -> None:
        """Waits until more may be received."""
        while not self._has_room:
            await self._changed.wait()

    # --- what Quart calls

    def __aiter__(self) -> FlowingBody:
        return self

    async def __anext__(self) -> bytes:
        """The next piece, at most a little more than `MAX_WAITING_BYTES`.

        Raises:
            RequestEntityTooLarge: the body is longer than it may be; from then on
                what comes is dropped.
        """
        self._check()
        while not self._waiting and not self._is_complete:
            await self._changed.wait()
            self._check()
        if not self._waiting:
            raise StopAsyncIteration
        piece = bytes(self._waiting)
        self._waiting.clear()
        self._turn()
        return piece

    def __await__(self) -> Generator[object, None, bytes]:
        """The whole body.

        Raises:
            RequestEntityTooLarge: it is longer than it may be.
        """
        return self._whole().__await__()

    def append(self, data: bytes) -> None:
        """Takes what was received.

        Too long is for who reads to find: the route may not have said yet how much
        it allows.
        """
        self._received += len(data)
        if not self._is_unwanted:
            self._waiting += data
        self._turn()

    def set_complete(self) -> None:
        """Nothing more will come."""
        self._is_complete = True
        self._turn()

    def clear(self) -> None:
        """Forgets what was not read."""
        self._waiting.clear()

    async def _whole(self) -> bytes:
        self._takes_all = True
        self._turn()
        self._check()
        while not self._is_complete:
            await self._changed.wait()
            self._check()
        return bytes(self._waiting)

    @property
    def _has_room(self) -> bool:
        is_short = len(self._waiting) < MAX_WAITING_BYTES
        return is_short or self._takes_all or self._is_unwanted

    def _check(self) -> None:
        length = max(self._announced, self._received)
        is_too_long = self._max_bytes is not None and length > self._max_bytes
        if is_too_long or self._is_unwanted:
            self.let_go()
            most = f"expected a body of at most {self._max_bytes} bytes"
            raise RequestEntityTooLarge(most)

    def _turn(self) -> None:
        self._changed.set()
        self._changed = trio.Event()


class FlowingRequest(TrioRequest):
    """A request with such a body, and what is to happen when it has ended."""

    body_class: type[TrioBody] = FlowingBody
    at_end: list[Callable[[], None]]


class _Connection(TrioASGIHTTPConnection):
    """One request: what it sends, beside the answer to it."""

    async def handle_messages(  # type: ignore[override] # as quart-trio's own
        self, nursery: trio.Nursery, request: Request, receive: ASGIReceiveCallable
    ) -> None:
        """Hands over what the client sends, until it has gone."""
        body = cast("FlowingBody", request.body)
        while (event := await receive())["type"] != "http.disconnect":
            if event["type"] == "http.request":
                body.append(event["body"])
                if not event["more_body"]:
                    body.set_complete()
                await body.wait_room()
        nursery.cancel_scope.cancel()

    async def handle_request(  # type: ignore[override] # as quart-trio's own
        self, nursery: trio.Nursery, request: Request, send: ASGISendCallable
    ) -> None:
        """Answers; then, however that ended, tells who wanted to know."""
        flowing = cast("FlowingRequest", request)
        flowing.at_end = []
        try:
            await super().handle_request(nursery, request, send)
        finally:
            for call in flowing.at_end:
                call()


class FlowingApp(QuartTrio):
    """An application whose requests flow."""

    request_class: type[TrioRequest] = FlowingRequest
    asgi_http_class: type[TrioASGIHTTPConnection] = _Connection


def body_of_request() -> FlowingBody:
    """The body of the request that is being handled."""
    return cast("FlowingBody", current_request.body)


def call_at_end(call: Callable[[], None]) -> None:
    """Has a plain function called once this request has ended: answered or broken off.

    It must not raise, nor wait.
    """
    cast("FlowingRequest", current_request).at_end.append(call)
