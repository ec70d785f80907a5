"""Whose records a role may see."""

from __future__ import annotations

import pytest

from actors.accounts.permissions import OPERATOR, Principal, Role
from actors.ids import GroupId
from actors.records.access import scope_of
from actors.records.messages import EVERYTHING, Scope

GROUPS = (GroupId("g"),)


@pytest.mark.covers("W5")
@pytest.mark.parametrize(
    ("role", "scope"),
    [
        (Role.SUPER_ADMIN, EVERYTHING),
        (Role.ADMIN, EVERYTHING),
        (Role.SUPERVISOR, Scope(groups=GROUPS, server="m")),
        (Role.AGENT, Scope(agent="m", server="m")),
    ],
)
def test_a_role_sees(role: Role, scope: Scope) -> None:
    assert scope_of(Principal("m", role, GROUPS)) == scope


def test_who_has_no_role_sees_nothing() -> None:
    assert scope_of(Principal(OPERATOR, None)) == Scope(groups=())
