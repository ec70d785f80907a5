"""What accounts are made of in a service: two ports, the actor, and who speaks to it.

records    the child process with the database
hashing    the child process that hashes passwords
accounts   the actor
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Final, Never

import trio

from actors.accounts.accounts import Accounts
from actors.accounts.actor import AccountsActor, AccountsDoor
from actors.accounts.desk_teller import DeskTeller
from actors.accounts.hasher import PortHasher, hasher_spec
from actors.accounts.sign_in_settings import SignInSettings
from actors.directory import Directory
from actors.records_port import PortRecords, records_spec
from runtime.actor import Service
from runtime.child import ChildSpec
from runtime.observe import Events

_PURPOSE: Final = b"triodesk.first-password.v1"


class _PortService(Service[Never]):
    """One life of a port's child; who asks before it serves waits for it.

    So it is up at once: a start need not wait for what nobody has asked yet.
    """

    def __init__(
        self, port: PortRecords | PortHasher, serves: Callable[[], None]
    ) -> None:
        self._port = port
        self._serves = serves

    async def run(self, started: Callable[[], None]) -> None:
        """Runs one life of the child."""
        started()
        await self._port.run(self._serves)


class StaffOffice:
    """The accounts of one process.

    Args:
        records: path of the database.
        settings: of the installation.
        directory: knows the desk's agents and groups.
        events: where refusals are told.
        random: unguessable.
        secret: of the data directory; what is derived from it here is for the first
            passwords alone.

    Attributes:
        accounts: for HTTP and operators.
        records: the port.
        has_records: set once the database has been opened.
    """

    def __init__(
        self,
        records: Path,
        settings: SignInSettings,
        directory: Directory,
        events: Events,
        random: Random,
        secret: bytes,
    ) -> None:
        self.records = PortRecords(records_spec(records))
        self.has_records = trio.Event()
        self._hasher = PortHasher(hasher_spec())
        self._door = AccountsDoor()
        self._settings = settings
        self._teller = DeskTeller(directory, events)
        key = hmac.digest(secret, _PURPOSE, hashlib.sha256)
        self.accounts = Accounts(self._door, self._hasher, directory, random, key)

    def children(self) -> tuple[ChildSpec, ...]:
        """For the root supervisor; each may die and come back alone."""
        return (
            ChildSpec("records", self._records),
            ChildSpec("hashing", self._hashing),
            ChildSpec("accounts", self._actor),
        )

    def _records(self) -> _PortService:
        return _PortService(self.records, self.has_records.set)

    def _hashing(self) -> _PortService:
        return _PortService(self._hasher, lambda: None)

    def _actor(self) -> AccountsActor:
        return AccountsActor(self._door, self.records, self._teller, self._settings)
