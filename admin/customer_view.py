"""PURE: customers as those may see and change them who are no agents of theirs (M12).

Agents see whom they serve, in the workbench; here nobody is served, so that who may
only do that may nothing.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta
from msgspec.structs import replace

from actors.accounts.permissions import Permission, Principal, Reach, reach_of
from actors.customers.access import masked, wanted
from actors.customers.messages import Customer
from actors.customers.profile import (
    MAX_FIELDS,
    MAX_LEVEL,
    MAX_NOTE_CHARS,
    MAX_REASON_CHARS,
    BlockOrder,
    CustomerChange,
    Field,
)
from actors.customers.records import CustomerCard, CustomerPage
from actors.records.bounds import Moment


class Known(msgspec.Struct, frozen=True):
    """A customer.

    Attributes:
        customer: what was written down.
        recorded: of his coming; None: he never came, or the records lag behind.
    """

    customer: Customer
    recorded: CustomerCard | None

    @property
    def is_known(self) -> bool:
        """False of who never came, and of whom nothing was ever written down."""
        return self.recorded is not None or self.customer.version > 0


class FieldEdit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A field of the business's own; an empty value takes it back."""

    name: str
    value: str


class CustomerEdit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is to change of a customer; None stays, "" takes a part of him back.

    `level` wants the permission `rank_customers`.
    """

    nickname: str | None = None
    phone: str | None = None
    email: str | None = None
    language: str | None = None
    fields: Annotated[tuple[FieldEdit, ...], Meta(max_length=MAX_FIELDS)] | None = None
    tags: tuple[str, ...] | None = None
    level: Annotated[int, Meta(ge=0, le=MAX_LEVEL)] | None = None

    def change(self) -> CustomerChange:
        """The same for the customer."""
        fields = None
        if self.fields is not None:
            named = (each for each in self.fields if each.name)
            fields = tuple(Field(each.name, each.value) for each in named)
        return CustomerChange(
            self.nickname,
            self.phone,
            self.email,
            self.language,
            fields,
            self.tags,
            self.level,
        )


class NoteDraft(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something to be noted."""

    text: Annotated[str, Meta(min_length=1, max_length=MAX_NOTE_CHARS)]

    def change(self) -> CustomerChange:
        """The same for the customer."""
        return CustomerChange(note=self.text)


class BlockDraft(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """He is not to be served, for a reason he is not told; `until_ms` 0 = for ever."""

    reason: Annotated[str, Meta(max_length=MAX_REASON_CHARS)] = ""
    until_ms: Moment = 0

    def change(self) -> CustomerChange:
        """The same for the customer."""
        return CustomerChange(block=BlockOrder(self.reason, self.until_ms))


def sees_all(who: Principal) -> bool:
    """True of who may see every customer."""
    return reach_of(who, Permission.READ_CUSTOMERS) is Reach.ALL


def lacking(who: Principal, change: CustomerChange) -> tuple[Permission, ...]:
    """What somebody would need for a change of any customer, and has not."""
    needed = sorted(wanted(change), key=lambda each: each.value)
    return tuple(each for each in needed if reach_of(who, each) is not Reach.ALL)


def _sees_contacts(who: Principal) -> bool:
    return reach_of(who, Permission.SEE_CONTACTS) is Reach.ALL


def seen(who: Principal, known: Known) -> Known:
    """A customer as somebody may see him."""
    if _sees_contacts(who):
        return known
    customer, recorded = known.customer, known.recorded
    customer = replace(customer, profile=masked(customer.profile))
    return Known(customer, None if recorded is None else _masked(recorded))


def page_seen(who: Principal, page: CustomerPage) -> CustomerPage:
    """The same of a list."""
    if _sees_contacts(who):
        return page
    return CustomerPage(tuple(map(_masked, page.cards)), page.next)


def _masked(card: CustomerCard) -> CustomerCard:
    return replace(card, profile=masked(card.profile))
