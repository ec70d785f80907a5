"""A stretch of network that breaks when told to: a TCP proxy before the gateway."""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable, Generator
from concurrent.futures import Future
from contextlib import contextmanager
from enum import Enum, auto
from threading import Thread
from typing import Final
from urllib.parse import urlsplit

import trio

HOST: Final = "127.0.0.1"
CHUNK_BYTES: Final = 16 * 1024
_RESET: Final = struct.pack("ii", 1, 0)
"""SO_LINGER on, 0 s: closing says RST, as a network that fails, not FIN."""


class Fault(Enum):
    """What is wrong with the network."""

    NONE = auto()
    CUT = auto()
    """All connections are reset, and every new one."""
    BLACK_HOLE = auto()
    """Nothing arrives, nobody is told; what is under way arrives once it is mended."""


class FaultProxy:
    """Passes bytes on to one port, as long as nothing is wrong.

    Attributes:
        port: where it listens.
        connections: how many were made.
        passed: bytes, both ways.
    """

    def __init__(self, listener: trio.SocketListener) -> None:
        self.port: int = listener.socket.getsockname()[1]
        self.connections = self.passed = 0
        self._listener = listener
        self._target = 0
        self._fault = Fault.NONE
        self._delay = 0.0
        self._changed = trio.Event()
        self._lives: set[trio.CancelScope] = set()

    async def run(self) -> None:
        """Serves until it is cancelled."""
        await trio.serve_listeners(self._serve, [self._listener])

    def lead_to(self, url: str) -> None:
        """Where connections go from now on: the port of that URL on this machine."""
        port = urlsplit(url).port
        assert port is not None, f"expected a port in {url!r}"
        self._target = port

    def break_(self, fault: Fault) -> None:
        """Lets that be wrong, until `mend`."""
        self._fault = fault
        self._changed.set()
        self._changed = trio.Event()
        if fault is Fault.CUT:
            for life in self._lives:
                life.cancel()

    def slow(self, seconds: float) -> None:
        """Each chunk of bytes takes so long, each way."""
        self._delay = seconds

    def mend(self) -> None:
        """Nothing is wrong any more."""
        self._delay = 0.0
        self.break_(Fault.NONE)

    async def _serve(self, caller: trio.SocketStream) -> None:
        self.connections += 1
        if self._fault is not Fault.CUT:
            with trio.CancelScope() as life:
                self._lives.add(life)
                await self._join(caller)
            self._lives.discard(life)
        caller.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)

    async def _join(self, caller: trio.SocketStream) -> None:
        try:
            called = await trio.open_tcp_stream(HOST, self._target)
        except OSError:
            return
        async with called, trio.open_nursery() as nursery:
            nursery.start_soon(self._pump, caller, called, nursery.cancel_scope)
            nursery.start_soon(self._pump, called, caller, nursery.cancel_scope)

    async def _pump(
        self, source: trio.SocketStream, sink: trio.SocketStream, both: trio.CancelScope
    ) -> None:
        try:
            while chunk := await source.receive_some(CHUNK_BYTES):
                await trio.sleep(self._delay)
                while self._fault is Fault.BLACK_HOLE:
                    await self._changed.wait()
                await sink.send_all(chunk)
                self.passed += len(chunk)
        except (trio.BrokenResourceError, trio.ClosedResourceError):
            pass
        both.cancel()


class BlockingFaultProxy:
    """The same from another thread, which is not on trio.

    Attributes:
        port: where it listens.
    """

    def __init__(self, proxy: FaultProxy, token: trio.lowlevel.TrioToken) -> None:
        self.port = proxy.port
        self._proxy = proxy
        self._token = token

    @property
    def connections(self) -> int:
        return self._proxy.connections

    @property
    def passed(self) -> int:
        return self._proxy.passed

    def lead_to(self, url: str) -> None:
        self._there(lambda: self._proxy.lead_to(url))

    def cut(self) -> None:
        self._there(lambda: self._proxy.break_(Fault.CUT))

    def swallow(self) -> None:
        self._there(lambda: self._proxy.break_(Fault.BLACK_HOLE))

    def slow(self, seconds: float) -> None:
        self._there(lambda: self._proxy.slow(seconds))

    def mend(self) -> None:
        self._there(self._proxy.mend)

    def _there(self, act: Callable[[], None]) -> None:
        trio.from_thread.run_sync(act, trio_token=self._token)


async def open_fault_proxy() -> FaultProxy:
    """One that listens on a port that the system chose; `run` serves it."""
    (listener,) = await trio.open_tcp_listeners(0, host=HOST)
    return FaultProxy(listener)


@contextmanager
def blocking_fault_proxy() -> Generator[BlockingFaultProxy]:
    """Runs one in a thread of its own while the body runs."""
    started: Future[tuple[BlockingFaultProxy, trio.CancelScope]] = Future()

    async def serve() -> None:
        proxy = await open_fault_proxy()
        token = trio.lowlevel.current_trio_token()
        with trio.CancelScope() as scope:
            started.set_result((BlockingFaultProxy(proxy, token), scope))
            await proxy.run()

    thread = Thread(target=trio.run, args=(serve,), name="fault-proxy")
    thread.start()
    proxy, scope = started.result()
    try:
        yield proxy
    finally:
        proxy._there(scope.cancel)
        thread.join()
