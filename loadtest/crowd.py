"""Visitors who are connected and silent: many connections on one poller.

A link with a core of its own costs 20 KB and a greenlet; these cost a socket. They say
HELLO and answer PING with frames that are encoded beforehand, and nothing else: what a
page does that somebody left open. Opening sessions, and coming back, is for others.

gevent hides the kernel's poller; the true one can be waited for like a socket.
"""

from __future__ import annotations

import select
from collections.abc import Sequence
from random import Random
from typing import Final

import gevent
from gevent import monkey, socket
from gevent.event import Event

from gateway.wire.client_codec import decode_server_message, encode_client_frames
from gateway.wire.client_frames import Hello
from gateway.wire.server_frames import Welcome
from gateway.wire.terms import Ping, Pong
from loadtest.house_plan import Caller
from loadtest.link import CONNECT_SECONDS, RECEIVE_BYTES, Address
from loadtest.websocket import Inbound, framed, handshake, new_key
from runtime.errors import PeerError

STEP: Final = 20
"""Handshakes that are begun before the others of the process have their turn."""
WELCOME_SECONDS: Final = 30.0
"""For thousands on a busy machine: a handshake costs the server some milliseconds."""
_epoll: Final = monkey.get_original("select", "epoll")


class _Idler:
    """One connection."""

    def __init__(self, connection: socket.socket, caller: Caller, key: str) -> None:
        self.connection = connection
        self.inbound = Inbound(key)
        self.hello = framed(encode_client_frames([Hello(caller.ticket)]))
        self.has_greeted = False


class Crowd:
    """All of them, in one greenlet.

    Args:
        address: of the gateway.
        random: draws handshakes' keys.

    Attributes:
        welcomed: how many have been let in.
        lost: how many were let in, or not, and are gone.
    """

    def __init__(self, address: Address, random: Random) -> None:
        self.welcomed = 0
        self.lost = 0
        self._address = address
        self._random = random
        self._poller: select.epoll = _epoll()
        self._idlers: dict[int, _Idler] = {}
        self._expected = 0
        self._are_there = Event()
        self._greenlet = gevent.spawn(self._run)

    def come(self, callers: Sequence[Caller]) -> None:
        """Connects them; returns when all are welcomed or lost, or it takes long."""
        self._expected += len(callers)
        for number, caller in enumerate(callers):
            self._connect(caller)
            if number % STEP == 0:
                gevent.sleep(0)
        self._count()
        self._are_there.wait(WELCOME_SECONDS)

    def leave(self) -> None:
        """All of them go, without a word."""
        self._greenlet.kill()
        for idler in self._idlers.values():
            idler.connection.close()
        self._idlers.clear()
        self._poller.close()

    def _connect(self, caller: Caller) -> None:
        key = new_key(self._random)
        try:
            where = self._address.where
            connection = socket.create_connection(where, CONNECT_SECONDS)
            connection.sendall(handshake(self._address.host, self._address.path, key))
        except OSError:
            self.lost += 1
            return
        connection.setblocking(False)  # noqa: FBT003 - the library's own way
        self._idlers[connection.fileno()] = _Idler(connection, caller, key)
        self._poller.register(connection.fileno(), select.EPOLLIN)

    def _run(self) -> None:
        while True:
            socket.wait_read(self._poller.fileno())
            for descriptor, _ in self._poller.poll(0):
                idler = self._idlers[descriptor]
                if not self._read(idler):
                    self._lose(descriptor)

    def _read(self, idler: _Idler) -> bool:
        """False: the connection is over, or might as well be."""
        try:
            data = idler.connection.recv(RECEIVE_BYTES)
            messages = idler.inbound.received(data)
            if idler.inbound.is_open and not idler.has_greeted:
                idler.has_greeted = True
                idler.connection.sendall(idler.hello)
            for message in messages:
                self._take(idler, message)
        except (OSError, PeerError):
            return False
        return bool(data) and idler.inbound.close_code is None

    def _take(self, idler: _Idler, message: bytes) -> None:
        for frame in decode_server_message(message):
            if isinstance(frame, Ping):
                pong = framed(encode_client_frames([Pong(frame.number)]))
                idler.connection.sendall(pong)
            elif isinstance(frame, Welcome):
                self.welcomed += 1
                self._count()

    def _lose(self, descriptor: int) -> None:
        self.lost += 1
        self._poller.unregister(descriptor)
        self._idlers.pop(descriptor).connection.close()
        self._count()

    def _count(self) -> None:
        if self.welcomed + self.lost >= self._expected:
            self._are_there.set()
