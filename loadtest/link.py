"""Runs client cores over gevent sockets: many connections in one process.

Each link has a greenlet that reads; whoever gives its core a command calls `flush`,
which writes at once. One `Ticker` does what is due for all of them. What a core tells
goes to one callback, in order, in the greenlet where it came about: the callback may
not wait.

Not to be imported beside trio: gevent's hub is the process's loop.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from random import Random
from typing import Final
from urllib.parse import urlsplit

import gevent
from gevent import socket

from gateway.client_core.core import ClientCore
from gateway.client_core.events import ClientEvent
from gateway.wire.codes import CloseCode
from loadtest.websocket import (
    NO_CLOSE_CODE,
    Inbound,
    closing,
    framed,
    handshake,
    new_key,
)
from runtime.errors import PeerError

TICK_SECONDS: Final = 0.02
"""How late a deadline of a client may be seen: typing's end and retries, which are
bounded in tenths of seconds."""
CONNECT_SECONDS: Final = 10.0
"""For the TCP connection; the core's watchdog bounds what follows."""
RECEIVE_BYTES: Final = 65_536
_NEVER: Final = float("inf")

now: Final = time.monotonic
"""The clock of all clients, seconds."""


class Address:
    """Where a gateway is.

    Args:
        url: `ws://host:port/path`.
    """

    __slots__ = ("host", "path", "where")

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.host = parts.netloc
        self.path = parts.path
        self.where = (parts.hostname or "", parts.port or 80)


class Ticker:
    """Does what is due for all links of a process."""

    def __init__(self) -> None:
        self._links: set[Link] = set()

    def add(self, link: Link) -> None:
        """From now on its deadlines are kept."""
        self._links.add(link)

    def remove(self, link: Link) -> None:
        """It has ended."""
        self._links.discard(link)

    def run(self) -> None:
        """Ticks until killed."""
        while True:
            gevent.sleep(TICK_SECONDS)
            moment = now()
            for link in [each for each in self._links if each.due <= moment]:
                link.on_time()


class Link:
    """One client's connection, through all reconnects.

    Args:
        address: of the gateway.
        core: the client; its `connect_at` says when to connect.
        take: told what happens.
        ticker: keeps its deadlines.
        random: draws handshakes' keys.

    Attributes:
        due: when `on_time` is to be called, seconds; infinite: not at all.
        connecting_at: when the first attempt at the last connection was begun.
    """

    def __init__(
        self,
        address: Address,
        core: ClientCore,
        take: Callable[[list[ClientEvent]], None],
        ticker: Ticker,
        random: Random,
    ) -> None:
        self.core = core
        self.due = _NEVER
        self.connecting_at = 0.0
        self._is_new_attempt = True
        self._address = address
        self._tell = take
        self._ticker = ticker
        self._random = random
        self._socket: socket.socket | None = None
        self._is_writing = False
        self._asides: list[bytes] = []
        self._is_left = False
        self._greenlet: gevent.Greenlet[[], None] | None = None

    def start(self) -> None:
        """Connects, and stays connected until `leave`."""
        self._ticker.add(self)
        self._greenlet = gevent.spawn(self._run)

    def cut(self) -> None:
        """Loses the connection, as a network does; the client comes back by itself."""
        if self._socket is not None:
            _shut(self._socket)

    def leave(self) -> None:
        """Says good-bye, and does not come back; returns when it is done."""
        self._is_left = True
        if self._socket is not None:
            self._asides.append(closing(CloseCode.NORMAL))
            self.flush()
            self.cut()
        if self._greenlet is not None:
            self._greenlet.kill()
        self._ticker.remove(self)

    def flush(self) -> None:
        """Writes what the core has to say. To be called after each command."""
        connection = self._socket
        if connection is None or self._is_writing:
            self.due = self.core.next_deadline
            return  # whoever writes sees to the rest before he ends
        self._is_writing = True
        try:
            while (data := self._next()) is not None and _write(connection, data):
                pass
        finally:
            self._is_writing = False
        self.due = self.core.next_deadline

    def _next(self) -> bytes | None:
        if self._asides:
            return self._asides.pop(0)
        message = self.core.next_message(now())
        return None if message is None else framed(message)

    def on_time(self) -> None:
        """Does what is due."""
        self._tell(self.core.on_time(now()))
        self._after()

    def _after(self) -> None:
        """What follows from whatever the core was told."""
        if self.core.close_wanted is not None:
            self.cut()
        self.flush()

    # --- one connection after the other

    def _run(self) -> None:
        while self.core.connect_at != _NEVER and not self._is_left:
            gevent.sleep(max(0.0, self.core.connect_at - now()))
            code = self._serve_once()
            self._tell(self.core.disconnected(code, now()))
            self.due = self.core.next_deadline
        self._ticker.remove(self)

    def _serve_once(self) -> int:
        """Connects and reads until the connection ends; returns its close code."""
        if self._is_new_attempt:
            self.connecting_at = now()
            self._is_new_attempt = False
        try:
            connection = socket.create_connection(self._address.where, CONNECT_SECONDS)
        except OSError:
            return NO_CLOSE_CODE
        try:
            connection.settimeout(None)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return self._read(connection)
        except (OSError, PeerError):
            return NO_CLOSE_CODE
        finally:
            self._socket = None
            self._asides.clear()
            connection.close()

    def _read(self, connection: socket.socket) -> int:
        key = new_key(self._random)
        inbound = Inbound(key)
        connection.sendall(handshake(self._address.host, self._address.path, key))
        while inbound.close_code is None:
            data = connection.recv(RECEIVE_BYTES)
            if not data:
                return NO_CLOSE_CODE
            messages = inbound.received(data)
            if inbound.is_open and self._socket is None:
                self._socket = connection
                self._is_new_attempt = True
                self.core.connected(now())
            for message in messages:
                self._tell(self.core.receive(message, now()))
            self._asides += inbound.replies
            inbound.replies.clear()
            self._after()
        return inbound.close_code


def _write(connection: socket.socket, data: bytes) -> bool:
    """False: the connection is gone, which its reader sees by itself."""
    try:
        connection.sendall(data)
    except OSError:
        return False
    return True


def _shut(connection: socket.socket) -> None:
    """The reader wakes up and closes it."""
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
