"""What agents ask and are told of customers: frames in both directions (M12)."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from gateway.wire.terms import (
    MAX_CONTACT_CHARS,
    MAX_CUSTOMER_ITEMS,
    MAX_ID_CHARS,
    Count,
    Frame,
    OperationId,
    OptionalId,
    RequestNumber,
    Text,
)

_Contact = Annotated[str, Meta(max_length=MAX_CONTACT_CHARS)]
_Tag = Annotated[str, Meta(min_length=1, max_length=MAX_ID_CHARS)]
_Tags = Annotated[tuple[_Tag, ...], Meta(max_length=MAX_CUSTOMER_ITEMS)]


class CustomerField(msgspec.Struct, frozen=True, array_like=True):
    """A field that the business has added.

    Attributes:
        name: of the field.
        value: in it.
    """

    name: Annotated[str, Meta(max_length=MAX_ID_CHARS)]
    value: _Contact


_Fields = Annotated[tuple[CustomerField, ...], Meta(max_length=MAX_CUSTOMER_ITEMS)]


class GetCustomer(Frame, frozen=True, tag=80):
    """An agent asks what is known of a customer: answered by CUSTOMER, or RES (M12).

    Of who takes part in the session as its visitor; supervisors also by his id.

    Attributes:
        session: that he has, or had; empty: `visitor` says who is meant.
        visitor: the id; empty: `session` says it.
    """

    request: RequestNumber
    session: OptionalId = ""
    visitor: OptionalId = ""


class ChangeCustomer(Frame, frozen=True, tag=90):
    """Changes what is known of a customer, all of it or nothing (M12).

    Agents change the profile and tags of whom they serve, and add notes; the level, and
    blocks, are supervisors' alone. Answered by RES.

    Attributes:
        session: as in GET_CUSTOMER.
        visitor: the same.
        nickname: what agents call him; nil, here and below: it stays.
        phone: digits, blanks, `+`, `-`, `(` and `)`.
        email: an address.
        language: as in BCP 47.
        fields: all of them; one without a value is taken out.
        tags: all of them.
        level: VIP level 0 … 9: the least priority of his next sessions.
        note: is added; empty: none is.
        block_reason: he is blocked from now on, for that reason, which he is not told;
            what he has open is closed. Empty: he is not.
        block_until: the end of it, ms since the epoch by the server's clock; 0: none.
        unblock: the block ends.
    """

    request: RequestNumber
    operation: OperationId
    session: OptionalId = ""
    visitor: OptionalId = ""
    nickname: _Contact | None = None
    phone: _Contact | None = None
    email: _Contact | None = None
    language: _Contact | None = None
    fields: _Fields | None = None
    tags: _Tags | None = None
    level: Count | None = None
    note: Text = ""
    block_reason: Text = ""
    block_until: Count = 0
    unblock: bool = False


class CustomerNote(msgspec.Struct, frozen=True, array_like=True):
    """What somebody noted on a customer.

    Attributes:
        text: of it.
        by: who.
        by_name: his name; may be empty, see Names.
        at: when, ms since the epoch by the server's clock.
    """

    text: str
    by: str
    by_name: str
    at: Count


class Customer(Frame, frozen=True, tag=81):
    """The answer to GET_CUSTOMER.

    Attributes:
        request: the number of the request.
        visitor: the id.
        version: grows with every change; 0: nothing was ever written down.
        nickname: what agents call him; empty: as his page says.
        phone: masked, unless a supervisor asks; empty: not known.
        email: the same.
        language: as in BCP 47.
        fields: that the business has added.
        tags: of the customer.
        level: VIP level 0 … 9.
        notes: at most `MAX_NOTES_SHOWN`, the newest first.
        is_blocked: he opens no session.
        block_reason: why.
        block_until: how long, ms since the epoch by the server's clock; 0: for ever.
        block_by: who did it.
    """

    request: Count
    visitor: str
    version: Count
    nickname: str = ""
    phone: str = ""
    email: str = ""
    language: str = ""
    fields: tuple[CustomerField, ...] = ()
    tags: tuple[str, ...] = ()
    level: Count = 0
    notes: tuple[CustomerNote, ...] = ()
    is_blocked: bool = False
    block_reason: str = ""
    block_until: Count = 0
    block_by: str = ""
