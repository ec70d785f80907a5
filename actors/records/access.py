"""PURE: whose records somebody may see (W5: visibility by role)."""

from __future__ import annotations

from actors.accounts.permissions import Permission, Principal, Reach, reach_of
from actors.records.messages import EVERYTHING, Scope


def scope_of(who: Principal, permission: Permission = Permission.READ_RECORDS) -> Scope:
    """What of the records is shown to him; nothing to whom the table denies them."""
    match reach_of(who, permission):
        case Reach.ALL:
            return EVERYTHING
        case Reach.OWN_GROUPS:
            return Scope(groups=who.groups, server=who.who)
        case Reach.SERVED:
            return Scope(agent=who.who, server=who.who)
        case _:
            return Scope(groups=())
