"""The data directory of one machine: the store, the secret, the demo tickets.

Everything in it is readable by its owner only. `service.json` says where a running
service is reached, so that commands on the same machine find it.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

import msgspec

from runtime.errors import UsageError
from runtime.file_lock import FileLock, StoreInUse

SECRET_BYTES: Final = 32
"""Key of the tickets' signatures."""
_OWNER_ONLY: Final = 0o700


class Endpoints(msgspec.Struct, frozen=True):
    """Where a running service is reached.

    `chat` by a visitor's browser, `workbench` by an agent's, `guide` by who sets it up;
    `founding` by the first of those, once; "": it was, or is told nobody.
    """

    gateway: str
    http: str
    process: int
    chat: str = ""
    workbench: str = ""
    guide: str = ""
    founding: str = ""


class DemoAccount(msgspec.Struct, frozen=True):
    """How an agent of the demonstration signs in.

    `password` is the first one; "" once somebody has chosen another.
    """

    login: str
    password: str


class DemoTickets(msgspec.Struct, frozen=True):
    """Tickets for the demonstration's agents, by agent id; until accounts exist."""

    agents: dict[str, str]


class LastBackup(msgspec.Struct, frozen=True):
    """Where the last backup went, when it was begun (wall time in ms), and its size."""

    path: str
    begun_ms: int
    size: int


class DataDirectory:
    """Paths and small files below one directory."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.store = path / "journal.db"
        self.attachments = path / "attachments"
        self.records = path / "records.db"
        self.robot = path / "robot"
        self.sheets = path / "sheets"
        self.operator_socket = path / "operator.sock"
        self.restoring = path / "restoring"
        self._secret = path / "ticket.key"
        self._tickets = path / "demo-tickets.json"
        self._endpoints = path / "service.json"
        self._last_backup = path / "last-backup.json"

    def lock(self) -> FileLock:
        """Makes the directory and takes it for one service.

        Raises:
            UsageError: it cannot be made, another service runs on it, or a restore
                was broken off in it.
        """
        try:
            self.path.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
            lock = FileLock(self.path / "service.lock", seconds=0)
        except StoreInUse as error:
            raise UsageError(
                f"another service runs on {self.path}: stop it, or set TRIODESK_DATA "
                "to another directory"
            ) from error
        except OSError as error:
            reason = error.strerror
            raise UsageError(f"cannot use {self.path}: {reason}") from error
        if self.restoring.exists():
            lock.close()
            raise UsageError(
                f"a restore was broken off in {self.path}: empty it and restore again"
            )
        return lock

    def secret(self) -> bytes:
        """The key of the tickets' signatures; made at the first call."""
        if not self._secret.exists():
            self._write(self._secret, secrets.token_bytes(SECRET_BYTES))
        return self._secret.read_bytes()

    def existing_secret(self) -> bytes:
        """The key that a service made.

        Raises:
            UsageError: no service was started on this directory yet, or it is not ours.
        """
        try:
            return self._secret.read_bytes()
        except OSError as error:
            raise UsageError(
                f"no service was started on {self.path} yet ({error.strerror}): "
                "start `triodesk serve`, or give --ticket and --url"
            ) from error

    def write_tickets(self, tickets: DemoTickets) -> None:
        """Keeps the demonstration's tickets."""
        self._write(self._tickets, msgspec.json.encode(tickets))

    def tickets(self) -> DemoTickets:
        """The demonstration's tickets; empty before the first start."""
        try:
            return msgspec.json.decode(self._tickets.read_bytes(), type=DemoTickets)
        except FileNotFoundError:
            return DemoTickets({})

    def write_endpoints(self, endpoints: Endpoints) -> None:
        """Says where the service is."""
        self._write(self._endpoints, msgspec.json.encode(endpoints))

    def endpoints(self) -> Endpoints | None:
        """Where the last service was; it may have ended since."""
        try:
            return msgspec.json.decode(self._endpoints.read_bytes(), type=Endpoints)
        except FileNotFoundError:
            return None

    def write_last_backup(self, last: LastBackup) -> None:
        """Says where a backup is."""
        self._write(self._last_backup, msgspec.json.encode(last))

    def last_backup(self) -> LastBackup | None:
        """The last one that was made here; it may be gone from where it went."""
        try:
            return msgspec.json.decode(self._last_backup.read_bytes(), type=LastBackup)
        except FileNotFoundError:
            return None

    def _write(self, path: Path, content: bytes) -> None:
        """Replaces a file at once: a reader sees the old or the new one."""
        draft = path.with_suffix(".new")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
