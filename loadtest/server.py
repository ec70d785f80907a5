"""The service under load: started on a directory of its own, and ended for sure."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import IO, Final

import msgspec

from loadtest.house_plan import HousePlan, HouseShape
from runtime.errors import Unavailable

ROOT: Final = Path(__file__).parents[1]
START_SECONDS: Final = 60.0
"""From the start to the line that says where it serves, on a busy machine; a service
that has not said it by then is killed."""
STOP_SECONDS: Final = 20.0
"""A service that has not stopped by then is killed, and that is a failure."""
MAKE_SECONDS: Final = 120.0
"""For a house of thousands of agents on a busy machine."""
_UNLIMITED: Final = "1000000"
"""All of the load comes from one address, and nobody of it is to be throttled: rates
are kept by the schedule. A load test of the limits themselves is `prove-hostile`."""
LOAD_SETTINGS: Final = {
    "TRIODESK_HTTP_BIND": "127.0.0.1:0",
    "TRIODESK_GATEWAY_BIND": "127.0.0.1:0",
    "TRIODESK_LOG_FORMAT": "json",
    "TRIODESK_LOG_LEVEL": "warning",
    "TRIODESK_SERVICE_PROMPTS": "false",
    "TRIODESK_DEMO_KNOWLEDGE": "false",
    "TRIODESK_SERVICE_AGEING_SECONDS": "0",
    "TRIODESK_GATEWAY_VISITOR_FRAMES_PER_SECOND": _UNLIMITED,
    "TRIODESK_GATEWAY_AGENT_FRAMES_PER_SECOND": _UNLIMITED,
    "TRIODESK_GATEWAY_VISITOR_OPENS_PER_SECOND": _UNLIMITED,
    "TRIODESK_GATEWAY_ADDRESS_OPENS_PER_SECOND": _UNLIMITED,
    "TRIODESK_GATEWAY_ADDRESS_CONNECTIONS_PER_SECOND": _UNLIMITED,
}
"""What people say is all that is said, so that it can be counted; order is by class,
priority and ticket alone, as the auditor judges it."""


class ServerFailed(Unavailable):
    """The service did not start, or ended by itself, or did not stop."""


class Where(msgspec.Struct, frozen=True):
    """The line with which `triodesk serve --json` says that it serves."""

    gateway: str
    http: str
    process: int


class Server:
    """A service that runs.

    Attributes:
        where: its addresses and its process.
        data: the data directory.
        log: its standard error.
    """

    def __init__(
        self, process: subprocess.Popen[bytes], where: Where, data: Path, log: Path
    ) -> None:
        self._process = process
        self.where = where
        self.data = data
        self.log = log

    def check(self) -> None:
        """Raises `ServerFailed` when the service has ended."""
        if self._process.poll() is not None:
            raise ServerFailed(_ended(self._process.returncode, self.log))


def make_house(data: Path, shape: HouseShape) -> HousePlan:
    """Has groups, agents and tickets made in a data directory.

    Raises:
        ServerFailed: the command failed.
    """
    command = [sys.executable, "-m", "admin", "load-house"]
    for team in shape.teams:
        command += ["--team", team.spelled]
    command += ["--visitors", str(shape.visitors)]
    made = subprocess.run(  # noqa: S603 - the command is ours
        command,
        cwd=ROOT,
        env=_environment(data, {}),
        capture_output=True,
        timeout=MAKE_SECONDS,
        check=False,
    )
    if made.returncode != 0:
        raise ServerFailed(f"no house was made: {made.stderr.decode(errors='replace')}")
    return msgspec.json.decode(made.stdout, type=HousePlan)


@contextmanager
def running_server(
    data: Path, log: Path, settings: Mapping[str, str]
) -> Iterator[Server]:
    """Runs the service while the body runs.

    Args:
        data: the data directory.
        log: file for its standard error.
        settings: environment variables on top of `LOAD_SETTINGS`.

    Raises:
        ServerFailed: it did not start, ended by itself, or had to be killed at the end.
    """
    with log.open("ab") as errors:
        process = subprocess.Popen(
            (sys.executable, "-m", "admin", "serve", "--json"),
            cwd=ROOT,
            env=_environment(data, settings),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
        )
    try:
        assert process.stdout is not None  # noqa: S101 - a pipe was asked for
        where = _read_where(process, process.stdout, log)
        server = Server(process, where, data, log)
        yield server
        server.check()
    finally:
        _stop(process)


def _read_where(
    process: subprocess.Popen[bytes], stdout: IO[bytes], log: Path
) -> Where:
    lid = Timer(START_SECONDS, process.kill)
    lid.start()
    try:
        line = stdout.readline()
    finally:  # also when somebody interrupts: the thread would be waited for
        lid.cancel()
    if not line:
        raise ServerFailed(_ended(process.wait(), log))
    return msgspec.json.decode(line, type=Where)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """In order; the store's process ends when it loses its server."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise ServerFailed(
            f"the service had not stopped after {STOP_SECONDS:g} s"
        ) from None
    finally:
        if process.stdout is not None:
            process.stdout.close()


def _environment(data: Path, settings: Mapping[str, str]) -> dict[str, str]:
    """Of the service; what the caller's environment says of another is left out."""
    outside = {k: v for k, v in os.environ.items() if not k.startswith("TRIODESK_")}
    return {**outside, **LOAD_SETTINGS, **settings, "TRIODESK_DATA": str(data)}


def _ended(status: int, log: Path) -> str:
    last = log.read_text(errors="replace").splitlines()[-1:]
    return f"the service ended with {status}: {' '.join(last)}"
