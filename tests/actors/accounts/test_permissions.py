"""The table of permissions: what is not in it is denied."""

from __future__ import annotations

import pytest

from actors.accounts.permissions import (
    KEYS,
    OPERATOR,
    TABLE,
    Permission,
    Principal,
    Reach,
    Role,
    is_allowed,
    reach_of,
)
from actors.ids import GroupId

A, B = GroupId("a"), GroupId("b")

EXPECTED = {
    Role.SUPER_ADMIN: {
        Permission.SERVE,
        Permission.EDIT_ADMINS,
        Permission.EDIT_MEMBERS,
        Permission.READ_MEMBERS,
        Permission.READ_AUDIT,
        Permission.SUPERVISE,
        Permission.READ_CUSTOMERS,
        Permission.NOTE_CUSTOMERS,
        Permission.RANK_CUSTOMERS,
        Permission.BLOCK_CUSTOMERS,
        Permission.SEE_CONTACTS,
        Permission.READ_RECORDS,
        Permission.READ_KNOWLEDGE,
        Permission.EDIT_KNOWLEDGE,
        Permission.PUBLISH_KNOWLEDGE,
        Permission.EDIT_REPLIES,
        Permission.EDIT_KEYS,
        Permission.READ_RULES,
        Permission.EDIT_RULES,
        Permission.READ_REPORTS,
        Permission.EDIT_WEBHOOKS,
        Permission.OBSERVE,
        Permission.INTERVENE,
        Permission.KEEP_DATA,
        Permission.OWN_ACCOUNT,
    },
    Role.ADMIN: {
        Permission.SERVE,
        Permission.EDIT_MEMBERS,
        Permission.READ_MEMBERS,
        Permission.READ_AUDIT,
        Permission.SUPERVISE,
        Permission.READ_CUSTOMERS,
        Permission.NOTE_CUSTOMERS,
        Permission.RANK_CUSTOMERS,
        Permission.BLOCK_CUSTOMERS,
        Permission.SEE_CONTACTS,
        Permission.READ_RECORDS,
        Permission.READ_KNOWLEDGE,
        Permission.EDIT_KNOWLEDGE,
        Permission.PUBLISH_KNOWLEDGE,
        Permission.EDIT_REPLIES,
        Permission.EDIT_KEYS,
        Permission.READ_RULES,
        Permission.EDIT_RULES,
        Permission.READ_REPORTS,
        Permission.EDIT_WEBHOOKS,
        Permission.OBSERVE,
        Permission.INTERVENE,
        Permission.KEEP_DATA,
        Permission.OWN_ACCOUNT,
    },
    Role.SUPERVISOR: {
        Permission.READ_MEMBERS,
        Permission.SUPERVISE,
        Permission.SERVE,
        Permission.READ_CUSTOMERS,
        Permission.NOTE_CUSTOMERS,
        Permission.RANK_CUSTOMERS,
        Permission.BLOCK_CUSTOMERS,
        Permission.SEE_CONTACTS,
        Permission.READ_RECORDS,
        Permission.READ_KNOWLEDGE,
        Permission.EDIT_KNOWLEDGE,
        Permission.EDIT_REPLIES,
        Permission.READ_RULES,
        Permission.READ_REPORTS,
        Permission.OWN_ACCOUNT,
    },
    Role.AGENT: {
        Permission.SERVE,
        Permission.READ_CUSTOMERS,
        Permission.NOTE_CUSTOMERS,
        Permission.READ_RECORDS,
        Permission.READ_KNOWLEDGE,
        Permission.OWN_ACCOUNT,
    },
}


@pytest.mark.covers("M1", "P5")
@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", Role)
def test_a_role_may_what_is_expected_and_nothing_else(
    role: Role, permission: Permission
) -> None:
    who = Principal("m", role, (A,))
    assert is_allowed(who, permission) is (permission in EXPECTED[role])


def test_every_permission_has_a_row() -> None:
    assert set(TABLE) == set(Permission)


@pytest.mark.parametrize("permission", [Permission.SUPERVISE, Permission.READ_MEMBERS])
def test_a_supervisor_is_limited_to_the_own_groups(permission: Permission) -> None:
    who = Principal("m", Role.SUPERVISOR, (A,))
    assert reach_of(who, permission) is Reach.OWN_GROUPS
    assert is_allowed(who, permission, (A, B))
    assert not is_allowed(who, permission, (B,))
    assert not is_allowed(who, permission, ())
    nowhere = Principal("m", Role.SUPERVISOR)
    assert not is_allowed(nowhere, permission, (A,))
    assert is_allowed(Principal("m", Role.ADMIN), permission, (B,))


def test_who_owns_the_machine_administers_and_serves_nobody() -> None:
    operator = Principal(OPERATOR, None)
    assert is_allowed(operator, Permission.OWN_INSTALLATION)
    assert is_allowed(operator, Permission.EDIT_ADMINS, (A,))
    assert not is_allowed(operator, Permission.SERVE)
    assert not is_allowed(operator, Permission.SUPERVISE)
    assert not is_allowed(operator, Permission.OWN_ACCOUNT)


def test_nobody_without_a_role_may_anything() -> None:
    stranger = Principal("somebody", None, (A,))
    assert not any(is_allowed(stranger, each) for each in Permission)


def test_a_program_may_what_its_key_grants_and_never_make_keys() -> None:
    program = Principal("key:0a", None, granted=tuple(Permission))
    assert {x for x in Permission if is_allowed(program, x)} == KEYS
    assert not is_allowed(program, Permission.EDIT_KEYS)
    assert not is_allowed(program, Permission.OWN_INSTALLATION)
    reader = Principal("key:0a", None, granted=(Permission.READ_MEMBERS,))
    assert reach_of(reader, Permission.READ_MEMBERS) is Reach.ALL
    assert not is_allowed(reader, Permission.EDIT_MEMBERS)
