"""PURE: each act on members, and the rule of `core` that decides on it."""

from __future__ import annotations

from actors.accounts import core
from actors.accounts.core import Decision
from actors.accounts.members import Book
from actors.accounts.messages import (
    AddMember,
    DeleteMember,
    EditMember,
    EditOwn,
    MemberAct,
    RestoreMember,
    SuspendMember,
    UnlockMember,
)
from actors.accounts.permissions import Principal


def decide_act(book: Book, by: Principal, act: MemberAct, now_ms: int) -> Decision:
    """What an act changes, or which rule says no; `by` has a full sign-in."""
    match act:
        case AddMember(member, draft, password_hash):
            return core.add(book, by, draft, member, password_hash, now_ms)
        case EditMember(member, edits):
            return core.edit(book, by, member, edits, now_ms)
        case EditOwn(own):
            return core.edit_own(book, by, own, now_ms)
        case DeleteMember(member):
            return core.delete(book, by, member, now_ms)
        case SuspendMember(member):
            return core.suspend(book, by, member, now_ms)
        case RestoreMember(member):
            return core.restore(book, by, member, now_ms)
        case UnlockMember(member):
            return core.unlock(book, by, member, now_ms)
        case _:
            member, password_hash = act.member, act.password_hash
            drops_factor = act.drops_factor
            return core.reset(
                book, by, member, password_hash, now_ms, drops_factor=drops_factor
            )
