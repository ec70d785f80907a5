"""The table of permissions: what is not in it is denied."""

from __future__ import annotations

import pytest

from actors.accounts.permissions import (
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
        Permission.OBSERVE,
        Permission.INTERVENE,
        Permission.OWN_ACCOUNT,
    },
    Role.ADMIN: {
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
        Permission.OBSERVE,
        Permission.INTERVENE,
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
