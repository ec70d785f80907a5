"""PURE: what agents suggest for the robot, and what becomes of it (R11).

Whoever serves visitors knows best what they ask. He suggests an entry, or how one is to
be; who may edit the draft takes it into the draft, as it is or edited, or says why not.
Storage format: names and values are for ever, new fields have defaults.
"""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from actors.accounts.audit import AuditEntry
from actors.knowledge.entry import MAX_ID_CHARS, Entry, EntryId
from actors.row_number import MAX_ROW, RowNumber

MAX_WAITING: Final = 2_000
"""Contributions of everybody that wait: more nobody goes through."""
MAX_WAITING_OF_ONE: Final = 100
"""Of one contributor, so that nobody fills the list alone."""
MAX_WORDS_CHARS: Final = 500
"""Of what is said beside it, by either side."""
MAX_CONTRIBUTIONS: Final = 50
"""In one answer: as many entries, none larger than a frame allows."""

ContributionId = Annotated[int, Meta(ge=1, le=MAX_ROW)]
Words = Annotated[str, Meta(max_length=MAX_WORDS_CHARS)]
Name = Annotated[str, Meta(max_length=MAX_ID_CHARS)]


class ContributionState(Enum):
    """Where it stands."""

    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"


class Contribution(msgspec.Struct, frozen=True):
    """A suggestion.

    Attributes:
        id: counts from 1.
        at_ms: wall time.
        by: who made it.
        entry: as it is to be, its id that of the one it is to replace, or new.
        words: what the contributor says to it.
        state: see there.
        decided_ms, decided_by: when it was decided, and by whom; 0 and "" before.
        reason: of the decision; a rejection has one.
    """

    id: int
    at_ms: int
    by: str
    entry: Entry
    words: str
    state: ContributionState = ContributionState.WAITING
    decided_ms: int = 0
    decided_by: str = ""
    reason: str = ""


class Contribute(msgspec.Struct, frozen=True, tag="contribute"):
    """Suggests an entry: `Contributed`.

    Attributes:
        entry: its id "" is a new one's.
        words: what is said to it.
        by: whose suggestion it is; "" = of who sends it. Operators alone name others.
    """

    entry: Entry
    words: Words = ""
    by: Name = ""


class Approve(msgspec.Struct, frozen=True, tag="approve_contribution"):
    """The entry goes into the draft, and the contribution is decided, at once.

    `reason`: what is said to the contributor.
    """

    id: ContributionId
    reason: Words = ""


class Reject(msgspec.Struct, frozen=True, tag="reject_contribution"):
    """It does not go into the draft; `reason`: what is said to the contributor."""

    id: ContributionId
    reason: Annotated[str, Meta(min_length=1, max_length=MAX_WORDS_CHARS)]


ContributionAct = Contribute | Approve | Reject


class ChangeContributions(msgspec.Struct, frozen=True, tag="change_contributions"):
    """Does an act and writes it down, in one transaction.

    Answered by `Contributed`, or by `Changed` of the draft; a repeat of the operation
    changes nothing and gets the first answer.

    Attributes:
        operation: its id, unique among all acts.
        act: its entry has been checked, and has an id.
        audit: for the audit log; its time and author become those of the contribution
            or of the decision.
    """

    operation: str
    act: ContributionAct
    audit: AuditEntry


class FindContributions(msgspec.Struct, frozen=True, tag="find_contributions"):
    """Asks for contributions, newest first: `ContributionsFound`.

    Attributes:
        state: only those that stand there; None = all.
        by: only his; "" = everybody's.
        before: older than this one; 0 = from the newest.
        limit: so many at most; fewer where they are large.
    """

    state: ContributionState | None = None
    by: Name = ""
    before: RowNumber = 0
    limit: Annotated[int, Meta(ge=1, le=MAX_CONTRIBUTIONS)] = MAX_CONTRIBUTIONS


ContributionRequest = ChangeContributions | FindContributions


class Contributed(msgspec.Struct, frozen=True, tag="contributed"):
    """It is on disk; `entry`: the id that it has, or is to have, in the draft."""

    id: int
    entry: EntryId


class ContributionsFound(msgspec.Struct, frozen=True, tag="contributions_found"):
    """A page; `waiting`: how many in all; `next`: `before` of the next page, or 0."""

    contributions: tuple[Contribution, ...]
    waiting: int
    next: int = 0


def contribute_fault(waiting: int, his: int) -> str:
    """Why one more cannot wait; "": it can."""
    if his >= MAX_WAITING_OF_ONE:
        return f"expected at most {MAX_WAITING_OF_ONE} that wait, he has {his}"
    if waiting >= MAX_WAITING:
        return f"expected at most {MAX_WAITING} that wait, there are {waiting}"
    return ""


def decide_fault(number: int, state: ContributionState | None) -> str:
    """Why it cannot be decided; "": it can. None: there is none."""
    if state is None:
        return f"there is no contribution {number}"
    if state is not ContributionState.WAITING:
        return f"contribution {number} is {state.value} already"
    return ""
