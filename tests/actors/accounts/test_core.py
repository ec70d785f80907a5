"""Administering members: what is done, and which rule says no."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from actors.accounts import core
from actors.accounts.audit import Act
from actors.accounts.core import (
    Decision,
    MemberFilter,
    MemberPage,
    add,
    delete,
    edit,
    edit_own,
    listed,
    reset,
    restore,
    suspend,
    unlock,
)
from actors.accounts.members import (
    MAX_MEMBERS,
    Book,
    DropMember,
    DropSignIn,
    Member,
    MemberDraft,
    MemberEdit,
    OwnEdit,
    PutMember,
    PutSignIn,
    SignIn,
)
from actors.accounts.permissions import Principal, Role
from actors.accounts.refusal import AccountRefused, AccountRule
from tests.actors.accounts.staff import (
    NAMES,
    NOW,
    OPERATED,
    REPAIRS,
    SALES,
    acting,
    done,
    draft,
    of,
    rule,
    staffed,
)

ACTS: dict[str, Callable[[Book, Principal, str], Decision]] = {
    "edit": lambda book, by, who: edit(book, by, who, MemberEdit(name="N"), NOW),
    "delete": lambda book, by, who: delete(book, by, who, NOW),
    "suspend": lambda book, by, who: suspend(book, by, who, NOW),
    "restore": lambda book, by, who: restore(book, by, who, NOW),
    "reset": lambda book, by, who: reset(book, by, who, "h2", NOW, drops_factor=False),
    "unlock": lambda book, by, who: unlock(book, by, who, NOW),
}
MAY = {
    "boss": {"ada", "sue", "ann", "bob"},
    "ada": {"sue", "ann", "bob"},
    "sue": set(),
    "ann": set(),
    "bob": set(),
}


@pytest.mark.covers("M1")
@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("by", NAMES)
@pytest.mark.parametrize("whom", NAMES)
def test_who_may_do_what_to_whom(act: str, by: str, whom: str) -> None:
    if by == whom and act in ("edit", "restore", "unlock"):
        return
    book = staffed()
    before = book.members()
    decision: Decision = ACTS[act](book, acting(book, by), whom)
    assert isinstance(decision, AccountRefused) is (whom not in MAY[by])
    if isinstance(decision, AccountRefused):
        assert book.members() == before
    else:
        assert decision.entry.who == by
        assert decision.entry.subject == whom
        assert decision.entry.address == "10.0.0.1"


@pytest.mark.covers("M1")
@pytest.mark.parametrize("act", ["delete", "suspend", "reset"])
@pytest.mark.parametrize("who", ["boss", "ada"])
def test_nobody_locks_himself_out(act: str, who: str) -> None:
    book = staffed()
    decision = ACTS[act](book, acting(book, who), who)
    assert rule(decision) is AccountRule.OWN_ACCOUNT


def test_nobody_changes_the_own_role() -> None:
    book = staffed()
    boss = msgspec.structs.replace(of(book, "ada"), role=Role.SUPER_ADMIN)
    book.apply(PutMember(boss))
    by = Principal("ada", Role.SUPER_ADMIN)
    book.apply(PutMember(msgspec.structs.replace(boss, role=Role.ADMIN)))
    refused = edit(book, by, "ada", MemberEdit(role=Role.AGENT), NOW)
    assert rule(refused) is AccountRule.OWN_ACCOUNT
    same = edit(book, by, "ada", MemberEdit(role=Role.ADMIN, name="A"), NOW)
    assert done(book, same).entry.detail == "name: Ada → A"


@pytest.mark.covers("M1")
@pytest.mark.parametrize("act", ACTS)
def test_the_super_admin_is_let_alone(act: str) -> None:
    book = staffed()
    decision = ACTS[act](book, OPERATED, "boss")
    if act == "reset":
        changed = done(book, decision).member
        assert changed is not None
        assert changed.must_change_password
    else:
        assert rule(decision) is AccountRule.SUPER_ADMIN_FIXED


def test_there_is_one_super_admin_and_the_machines_owner_makes_him() -> None:
    book = Book()
    wanted = draft("boss", Role.SUPER_ADMIN)
    by = Principal("x", Role.SUPER_ADMIN)
    assert rule(add(book, by, wanted, "1", "h", NOW)) is AccountRule.FORBIDDEN
    done(book, add(book, OPERATED, wanted, "1", "h", NOW))
    second = draft("other", Role.SUPER_ADMIN)
    refused = add(book, OPERATED, second, "2", "h", NOW)
    assert rule(refused) is AccountRule.SUPER_ADMIN_FIXED
    book = staffed()
    refused = edit(book, OPERATED, "ann", MemberEdit(role=Role.SUPER_ADMIN), NOW)
    assert rule(refused) is AccountRule.SUPER_ADMIN_FIXED


@pytest.mark.parametrize(
    ("by", "role", "is_done"),
    [
        ("boss", Role.ADMIN, True),
        ("ada", Role.ADMIN, False),
        ("ada", Role.SUPERVISOR, True),
        ("sue", Role.AGENT, False),
    ],
)
def test_who_may_make_somebody_what(by: str, role: Role, *, is_done: bool) -> None:
    book = staffed()
    actor = acting(book, by)
    added = add(book, actor, draft("new", role), "new", "h", NOW)
    assert isinstance(added, AccountRefused) is not is_done
    changed = edit(book, actor, "ann", MemberEdit(role=role), NOW)
    assert isinstance(changed, AccountRefused) is not is_done


@pytest.mark.parametrize(
    ("email", "number", "expected"),
    [
        ("ANN@example.com", "", AccountRule.EMAIL_TAKEN),
        ("new@example.com", "Ann", AccountRule.STAFF_NUMBER_TAKEN),
    ],
)
def test_what_one_signs_in_with_is_ones_own(
    email: str, number: str, expected: AccountRule
) -> None:
    book = staffed()
    wanted = MemberDraft(email, "N", staff_number=number)
    assert rule(add(book, OPERATED, wanted, "n", "h", NOW)) is expected


def test_a_staff_number_may_be_kept_and_freed_and_taken() -> None:
    book = staffed()
    by = acting(book, "boss")
    taken = edit(book, by, "bob", MemberEdit(staff_number="ANN"), NOW)
    assert rule(taken) is AccountRule.STAFF_NUMBER_TAKEN
    done(book, edit(book, by, "ann", MemberEdit(staff_number="Ann"), NOW))
    done(book, edit(book, by, "ann", MemberEdit(staff_number=""), NOW))
    assert book.named("ann") is None
    assert book.named(" ANN@EXAMPLE.COM ") == of(book, "ann")
    done(book, edit(book, by, "bob", MemberEdit(staff_number="ann"), NOW))
    assert book.named("ann") == of(book, "bob")
    done(book, delete(book, by, "bob", NOW))
    assert book.named("ann") is None
    assert book.named("") is None


def test_members_are_bounded() -> None:
    book = staffed()
    for number in range(MAX_MEMBERS - len(book) - 1):
        new = msgspec.structs.replace(
            of(book, "ann"), id=f"n{number}", email=f"{number}@b.cc", staff_number=""
        )
        book.apply(PutMember(new))
    done(book, add(book, OPERATED, draft("last", Role.AGENT), "last", "h", NOW))
    refused = add(book, OPERATED, draft("new", Role.AGENT), "new", "h", NOW)
    assert rule(refused) is AccountRule.FULL


def test_nobody_edits_whom_there_is_not() -> None:
    book = staffed()
    for act in ACTS.values():
        assert rule(act(book, OPERATED, "nobody")) is AccountRule.NO_SUCH_MEMBER


def test_a_suspension_signs_out_and_a_reset_too() -> None:
    book = staffed()
    by = acting(book, "boss")
    for act in (ACTS["suspend"], ACTS["reset"]):
        book.apply(PutSignIn(SignIn("s", "ann", "t", NOW, NOW, "")))
        assert DropSignIn("ann") in done(book, act(book, by, "ann")).changes
        assert book.sign_in("ann") is None
        assert book.by_token("t") is None
    assert of(book, "ann").is_suspended
    assert of(book, "ann").must_change_password
    done(book, restore(book, by, "ann", NOW))
    assert not of(book, "ann").is_suspended


@pytest.mark.covers("M1")
@pytest.mark.parametrize("role", Role)
def test_a_new_role_signs_out_and_the_same_one_does_not(role: Role) -> None:
    book = staffed()
    book.apply(PutSignIn(SignIn("s", "sue", "t", NOW, NOW, "")))
    decision = edit(book, acting(book, "boss"), "sue", MemberEdit(role=role), NOW)
    if role is not Role.SUPER_ADMIN:
        done(book, decision)
    is_kept = role in (Role.SUPERVISOR, Role.SUPER_ADMIN)
    assert (book.by_token("t") is not None) is is_kept


def test_a_deletion_ends_everything() -> None:
    book = staffed()
    book.apply(PutSignIn(SignIn("s", "ann", "t", NOW, NOW, "")))
    gone = done(book, delete(book, acting(book, "boss"), "ann", NOW))
    assert gone.changes == (DropMember("ann"),)
    assert gone.entry.detail == "ann@example.com"
    assert (book.member("ann"), book.by_token("t")) == (None, None)


def test_a_lost_second_factor_is_taken_off() -> None:
    book = staffed()
    ann = msgspec.structs.replace(
        of(book, "ann"), factor_secret="S", is_factor_confirmed=True, recovery=("h",)
    )
    book.apply(PutMember(ann))
    done(book, ACTS["reset"](book, OPERATED, "ann"))
    assert of(book, "ann").is_factor_confirmed
    decided = done(book, reset(book, OPERATED, "ann", "h3", NOW, drops_factor=True))
    assert decided.entry.act is Act.PASSWORD_RESET
    assert "second factor" in decided.entry.detail
    left = of(book, "ann")
    assert (left.factor_secret, left.is_factor_confirmed, left.recovery) == (
        "",
        False,
        (),
    )


def test_the_log_says_what_was_and_what_is() -> None:
    book = staffed()
    edits = MemberEdit(capacity=3, groups=(REPAIRS,), role=Role.SUPERVISOR, name="Ann")
    entry = done(book, edit(book, acting(book, "boss"), "ann", edits, NOW)).entry
    assert entry.act is Act.MEMBER_EDITED
    assert entry.detail == (
        "role: agent → supervisor; capacity: 1 → 3; groups: sales → repairs"
    )


@pytest.mark.covers("W10")
def test_a_person_changes_the_own_profile_and_nothing_else() -> None:
    book = staffed()
    by = acting(book, "boss")
    done(book, edit_own(book, by, OwnEdit(nickname="B", phone="1"), NOW))
    assert (of(book, "boss").shown_name, of(book, "boss").phone) == ("B", "1")
    assert set(OwnEdit.__struct_fields__) == {"name", "nickname", "phone"}
    stranger = Principal("nobody", Role.AGENT)
    for who in (OPERATED, stranger):
        refused = edit_own(book, who, OwnEdit(name="X"), NOW)
        assert rule(refused) is AccountRule.FORBIDDEN


DUE: dict[str, tuple[str, MemberEdit, bool]] = {
    "capacity": ("ann", MemberEdit(capacity=2), True),
    "nickname": ("ann", MemberEdit(nickname="A"), True),
    "groups": ("ann", MemberEdit(groups=(REPAIRS,)), True),
    "to admin": ("ann", MemberEdit(role=Role.ADMIN), True),
    "from admin": ("ada", MemberEdit(role=Role.AGENT), True),
    "nothing new": ("ann", MemberEdit(capacity=1), False),
    "not the desk's": ("ann", MemberEdit(phone="1"), False),
    "of an admin": ("ada", MemberEdit(nickname="A"), False),
}


@pytest.mark.parametrize("case", DUE)
def test_the_desk_is_told_of_what_concerns_it(case: str) -> None:
    book = staffed()
    for member in book.members():
        assert member.is_desk_due is (member.role in core.DESK_ROLES)
        told = msgspec.structs.replace(member, is_desk_due=False)
        book.apply(PutMember(told))
    who, edits, is_due = DUE[case]
    done(book, edit(book, acting(book, "boss"), who, edits, NOW))
    assert of(book, who).is_desk_due is is_due
    done(book, edit(book, acting(book, "boss"), who, MemberEdit(phone="2"), NOW))
    assert of(book, who).is_desk_due is is_due


def names(page: MemberPage | AccountRefused) -> list[str]:
    assert isinstance(page, MemberPage), page
    return [card.id for card in page.members]


@pytest.mark.covers("M1")
def test_who_sees_whom() -> None:
    book = staffed()
    everybody = MemberFilter()

    def seen(by: str) -> list[str]:
        return names(listed(book, acting(book, by), everybody, 0, 100))

    assert seen("boss") == seen("ada") == list(NAMES)
    assert seen("sue") == ["sue", "ann"]
    refused = listed(book, acting(book, "ann"), everybody, 0, 100)
    assert rule(refused) is AccountRule.FORBIDDEN


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (MemberFilter("ANN"), ["ann"]),
        (MemberFilter(role=Role.AGENT), ["ann", "bob"]),
        (MemberFilter(group=SALES), ["sue", "ann"]),
        (MemberFilter(is_suspended=True), ["bob"]),
        (MemberFilter("example", Role.AGENT, is_suspended=False), ["ann"]),
        (MemberFilter("zzz"), []),
    ],
)
def test_members_are_searched(wanted: MemberFilter, found: list[str]) -> None:
    book = staffed()
    done(book, suspend(book, OPERATED, "bob", NOW))
    page = listed(book, OPERATED, wanted, 0, 100)
    assert names(page) == found


def test_a_list_comes_in_pages_and_holds_no_secret() -> None:
    book = staffed()
    page = listed(book, OPERATED, MemberFilter(), 1, 2)
    assert names(page) == ["ada", "sue"]
    assert isinstance(page, MemberPage)
    assert page.total == len(NAMES)
    secrets = {"password_hash", "factor_secret", "factor_step", "recovery"}
    shown = set(type(page.members[0]).__struct_fields__)
    assert shown.isdisjoint(secrets)
    assert secrets < set(Member.__struct_fields__)
