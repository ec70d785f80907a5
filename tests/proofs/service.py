"""The service under proof, as its users start it, and the ways to end it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from random import SystemRandom
from typing import Final

import trio

from tests.proofs.processes import children, command_line, send, wait_gone

ROOT: Final = Path(__file__).resolve().parents[2]
COMMAND: Final = (
    sys.executable,
    "-m",
    "admin",
    "serve",
    "--json",
)
"""What the console script `triodesk serve --json` does."""
STORE: Final = "runtime.store_child"
"""What its command line says; the server starts others, too."""
START_SECONDS: Final = 180.0
"""From the start to the line that says where it serves, on a busy machine."""
STOP_SECONDS: Final = 120.0
PORTS: Final = range(20_000, 30_000)
"""Below the ports that the system gives out by itself: a client that tries a port on
which nobody listens could otherwise be given that very port, and reach itself."""
_kept: Final[list[socket.socket]] = []
"""What keeps a port ours until this process ends, also while nobody listens on it."""


class ServiceFailed(Exception):
    """The service ended by itself, or did not start."""


class Service:
    """One service on one data directory, life after life.

    Args:
        data: the data directory.
        log: file that gets standard error of all lives.
        port: of the gateway, the same in all lives.
        settings: environment variables on top of the usual ones.
    """

    def __init__(
        self, data: Path, log: Path, port: int, settings: Mapping[str, str]
    ) -> None:
        self.url = f"ws://127.0.0.1:{port}/v1"
        self.log = log
        self._data = str(data)
        self._environment = {
            **service_environment(data, f"127.0.0.1:{port}"),
            **settings,
            "TRIODESK_LOG_FORMAT": "json",
        }
        self._process: trio.Process | None = None
        self._stores: set[int] = set()

    @property
    def process(self) -> trio.Process:
        """The server.

        Raises:
            ServiceFailed: it has ended.
        """
        if self._process is None or self._process.poll() is not None:
            raise ServiceFailed("the service is not running")
        return self._process

    @property
    def store(self) -> int:
        """Process id of the server's store.

        Raises:
            ServiceFailed: there is none.
        """
        started = children(self.process.pid)
        found = [each for each in started if STORE in command_line(each)]
        if len(found) != 1:
            raise ServiceFailed(f"expected one store, got processes {found}")
        self._stores.update(found)
        return found[0]

    async def spawn(self) -> None:
        """Starts the server and returns at once."""
        with self.log.open("ab") as log:
            self._process = await trio.lowlevel.open_process(
                COMMAND,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=ROOT,
                env=self._environment,
                start_new_session=True,
            )

    async def start(self) -> None:
        """Starts the server and waits until it serves.

        Raises:
            ServiceFailed: it ended before.
            trio.TooSlowError: it never served.
        """
        await self.spawn()
        await self.serving()

    async def serving(self) -> None:
        """Waits until a server that was spawned serves; raises as `start`."""
        stream = self.process.stdout
        assert stream is not None
        with trio.fail_after(START_SECONDS):
            if not await stream.receive_some():
                raise ServiceFailed("the service ended before it served")

    async def kill(self) -> None:
        """SIGKILL to the server alone; returns when it has ended."""
        process = self.process
        self._stores.update(children(process.pid))
        process.send_signal(signal.SIGKILL)
        await self._reap(process)

    async def kill_all(self) -> None:
        """SIGKILL to the server and its store; returns when both have ended."""
        process, store = self.process, self.store
        process.send_signal(signal.SIGKILL)
        send(store, signal.SIGKILL)
        await self._reap(process)
        await wait_gone(store)

    async def stop(self) -> int:
        """SIGTERM; returns the exit status.

        Raises:
            trio.TooSlowError: it does not stop.
        """
        process, store = self.process, self.store
        process.send_signal(signal.SIGTERM)
        with trio.fail_after(STOP_SECONDS):
            status = await process.wait()
        await wait_gone(store)
        return status

    def clean_up(self) -> None:
        """Ends whatever is left, at once."""
        if self._process is not None and self._process.poll() is None:
            self._stores.update(children(self._process.pid))
            self._process.kill()
        for store in self._stores:
            if self._data in command_line(store):  # ids are given again
                send(store, signal.SIGKILL)

    async def _reap(self, process: trio.Process) -> None:
        await process.wait()
        if process.stdout is not None:
            await process.stdout.aclose()


def service_environment(data: Path, gateway_bind: str) -> dict[str, str]:
    """For a service that says nothing by itself: what people say is counted.

    Nor does a robot come first.
    """
    return {
        **os.environ,
        "TRIODESK_DATA": str(data),
        "TRIODESK_HTTP_BIND": "127.0.0.1:0",
        "TRIODESK_GATEWAY_BIND": gateway_bind,
        "TRIODESK_LOG_LEVEL": "warning",
        "TRIODESK_SERVICE_PROMPTS": "false",
        "TRIODESK_DEMO_KNOWLEDGE": "false",
    }


def free_port() -> int:
    """A port of `PORTS` that this process alone gives out, for as long as it lives.

    Not drawn from the seed: two runs with one seed must not meet on it. It stays bound
    without listening: a service, which asks to reuse the address, may listen on it life
    after life; another run, which does not ask when it binds, finds it taken.
    """
    random = SystemRandom()
    while True:
        port = random.choice(PORTS)
        keeper = socket.socket()
        try:
            keeper.bind(("127.0.0.1", port))
        except OSError:
            keeper.close()
            continue
        keeper.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        _kept.append(keeper)
        return port
