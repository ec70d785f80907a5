"""The service's answers to what operators ask of accounts."""

from __future__ import annotations

from actors.accounts.accounts import Accounts, AuditVerdict, FirstPassword
from actors.accounts.core import MemberPage
from actors.accounts.messages import Administered, ByOperator
from actors.accounts.refusal import AccountRefused
from admin.first_letter import FirstLetters
from admin.operator.account_frames import (
    AccountAnswer,
    AccountProblem,
    AccountRequest,
    AdministerMember,
    CheckAudit,
    FindMembers,
    HireMember,
    ResetOne,
)

_BY = ByOperator()


async def answer_account(
    accounts: Accounts, letters: FirstLetters, request: AccountRequest
) -> AccountAnswer:
    """Does what whoever owns the machine asks."""
    answer = await _done(accounts, request)
    if isinstance(answer, FirstPassword):
        return await letters.tell(answer)
    return AccountProblem(answer) if isinstance(answer, AccountRefused) else answer


async def _done(
    accounts: Accounts, request: AccountRequest
) -> MemberPage | Administered | FirstPassword | AuditVerdict | AccountRefused:
    match request:
        case FindMembers(wanted, skip, limit):
            return await accounts.members(_BY, wanted, skip, limit)
        case HireMember(operation, draft):
            return await accounts.add_member(_BY, operation, draft)
        case AdministerMember(operation, act):
            return await accounts.administer(_BY, operation, act)
        case ResetOne(operation, member, drops_factor):
            return await accounts.reset_password(
                _BY, operation, member, drops_factor=drops_factor
            )
        case CheckAudit():
            return await accounts.verify_audit(_BY)
