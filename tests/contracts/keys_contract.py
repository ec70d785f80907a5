"""What every database keeps of keys and logins (M11, W8)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.accounts.audit import Act, AuditEntry
from actors.api_keys.key import TOUCH_MS, ApiKey, Scope
from actors.api_keys.records import (
    ChangeKeys,
    CheckKey,
    DropKey,
    KeepLogin,
    KeyChanged,
    KeyRefused,
    KeyRule,
    KeysAnswer,
    KeysRead,
    LoginKept,
    LoginTaken,
    PutKey,
    ReadKeys,
    TakeLogin,
)
from tests.actors.accounts.local_records import LocalRecords

KEY = ApiKey("k1", "crm", (Scope.AGENT_LOGIN,), 5, "ada", 1_000_000_000)


class KeysContract:
    """Subclasses have a fixture `records`."""

    async def change(
        self, records: LocalRecords, change: PutKey | DropKey, operation: str
    ) -> KeysAnswer:
        audit = AuditEntry(7, "ada", Act.KEY_MADE, "k1")
        return await records.ask(ChangeKeys(operation, change, audit))

    async def keep(self, records: LocalRecords, hashed: str, now_ms: int) -> None:
        audit = AuditEntry(now_ms, "key k1", Act.AGENT_LOGIN_MADE, "m")
        kept = KeepLogin(hashed, "m", "k1", now_ms + 10, f"login/{hashed}", audit)
        assert await records.ask(kept) == LoginKept()

    @pytest.mark.covers("M11")
    async def test_a_key_is_put_used_and_dropped(self, records: LocalRecords) -> None:
        put = PutKey(KEY, "hash")
        made = await self.change(records, put, "o")
        assert made == KeyChanged(KEY)
        assert await self.change(records, put, "o") == made
        used = await records.ask(CheckKey("k1", "hash", TOUCH_MS))
        assert used == KeyChanged(replace(KEY, used_ms=TOUCH_MS))
        assert await records.ask(CheckKey("k1", "hash", TOUCH_MS + 1)) == used
        assert isinstance(used, KeyChanged)
        assert await records.ask(ReadKeys()) == KeysRead((used.key,))
        for check, rule in (
            (CheckKey("k1", "other", 1), KeyRule.UNKNOWN_KEY),
            (CheckKey("k2", "hash", 1), KeyRule.UNKNOWN_KEY),
            (CheckKey("k1", "hash", KEY.expires_ms), KeyRule.EXPIRED_KEY),
        ):
            answer = await records.ask(check)
            assert isinstance(answer, KeyRefused)
            assert answer.rule is rule
        assert await self.change(records, DropKey("k1"), "p") == used
        assert await records.ask(ReadKeys()) == KeysRead(())

    @pytest.mark.covers("W8")
    async def test_a_login_is_taken_once_and_not_too_late(
        self, records: LocalRecords
    ) -> None:
        await self.keep(records, "a", 1)
        await self.keep(records, "b", 2)
        assert await records.ask(TakeLogin("a", 10)) == LoginTaken("m", "k1")
        for taken in (TakeLogin("a", 10), TakeLogin("b", 12), TakeLogin("c", 1)):
            answer = await records.ask(taken)
            assert isinstance(answer, KeyRefused)
            assert answer.rule is KeyRule.LOGIN_SPENT

    @pytest.mark.covers("M11")
    async def test_logins_go_with_their_key(self, records: LocalRecords) -> None:
        await self.change(records, PutKey(KEY, "hash"), "o")
        await self.keep(records, "a", 1)
        await self.change(records, DropKey("k1"), "p")
        assert isinstance(await records.ask(TakeLogin("a", 2)), KeyRefused)
