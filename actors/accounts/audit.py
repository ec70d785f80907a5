"""PURE: the audit log, in which each row vouches for the rows before it (M9).

A row's hash covers its fields and the hash of the row before, so that a row that was
changed, taken out or put in breaks the chain at that place. Rows cut off at the end
leave a chain that is whole, and so does who computes all later hashes anew, which takes
no secret: compare the last number and hash with a copy kept elsewhere (`triodesk
members audit` prints them).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from enum import Enum
from typing import Final

import msgspec

from actors.accounts.members import CONTROLS

_CONTROL: Final = re.compile(f"[{CONTROLS}]")
BEGINNING: Final = "0" * 64
"""What the first row has for the hash of the row before."""


class Act(Enum):
    """What was done, or at the desk, where actors decide, what somebody set out to do.

    Whether the desk then did it, or refused, its journal says.
    """

    MEMBER_ADDED = "member_added"
    MEMBER_EDITED = "member_edited"
    MEMBER_DELETED = "member_deleted"
    MEMBER_SUSPENDED = "member_suspended"
    MEMBER_RESTORED = "member_restored"
    MEMBER_UNLOCKED = "member_unlocked"
    PASSWORD_RESET = "password_reset"  # noqa: S105 - a code
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - a code
    FACTOR_ENROLLING = "factor_enrolling"
    FACTOR_CONFIRMED = "factor_confirmed"
    FACTOR_REMOVED = "factor_removed"
    RECOVERY_CODE_USED = "recovery_code_used"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    SIGN_IN_LOCKED = "sign_in_locked"
    ASSIGNING_SESSION = "assigning_session"
    CLOSING_SESSION = "closing_session"
    ANNOTATING_SESSION = "annotating_session"
    CHANGING_CUSTOMER = "changing_customer"
    ERASING_CUSTOMER = "erasing_customer"
    """The subject is a fingerprint of his id, here and with the next."""
    EXPORTING_CUSTOMER = "exporting_customer"
    """All that is held of him leaves the house."""
    WATCHING_SESSION = "watching_session"
    WHISPERING_IN_SESSION = "whispering_in_session"
    SPEAKING_IN_SESSION = "speaking_in_session"
    COPYING_SESSION = "copying_session"
    """What a visitor said goes to an address outside."""
    EXPORTING_RECORDS = "exporting_records"
    """What visitors said leaves the house; the subject is a session, or empty: many."""
    SETTING_AGENT = "setting_agent"
    """Status, capacity, or both."""
    CHANGING_RULES = "changing_rules"
    """Service rules and settings; the rulebook's journal has all of it."""
    CHANGING_WEBHOOK = "changing_webhook"
    KNOWLEDGE_CHANGED = "knowledge_changed"
    """The draft of it."""
    KNOWLEDGE_PUBLISHED = "knowledge_published"
    """Also by a roll back: visitors are answered from another version."""
    CONTRIBUTION_MADE = "contribution_made"
    CONTRIBUTION_DECIDED = "contribution_decided"
    """Where it was approved, the draft has it."""
    UNANSWERED_SETTLED = "unanswered_settled"
    """By an entry, which is the subject, or dismissed."""
    QUICK_REPLIES_CHANGED = "quick_replies_changed"
    """The subject is the agent whose they are; empty: those of all."""
    KEY_MADE = "key_made"
    """For a program; the subject is the key's id."""
    KEY_REMOVED = "key_removed"
    AGENT_LOGIN_MADE = "agent_login_made"
    """By a program, for the member who is the subject."""
    RESTARTING_PART = "restarting_part"
    """Of the supervision tree; the subject is its path, as of the next two."""
    CRASHING_PART = "crashing_part"
    KILLING_PROCESS = "killing_process"
    UNREADABLE = "unreadable"
    """Nothing that we wrote: somebody changed the row."""


class AuditEntry(msgspec.Struct, frozen=True):
    """Who did what, to whom; never a secret.

    Attributes:
        at_ms: wall time.
        who: a member's id, `operator`, `key ID` of a program, or empty for somebody
            not signed in.
        act: what.
        subject: id of the member, the agent or the session; empty: whoever was meant,
            there is no such member.
        address: where from.
        detail: what was before and after, for people.
    """

    at_ms: int
    who: str
    act: Act
    subject: str
    address: str = ""
    detail: str = ""


class AuditRow(msgspec.Struct, frozen=True):
    """An entry in the log; `number` counts from 1, without gaps."""

    number: int
    entry: AuditEntry
    previous: str
    hash: str


def legible(text: str) -> str:
    """What a client named or wrote, as the log can keep and show it.

    Controls, which a name on the wire may hold, are escaped as in JSON.
    """
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def unreadable(number: int) -> AuditRow:
    """What stands for a row that is none of ours: no chain is whole with it."""
    return AuditRow(number, AuditEntry(0, "", Act.UNREADABLE, ""), "", "")


def chained(previous: AuditRow | None, entry: AuditEntry) -> AuditRow:
    """The row of `entry`, after `previous`."""
    number = 1 if previous is None else previous.number + 1
    before = BEGINNING if previous is None else previous.hash
    return AuditRow(number, entry, before, _hash(number, entry, before))


class ChainCheck:
    """Reads a log from its first row on, a page at a time.

    Attributes:
        rows: how many were found whole.
        last_hash: of the last of them.
        broken: number of the first row that is not, or of the first after one that was
            put in; 0: there is none.
    """

    def __init__(self) -> None:
        self.rows = 0
        self.last_hash = BEGINNING
        self.broken = 0

    def read(self, page: Iterable[AuditRow]) -> None:
        """Takes the next rows; after a broken one nothing more is looked at."""
        for row in page:
            if self.broken:
                return
            expected = _hash(row.number, row.entry, self.last_hash)
            if row.number != self.rows + 1 or row.previous != self.last_hash:
                # A row is missing before this one, or was put in: also one whose
                # number is below 1, or is none.
                self.broken = self.rows + 1
            elif row.hash != expected:
                self.broken = row.number
            else:
                self.rows = row.number
                self.last_hash = row.hash


def _hash(number: int, entry: AuditEntry, previous: str) -> str:
    """Of the fields' own encoding, in which their boundaries count."""
    fields = (number, previous, *msgspec.structs.astuple(entry))
    return hashlib.sha256(msgspec.msgpack.encode(fields)).hexdigest()
