"""Keys and logins in SQL; only this module knows their tables. Imports no trio."""

from __future__ import annotations

import hmac
from typing import Final

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, Engine, Row, delete, insert, select, update
from sqlalchemy.sql.functions import func

from actors.accounts.acts_table import first_answer, write_act
from actors.api_keys.key import MAX_KEYS, TOUCH_MS, ApiKey, Scope, is_over
from actors.api_keys.records import (
    ChangeKeys,
    CheckKey,
    KeepLogin,
    KeyChanged,
    KeyRefused,
    KeyRule,
    KeysAnswer,
    KeysRead,
    KeysRequest,
    KeysTold,
    LoginKept,
    LoginTaken,
    PutKey,
    ReadKeys,
    TakeLogin,
)
from actors.sql_table import sql_table
from actors.sql_transaction import in_transaction

_KEYS: Final = sql_table("api_keys", *ApiKey.__struct_fields__, "hash")
_LOGINS: Final = sql_table("agent_logins", "hash", "member", "key", "expires_ms")
_CHANGED: Final = msgspec.msgpack.Decoder(KeyChanged)


class KeyStore:
    """Answers requests on an engine whose schema is up to date."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def answer(self, request: KeysRequest) -> KeysAnswer:
        """Does a request in a transaction of its own; blocks.

        Raises:
            StoreBroken: the connection is gone; whether it was done is unknown.
        """
        return in_transaction(self._engine, lambda one: _answer(one, request))


def _answer(connection: Connection, request: KeysRequest) -> KeysTold:
    match request:
        case ReadKeys():
            rows = connection.execute(select(_KEYS).order_by(_KEYS.c.created_ms))
            return KeysRead(tuple(map(_key, rows)))
        case ChangeKeys():
            return _change(connection, request)
        case CheckKey():
            return _check(connection, request)
        case KeepLogin():
            return _keep(connection, request)
        case TakeLogin():
            return _take(connection, request)


# --- keys


def _change(connection: Connection, request: ChangeKeys) -> KeyChanged | KeyRefused:
    first = first_answer(connection, request.operation)
    if first is not None:
        return _CHANGED.decode(first)
    change = request.change
    if isinstance(change, PutKey):
        changed = _put(connection, change)
    else:
        changed = _drop(connection, change.key)
    if isinstance(changed, KeyChanged):
        body = msgspec.msgpack.encode(changed)
        write_act(connection, request.operation, request.audit, body)
    return changed


def _put(connection: Connection, put: PutKey) -> KeyChanged | KeyRefused:
    count = connection.execute(select(func.count()).select_from(_KEYS)).scalar_one()
    if count >= MAX_KEYS:
        text = f"there are {MAX_KEYS} keys already"
        return KeyRefused(KeyRule.TOO_MANY, text)
    fields = msgspec.structs.asdict(put.key)
    fields["scopes"] = " ".join(scope.value for scope in put.key.scopes)
    connection.execute(insert(_KEYS).values(hash=put.hash, **fields))
    return KeyChanged(put.key)


def _drop(connection: Connection, key: str) -> KeyChanged | KeyRefused:
    row = _found(connection, key)
    if row is None:
        return KeyRefused(KeyRule.NO_SUCH_KEY, f"there is no key {key!r}")
    connection.execute(delete(_LOGINS).where(_LOGINS.c.key == key))
    connection.execute(delete(_KEYS).where(_KEYS.c.id == key))
    return KeyChanged(_key(row))


def _check(connection: Connection, check: CheckKey) -> KeyChanged | KeyRefused:
    row = _found(connection, check.key)
    if row is None or not hmac.compare_digest(row.hash, check.hash):
        text = "expected a key that was made here and not taken back"
        return KeyRefused(KeyRule.UNKNOWN_KEY, text)
    key = _key(row)
    if is_over(key, check.at_ms):
        return KeyRefused(KeyRule.EXPIRED_KEY, f"the key {key.id} has expired")
    if check.at_ms - key.used_ms >= TOUCH_MS:
        key = replace(key, used_ms=check.at_ms)
        used = update(_KEYS).where(_KEYS.c.id == key.id)
        connection.execute(used.values(used_ms=check.at_ms))
    return KeyChanged(key)


def _found(connection: Connection, key: str) -> Row[tuple[object, ...]] | None:
    return connection.execute(select(_KEYS).where(_KEYS.c.id == key)).one_or_none()


def _key(row: Row[tuple[object, ...]]) -> ApiKey:
    fields = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    values = {name: fields[name] for name in ApiKey.__struct_fields__}
    scopes = tuple(map(Scope, fields["scopes"].split()))
    return ApiKey(**(values | {"scopes": scopes}))


# --- logins


def _keep(connection: Connection, keep: KeepLogin) -> LoginKept:
    old = delete(_LOGINS).where(_LOGINS.c.expires_ms <= keep.audit.at_ms)
    connection.execute(old)
    row = {
        "hash": keep.hash,
        "member": keep.member,
        "key": keep.key,
        "expires_ms": keep.expires_ms,
    }
    connection.execute(insert(_LOGINS).values(row))
    write_act(connection, keep.operation, keep.audit, b"")
    return LoginKept()


def _take(connection: Connection, take: TakeLogin) -> LoginTaken | KeyRefused:
    is_it = _LOGINS.c.hash == take.hash
    gone = delete(_LOGINS).where(is_it).returning(*_LOGINS.c)
    row = connection.execute(gone).one_or_none()
    if row is None or row.expires_ms <= take.at_ms:
        text = "the login was used already, or is too old: ask for another one"
        return KeyRefused(KeyRule.LOGIN_SPENT, text)
    return LoginTaken(row.member, row.key)
