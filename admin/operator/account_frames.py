"""What operators ask of accounts, and are answered: part of `admin.operator.frames`."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from actors.accounts.accounts import AuditVerdict, FirstPassword
from actors.accounts.actor import MAX_PAGE
from actors.accounts.core import MemberFilter, MemberPage
from actors.accounts.members import MemberDraft, MemberId
from actors.accounts.messages import (
    Administered,
    DeleteMember,
    EditMember,
    OperationId,
    RestoreMember,
    SuspendMember,
    UnlockMember,
)
from actors.accounts.refusal import AccountRefused

OperatorAct = EditMember | DeleteMember | SuspendMember | RestoreMember | UnlockMember
"""What is asked as it is; the others bring a password, which the service makes."""


class FindMembers(msgspec.Struct, frozen=True, tag="find_members"):
    """Asks for members: answered by `MemberPage`."""

    wanted: MemberFilter = MemberFilter()
    skip: Annotated[int, Meta(ge=0)] = 0
    limit: Annotated[int, Meta(ge=1, le=MAX_PAGE)] = MAX_PAGE


class HireMember(msgspec.Struct, frozen=True, tag="hire_member"):
    """Adds a member: answered by `FirstPassword`; a repeat gets the same answer."""

    operation: OperationId
    draft: MemberDraft


class AdministerMember(msgspec.Struct, frozen=True, tag="administer_member"):
    """Does an act: answered by `Administered`; a repeat gets the same answer."""

    operation: OperationId
    act: OperatorAct


class ResetOne(msgspec.Struct, frozen=True, tag="reset_one"):
    """Gives a member another first password: answered by `FirstPassword`."""

    operation: OperationId
    member: MemberId
    drops_factor: bool = False


class CheckAudit(msgspec.Struct, frozen=True, tag="check_audit"):
    """Asks whether the audit log is whole: answered by `AuditVerdict`."""


AccountRequest = FindMembers | HireMember | AdministerMember | ResetOne | CheckAudit


class AccountProblem(msgspec.Struct, frozen=True, tag="account_problem"):
    """A rule refused; nothing has changed by it."""

    refused: AccountRefused


AccountAnswer = (
    MemberPage | Administered | FirstPassword | AuditVerdict | AccountProblem
)
