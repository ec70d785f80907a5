"""The clients of `bench chat`: many connections on one selector, without trio.

They say when a message was sent inside its text, so that the receiver knows how long
it took. Both processes are on one machine and read one monotonic clock.
"""

from __future__ import annotations

import os
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from admin.bench.benchmark import Sample
from admin.bench.chat_wire import (
    GROUP,
    Inbound,
    Ready,
    chat_message,
    framed,
    frames_of,
    handshake,
    masked,
)
from admin.bench.machine import cores, cpu_seconds
from gateway.wire.client_codec import tag_of
from gateway.wire.client_frames import Hello, Open, SetStatus
from gateway.wire.server_frames import Board, Message, Res, Welcome
from gateway.wire.terms import Ping, Pong
from runtime.errors import TriodeskError

TEXT_CHARS: Final = 100
"""Of a message: two lines. The echo's are as long on the wire."""
ECHO_BYTES: Final = 200
WARM_UP_SHARE: Final = 0.25
START_SECONDS: Final = 60.0
RECEIVE_BYTES: Final = 65_536
_MS: Final = 1_000
_WELCOME, _RES, _MESSAGE = tag_of(Welcome), tag_of(Res), tag_of(Message)
_BOARD, _PING = tag_of(Board), tag_of(Ping)
_ROOT: Final = Path(__file__).parents[2]


class LoadFailed(TriodeskError):
    """The server did not do what a client may expect."""


class Tally:
    """What all clients have seen."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self.acknowledged = 0
        self.ready = 0


class Client:
    """One connection: a role's behaviour is in `taken`."""

    def __init__(self, port: int, first: bytes, tally: Tally) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._inbound = Inbound()
        self._tally = tally
        self._socket.sendall(first)

    def fileno(self) -> int:
        """For the selector."""
        return self._socket.fileno()

    def close(self) -> None:
        """Leaves without a good-bye."""
        self._socket.close()

    def write(self, data: bytes) -> None:
        """What is in flight always fits into the socket's buffer."""
        self._socket.sendall(data)

    def readable(self) -> None:
        """Takes what has come."""
        was_open = self._inbound.is_open
        data = self._socket.recv(RECEIVE_BYTES)
        payloads = self._inbound.received(data)
        if not data or self._inbound.has_ended:
            raise LoadFailed("the server ended a connection")
        if not was_open and self._inbound.is_open:
            self.opened()
        for payload in payloads:
            self.taken(payload)

    def opened(self) -> None:
        """The handshake is over."""

    def taken(self, payload: bytes) -> None:
        """A message of the server has come."""
        raise NotImplementedError


class EchoClient(Client):
    """Sends the next message when the last one is back."""

    def __init__(self, port: int, tally: Tally) -> None:
        super().__init__(port, handshake("/", subprotocol=""), tally)
        self._message = masked(bytes(ECHO_BYTES))

    def opened(self) -> None:
        """Begins."""
        self._tally.ready += 1
        self.write(self._message)

    def taken(self, payload: bytes) -> None:
        """The echo."""
        del payload
        self._tally.acknowledged += 1
        self.write(self._message)


class ChatClient(Client):
    """A visitor or an agent of one pair."""

    def __init__(self, port: int, ticket: str, tally: Tally, *, is_agent: bool) -> None:
        super().__init__(port, handshake("/v1"), tally)
        self._ticket = ticket
        self._role = "agent" if is_agent else "visitor"
        self._session = ""
        self._request = 1
        self.is_talking = False

    def opened(self) -> None:
        """Says who it is."""
        self.write(framed(Hello(self._ticket)))

    def begin(self) -> None:
        """Sends the first message; its acknowledgement brings the next."""
        self.is_talking = True
        self._send()

    def taken(self, payload: bytes) -> None:
        """Frames of the server."""
        for frame in frames_of(payload):
            match frame:
                case [tag, _, code, session, *_] if tag == _RES:
                    self._answered(code, str(session))
                case [tag, _, _, _, role, _, _, body, *_] if tag == _MESSAGE:
                    self._heard(role, body)
                case [tag, *_] if tag == _WELCOME:
                    self._welcomed()
                case [tag, _, _, _, [session, *_], *_] if tag == _BOARD:
                    self._has_session(str(session))
                case [tag, int(number), *_] if tag == _PING:
                    self.write(framed(Pong(number)))
                case _:
                    pass

    def _welcomed(self) -> None:
        if self._role == "agent":
            self.write(framed(SetStatus(self._request, "free", "free")))
        else:
            self.write(framed(Open(self._request, "open", GROUP)))

    def _answered(self, code: object, session: str) -> None:
        if code != 0:
            raise LoadFailed(f"a request was refused with {code}")
        if not self.is_talking:
            self._has_session(session)
            return
        self._tally.acknowledged += 1
        self._send()

    def _has_session(self, session: str) -> None:
        if session and not self._session:
            self._session = session
            self._tally.ready += 1

    def _heard(self, role: object, body: object) -> None:
        if role != self._role and isinstance(body, dict):
            sent = float(body["text"].partition(" ")[0])
            self._tally.waits.append(time.monotonic() - sent)

    def _send(self) -> None:
        self._request += 1
        text = f"{time.monotonic()!r} ".ljust(TEXT_CHARS, "x")
        self.write(chat_message(self._request, self._session, text))


class Crowd:
    """All clients on one selector."""

    def __init__(self, tally: Tally) -> None:
        self._selector = selectors.DefaultSelector()
        self._tally = tally

    def add(self, client: Client) -> None:
        """From now on it is served."""
        self._selector.register(client, selectors.EVENT_READ, client)

    def serve(self, is_over: Callable[[], bool]) -> None:
        """Serves until `is_over`, which is looked at between two waits."""
        while not is_over():
            for key, _ in self._selector.select(timeout=0.01):
                client: Client = key.data
                client.readable()

    def serve_until_ready(self, count: int) -> None:
        """Serves until so many clients are ready."""
        end = time.monotonic() + START_SECONDS
        self.serve(lambda: self._tally.ready >= count or time.monotonic() > end)
        if self._tally.ready < count:
            raise LoadFailed(f"{self._tally.ready} of {count} clients became ready")

    def serve_for(self, seconds: float) -> None:
        """Serves so long."""
        end = time.monotonic() + seconds
        self.serve(lambda: time.monotonic() > end)


@contextmanager
def _server(*arguments: str) -> Iterator[Ready]:
    """The server on the last core, everything else on the others."""
    command = (sys.executable, "-m", "admin.bench.chat_server", *arguments)
    process = subprocess.Popen(  # noqa: S603 - the command is ours
        command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    ours = cores()
    try:
        assert process.stdout is not None  # noqa: S101 - a pipe was asked for
        ready = msgspec.json.decode(process.stdout.readline(), type=Ready)
        os.sched_setaffinity(ready.process, ours[-1:])
        for other in filter(None, (os.getpid(), ready.store)):
            os.sched_setaffinity(other, ours[:-1] or ours)
        yield ready
    finally:
        process.communicate()
        os.sched_setaffinity(0, ours)


def _measured(crowd: Crowd, tally: Tally, seconds: float, ready: Ready) -> Sample:
    crowd.serve_for(seconds * WARM_UP_SHARE)
    tally.waits.clear()
    counted, began = tally.acknowledged, time.monotonic()
    processes = {"server": ready.process, "store": ready.store, "client": os.getpid()}
    spent = {name: cpu_seconds(pid) for name, pid in processes.items() if pid}
    crowd.serve_for(seconds)
    elapsed = time.monotonic() - began
    shares = {
        f"{name}_cores": (cpu_seconds(processes[name]) - before) / elapsed
        for name, before in spent.items()
    }
    per_s = (tally.acknowledged - counted) / elapsed
    return {"per_s": per_s, "per_core": per_s / shares["server_cores"], **shares}


def echo_load(connections: int, seconds: float) -> Sample:
    """Echoes per second of the bare server."""
    tally = Tally()
    crowd = Crowd(tally)
    with _server("echo") as ready:
        clients = [EchoClient(ready.port, tally) for _ in range(connections)]
        for client in clients:
            crowd.add(client)
        crowd.serve_until_ready(connections)
        sample = _measured(crowd, tally, seconds, ready)
        for client in clients:
            client.close()
    return sample


def chat_load(pairs: int, seconds: float, directory: Path) -> Sample:
    """Messages per second through the service, and how long they took."""
    tally = Tally()
    crowd = Crowd(tally)
    with _server(str(directory), str(pairs)) as ready:
        agents = _join(crowd, tally, ready.port, ready.agents, is_agent=True)
        visitors = _join(crowd, tally, ready.port, ready.visitors, is_agent=False)
        crowd.serve_until_ready(2 * pairs)
        for client in (*agents, *visitors):
            client.begin()
        sample = _measured(crowd, tally, seconds, ready)
        for client in (*agents, *visitors):
            client.close()
    waits = sorted(tally.waits)
    return {
        **sample,
        "p50_ms": waits[len(waits) // 2] * _MS,
        "p99_ms": waits[int(len(waits) * 0.99)] * _MS,
    }


def _join(
    crowd: Crowd, tally: Tally, port: int, tickets: tuple[str, ...], *, is_agent: bool
) -> list[ChatClient]:
    """Connects everybody of one role, a few at a time as people come."""
    clients: list[ChatClient] = []
    for ticket in tickets:
        client = ChatClient(port, ticket, tally, is_agent=is_agent)
        clients.append(client)
        crowd.add(client)
        crowd.serve_for(0.001)
    return clients
