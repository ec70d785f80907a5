"""PURE: what is asked of what the robot had no answer to (R11)."""

from __future__ import annotations

from hashlib import blake2b
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from actors.accounts.audit import AuditEntry
from actors.knowledge.entry import EntryId
from actors.records.bounds import Moment
from actors.records.said import folded

_KEY_BYTES: Final = 16
MAX_TEXT_CHARS: Final = 500
"""Of a question: as the robot reads it."""
MAX_ASKED: Final = 5_000
"""The newest so many are looked at."""
MAX_TEXTS: Final = 1_000
"""Different ones in an answer."""
MAX_SETTLED: Final = 500
"""In one request."""

Text = Annotated[str, Meta(min_length=1, max_length=MAX_TEXT_CHARS)]


class FindUnanswered(msgspec.Struct, frozen=True, tag="find_unanswered"):
    """Asks for what had no answer since then, and is not settled: `UnansweredFound`."""

    since_ms: Moment = 0


class SettleUnanswered(msgspec.Struct, frozen=True, tag="settle_unanswered"):
    """These texts are not to be shown any more.

    `entry` answers them now; "" = nothing is to.
    """

    texts: Annotated[tuple[Text, ...], Meta(min_length=1, max_length=MAX_SETTLED)]
    entry: EntryId


class ChangeUnanswered(msgspec.Struct, frozen=True, tag="change_unanswered"):
    """Settles them and writes it down, in one transaction: `UnansweredSettled`.

    A repeat of the operation changes nothing and gets the first answer.

    Attributes:
        operation: its id, unique among all acts.
        settle: see there.
        audit: for the audit log; its time is theirs.
    """

    operation: str
    settle: SettleUnanswered
    audit: AuditEntry


UnansweredRequest = FindUnanswered | ChangeUnanswered


class UnansweredText(msgspec.Struct, frozen=True):
    """A text, however often it was asked.

    Attributes:
        text: as it was written last.
        count: how often.
        last_ms: wall time of the last time.
        session: in which it was asked then.
    """

    text: str
    count: int
    last_ms: int
    session: str


class UnansweredFound(msgspec.Struct, frozen=True, tag="unanswered_found"):
    """Those asked most often first; `is_cut`: there are older ones, or more."""

    texts: tuple[UnansweredText, ...]
    is_cut: bool


class UnansweredSettled(msgspec.Struct, frozen=True, tag="unanswered_settled"):
    """So many different texts were settled."""

    count: int


UnansweredAnswer = UnansweredFound | UnansweredSettled


def settled_key(name: str) -> str:
    """What is kept of a text that was settled: enough to know the same one again.

    Not the text: it is a visitor's, and this outlives his erasure.

    Args:
        name: what `same_text` makes of it.
    """
    return blake2b(name.encode(), digest_size=_KEY_BYTES).hexdigest()


def same_text(text: str) -> str:
    """What texts that differ in width, case and blanks alone have in common."""
    return " ".join(folded(text[:MAX_TEXT_CHARS]).split())
