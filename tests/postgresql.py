"""A PostgreSQL server of the tests' own, on a socket of its own, that really syncs."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

AWAY_MS = 30_000
"""A lid on the end of a connection whose statement is stopped."""
_SEND_OTHERS_AWAY = """
SELECT pg_terminate_backend(pid, %s) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()"""


def server_program(name: str) -> str:
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    found = str(places[0]) if places else shutil.which(name)
    if found is None:
        pytest.skip(f"no PostgreSQL server here: {name} not found")
    return found


class PostgresServer:
    """Runs until told otherwise; `url` is that of a database."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._data = directory / "data"
        self._environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        # The server refuses to be root.
        self._user = "nobody" if os.getuid() == 0 else None
        if self._user:
            shutil.chown(directory, self._user)
        initdb = server_program("initdb")
        subprocess.run(
            [initdb, "-D", self._data, "-U", "tester", "-A", "trust", "-E", "UTF8"],
            check=True,
            capture_output=True,
            cwd=directory,
            env=self._environment,
            user=self._user,
        )
        self.start()

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://tester@/{database}?host={self._directory}"

    def empty(self) -> None:
        """As if nobody had been there; who still is, of a killed child, is sent away.

        It may be in the middle of something: the two could lock each other out.
        """
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(_SEND_OTHERS_AWAY, (AWAY_MS,))
            connection.execute("DROP SCHEMA IF EXISTS journal, records CASCADE")

    def start(self, setting: str = "") -> None:
        """Returns when it accepts connections; the setting is for this life."""
        # Little is written into the pipe, which nobody reads any more.
        settings = ["listen_addresses=", "log_min_messages=log"]
        if setting:
            settings.append(setting.replace(" ", ""))
        given = [word for each in settings for word in ("-c", each)]
        where = ["-D", str(self._data), "-k", str(self._directory)]
        self._process = subprocess.Popen(
            [server_program("postgres"), *where, *given],
            cwd=self._directory,
            env=self._environment,
            stderr=subprocess.PIPE,
            user=self._user,
        )
        assert self._process.stderr is not None
        for line in self._process.stderr:
            if b"ready to accept connections" in line:
                return
        raise AssertionError("the server ended")

    def crash(self) -> None:
        """Ends at once, and recovers at the next start ("immediate shutdown")."""
        self._end(signal.SIGQUIT)

    def stop(self) -> None:
        """Ends, whoever is connected ("fast shutdown")."""
        self._end(signal.SIGINT)

    def _end(self, number: signal.Signals) -> None:
        self._process.send_signal(number)
        self._process.communicate()


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    with tempfile.TemporaryDirectory(prefix="pg-") as name:
        server = PostgresServer(Path(name))
        try:
            yield server
        finally:
            server.stop()
