"""The clients of `bench chat` and `bench typing`: many connections on one selector.

No trio: what the clients cost must not be what is measured. They and the server are on
one machine and read one monotonic clock. The server has the last core for itself; the
clients, and the store's process, have the others.
"""

from __future__ import annotations

import os
import selectors
import socket
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from admin.bench.benchmark import Sample
from admin.bench.chat_wire import Inbound, Ready
from admin.bench.latency import Pace, quantiles
from admin.bench.machine import cpu_seconds
from loadtest.machine import cores
from runtime.errors import TriodeskError

WARM_UP_SHARE: Final = 0.25
START_SECONDS: Final = 60.0
DRAIN_SECONDS: Final = 10.0
"""For what is under way at the end; what takes longer is a failure, not a figure."""
RECEIVE_BYTES: Final = 65_536
_LOOK_SECONDS: Final = 0.01
_ROOT: Final = Path(__file__).parents[2]


class LoadFailed(TriodeskError):
    """The server did not do what a client may expect."""


class Tally:
    """What all clients have seen; `count` is what the rate is of.

    Args:
        measures: what is timed.

    Attributes:
        waits: seconds, by measure.
    """

    def __init__(self, *measures: str) -> None:
        self.count = 0
        self.ready = 0
        self.waits: dict[str, list[float]] = {name: [] for name in measures}

    def forget(self) -> None:
        """What was so far was warming up."""
        for waits in self.waits.values():
            waits.clear()

    @property
    def has_figures(self) -> bool:
        """True when everything that is timed has been seen."""
        return all(self.waits.values())

    def figures(self) -> dict[str, float]:
        """Quantiles of each measure."""
        found: dict[str, float] = {}
        for name, waits in self.waits.items():
            found |= quantiles(waits, name)
        return found


class Client(ABC):
    """One connection: a role's behaviour is in `taken`."""

    def __init__(self, port: int, first: bytes) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._inbound = Inbound()
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

    @abstractmethod
    def opened(self) -> None:
        """The handshake is over."""

    @abstractmethod
    def taken(self, payload: bytes) -> None:
        """A message of the server has come."""


class Crowd:
    """All clients on one selector."""

    def __init__(self, tally: Tally) -> None:
        self._selector = selectors.DefaultSelector()
        self._tally = tally
        self._clients: list[Client] = []

    def add(self, client: Client) -> None:
        """From now on it is served."""
        self._selector.register(client, selectors.EVENT_READ, client)
        self._clients.append(client)

    def close(self) -> None:
        """Everybody leaves."""
        for client in self._clients:
            client.close()

    def serve(self, is_over: Callable[[], bool]) -> None:
        """Serves until `is_over`, which is looked at between two waits."""
        while not is_over():
            self._serve_once(_LOOK_SECONDS)

    def serve_until(self, is_over: Callable[[], bool], seconds: float) -> None:
        """The same, at most so long."""
        end = time.monotonic() + seconds
        self.serve(lambda: is_over() or time.monotonic() > end)

    def serve_until_ready(self, count: int) -> None:
        """Serves until so many clients are ready.

        Raises:
            LoadFailed: they are not within `START_SECONDS`.
        """
        self.serve_until(lambda: self._tally.ready >= count, START_SECONDS)
        if self._tally.ready < count:
            raise LoadFailed(f"{self._tally.ready} of {count} clients became ready")

    def serve_for(self, seconds: float) -> None:
        """Serves so long."""
        self.serve_until(lambda: False, seconds)

    def drain(self, is_over: Callable[[], bool], what: str) -> None:
        """Serves until what is under way has come to its end.

        Raises:
            LoadFailed: it has not within `DRAIN_SECONDS`.
        """
        self.serve_until(is_over, DRAIN_SECONDS)
        if not is_over():
            raise LoadFailed(f"{what} after {DRAIN_SECONDS:g} s")

    def serve_paced(self, *sending: tuple[Pace, Callable[[float], None]]) -> None:
        """Serves while each pace lasts, and begins what is due with its time.

        The selector wakes up to a millisecond late; that counts as the server's.
        """
        while not all(pace.is_over for pace, _ in sending):
            now = time.monotonic()
            for pace, begin in sending:
                for when in pace.due(now):
                    begin(when)
            waits = [pace.next_at - now for pace, _ in sending if not pace.is_over]
            self._serve_once(max(0.0, min((*waits, _LOOK_SECONDS))))

    def _serve_once(self, timeout: float) -> None:
        for key, _ in self._selector.select(timeout):
            client: Client = key.data
            client.readable()


@contextmanager
def bench_server(*arguments: str) -> Iterator[Ready]:
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


def measured(tally: Tally, ready: Ready, work: Callable[[], None]) -> dict[str, float]:
    """What `work` adds to the tally: per second, and per second of the server's core.

    Also what share of a core each process took.
    """
    counted, began = tally.count, time.monotonic()
    processes = {"server": ready.process, "store": ready.store, "client": os.getpid()}
    spent = {name: cpu_seconds(pid) for name, pid in processes.items() if pid}
    work()
    elapsed = time.monotonic() - began
    shares = {
        f"{name}_cores": (cpu_seconds(processes[name]) - before) / elapsed
        for name, before in spent.items()
    }
    per_s = (tally.count - counted) / elapsed
    return {"per_s": per_s, "per_core": per_s / shares["server_cores"], **shares}


def closed_loop(crowd: Crowd, tally: Tally, ready: Ready, seconds: float) -> Sample:
    """Measures clients that begin again by themselves, after a warm-up.

    Raises:
        LoadFailed: something was never seen.
    """

    def work() -> None:
        crowd.serve_for(seconds)
        crowd.drain(lambda: tally.has_figures, "nothing was seen")  # a slow machine

    crowd.serve_for(seconds * WARM_UP_SHARE)
    tally.forget()
    sample = measured(tally, ready, work)
    return {**sample, **tally.figures()}
