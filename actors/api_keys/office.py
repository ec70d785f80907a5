"""Who may make keys, and whose key somebody shows (M11).

The audit log's row is in the transaction of the change. What was opened by a key ends
when the key is taken back.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from typing import Final

import msgspec

from actors.accounts.accounts import Accounts
from actors.accounts.audit import Act, AuditEntry
from actors.accounts.permissions import (
    OPERATOR,
    Permission,
    Principal,
    is_allowed,
)
from actors.accounts.refusal import AccountRefused
from actors.api_keys.asking import asked
from actors.api_keys.key import ApiKey, KeyDraft, Scope, key_id, made, text_hash
from actors.api_keys.records import (
    ChangeKeys,
    CheckKey,
    DropKey,
    KeyChanged,
    KeyRefused,
    KeyRule,
    KeysRead,
    PutKey,
    ReadKeys,
)
from actors.records_port import KeyRecords
from runtime.errors import Unavailable

_ID_BYTES: Final = 5
_SECRET_BYTES: Final = 32


class KeyMade(msgspec.Struct, frozen=True, tag="key_made"):
    """A new key; `text` is told here only."""

    key: ApiKey
    text: str


class KeyOffice:
    """Made once by the composition root.

    Every method raises `Unavailable` while the records do not answer; a change can then
    be tried again with the same operation.

    Args:
        records: keep the keys.
        accounts: know who was signed in by which.
        secret: what is told of a key follows from it and the operation, so that a
            repeat is told the same.
        wall_ms: wall time.
    """

    def __init__(
        self,
        records: KeyRecords,
        accounts: Accounts,
        secret: bytes,
        wall_ms: Callable[[], int],
    ) -> None:
        self._records = records
        self._accounts = accounts
        self._secret = secret
        self._wall_ms = wall_ms

    async def read(self, who: Principal) -> KeysRead | KeyRefused:
        """All keys, without their secrets."""
        if refused := _refused(who):
            return refused
        return await asked(self._records, ReadKeys(), KeysRead)

    async def add(
        self, who: Principal, draft: KeyDraft, operation: str
    ) -> KeyMade | KeyRefused:
        """Makes a key."""
        if refused := _refused(who) or _refused_scopes(who, draft):
            return refused
        about = f"{who.who}/{operation}".encode()
        chance = hmac.digest(self._secret, about, hashlib.sha512)
        name = chance[-_ID_BYTES:].hex()
        secret = base64.urlsafe_b64encode(chance[:_SECRET_BYTES]).rstrip(b"=").decode()
        text = f"tdk_{name}_{secret}"
        key = made(draft, name, who.who, self._wall_ms())
        scopes = " ".join(each.value for each in key.scopes)
        audit = self._entry(who, Act.KEY_MADE, name, f"{key.name}: {scopes}")
        change = ChangeKeys(about.decode(), PutKey(key, text_hash(text)), audit)
        answer = await asked(self._records, change, KeyChanged)
        return answer if isinstance(answer, KeyRefused) else KeyMade(answer.key, text)

    async def remove(
        self, who: Principal, key: str, operation: str
    ) -> KeyChanged | KeyRefused:
        """Takes a key back, and ends what came of it."""
        if refused := _refused(who):
            return refused
        audit = self._entry(who, Act.KEY_REMOVED, key, "")
        change = ChangeKeys(f"{who.who}/{operation}", DropKey(key), audit)
        answer = await asked(self._records, change, KeyChanged)
        if isinstance(answer, KeyChanged):
            ended = await self._accounts.end_by_key(who, key)
            if isinstance(ended, AccountRefused):
                raise Unavailable(ended.text)
        return answer

    async def check(self, text: str, scope: Scope) -> ApiKey | KeyRefused:
        """The key of a text, if it is good for that; counts as use."""
        found = await self.find(text)
        if isinstance(found, ApiKey) and scope not in found.scopes:
            expected = f"expected a key with the scope {scope.value}"
            return KeyRefused(KeyRule.WRONG_SCOPE, expected)
        return found

    async def find(self, text: str) -> ApiKey | KeyRefused:
        """The key of a text, if it is good at all; counts as use."""
        found = key_id(text)
        if not found:
            expected = "expected a key: Authorization: Bearer tdk_…"
            return KeyRefused(KeyRule.UNKNOWN_KEY, expected)
        check = CheckKey(found, text_hash(text), self._wall_ms())
        answer = await asked(self._records, check, KeyChanged)
        return answer if isinstance(answer, KeyRefused) else answer.key

    def _entry(self, who: Principal, act: Act, key: str, detail: str) -> AuditEntry:
        return AuditEntry(self._wall_ms(), who.who, act, key, who.address, detail)


def _refused(who: Principal) -> KeyRefused | None:
    if is_allowed(who, Permission.EDIT_KEYS):
        return None
    return KeyRefused(KeyRule.NOT_ALLOWED, "keys are an administrator's to make")


def _refused_scopes(who: Principal, draft: KeyDraft) -> KeyRefused | None:
    """Nobody makes a key that may what he may not; whoever has the machine may all."""
    if who.who == OPERATOR:
        return None
    for scope in draft.scopes:
        is_more = scope is not Scope.AGENT_LOGIN and not is_allowed(
            who, Permission(scope.value)
        )
        if is_more:
            expected = f"expected scopes of what you may yourself, got {scope.value}"
            return KeyRefused(KeyRule.NOT_ALLOWED, expected)
    return None
