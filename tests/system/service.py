"""A real `triodesk serve` in a process of its own, on a data directory of its own."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from tempfile import TemporaryFile
from typing import TextIO

import msgspec

from admin.data_directory import DataDirectory, Endpoints
from admin.ticket import ticket_for
from gateway.wire.terms import Role
from tests.proofs.service import free_port, service_environment
from tests.system.brood import brood

ROOT = Path(__file__).parent.parent.parent
SERVE = ("serve", "--json")
STOP_SECONDS = 120.0
"""A bound, not a promise: a stop takes about one second."""


class Server:
    """One service, which may be killed and started again on the same data and port."""

    def __init__(self, data: Path, **settings: str) -> None:
        self.data = data
        self._settings = settings
        self._gateway_bind = f"127.0.0.1:{free_port()}"
        self.gateway = self.http = self.founding = ""
        self.pid = 0
        self._told: TextIO | None = None
        """Its standard output, while it lives."""
        self.log = data.parent / "server.log"

    def environment(self) -> dict[str, str]:
        usual = service_environment(self.data, self._gateway_bind)
        return usual | self._settings

    def start(self) -> None:
        """Starts the service and waits until it says where it is."""
        reading, writing = os.pipe()
        with self.log.open("a") as log, os.fdopen(writing, "w") as told:
            environment = self.environment()
            self.pid = brood().fork(SERVE, environment, told.fileno(), log.fileno())
        self._told = os.fdopen(reading)
        line = self._told.readline()
        assert line, f"the service did not start: {self.log.read_text()}"
        endpoints = msgspec.json.decode(line, type=Endpoints)
        self.gateway, self.http = endpoints.gateway, endpoints.http
        self.founding = endpoints.founding
        assert endpoints.process == self.pid

    def kill(self) -> None:
        """SIGKILL; the store's process ends by itself."""
        self._signal(signal.SIGKILL)

    def stop(self) -> int:
        """SIGTERM, and the exit code."""
        return self._signal(signal.SIGTERM)

    def _signal(self, number: signal.Signals) -> int:
        if self._told is None:
            return 0
        self._told.close()
        self._told = None
        os.kill(self.pid, number)
        return brood().wait(self.pid, STOP_SECONDS)

    def operate(self, noun: str, *words: str) -> dict[str, object]:
        """What an operator's command prints that succeeds: one row."""
        reading, writing = os.pipe()
        with os.fdopen(reading) as told, TemporaryFile("w+") as errors:
            with os.fdopen(writing, "w") as out:
                asked = (noun, "--json", *words)
                pipes = out.fileno(), errors.fileno()
                process = brood().fork(asked, self.environment(), *pipes)
            line = told.read()
            if code := brood().wait(process, STOP_SECONDS):
                errors.seek(0)
                raise AssertionError(f"{asked} ended with {code}: {errors.read()}")
        row: dict[str, object] = json.loads(line)
        return row

    def ticket(self, role: Role, principal: str) -> str:
        return ticket_for(DataDirectory(self.data), role, principal)
