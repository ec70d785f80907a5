"""PURE: a key by which another program acts over HTTP (M11).

Its text is `tdk_ID_SECRET`. The id is no secret: it is what lists and the audit log
show of it. Of the text a hash is kept, which is enough: the secret has 256 bits of
chance.

Storage format: names are for ever, new fields have defaults.
"""

from __future__ import annotations

import hashlib
import re
from enum import Enum
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from actors.accounts.members import Name
from actors.accounts.permissions import KEYS, Permission

MAX_KEYS: Final = 200
"""At once: an organisation has a few programs, each with a key or two."""
MAX_DAYS: Final = 3_650
TOUCH_MS: Final = 5 * 60 * 1000
"""The last use is written down no more often."""

_PERMISSIONS: Final = frozenset(each.value for each in KEYS)
_DAY_MS: Final = 24 * 3600 * 1000
_TEXT: Final = re.compile(r"tdk_([0-9a-f]{10})_[A-Za-z0-9_-]{43}")


class Scope(Enum):
    """What a key is good for."""

    AGENT_LOGIN = "agent_login"
    """Signing agents in where a business system shows them the workbench (W8)."""
    EDIT_ADMINS = "edit_admins"
    """This one and those below: what a member of the staff may be allowed, and by the
    same names."""
    EDIT_MEMBERS = "edit_members"
    READ_MEMBERS = "read_members"
    READ_AUDIT = "read_audit"
    SUPERVISE = "supervise"
    READ_CUSTOMERS = "read_customers"
    NOTE_CUSTOMERS = "note_customers"
    RANK_CUSTOMERS = "rank_customers"
    BLOCK_CUSTOMERS = "block_customers"
    SEE_CONTACTS = "see_contacts"
    READ_RECORDS = "read_records"
    READ_KNOWLEDGE = "read_knowledge"
    EDIT_KNOWLEDGE = "edit_knowledge"
    PUBLISH_KNOWLEDGE = "publish_knowledge"
    EDIT_REPLIES = "edit_replies"
    READ_RULES = "read_rules"
    EDIT_RULES = "edit_rules"
    READ_REPORTS = "read_reports"
    EDIT_WEBHOOKS = "edit_webhooks"
    OBSERVE = "observe"
    INTERVENE = "intervene"
    KEEP_DATA = "keep_data"


class KeyDraft(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A key that is to be made.

    Attributes:
        name: what it is for, for people.
        scopes: what it is good for.
        days: after so many it is good no more; 0 = never.
    """

    name: Name
    scopes: Annotated[tuple[Scope, ...], Meta(min_length=1, max_length=len(Scope))]
    days: Annotated[int, Meta(ge=0, le=MAX_DAYS)] = 0


class ApiKey(msgspec.Struct, frozen=True):
    """A key, as it may be shown.

    Attributes:
        id: the part of its text that is no secret.
        name: what it is for.
        scopes: what it is good for.
        created_ms: wall time.
        created_by: a member's id, or `operator`.
        expires_ms: wall time; 0 = never.
        used_ms: of the last use, right to within `TOUCH_MS`; 0 = never.
    """

    id: str
    name: str
    scopes: tuple[Scope, ...]
    created_ms: int
    created_by: str
    expires_ms: int = 0
    used_ms: int = 0

    @property
    def granted(self) -> tuple[Permission, ...]:
        """What a member of the staff may be allowed, and it is, too."""
        values = (each.value for each in self.scopes)
        return tuple(Permission(each) for each in values if each in _PERMISSIONS)


def made(draft: KeyDraft, key: str, who: str, now_ms: int) -> ApiKey:
    """The key of a draft under a new id."""
    expires_ms = now_ms + draft.days * _DAY_MS if draft.days else 0
    return ApiKey(key, draft.name, draft.scopes, now_ms, who, expires_ms)


def key_id(text: str) -> str:
    """The id in a key's text; "" = it is the text of none."""
    found = _TEXT.fullmatch(text)
    return found[1] if found else ""


def text_hash(text: str) -> str:
    """What is kept of a secret with 256 bits of chance."""
    return hashlib.sha256(text.encode()).hexdigest()


def is_over(key: ApiKey, now_ms: int) -> bool:
    """True when it is good no more."""
    return 0 < key.expires_ms <= now_ms
