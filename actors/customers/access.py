"""PURE: who may see and change what of a customer, and what is masked (M12, P8)."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from actors.accounts.permissions import TABLE, Permission, Reach, Role
from actors.customers.messages import Customer
from actors.customers.profile import CustomerChange, Profile

_NOTHING: Final = CustomerChange()
_MASK: Final = "*"
_SHOWN_AT_START: Final = 3
_SHOWN_AT_END: Final = 4
"""Of a phone number: enough to know it again, not to dial it."""


def may(role: Role, permission: Permission, *, serves: bool) -> bool:
    """Whether a member may do it to a customer.

    Args:
        role: the member's.
        permission: one of customers.
        serves: he serves him, or served him last.
    """
    reach = TABLE[permission].get(role)
    return reach is Reach.ALL or (reach is Reach.SERVED and serves)


def wanted(change: CustomerChange) -> frozenset[Permission]:
    """What a change takes."""
    found = {Permission.NOTE_CUSTOMERS}
    if change.level is not None:
        found.add(Permission.RANK_CUSTOMERS)
    if change.block is not None or change.unblocks:
        found.add(Permission.BLOCK_CUSTOMERS)
    return frozenset(found)


def parts_of(change: CustomerChange) -> str:
    """What a change is about, for the audit log: never the contact itself."""
    names = [
        name
        for name in change.__struct_fields__
        if getattr(change, name) != getattr(_NOTHING, name)
    ]
    if change.level is not None:
        names[names.index("level")] = f"level {change.level}"
    return ", ".join(names)


def seen_by(role: Role, customer: Customer) -> Customer:
    """The customer with contacts masked from whom they are none of his business."""
    if may(role, Permission.SEE_CONTACTS, serves=False):
        return customer
    return replace(customer, profile=masked(customer.profile))


def masked(profile: Profile) -> Profile:
    """The same with its contacts masked."""
    phone, email = masked_phone(profile.phone), masked_email(profile.email)
    return replace(profile, phone=phone, email=email)


def masked_phone(phone: str) -> str:
    """The first three and the last four characters; of a short one nothing."""
    hidden = len(phone) - _SHOWN_AT_START - _SHOWN_AT_END
    if hidden <= 0:
        return _MASK * len(phone)
    return phone[:_SHOWN_AT_START] + _MASK * hidden + phone[-_SHOWN_AT_END:]


def masked_email(email: str) -> str:
    """The first character, and the domain."""
    name, at, domain = email.partition("@")
    return name[:1] + _MASK * max(0, len(name) - 1) + at + domain
