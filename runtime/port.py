"""A port: a supervised child process for what may block or burn CPU.

Beside a busy loop a thread starves for the interpreter's lock; a process does not. The
parent speaks to it over a socket pair in batches, from ordinary trio I/O.

One `run` is one incarnation: it spawns the child, serves, and reaps it, so that when
`run` has ended the child has, too. What was in flight then is an unknown outcome.

Not for trio's MockClock: a process takes real time that the clock does not see.

Source: Erlang's ports (https://www.erlang.org/doc/system/ports.html).
"""

from __future__ import annotations

import math
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import trio

from runtime.errors import Unavailable
from runtime.port_frames import FrameBuffer, Kind, frame

START_SECONDS = 30.0
"""From spawning to the child's first word; more than the wait for a store's lock."""

ANSWER_SECONDS = 60.0
"""Usual; disks stall for seconds."""

CLOSE_SECONDS = 3.0
"""After the end of its input a child finishes its work for so long, then it is killed.
Below the time that a supervisor gives its own children to stop."""

KILL_SECONDS = 1.0
"""A killed process is waited for so long; one stuck in the kernel is left behind."""

READ_BYTES = 256 * 1024
"""Bytes per read: the answers of a full batch in one."""

SOCKET_BYTES = 1024 * 1024
"""Send buffer of the socket, so that most batches leave in one write."""

PACKAGE_ROOT = Path(__file__).resolve().parent.parent
"""Where the child finds our packages when they are not installed."""


class PortDied(Unavailable):
    """A port's child has ended, or hung and was killed; it is to be started again."""


class PortClient(Protocol):
    """What a port serves. All calls come from the port's tasks, never two at once."""

    def flush(self) -> None:
        """The child may take a request: `Port.request` it if there is one."""
        ...

    def received(self, answer: bytes) -> None:
        """The answer to the request in flight; the next may be sent at once."""
        ...

    def ended(self) -> None:
        """The child is gone: what was in flight, if anything, is unknown."""
        ...


@dataclass(frozen=True, slots=True)
class PortSpec:
    """How a port's child is started.

    Attributes:
        name: for error texts.
        module: its `main` serves the socket whose number is its first argument.
        arguments: after that number.
        prefix: command to run the interpreter under (a tracer).
        environment: variables added to ours.
        answer_seconds: one that is silent for so long hangs and is killed.
    """

    name: str
    module: str
    arguments: tuple[str, ...] = ()
    prefix: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    answer_seconds: float = ANSWER_SECONDS

    def command(self, fd: int) -> list[str]:
        """The child's command line."""
        python = (sys.executable, "-P", "-m", self.module)
        return [*self.prefix, *python, str(fd), *self.arguments]


class Port:
    """Parent's side of one child process at a time."""

    def __init__(self, spec: PortSpec, client: PortClient) -> None:
        self._spec = spec
        self._client = client
        self._socket: socket.socket | None = None
        self._is_ready = False
        self._outgoing = b""
        self._wanted = trio.Event()
        self._hang = trio.CancelScope()
        self.process_id: int | None = None

    @property
    def is_serving(self) -> bool:
        """The child has said that it serves, and has not ended."""
        return self._is_ready

    async def run(self, started: Callable[[], None]) -> None:
        """Spawns a child, calls `started` when it serves, and serves it.

        On cancellation the child's input is closed and it is waited for, at most
        `CLOSE_SECONDS + KILL_SECONDS`, then the client hears `ended`.

        Raises:
            PortDied: the child ended, hung, or did not start.
        """
        ours, theirs = socket.socketpair()
        with ours:
            ours.setblocking(False)  # noqa: FBT003 (the socket module's own signature)
            ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SOCKET_BYTES)
            with theirs:
                process = self._spawn(theirs)
            try:
                reason = await self._serve(ours, started)
            finally:
                self._close()
                trio.lowlevel.notify_closing(ours)
                ours.close()
                status = await _reap(process)
                self._client.ended()
        raise PortDied(f"{self._spec.name}: {reason} (exit status {status})")

    def wake(self) -> None:
        """Has the client's `flush` called soon, if the child serves."""
        self._wanted.set()

    def request(self, payload: bytes) -> None:
        """Sends a request; there must be none in flight. Never blocks.

        To be called from the client's `flush` or `received` only.
        """
        self._outgoing = frame(Kind.REQUEST, payload)
        self._hang.deadline = trio.current_time() + self._spec.answer_seconds
        self._push()

    def _spawn(self, theirs: socket.socket) -> subprocess.Popen[bytes]:
        # Blocks the loop for the few ms of a spawn, at a start of the port only; trio's
        # own way would use a thread.
        fd = theirs.fileno()
        paths = (str(PACKAGE_ROOT), os.environ.get("PYTHONPATH", ""))
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, paths)),
            **self._spec.environment,
        }
        process = subprocess.Popen(  # noqa: S603 (the command is ours)
            self._spec.command(fd),
            stdin=subprocess.DEVNULL,
            pass_fds=(fd,),
            env=environment,
            start_new_session=True,
        )
        self.process_id = process.pid
        return process

    async def _serve(self, ours: socket.socket, started: Callable[[], None]) -> str:
        """Serves until the child ends; returns why it did, as far as can be seen."""
        self._socket = ours
        self._hang = trio.CancelScope(deadline=trio.current_time() + START_SECONDS)
        reason = "no answer in time"
        async with trio.open_nursery() as nursery:
            nursery.start_soon(self._send, ours)
            with self._hang:
                reason = await self._receive(ours, started)
            nursery.cancel_scope.cancel()
        return reason

    async def _receive(self, ours: socket.socket, started: Callable[[], None]) -> str:
        buffer = FrameBuffer()
        reason = "ended"
        while True:
            await trio.lowlevel.wait_readable(ours)
            try:
                data = ours.recv(READ_BYTES)
            except BlockingIOError:
                continue
            except ConnectionError:
                return reason
            if not data:
                return reason
            buffer.feed(data)
            while (received := buffer.next_frame()) is not None:
                kind, payload = received
                if kind is Kind.FAILED:
                    reason = payload.decode()
                else:
                    self._hang.deadline = math.inf
                    self._take(kind, payload, started)

    def _take(self, kind: Kind, payload: bytes, started: Callable[[], None]) -> None:
        if kind is Kind.READY:
            self._is_ready = True
            started()
            self._client.flush()
        else:
            self._client.received(payload)

    async def _send(self, ours: socket.socket) -> None:
        while True:
            await self._wanted.wait()
            self._wanted = trio.Event()
            if self._is_ready:
                self._client.flush()
            while self._outgoing:
                await trio.lowlevel.wait_writable(ours)
                self._push()

    def _push(self) -> None:
        """Writes what the socket takes now; the rest is the sender's."""
        if self._socket is None:
            return
        try:
            sent = self._socket.send(self._outgoing)
        except BlockingIOError:
            sent = 0
        except ConnectionError:
            # The child is ending; the reader sees it, after what the child said last.
            sent = len(self._outgoing)
        self._outgoing = self._outgoing[sent:]
        if self._outgoing:
            self._wanted.set()

    def _close(self) -> None:
        self._socket = None
        self._is_ready = False
        self._outgoing = b""
        self.process_id = None


async def _reap(process: subprocess.Popen[bytes]) -> int | None:
    """Waits for the child and ends it if it does not end by itself."""
    with trio.CancelScope(shield=True):
        exited = os.pidfd_open(process.pid)
        try:
            with trio.move_on_after(CLOSE_SECONDS):
                await trio.lowlevel.wait_readable(exited)
                return process.wait()
            process.kill()
            with trio.move_on_after(KILL_SECONDS):
                await trio.lowlevel.wait_readable(exited)
                return process.wait()
        finally:
            trio.lowlevel.notify_closing(exited)
            os.close(exited)
    return process.poll()
