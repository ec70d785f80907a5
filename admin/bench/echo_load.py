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
    DRAIN_SECONDS,
    Client,
    Crowd,
    Tally,
    bench_server,
    closed_loop,
    measured,
)
from admin.bench.latency import Pace, quantiles

CHAT_BYTES: Final = 200
"""Of an echoed message: as long as a SEND of the load."""
TYPING_BYTES: Final = 40
"""The same for a SET_TYPING."""
_MOMENT: Final = struct.Struct("!d")


class _Waits(Tally):
    def __init__(self) -> None:
        super().__init__()
        self.waits: list[float] = []


class EchoClient(Client):
    """Sends messages that say when, and takes the echoes."""

    def __init__(self, port: int, size: int, tally: _Waits, *, is_closed: bool) -> None:
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
        self._tally.waits.append(now - _MOMENT.unpack_from(payload)[0])
        if self._is_closed:
            self.say(now)


def echo_load(connections: int, seconds: float, size: int = CHAT_BYTES) -> Sample:
    """Echoes per second of the bare server, each client waiting for its own."""
    tally = _Waits()
    with _echoing(connections, size, tally, is_closed=True) as floor:
        crowd, ready, clients = floor
        for client in clients:
            client.say(time.monotonic())
        sample = closed_loop(crowd, tally, ready, seconds, tally.waits.clear)
    return {**sample, **quantiles(tally.waits, "echo")}


def echo_paced(
    connections: int, seconds: float, rate: float, size: int = CHAT_BYTES
) -> Sample:
    """How long echoes take at a stated rate."""
    tally = _Waits()
    with _echoing(connections, size, tally, is_closed=False) as (crowd, ready, clients):
        turns = cycle(clients)

        def say(when: float) -> None:
            next(turns).say(when)

        warm_up = Pace(rate, time.monotonic(), seconds / 4)
        crowd.serve_paced((warm_up, say))
        tally.waits.clear()
        pace = Pace(rate, time.monotonic(), seconds)
        sample = measured(tally, ready, lambda: crowd.serve_paced((pace, say)))
        wanted = round(rate * seconds)
        crowd.serve_until(lambda: len(tally.waits) >= wanted, DRAIN_SECONDS)
    return {**sample, **quantiles(tally.waits, "echo")}


@contextmanager
def _echoing(
    connections: int, size: int, tally: _Waits, *, is_closed: bool
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
