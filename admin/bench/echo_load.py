"""The peer of `bench chat` and `bench typing`: an echo on trio-websocket alone."""

from __future__ import annotations

import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from typing import Final

from admin.bench.benchmark import Sample
from admin.bench.chat_wire import Ready, handshake, masked
from admin.bench.crowd import (
    WARM_UP_SHARE,
    Client,
    Crowd,
    Tally,
    bench_server,
    closed_loop,
    measured,
)
from admin.bench.latency import Pace

CHAT_BYTES: Final = 200
"""Of an echoed message: as long as a SEND of the load."""
TYPING_BYTES: Final = 40
"""The same for a SET_TYPING."""
_MOMENT: Final = struct.Struct("!d")


class EchoClient(Client):
    """Sends messages that say when, and takes the echoes."""

    def __init__(self, port: int, size: int, tally: Tally, *, is_closed: bool) -> None:
        super().__init__(port, handshake("/", subprotocol=""))
        self._padding = bytes(size - _MOMENT.size)
        self._tally = tally
        self._is_closed = is_closed

    def opened(self) -> None:
        """It is ready."""
        self._tally.ready += 1

    def say(self, when: float) -> None:
        """Sends one that is late from `when` on."""
        self.write(masked(_MOMENT.pack(when) + self._padding))

    def taken(self, payload: bytes) -> None:
        """The echo; in a closed loop it brings the next."""
        now = time.monotonic()
        self._tally.count += 1
        self._tally.waits["echo"].append(now - _MOMENT.unpack_from(payload)[0])
        if self._is_closed:
            self.say(now)


def echo_load(connections: int, seconds: float, size: int = CHAT_BYTES) -> Sample:
    """Echoes per second of the bare server, each client waiting for its own."""
    tally = Tally("echo")
    with _echoing(connections, size, tally, is_closed=True) as floor:
        crowd, ready, clients = floor
        for client in clients:
            client.say(time.monotonic())
        return closed_loop(crowd, tally, ready, seconds)


def echo_paced(
    connections: int, seconds: float, rate: float, size: int = CHAT_BYTES
) -> Sample:
    """How long echoes take at a stated rate."""
    tally = Tally("echo")
    with _echoing(connections, size, tally, is_closed=False) as (crowd, ready, clients):
        turns = cycle(clients)

        def say(when: float) -> None:
            next(turns).say(when)

        waits = tally.waits["echo"]
        pace = Pace(rate, time.monotonic(), seconds * WARM_UP_SHARE)
        crowd.serve_paced((pace, say))
        crowd.drain(lambda: len(waits) >= pace.count, "echoes are missing")
        tally.forget()
        pace = Pace(rate, time.monotonic(), seconds)
        sample = measured(tally, ready, lambda: crowd.serve_paced((pace, say)))
        crowd.drain(lambda: len(waits) >= pace.count, "echoes are missing")
    return {**sample, **tally.figures()}


@contextmanager
def _echoing(
    connections: int, size: int, tally: Tally, *, is_closed: bool
) -> Iterator[tuple[Crowd, Ready, list[EchoClient]]]:
    crowd = Crowd(tally)
    with bench_server("echo") as ready:
        clients = [
            EchoClient(ready.port, size, tally, is_closed=is_closed)
            for _ in range(connections)
        ]
        for client in clients:
            crowd.add(client)
        crowd.serve_until_ready(connections)
        yield crowd, ready, clients
        crowd.close()
