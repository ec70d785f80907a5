"""Memory of open connections over which nothing is said.

What grows is the server process's resident memory, not the kernel's for the sockets.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from admin.bench.benchmark import Sample
from admin.bench.chat_client import THROTTLED
from admin.bench.chat_wire import Ready, framed, frames_of, handshake
from admin.bench.crowd import Client, Crowd, Tally, bench_server
from admin.process_memory import resident_bytes
from gateway.wire.client_codec import tag_of
from gateway.wire.client_frames import Hello
from gateway.wire.server_frames import Welcome
from gateway.wire.terms import Ping, Pong

WARM_UP: Final = 50
"""Connections before the first look: code and caches that all share are there then."""
_SETTLE_SECONDS: Final = 0.5
_WELCOME, _PING = tag_of(Welcome), tag_of(Ping)


class _IdleClient(Client):
    """Opens a WebSocket, and answers nobody."""

    def __init__(self, port: int, tally: Tally) -> None:
        super().__init__(port, handshake("/", subprotocol=""))
        self._tally = tally

    def opened(self) -> None:
        """That is all."""
        self._tally.ready += 1

    def taken(self, payload: bytes) -> None:
        """Nothing was asked."""


class _IdleVisitor(Client):
    """Is let in, and stays."""

    def __init__(self, port: int, ticket: str, tally: Tally) -> None:
        super().__init__(port, handshake("/v1"))
        self._ticket = ticket
        self._tally = tally

    def opened(self) -> None:
        """Says who it is."""
        self.write(framed(Hello(self._ticket)))

    def taken(self, payload: bytes) -> None:
        """WELCOME, and heartbeats."""
        for frame in frames_of(payload):
            match frame:
                case [tag, *_] if tag == _WELCOME:
                    self._tally.ready += 1
                case [tag, int(number), *_] if tag == _PING:
                    self.write(framed(Pong(number)))
                case _:
                    pass


def idle_echo(connections: int) -> Sample:
    """Bytes per WebSocket of the bare server."""
    tally = Tally()
    with bench_server("echo") as ready:
        return _grown(
            ready,
            tally,
            [lambda: _IdleClient(ready.port, tally)] * (WARM_UP + connections),
        )


def idle_visitors(connections: int, directory: Path) -> Sample:
    """Bytes per visitor's connection that was let in and follows no session."""
    tally = Tally()
    everybody = str(WARM_UP + connections)
    with bench_server(str(directory), everybody, str(THROTTLED)) as ready:

        def visitor(ticket: str) -> Callable[[], Client]:
            return lambda: _IdleVisitor(ready.port, ticket, tally)

        return _grown(ready, tally, [visitor(each) for each in ready.visitors])


def _grown(
    ready: Ready, tally: Tally, clients: Sequence[Callable[[], Client]]
) -> Sample:
    crowd = Crowd(tally)
    before = 0
    for number, client in enumerate(clients):
        if number == WARM_UP:
            crowd.serve_for(_SETTLE_SECONDS)
            before = resident_bytes(ready.process)
        crowd.add(client())
        crowd.serve_until_ready(number + 1)
    crowd.serve_for(_SETTLE_SECONDS)
    grown = resident_bytes(ready.process) - before
    crowd.close()
    return {"bytes": grown / (len(clients) - WARM_UP)}
