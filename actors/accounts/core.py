"""PURE: what administering members does, or which rule says no (M1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from actors.accounts.audit import Act, AuditEntry
from actors.accounts.members import (
    MAX_MEMBERS,
    Book,
    Change,
    DropMember,
    DropSignIn,
    Member,
    MemberCard,
    MemberDraft,
    MemberEdit,
    OwnEdit,
    Profile,
    PutMember,
    login_key,
)
from actors.accounts.permissions import (
    Permission,
    Principal,
    Reach,
    Role,
    is_allowed,
    reach_of,
)
from actors.accounts.refusal import AccountRefused, AccountRule

DESK_ROLES: Final = frozenset({Role.SUPERVISOR, Role.AGENT})
"""Who is an agent of the desk in any case; see `serves`."""
_DESK_FIELDS: Final = ("role", "nickname", "name", "capacity", "groups", "is_suspended")
"""What the desk must be told of."""


def serves(member: Profile) -> bool:
    """True if the member is an agent of the desk.

    Who administers is one while he stands in a group: a shop of one serves itself.
    """
    return member.role in DESK_ROLES or bool(member.groups)


class Decided(msgspec.Struct, frozen=True):
    """What an act changes, and what is written down of it; `member` is whose it is."""

    changes: tuple[Change, ...]
    entry: AuditEntry
    member: Member | None = None


Decision = Decided | AccountRefused


def add(
    book: Book,
    by: Principal,
    draft: MemberDraft,
    member: str,
    password_hash: str,
    now_ms: int,
) -> Decision:
    """Adds a member under a password that must be changed.

    Args:
        book: as it is.
        by: adds.
        draft: whom.
        member: the new id.
        password_hash: of the first password.
        now_ms: wall time.
    """
    refused = _refuse_role(book, by, draft.role) or _refuse_names(
        book, "", draft.email, draft.staff_number
    )
    if refused is not None:
        return refused
    if len(book) >= MAX_MEMBERS:
        return _refuse(AccountRule.FULL, f"there are {MAX_MEMBERS} members already")
    fields = msgspec.structs.asdict(draft)
    added = Member(
        **fields,
        id=member,
        created_ms=now_ms,
        password_hash=password_hash,
        is_desk_due=draft.role in DESK_ROLES or bool(draft.groups),
    )
    detail = f"{draft.role.value} {draft.email}"
    return _decided(by, Act.MEMBER_ADDED, added, now_ms, detail)


def edit(
    book: Book, by: Principal, member: str, edits: MemberEdit, now_ms: int
) -> Decision:
    """Changes somebody's record.

    A new role takes effect at once: it signs out, since connections keep the role that
    they were opened with.
    """
    found = _editable(book, by, member)
    if isinstance(found, AccountRefused):
        return found
    new_role = None if edits.role is found.role else edits.role
    if new_role is not None:
        if found.id == by.who:
            return _refuse(AccountRule.OWN_ACCOUNT, "nobody changes the own role")
        refused = _refuse_role(book, by, new_role)
        if refused is not None:
            return refused
    refused = _refuse_names(book, member, "", edits.staff_number or "")
    if refused is not None:
        return refused
    decided = _changed(by, found, edits, now_ms)
    return decided if new_role is None else _signing_out(decided, member)


def edit_own(book: Book, by: Principal, edits: OwnEdit, now_ms: int) -> Decision:
    """Changes the own profile (W10)."""
    found = book.member(by.who)
    if found is None or not is_allowed(by, Permission.OWN_ACCOUNT):
        return forbidden(Permission.OWN_ACCOUNT)
    return _changed(by, found, edits, now_ms)


def delete(book: Book, by: Principal, member: str, now_ms: int) -> Decision:
    """Deletes somebody; the audit log keeps the name."""
    found = _removable(book, by, member)
    if isinstance(found, AccountRefused):
        return found
    entry = _entry(by, Act.MEMBER_DELETED, found.id, now_ms, found.email)
    return Decided((DropMember(found.id),), entry, found)


def suspend(book: Book, by: Principal, member: str, now_ms: int) -> Decision:
    """Signs somebody out, and lets nobody sign in until restored."""
    found = _removable(book, by, member)
    if isinstance(found, AccountRefused):
        return found
    changed = _with(found, is_suspended=True)
    decided = _decided(by, Act.MEMBER_SUSPENDED, changed, now_ms)
    return _signing_out(decided, member)


def restore(book: Book, by: Principal, member: str, now_ms: int) -> Decision:
    """Ends a suspension."""
    found = _editable(book, by, member)
    if isinstance(found, AccountRefused):
        return found
    changed = _with(found, is_suspended=False)
    return _decided(by, Act.MEMBER_RESTORED, changed, now_ms)


def reset(
    book: Book,
    by: Principal,
    member: str,
    password_hash: str,
    now_ms: int,
    *,
    drops_factor: bool,
) -> Decision:
    """Gives somebody a new first password, and signs him out.

    The super admin's is given by whoever owns the installation: else a forgotten
    password would close it for good.

    Args:
        book: as it is.
        by: resets.
        member: whose password.
        password_hash: of the new one.
        now_ms: wall time.
        drops_factor: the second factor is lost, too.
    """
    found = book.member(member)
    is_rescue = is_allowed(by, Permission.OWN_INSTALLATION)
    if found is None or not is_rescue:
        editable = _removable(book, by, member)
        if isinstance(editable, AccountRefused):
            return editable
        found = editable
    changed = msgspec.structs.replace(
        found, password_hash=password_hash, must_change_password=True
    )
    detail = ""
    if drops_factor:
        changed = without_factor(changed)
        detail = "and the second factor removed"
    decided = _decided(by, Act.PASSWORD_RESET, changed, now_ms, detail)
    return _signing_out(decided, member)


def unlock(book: Book, by: Principal, member: str, now_ms: int) -> Decision:
    """Forgets the failures to sign in as somebody."""
    found = _editable(book, by, member)
    if isinstance(found, AccountRefused):
        return found
    entry = _entry(by, Act.MEMBER_UNLOCKED, found.id, now_ms)
    return Decided((), entry, found)


def without_factor(member: Member) -> Member:
    """The member with no second factor."""
    return msgspec.structs.replace(
        member,
        factor_secret="",
        is_factor_confirmed=False,
        factor_step=0,
        recovery=(),
    )


# --- reading


class MemberFilter(msgspec.Struct, frozen=True):
    """Which members are wanted.

    Attributes:
        text: sought in names, e-mail, phone and number; or a whole id.
        role, group, is_suspended: as the member has it; None or empty: whichever.
    """

    text: str = ""
    role: Role | None = None
    group: str = ""
    is_suspended: bool | None = None


class MemberPage(msgspec.Struct, frozen=True, tag="member_page"):
    """Some of them; `total` counts all that were found."""

    members: tuple[MemberCard, ...]
    total: int


def listed(
    book: Book, by: Principal, wanted: MemberFilter, skip: int, limit: int
) -> MemberPage | AccountRefused:
    """The members that the asker may see and wants, in the order in which they came."""
    reach = reach_of(by, Permission.READ_MEMBERS)
    if reach is None:
        return forbidden(Permission.READ_MEMBERS)
    found = [
        member
        for member in book.members()
        if (reach is Reach.ALL or not set(by.groups).isdisjoint(member.groups))
        and _is_wanted(member, wanted)
    ]
    cards = tuple(member.card() for member in found[skip : skip + limit])
    return MemberPage(cards, len(found))


def _is_wanted(member: Member, wanted: MemberFilter) -> bool:
    text = wanted.text.casefold()
    fields = (
        member.name,
        member.nickname,
        member.email,
        member.phone,
        member.staff_number,
    )
    return (
        wanted.role in (None, member.role)
        and wanted.is_suspended in (None, member.is_suspended)
        and (not wanted.group or wanted.group in member.groups)
        and (wanted.text == member.id or any(text in f.casefold() for f in fields))
    )


# --- rules


def forbidden(permission: Permission) -> AccountRefused:
    """The refusal of who lacks a permission."""
    return _refuse(AccountRule.FORBIDDEN, f"expected the permission {permission.value}")


def _refuse(rule: AccountRule, text: str) -> AccountRefused:
    return AccountRefused(rule, text)


def needed(role: Role) -> Permission:
    """What it takes to add, change or invite somebody of that role."""
    is_admin = role not in DESK_ROLES
    return Permission.EDIT_ADMINS if is_admin else Permission.EDIT_MEMBERS


def _refuse_role(book: Book, by: Principal, role: Role) -> AccountRefused | None:
    """May `by` make somebody that?"""
    if role is Role.SUPER_ADMIN:
        if not is_allowed(by, Permission.OWN_INSTALLATION):
            return forbidden(Permission.OWN_INSTALLATION)
        if any(each.role is role for each in book.members()):
            text = "there is a super admin already, and there is one only"
            return _refuse(AccountRule.SUPER_ADMIN_FIXED, text)
        return None
    permission = needed(role)
    return None if is_allowed(by, permission) else forbidden(permission)


def _editable(book: Book, by: Principal, member: str) -> Member | AccountRefused:
    """The member, if `by` may change him; who administers may change himself."""
    found = book.member(member)
    if not is_allowed(by, Permission.EDIT_MEMBERS):
        return forbidden(Permission.EDIT_MEMBERS)
    if found is None:
        return _refuse(AccountRule.NO_SUCH_MEMBER, f"there is no member {member!r}")
    if member == by.who:
        return found
    if found.role is Role.SUPER_ADMIN:
        text = "the super admin is neither edited, suspended nor deleted"
        return _refuse(AccountRule.SUPER_ADMIN_FIXED, text)
    permission = needed(found.role)
    return found if is_allowed(by, permission) else forbidden(permission)


def _removable(book: Book, by: Principal, member: str) -> Member | AccountRefused:
    """The member, if `by` may shut him out."""
    if member == by.who:
        return _refuse(AccountRule.OWN_ACCOUNT, "nobody locks himself out")
    return _editable(book, by, member)


def _refuse_names(
    book: Book, member: str, email: str, staff_number: str
) -> AccountRefused | None:
    """Is one of them another's?"""
    holder = book.named(email) if email else None
    if holder is not None:
        text = f"a member has the e-mail address {login_key(email)!r} already"
        return _refuse(AccountRule.EMAIL_TAKEN, text)
    holder = book.named(staff_number) if staff_number else None
    if holder is not None and holder.id != member:
        text = f"a member has the staff number {login_key(staff_number)!r} already"
        return _refuse(AccountRule.STAFF_NUMBER_TAKEN, text)
    return None


def _changed(
    by: Principal, found: Member, edits: MemberEdit | OwnEdit, now_ms: int
) -> Decided:
    wanted = {
        name: value
        for name, value in msgspec.structs.asdict(edits).items()
        if value is not None
    }
    changed = _with(found, **wanted)
    detail = _difference(found, changed, tuple(wanted))
    return _decided(by, Act.MEMBER_EDITED, changed, now_ms, detail)


def _with(member: Member, **wanted: object) -> Member:
    changed: Member = msgspec.structs.replace(member, **wanted)
    is_of_desk = serves(member) or serves(changed)
    is_due = is_of_desk and any(
        getattr(member, name) != getattr(changed, name) for name in _DESK_FIELDS
    )
    return msgspec.structs.replace(changed, is_desk_due=member.is_desk_due or is_due)


def _difference(before: Member, after: Member, names: Sequence[str]) -> str:
    """`capacity: 1 → 3; …`: what was before, and what is now."""
    return "; ".join(
        f"{name}: {_text(getattr(before, name))} → {_text(getattr(after, name))}"
        for name in names
        if getattr(before, name) != getattr(after, name)
    )


def _text(value: object) -> str:
    if isinstance(value, Role):
        return value.value
    return " ".join(value) if isinstance(value, tuple) else str(value)


def _entry(
    by: Principal, act: Act, subject: str, now_ms: int, detail: str = ""
) -> AuditEntry:
    return AuditEntry(now_ms, by.who, act, subject, by.address, detail)


def _decided(
    by: Principal, act: Act, member: Member, now_ms: int, detail: str = ""
) -> Decided:
    entry = _entry(by, act, member.id, now_ms, detail)
    return Decided((PutMember(member),), entry, member)


def _signing_out(decided: Decided, member: str) -> Decided:
    """The same, and the member is signed in no more."""
    changes = (*decided.changes, DropSignIn(member))
    return msgspec.structs.replace(decided, changes=changes)
