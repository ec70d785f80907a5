"""What operators ask of accounts, and are answered: part of `admin.operator.frames`."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec
from msgspec import Meta

from actors.accounts.core import MemberFilter, MemberPage
from actors.accounts.members import MAX_ID_CHARS, MemberCard, MemberDraft, MemberEdit
from actors.accounts.refusal import AccountRefused

MAX_OPERATION_CHARS: Final = 128
MAX_PAGE: Final = 200

_Id = Annotated[str, Meta(min_length=1, max_length=MAX_ID_CHARS)]
_Operation = Annotated[str, Meta(min_length=1, max_length=MAX_OPERATION_CHARS)]


class FindMembers(msgspec.Struct, frozen=True, tag="find_members"):
    """Asks for members: answered by `MembersFound`."""

    wanted: MemberFilter = MemberFilter()
    skip: Annotated[int, Meta(ge=0)] = 0
    limit: Annotated[int, Meta(ge=1, le=MAX_PAGE)] = MAX_PAGE


class HireMember(msgspec.Struct, frozen=True, tag="hire_member"):
    """Adds a member: answered by `PasswordGiven`; a repeat gets the same answer."""

    operation: _Operation
    draft: MemberDraft


class ChangeMember(msgspec.Struct, frozen=True, tag="change_member"):
    """Edits a member: answered by `MemberChanged`."""

    operation: _Operation
    member: _Id
    edits: MemberEdit


class SuspendOne(msgspec.Struct, frozen=True, tag="suspend_one"):
    """Suspends a member: answered by `MemberChanged`."""

    operation: _Operation
    member: _Id


class RestoreOne(msgspec.Struct, frozen=True, tag="restore_one"):
    """Ends a suspension: answered by `MemberChanged`."""

    operation: _Operation
    member: _Id


class UnlockOne(msgspec.Struct, frozen=True, tag="unlock_one"):
    """Forgets a member's failures to sign in: answered by `MemberChanged`."""

    operation: _Operation
    member: _Id


class DeleteOne(msgspec.Struct, frozen=True, tag="delete_one"):
    """Deletes a member: answered by `MemberChanged`."""

    operation: _Operation
    member: _Id


class ResetOne(msgspec.Struct, frozen=True, tag="reset_one"):
    """Gives a member another first password: answered by `PasswordGiven`."""

    operation: _Operation
    member: _Id
    drops_factor: bool = False


class CheckAudit(msgspec.Struct, frozen=True, tag="check_audit"):
    """Asks whether the audit log is whole: answered by `AuditChecked`."""


AccountRequest = (
    FindMembers
    | HireMember
    | ChangeMember
    | SuspendOne
    | RestoreOne
    | UnlockOne
    | DeleteOne
    | ResetOne
    | CheckAudit
)


class MembersFound(msgspec.Struct, frozen=True, tag="members_found"):
    """Members, and how many there are of the kind."""

    page: MemberPage


class MemberChanged(msgspec.Struct, frozen=True, tag="member_changed"):
    """The act is on disk; the member as he was then."""

    member: MemberCard


class PasswordGiven(msgspec.Struct, frozen=True, tag="password_given"):
    """The act is on disk; the first password is told here only."""

    member: MemberCard
    password: str


class AuditChecked(msgspec.Struct, frozen=True, tag="audit_checked"):
    """See `actors.accounts.accounts.AuditVerdict`."""

    rows: int
    last_hash: str
    broken: int


class AccountProblem(msgspec.Struct, frozen=True, tag="account_problem"):
    """A rule refused; nothing has changed by it."""

    refused: AccountRefused


AccountAnswer = (
    MembersFound | MemberChanged | PasswordGiven | AuditChecked | AccountProblem
)
