"""Signs agents in for whom another program vouches: once, and soon (W8).

The program asks for a login with its key, and hands it to the browser of the agent whom
it knows by its own sign-in. Whoever comes with the login first is that agent.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from random import Random
from typing import Final

import msgspec

from actors.accounts.accounts import Accounts
from actors.accounts.audit import Act, AuditEntry
from actors.accounts.messages import SignedIn
from actors.accounts.refusal import AccountRefused
from actors.accounts.sign_ins import TOKEN_BYTES
from actors.api_keys.asking import asked
from actors.api_keys.key import ApiKey, text_hash
from actors.api_keys.records import (
    KeepLogin,
    KeyRefused,
    LoginKept,
    LoginTaken,
    TakeLogin,
)
from actors.records_port import KeyRecords

LOGIN_MS: Final = 10 * 60 * 1000
"""A login is good for so long: as in the seed."""
_OPERATION_BITS: Final = 128


class AgentLogin(msgspec.Struct, frozen=True):
    """A login that waits for its agent; the token is told here only."""

    token: str
    expires_ms: int


class LoginDesk:
    """Made once by the composition root.

    Both methods raise `Unavailable` while the records do not answer.

    Args:
        records: keep what was not used yet.
        accounts: sign in.
        random: unguessable.
        wall_ms: wall time.
    """

    def __init__(
        self,
        records: KeyRecords,
        accounts: Accounts,
        random: Random,
        wall_ms: Callable[[], int],
    ) -> None:
        self._records = records
        self._accounts = accounts
        self._random = random
        self._wall_ms = wall_ms

    async def make(
        self, key: ApiKey, login: str, address: str
    ) -> AgentLogin | KeyRefused | AccountRefused:
        """A login for the member of an id, or who signs in so; refused if he cannot."""
        member = await self._accounts.seat(login)
        if isinstance(member, AccountRefused):
            return member
        now_ms = self._wall_ms()
        chance = self._random.randbytes(TOKEN_BYTES)
        token = base64.urlsafe_b64encode(chance).rstrip(b"=").decode()
        made = AgentLogin(token, now_ms + LOGIN_MS)
        who = f"key {key.id}"
        audit = AuditEntry(now_ms, who, Act.AGENT_LOGIN_MADE, member.id, address)
        operation = f"login/{self._random.getrandbits(_OPERATION_BITS):032x}"
        keep = KeepLogin(
            text_hash(token), member.id, key.id, made.expires_ms, operation, audit
        )
        kept = await asked(self._records, keep, LoginKept)
        return kept if isinstance(kept, KeyRefused) else made

    async def enter(
        self, token: str, address: str
    ) -> SignedIn | KeyRefused | AccountRefused:
        """Signs in who comes with a login; it is spent then, whatever is answered."""
        take = TakeLogin(text_hash(token), self._wall_ms())
        taken = await asked(self._records, take, LoginTaken)
        if isinstance(taken, KeyRefused):
            return taken
        return await self._accounts.enter_by_key(taken.member, taken.key, address)
