"""Members for tests of accounts."""

from __future__ import annotations

from actors.accounts.core import Decided, add
from actors.accounts.members import Book, Member, MemberDraft
from actors.accounts.permissions import OPERATOR, Principal, Role
from actors.accounts.refusal import AccountRefused, AccountRule
from actors.ids import GroupId

NOW = 1_700_000_000_000
OPERATED = Principal(OPERATOR, None)
SALES, REPAIRS = GroupId("sales"), GroupId("repairs")
NAMES = {
    "boss": (Role.SUPER_ADMIN, ()),
    "ada": (Role.ADMIN, ()),
    "sue": (Role.SUPERVISOR, (SALES,)),
    "ann": (Role.AGENT, (SALES,)),
    "bob": (Role.AGENT, (REPAIRS,)),
}


def draft(name: str, role: Role, groups: tuple[GroupId, ...] = ()) -> MemberDraft:
    return MemberDraft(
        f"{name}@example.com", name.title(), role, staff_number=name, groups=groups
    )


def staffed() -> Book:
    """A book with one of each role, and two agents; their ids are their names."""
    book = Book()
    for name, (role, groups) in NAMES.items():
        done(book, add(book, OPERATED, draft(name, role, groups), name, "h1", NOW))
    return book


def done(book: Book, decision: Decided | AccountRefused) -> Decided:
    """What was decided, made so."""
    assert isinstance(decision, Decided), decision
    for change in decision.changes:
        book.apply(change)
    return decision


def rule(decision: object) -> AccountRule:
    """The rule that refused."""
    assert isinstance(decision, AccountRefused), decision
    return decision.rule


def acting(book: Book, name: str) -> Principal:
    """Somebody of the book, signed in."""
    member = of(book, name)
    return Principal(name, member.role, member.groups, "10.0.0.1", "s1")


def of(book: Book, name: str) -> Member:
    member = book.member(name)
    assert member is not None
    return member
