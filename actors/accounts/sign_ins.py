"""PURE: from a verified password to a sign-in, and how a sign-in ends (W9, P5)."""

from __future__ import annotations

import hashlib
from typing import Final

import msgspec

from actors.accounts.audit import Act, AuditEntry
from actors.accounts.core import DESK_ROLES, Decided, Decision, without_factor
from actors.accounts.members import (
    Book,
    DropSignIn,
    Member,
    PutMember,
    PutSignIn,
    SignIn,
    Stage,
)
from actors.accounts.permissions import Principal, Role
from actors.accounts.refusal import AccountRefused, AccountRule
from actors.accounts.second_factor import accepted_step, spent
from actors.accounts.sign_in_settings import SignInSettings

IDLE_MS: Final = 12 * 3600 * 1000
"""An unused sign-in ends after a working day."""
ABSOLUTE_MS: Final = 7 * 24 * 3600 * 1000
"""A used one after a week."""
LIMITED_MS: Final = 15 * 60 * 1000
"""One that is good for a password or a second factor only."""
TOUCH_MS: Final = 5 * 60 * 1000
"""Its last use is written down no more often: two orders below `IDLE_MS`."""
TOKEN_BYTES: Final = 32

_WRONG: Final = AccountRefused(
    AccountRule.WRONG_CREDENTIALS, "no account has this name, password and code"
)


class FactorWanted(msgspec.Struct, frozen=True, tag="factor_wanted"):
    """The password is right: the same again, with a code of the second factor."""


def token_hash(token: str) -> str:
    """What is kept of a token: it has 256 bits of chance, a plain hash keeps it."""
    return hashlib.sha256(token.encode()).hexdigest()


def stage_of(member: Member, settings: SignInSettings) -> Stage:
    """What the member's sign-in is good for now."""
    if member.must_change_password:
        return Stage.PASSWORD_DUE
    is_admin = member.role in (Role.SUPER_ADMIN, Role.ADMIN)
    if settings.admins_need_factor and is_admin and not member.is_factor_confirmed:
        return Stage.FACTOR_DUE
    return Stage.FULL


def stage_in(sign_in: SignIn, member: Member, settings: SignInSettings) -> Stage:
    """The same of one sign-in: for whom a program vouches nothing is due.

    His password and his second factor are between him and that program's own sign-in.
    """
    return Stage.FULL if sign_in.key else stage_of(member, settings)


def expires_ms(sign_in: SignIn, stage: Stage) -> int:
    """When it ends, if it is not used again."""
    if stage is not Stage.FULL:
        return sign_in.created_ms + LIMITED_MS
    return min(sign_in.used_ms + IDLE_MS, sign_in.created_ms + ABSOLUTE_MS)


def signed_in(
    book: Book, token: str, settings: SignInSettings, now_ms: int
) -> tuple[SignIn, Member] | AccountRefused:
    """Whose token that is; one that has expired is nobody's."""
    sign_in = book.by_token(token_hash(token))
    member = None if sign_in is None else book.member(sign_in.member)
    if sign_in is None or member is None:
        return AccountRefused(AccountRule.NOT_SIGNED_IN, "nobody is signed in so")
    if now_ms >= expires_ms(sign_in, stage_in(sign_in, member, settings)):
        return AccountRefused(AccountRule.NOT_SIGNED_IN, "the sign-in has expired")
    return sign_in, member


def refuse_stage(stage: Stage) -> AccountRefused | None:
    """What whoever is signed in must do before anything else."""
    if stage is Stage.PASSWORD_DUE:
        return AccountRefused(
            AccountRule.PASSWORD_DUE, "the first password must be changed"
        )
    if stage is Stage.FACTOR_DUE:
        text = "this role needs a second factor"
        return AccountRefused(AccountRule.FACTOR_DUE, text)
    return None


def principal(sign_in: SignIn, member: Member, address: str) -> Principal:
    """Who acts under a sign-in, from an address."""
    return Principal(member.id, member.role, member.groups, address, sign_in.id)


def enter(
    member: Member | None, sign_in: SignIn, code: str, now_ms: int
) -> Decision | FactorWanted:
    """Decides on somebody whose password was verified, or not (`member` is None).

    Args:
        member: whose password it was; None: of nobody, or it was wrong.
        sign_in: what the success would be.
        code: of the second factor, or for recovery; empty: none was typed.
        now_ms: wall time.
    """
    if member is None:
        return _WRONG
    entry = AuditEntry(now_ms, member.id, Act.SIGNED_IN, member.id, sign_in.address)
    if not member.is_factor_confirmed:
        changes = (PutMember(member), PutSignIn(sign_in))
        return _suspended(member) or Decided(changes, entry, member)
    if not code:
        return _suspended(member) or FactorWanted()
    step = accepted_step(member.factor_secret, code, now_ms, member.factor_step)
    if step is not None:
        changed = msgspec.structs.replace(member, factor_step=step)
    else:
        left = spent(member.recovery, member.id, code)
        if left is None:
            return _WRONG
        changed = msgspec.structs.replace(member, recovery=left)
        detail = f"{len(left)} recovery codes are left"
        entry = msgspec.structs.replace(
            entry, act=Act.RECOVERY_CODE_USED, detail=detail
        )
    changes = (PutMember(changed), PutSignIn(sign_in))
    return _suspended(member) or Decided(changes, entry, changed)


def seat(member: Member | None) -> Member | AccountRefused:
    """The member, if a program may sign him in to serve."""
    if member is None:
        return AccountRefused(AccountRule.NO_SUCH_MEMBER, "there is no such member")
    if member.role not in DESK_ROLES:  # no program gets further than its key goes
        text = f"expected an agent or a supervisor, got {member.role.value}"
        return AccountRefused(AccountRule.FORBIDDEN, text)
    return _suspended(member) or member


def enter_by_key(member: Member | None, sign_in: SignIn, now_ms: int) -> Decision:
    """Decides on somebody for whom a program vouches, by a key (W8)."""
    found = seat(member)
    if isinstance(found, AccountRefused):
        return found
    detail = f"by key {sign_in.key}"
    entry = AuditEntry(
        now_ms, found.id, Act.SIGNED_IN, found.id, sign_in.address, detail
    )
    return Decided((PutSignIn(sign_in),), entry, found)


def end_by_key(book: Book, key: str, by: Principal, now_ms: int) -> Decided | None:
    """Ends what came of a key that is good no more; None: nothing did."""
    ended = tuple(each.member for each in book.sign_ins() if each.key == key)
    if not ended:
        return None
    detail = f"{len(ended)} by key {key}"
    entry = AuditEntry(now_ms, by.who, Act.SIGNED_OUT, "", by.address, detail)
    return Decided(tuple(map(DropSignIn, ended)), entry)


def _suspended(member: Member) -> AccountRefused | None:
    if not member.is_suspended:
        return None
    return AccountRefused(AccountRule.SUSPENDED, "an administrator suspended this")


def leave(sign_in: SignIn, now_ms: int) -> Decided:
    """Signs out."""
    member = sign_in.member
    entry = AuditEntry(now_ms, member, Act.SIGNED_OUT, member, sign_in.address)
    return Decided((DropSignIn(member),), entry)


def change_password(
    member: Member, sign_in: SignIn, password_hash: str, now_ms: int
) -> Decided:
    """Takes a new password.

    Whoever knew the old one may have got in by it: nothing that was opened under the
    old sign-in lasts (OWASP, Session Management: renew the id after such a change).

    Args:
        member: whose password.
        sign_in: of a new id and token, for who changed it.
        password_hash: of the new one.
        now_ms: wall time.
    """
    changed = msgspec.structs.replace(
        member, password_hash=password_hash, must_change_password=False
    )
    entry = AuditEntry(
        now_ms, member.id, Act.PASSWORD_CHANGED, member.id, sign_in.address
    )
    return Decided((PutMember(changed), PutSignIn(sign_in)), entry, changed)


def enrol(member: Member, sign_in: SignIn, secret: str, now_ms: int) -> Decision:
    """Begins with a second factor; the confirmed one must be taken off before."""
    if member.is_factor_confirmed:
        return _not_enrolling("a second factor is confirmed already")
    changed = msgspec.structs.replace(member, factor_secret=secret, factor_step=0)
    entry = AuditEntry(
        now_ms, member.id, Act.FACTOR_ENROLLING, member.id, sign_in.address
    )
    return Decided((PutMember(changed),), entry, changed)


def confirm(
    member: Member,
    sign_in: SignIn,
    code: str,
    recovery: tuple[str, ...],
    now_ms: int,
) -> Decision:
    """Ends the enrolment with a right code; `sign_in` carries the new token.

    Args:
        member: enrols.
        sign_in: where.
        code: of the authenticator.
        recovery: hashes of the new codes.
        now_ms: wall time.
    """
    if member.is_factor_confirmed or not member.factor_secret:
        return _not_enrolling("no second factor waits to be confirmed")
    step = accepted_step(member.factor_secret, code, now_ms, member.factor_step)
    if step is None:
        return AccountRefused(AccountRule.WRONG_CREDENTIALS, "the code is wrong")
    changed = msgspec.structs.replace(
        member, is_factor_confirmed=True, factor_step=step, recovery=recovery
    )
    entry = AuditEntry(
        now_ms, member.id, Act.FACTOR_CONFIRMED, member.id, sign_in.address
    )
    return Decided((PutMember(changed), PutSignIn(sign_in)), entry, changed)


def take_off(member: Member, sign_in: SignIn, code: str, now_ms: int) -> Decision:
    """Removes the second factor of who can still use it, or has a recovery code.

    `sign_in` carries the new token.
    """
    if not member.is_factor_confirmed:
        return _not_enrolling("there is no second factor")
    step = accepted_step(member.factor_secret, code, now_ms, member.factor_step)
    if step is None and spent(member.recovery, member.id, code) is None:
        return AccountRefused(AccountRule.WRONG_CREDENTIALS, "the code is wrong")
    changed = without_factor(member)
    entry = AuditEntry(
        now_ms, member.id, Act.FACTOR_REMOVED, member.id, sign_in.address
    )
    return Decided((PutMember(changed), PutSignIn(sign_in)), entry, changed)


def _not_enrolling(text: str) -> AccountRefused:
    return AccountRefused(AccountRule.NOT_ENROLLING, text)
