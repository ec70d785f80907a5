"""PURE: what is asked of the records of keys and logins, and what they answer (M11)."""

from __future__ import annotations

from enum import Enum

import msgspec

from actors.accounts.audit import AuditEntry
from actors.accounts.records import NotRecorded
from actors.api_keys.key import ApiKey


class ReadKeys(msgspec.Struct, frozen=True, tag="read_keys"):
    """Asks for all keys, the oldest first: `KeysRead`."""


class PutKey(msgspec.Struct, frozen=True, tag="put_key"):
    """A key that is new, and the hash of its text."""

    key: ApiKey
    hash: str


class DropKey(msgspec.Struct, frozen=True, tag="drop_key"):
    """The key of that id is good no more, nor are the logins made by it."""

    key: str


class ChangeKeys(msgspec.Struct, frozen=True, tag="change_keys"):
    """Makes a change and writes it down: `KeyChanged`.

    A repeat of the operation changes nothing and gets the first answer.
    """

    operation: str
    change: PutKey | DropKey
    audit: AuditEntry


class CheckKey(msgspec.Struct, frozen=True, tag="check_key"):
    """Asks which key has that id and hash: `KeyChanged`, or why it is no good.

    `at_ms`: wall time; it counts as use.
    """

    key: str
    hash: str
    at_ms: int


class KeepLogin(msgspec.Struct, frozen=True, tag="keep_login"):
    """Keeps a login until somebody comes with it: `LoginKept`.

    Attributes:
        hash: of the login's token.
        member: who is to be signed in.
        key: id of the one by which it was asked for.
        expires_ms: wall time.
        operation: a new id, for the audit log.
        audit: who has made it for whom.
    """

    hash: str
    member: str
    key: str
    expires_ms: int
    operation: str
    audit: AuditEntry


class TakeLogin(msgspec.Struct, frozen=True, tag="take_login"):
    """Takes the login of a token with that hash away: `LoginTaken`, or refused.

    `at_ms`: wall time.
    """

    hash: str
    at_ms: int


KeysRequest = ReadKeys | ChangeKeys | CheckKey | KeepLogin | TakeLogin


class KeysRead(msgspec.Struct, frozen=True, tag="keys_read"):
    """All keys, without their secrets."""

    keys: tuple[ApiKey, ...]


class KeyChanged(msgspec.Struct, frozen=True, tag="key_changed"):
    """The key that was made, dropped or used."""

    key: ApiKey


class LoginKept(msgspec.Struct, frozen=True, tag="login_kept"):
    """It is on disk."""


class LoginTaken(msgspec.Struct, frozen=True, tag="login_taken"):
    """Who is to be signed in, and by which key; nobody gets this a second time."""

    member: str
    key: str


class KeyRule(Enum):
    """Why something was refused: stable codes."""

    NOT_ALLOWED = "not_allowed"
    NO_SUCH_KEY = "no_such_key"
    TOO_MANY = "too_many"
    UNKNOWN_KEY = "unknown_key"
    """Nobody has made the key that was shown, or it was taken back."""
    EXPIRED_KEY = "expired_key"
    WRONG_SCOPE = "wrong_scope"
    LOGIN_SPENT = "login_spent"
    """Somebody has come with it already, it is too old, or there never was such a
    login: not told apart."""


class KeyRefused(msgspec.Struct, frozen=True, tag="key_refused"):
    """Nothing was changed; `text`: why, for people."""

    rule: KeyRule
    text: str


KeysTold = KeysRead | KeyChanged | LoginKept | LoginTaken | KeyRefused
KeysAnswer = KeysTold | NotRecorded
