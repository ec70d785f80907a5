"""What accounts are made of in a service: two ports, the actor, and who speaks to it.

records    the child process with the database
hashing    the child process that hashes passwords
accounts   the actor
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

import trio

from actors.accounts.accounts import Accounts
from actors.accounts.actor import AccountsActor, AccountsDoor
from actors.accounts.desk_teller import DeskTeller
from actors.accounts.hasher import port_hasher
from actors.accounts.sign_in_settings import SignInSettings
from actors.api_keys.login_desk import LoginDesk
from actors.api_keys.office import KeyOffice
from actors.directory import Directory
from actors.records_port import port_records
from admin.invitations import Invitations
from runtime.child import ChildSpec
from runtime.node import Node
from runtime.observe import Events
from runtime.port_service import PortService
from runtime.sql_place import SqlPlace

_PURPOSE: Final = b"triodesk.first-password.v1"
_KEYS_PURPOSE: Final = b"triodesk.api-keys.v1"
_LOCKOUT_PURPOSE: Final = b"triodesk.lockout.v1"


class StaffOffice:
    """The accounts of one process.

    Args:
        records: where their database is.
        settings: of the installation.
        node: has the desk's agents and groups, the clocks, and unguessable chance.
        events: where refusals are told.
        secret: of the data directory; derived from it are the first passwords, and
            how what was typed for a name is known again.

    Attributes:
        accounts: for HTTP and operators.
        invitations: of who comes in the first time.
        keys: of other programs.
        logins: made by them.
        note: for the gateway; see `AccountsDoor.note`.
        records: the port.
        has_records: set once the database has been opened.
    """

    def __init__(
        self,
        records: SqlPlace,
        settings: SignInSettings,
        node: Node,
        events: Events,
        secret: bytes,
    ) -> None:
        directory, random, wall_ms = Directory(node), node.random, node.wall_ms
        self.records = port_records(records)
        self.has_records = trio.Event()
        self._hasher = port_hasher()
        lockout_key = hmac.digest(secret, _LOCKOUT_PURPOSE, hashlib.sha256)
        self._door = AccountsDoor(lockout_key)
        self._settings = settings
        self._teller = DeskTeller(directory, events)
        key = hmac.digest(secret, _PURPOSE, hashlib.sha256)
        self.accounts = Accounts(self._door, self._hasher, directory, random, key)
        self.invitations = Invitations(self.accounts, key, wall_ms)
        self.note = self._door.note
        keys = hmac.digest(secret, _KEYS_PURPOSE, hashlib.sha256)
        self.keys = KeyOffice(self.records, self.accounts, keys, wall_ms)
        self.logins = LoginDesk(self.records, self.accounts, random, wall_ms)

    def children(self) -> tuple[ChildSpec, ...]:
        """For the root supervisor; each may die and come back alone."""
        return (
            ChildSpec("records", self._records),
            ChildSpec("hashing", self._hashing),
            ChildSpec("accounts", self._actor),
        )

    # Up at once: a start need not wait for what nobody has asked yet.
    def _records(self) -> PortService:
        return PortService(self.records, self.has_records.set, is_awaited=False)

    def _hashing(self) -> PortService:
        return PortService(self._hasher, lambda: None, is_awaited=False)

    def _actor(self) -> AccountsActor:
        return AccountsActor(self._door, self.records, self._teller, self._settings)
