"""A second client, written from `gateway/PROTOCOL.md` alone.

It imports nothing of the product: what it cannot do, the page fails to say.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager

import msgpack
import trio
import trio_websocket

MSGPACK, JSON = "triodesk.v1.msgpack", "triodesk.v1.json"
BATCH, HELLO, WELCOME, PING, PONG, RES = 0, 1, 2, 3, 4, 11
OPEN, SEND, SET_TYPING, SYNC, SET_STATUS, CLOSE = 12, 20, 22, 23, 25, 26
GET_HISTORY = 38
MESSAGE, TYPING, SESSION, BOARD = 40, 42, 43, 48
HISTORY = 53

Frame = list[object]


class PageClient:
    """One connection; `heard` holds every frame that is no answer and no heartbeat."""

    def __init__(self, websocket: trio_websocket.WebSocketConnection) -> None:
        self.heard: list[Frame] = []
        self._websocket = websocket
        is_json = websocket.subprotocol == JSON
        self._pack = json.dumps if is_json else msgpack.packb
        self._unpack = json.loads if is_json else msgpack.unpackb
        self._numbers = itertools.count(1)
        self._answers: dict[object, Frame] = {}
        self._news = trio.Event()

    async def send(self, *frame: object) -> None:
        """One frame in one message."""
        await self._websocket.send_message(self._pack(frame))

    async def send_batch(self, *frames: Frame) -> None:
        """Several in one."""
        await self._websocket.send_message(self._pack([BATCH, frames]))

    async def greet(self, ticket: str, positions: Mapping[str, int]) -> Frame:
        """HELLO; gives WELCOME."""
        await self.send(HELLO, ticket, ["page", "1", "en"], positions)
        return await self.wait(lambda frame: frame[0] == WELCOME)

    async def request(self, tag: int, *fields: object) -> Frame:
        """Asks, and gives the RES, or the HISTORY."""
        number = next(self._numbers)
        await self.send(tag, number, *fields)
        while number not in self._answers:
            await self._news.wait()
        return self._answers.pop(number)

    async def wait(self, test: Callable[[Frame], bool]) -> Frame:
        """The first frame that was heard of which this is true."""
        while True:
            for frame in self.heard:
                if test(frame):
                    return frame
            await self._news.wait()

    async def listen(self) -> None:
        """Until the connection ends."""
        try:
            while True:
                message = self._unpack(await self._websocket.get_message())
                for frame in message[1] if message[0] == BATCH else [message]:
                    await self._take(frame)
                self._news.set()
                self._news = trio.Event()
        except trio_websocket.ConnectionClosed:
            pass

    async def _take(self, frame: Frame) -> None:
        if frame[0] == PING:
            await self.send(PONG, frame[1])
        elif frame[0] in {RES, HISTORY}:
            self._answers[frame[1]] = frame
        else:
            self.heard.append(frame)


@asynccontextmanager
async def page_client(
    url: str,
    ticket: str,
    positions: Mapping[str, int] | None = None,
    subprotocol: str = MSGPACK,
) -> AsyncIterator[PageClient]:
    """A client that has been let in."""
    async with (
        trio_websocket.open_websocket_url(url, subprotocols=[subprotocol]) as websocket,
        trio.open_nursery() as nursery,
    ):
        client = PageClient(websocket)
        nursery.start_soon(client.listen)
        await client.greet(ticket, positions or {})
        yield client
        nursery.cancel_scope.cancel()
