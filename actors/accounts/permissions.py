"""PURE: who may do what. One table, and what is not in it is denied (M1).

Every act of staff through HTTP or the operator's socket is judged by `is_allowed`. At
the gateway it says whose ticket is a supervisor's, which ends with the sign-in when the
role changes; in which groups he supervises are those that the desk has him in.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final

import msgspec

from actors.ids import GroupId

OPERATOR: Final = "operator"
"""Who acts over the operator's socket: whoever owns the data directory. No member's id
looks like it."""


class Role(Enum):
    """What a member is."""

    SUPER_ADMIN = "super_admin"
    ADMIN = "admin"
    SUPERVISOR = "supervisor"
    AGENT = "agent"


class Permission(Enum):
    """What can be allowed."""

    OWN_INSTALLATION = "own_installation"
    """Appoint the super admin, and give him a new password: no member may."""
    EDIT_ADMINS = "edit_admins"
    """Add, edit, suspend and delete admins, and make somebody one."""
    EDIT_MEMBERS = "edit_members"
    """The same for supervisors and agents."""
    READ_MEMBERS = "read_members"
    READ_AUDIT = "read_audit"
    SUPERVISE = "supervise"
    """At the desk: watch, pull, assign, close, set others' status and capacity."""
    SERVE = "serve"
    """Be an agent of the desk; see also `core.serves`."""
    READ_CUSTOMERS = "read_customers"
    NOTE_CUSTOMERS = "note_customers"
    """Change their profile and tags, and add notes."""
    RANK_CUSTOMERS = "rank_customers"
    """Set their VIP level."""
    BLOCK_CUSTOMERS = "block_customers"
    SEE_CONTACTS = "see_contacts"
    """Telephone and e-mail of customers, not masked (P8)."""
    READ_RECORDS = "read_records"
    """Of sessions that were, and what was said in them (W5)."""
    READ_KNOWLEDGE = "read_knowledge"
    """What the robot knows, its draft included."""
    EDIT_KNOWLEDGE = "edit_knowledge"
    """The draft: visitors see nothing of it."""
    PUBLISH_KNOWLEDGE = "publish_knowledge"
    EDIT_REPLIES = "edit_replies"
    """Quick replies that all agents share; his own each agent changes."""
    EDIT_KEYS = "edit_keys"
    """Keys by which other programs act."""
    READ_RULES = "read_rules"
    """Rules of service, skill groups, channels, working hours, and what they were."""
    EDIT_RULES = "edit_rules"
    READ_REPORTS = "read_reports"
    EDIT_WEBHOOKS = "edit_webhooks"
    """Who outside is told what of sessions, and what was."""
    OBSERVE = "observe"
    """Look at the supervision tree, and what came of interventions in it."""
    INTERVENE = "intervene"
    """Restart a part of the tree; in demonstrations crash it."""
    KEEP_DATA = "keep_data"
    """Backups; how long what was said is kept; exporting and erasing a customer."""
    OWN_ACCOUNT = "own_account"
    """Change one's own profile, password and second factor."""


class Reach(Enum):
    """How far a permission goes."""

    ALL = "all"
    OWN_GROUPS = "own_groups"
    """Only what belongs to a group of one's own."""
    SERVED = "served"
    """Only customers whom one serves, or served last, and sessions that one served."""


_S, _A, _V, _G = Role.SUPER_ADMIN, Role.ADMIN, Role.SUPERVISOR, Role.AGENT
_ALL, _OWN, _SERVED = Reach.ALL, Reach.OWN_GROUPS, Reach.SERVED

TABLE: Final[Mapping[Permission, Mapping[Role, Reach]]] = MappingProxyType(
    {
        Permission.OWN_INSTALLATION: {},
        Permission.EDIT_ADMINS: {_S: _ALL},
        Permission.EDIT_MEMBERS: {_S: _ALL, _A: _ALL},
        Permission.READ_MEMBERS: {_S: _ALL, _A: _ALL, _V: _OWN},
        Permission.READ_AUDIT: {_S: _ALL, _A: _ALL},
        Permission.SUPERVISE: {_S: _ALL, _A: _ALL, _V: _OWN},
        Permission.SERVE: {_S: _ALL, _A: _ALL, _V: _ALL, _G: _ALL},
        Permission.READ_CUSTOMERS: {_S: _ALL, _A: _ALL, _V: _ALL, _G: _SERVED},
        Permission.NOTE_CUSTOMERS: {_S: _ALL, _A: _ALL, _V: _ALL, _G: _SERVED},
        Permission.RANK_CUSTOMERS: {_S: _ALL, _A: _ALL, _V: _ALL},
        Permission.BLOCK_CUSTOMERS: {_S: _ALL, _A: _ALL, _V: _ALL},
        Permission.SEE_CONTACTS: {_S: _ALL, _A: _ALL, _V: _ALL},
        Permission.READ_RECORDS: {_S: _ALL, _A: _ALL, _V: _OWN, _G: _SERVED},
        Permission.READ_KNOWLEDGE: {_S: _ALL, _A: _ALL, _V: _ALL, _G: _ALL},
        Permission.EDIT_KNOWLEDGE: {_S: _ALL, _A: _ALL, _V: _ALL},
        Permission.PUBLISH_KNOWLEDGE: {_S: _ALL, _A: _ALL},
        Permission.EDIT_REPLIES: {_S: _ALL, _A: _ALL, _V: _ALL},
        Permission.EDIT_KEYS: {_S: _ALL, _A: _ALL},
        Permission.READ_RULES: {_S: _ALL, _A: _ALL, _V: _ALL},
        Permission.EDIT_RULES: {_S: _ALL, _A: _ALL},
        Permission.READ_REPORTS: {_S: _ALL, _A: _ALL, _V: _OWN},
        Permission.EDIT_WEBHOOKS: {_S: _ALL, _A: _ALL},
        Permission.OBSERVE: {_S: _ALL, _A: _ALL},
        Permission.INTERVENE: {_S: _ALL, _A: _ALL},
        Permission.KEEP_DATA: {_S: _ALL, _A: _ALL},
        Permission.OWN_ACCOUNT: {_S: _ALL, _A: _ALL, _V: _ALL, _G: _ALL},
    }
)
"""Which role may what, and how far; a role that is not in a row may not."""

OPERATORS: Final = frozenset(
    {
        Permission.OWN_INSTALLATION,
        Permission.EDIT_ADMINS,
        Permission.EDIT_MEMBERS,
        Permission.READ_MEMBERS,
        Permission.READ_AUDIT,
        Permission.READ_CUSTOMERS,
        Permission.NOTE_CUSTOMERS,
        Permission.RANK_CUSTOMERS,
        Permission.BLOCK_CUSTOMERS,
        Permission.SEE_CONTACTS,
        Permission.READ_KNOWLEDGE,
        Permission.EDIT_KNOWLEDGE,
        Permission.PUBLISH_KNOWLEDGE,
        Permission.EDIT_REPLIES,
        Permission.EDIT_KEYS,
        Permission.OBSERVE,
        Permission.INTERVENE,
    }
)
"""What whoever owns the machine may."""


KEYS: Final = frozenset(
    set(Permission)
    - {
        Permission.OWN_INSTALLATION,
        Permission.EDIT_KEYS,
        Permission.SERVE,
        Permission.OWN_ACCOUNT,
    }
)
"""What a program can be allowed by its key: nothing by which it gets further."""


class Principal(msgspec.Struct, frozen=True):
    """Who acts.

    Attributes:
        who: the member's id, `OPERATOR`, or `key:` and the id of a program's key.
        role: None for the operator and for programs.
        groups: the member's.
        address: where from, for the audit log.
        sign_in: id of the sign-in acted under; empty for the operator and for programs.
        granted: what a program may, everywhere; empty for others.
    """

    who: str
    role: Role | None
    groups: tuple[GroupId, ...] = ()
    address: str = ""
    sign_in: str = ""
    granted: tuple[Permission, ...] = ()


THE_OPERATOR: Final = Principal(OPERATOR, None)
"""Whoever owns the machine, over its socket: the log has no address of his."""


def is_allowed(
    who: Principal, permission: Permission, groups: Collection[GroupId] | None = None
) -> bool:
    """True if the table allows it.

    Args:
        who: acts.
        permission: is wanted.
        groups: of what is acted on. None asks whether it is allowed anywhere: only to
            be used where what is then shown or done is narrowed to `who.groups`.
    """
    reach = reach_of(who, permission)
    if reach is Reach.SERVED:
        return groups is None  # by group nobody serves a customer
    if reach is Reach.OWN_GROUPS and groups is not None:
        return not set(who.groups).isdisjoint(groups)
    return reach is not None


def reach_of(who: Principal, permission: Permission) -> Reach | None:
    """How far it goes; None: it is denied."""
    if who.role is None:
        allowed = OPERATORS if who.who == OPERATOR else KEYS & set(who.granted)
        return Reach.ALL if permission in allowed else None
    return TABLE[permission].get(who.role)
