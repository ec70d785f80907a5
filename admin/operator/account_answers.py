"""The service's answers to what operators ask of accounts."""

from __future__ import annotations

from actors.accounts.accounts import Accounts, AuditVerdict, FirstPassword
from actors.accounts.core import MemberPage
from actors.accounts.messages import (
    Administered,
    ByOperator,
    DeleteMember,
    EditMember,
    MemberAct,
    RestoreMember,
    SuspendMember,
    UnlockMember,
)
from actors.accounts.refusal import AccountRefused
from admin.operator.account_frames import (
    AccountAnswer,
    AccountProblem,
    AccountRequest,
    AuditChecked,
    ChangeMember,
    CheckAudit,
    DeleteOne,
    FindMembers,
    HireMember,
    MemberChanged,
    MembersFound,
    PasswordGiven,
    ResetOne,
    RestoreOne,
    SuspendOne,
    UnlockOne,
)

_BY = ByOperator()


async def answer_account(accounts: Accounts, request: AccountRequest) -> AccountAnswer:
    """Does what whoever owns the machine asks."""
    match request:
        case FindMembers(wanted, skip, limit):
            return _answer(await accounts.members(_BY, wanted, skip, limit))
        case HireMember(operation, draft):
            return _answer(await accounts.add_member(_BY, operation, draft))
        case ResetOne(operation, member, drops_factor):
            return _answer(
                await accounts.reset_password(
                    _BY, operation, member, drops_factor=drops_factor
                )
            )
        case CheckAudit():
            return _answer(await accounts.verify_audit(_BY))
        case _:
            act = _act(request)
            return _answer(await accounts.administer(_BY, request.operation, act))


def _act(
    request: ChangeMember | SuspendOne | RestoreOne | UnlockOne | DeleteOne,
) -> MemberAct:
    match request:
        case ChangeMember(_, member, edits):
            return EditMember(member, edits)
        case SuspendOne(_, member):
            return SuspendMember(member)
        case RestoreOne(_, member):
            return RestoreMember(member)
        case UnlockOne(_, member):
            return UnlockMember(member)
        case DeleteOne(_, member):
            return DeleteMember(member)


def _answer(
    answer: MemberPage | Administered | FirstPassword | AuditVerdict | AccountRefused,
) -> AccountAnswer:
    match answer:
        case MemberPage():
            return MembersFound(answer)
        case Administered(member):
            return MemberChanged(member)
        case FirstPassword(member, password):
            return PasswordGiven(member, password)
        case AuditVerdict(rows, last_hash, broken):
            return AuditChecked(rows, last_hash, broken)
        case AccountRefused():
            return AccountProblem(answer)
