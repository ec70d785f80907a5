"""A gateway that shows its one agent more than any real one has.

Frames are the real ones, by the server's codec; behind them is nobody.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from threading import Thread
from typing import Final

import trio

from gateway.door import Door, DoorPolicy, parse_origins
from gateway.listener import Gateway, ListenerStatistics, serve_gateway
from gateway.transport import Transport, TransportClosed
from gateway.wire.bodies import TextBody
from gateway.wire.client_frames import Hello
from gateway.wire.codec import MSGPACK
from gateway.wire.codes import ErrorCode
from gateway.wire.server_frames import (
    Board,
    Limits,
    Message,
    Res,
    ServerFrame,
    Session,
    Typing,
    Welcome,
)
from gateway.wire.terms import VISITOR_ROOM
from runtime.config import Bind

AGENT: Final = "crowded"
OPEN: Final = "talk"
"""The session with all the messages."""
BEGAN_MS: Final = 1_700_000_000_000
BETWEEN_MS: Final = 20_000
BATCH: Final = 64
"""Frames of one WebSocket message, as the real gateway has it."""
_LIMITS: Final = Limits(600_000, 65_536, 32, 8_000)
_TEXTS: Final = (
    "Where is my parcel?",
    "It was sent a week ago, and nothing has come since. Could you look into it?",
    "我的包裹在哪里？上周就发货了，到现在还没有收到。",
    "Thank you! " * 20,
)


def said(session: str, number: int) -> Message:
    """In `OPEN` the agent says each seventh; elsewhere the first, and nobody waits."""
    is_own = number % 7 == 0 if session == OPEN else number == 1
    return Message(
        session=session,
        room=VISITOR_ROOM,
        number=number,
        role="agent" if is_own else "visitor",
        sender=AGENT if is_own else f"v-{session}",
        name="Ann" if is_own else "Wang",
        body=TextBody(f"{number}: {_TEXTS[number % len(_TEXTS)]}"),
        at=BEGAN_MS + number * BETWEEN_MS,
        cid=f"{session}-{number}" if is_own else "",
    )


def shown(session: str, last_number: int) -> Session:
    return Session(
        session=session,
        version=1,
        state="serving",
        group="sales",
        visitor=f"v-{session}",
        agent=AGENT,
        last_number=last_number,
        nickname=f"Visitor {session}",
        agent_name="Ann",
        group_name="Sales",
    )


class CrowdedGateway:
    """One agent's sessions.

    Args:
        others: sessions beside `OPEN`, each with one message.
        messages: of `OPEN`.
    """

    def __init__(self, others: int, messages: int) -> None:
        self.url = ""
        self.last = messages
        self._others = [f"s{number:05}" for number in range(others)]
        self._numbers = dict.fromkeys(self._others, 1)
        self._transport: Transport | None = None
        self._token: trio.lowlevel.TrioToken | None = None

    async def serve(
        self, started: Future[trio.CancelScope] | None = None, port: int = 0
    ) -> None:
        """Serves until it is cancelled."""
        gateway = Gateway(
            handle=self._handle,
            report=print,
            statistics=ListenerStatistics(),
            max_connections=10,
            door=Door(policy=DoorPolicy(allowed_origins=parse_origins("*"))),
        )
        self._token = trio.lowlevel.current_trio_token()
        async with trio.open_nursery() as nursery:

            async def listen(task_status: trio.TaskStatus[Bind]) -> None:
                await serve_gateway(
                    Bind("127.0.0.1", port),
                    gateway,
                    stop_accepting=trio.Event(),
                    task_status=task_status,
                )

            bind: Bind = await nursery.start(listen)
            self.url = f"ws://{bind.host}:{bind.port}/v1"
            if started is not None:
                started.set_result(nursery.cancel_scope)

    # --- for the thread of the browser

    def say(self) -> int:
        """One more message of the long session; its number."""
        self.last += 1
        self._tell(said(OPEN, self.last))
        return self.last

    def say_elsewhere(self) -> None:
        """One more message in the last of the other sessions."""
        session = self._others[-1]
        self._numbers[session] += 1
        self._tell(said(session, self._numbers[session]))

    def type(self, text: str) -> None:
        """The visitor of the long session types that."""
        self._tell(
            Typing(
                session=OPEN,
                room=VISITOR_ROOM,
                role="visitor",
                sender=f"v-{OPEN}",
                is_typing=True,
                ttl_ms=6_000,
                after=self.last,
                preview=text,
                name="Wang",
            )
        )

    def _tell(self, frame: ServerFrame) -> None:
        assert self._token is not None, "expected it to be asked while it serves"
        trio.from_thread.run(self._send, [frame], trio_token=self._token)

    # --- the wire

    async def _handle(self, transport: Transport) -> None:
        while (data := await transport.receive()) is not None:
            for frame in MSGPACK.decode(data):
                if isinstance(frame, Hello):
                    self._transport = transport
                    await self._welcome()
                elif (request := getattr(frame, "request", 0)) > 0:
                    await self._send([Res(request, ErrorCode.NOT_SET_UP)])

    async def _welcome(self) -> None:
        sessions = (*self._others, OPEN)
        now_ms = BEGAN_MS + self.last * BETWEEN_MS
        frames: list[ServerFrame] = [
            Welcome("c", "agent", AGENT, now_ms, _LIMITS, name="Ann"),
            Board(1, "busy", len(sessions), sessions),
        ]
        for each in self._others:
            frames += [said(each, 1), shown(each, 1)]
        frames += [said(OPEN, number + 1) for number in range(self.last)]
        await self._send([*frames, shown(OPEN, self.last)])

    async def _send(self, frames: Sequence[ServerFrame]) -> None:
        assert self._transport is not None, "expected somebody to be connected"
        encoded = [MSGPACK.encode(each) for each in frames]
        with suppress(TransportClosed):  # the page has gone
            for at in range(0, len(encoded), BATCH):
                await self._transport.send(MSGPACK.join(encoded[at : at + BATCH]))


@contextmanager
def crowded_gateway(others: int, messages: int) -> Generator[CrowdedGateway]:
    """Runs one in a thread of its own while the body runs."""
    gateway = CrowdedGateway(others, messages)
    started: Future[trio.CancelScope] = Future()
    thread = Thread(target=trio.run, args=(gateway.serve, started), name="crowded")
    thread.start()
    scope = started.result()
    try:
        yield gateway
    finally:
        assert gateway._token is not None
        gateway._token.run_sync_soon(scope.cancel)
        thread.join()
