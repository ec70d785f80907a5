"""PURE: what is asked of the records of customers, and what they answer (M12)."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from actors.customers.profile import MAX_LEVEL, Block, Profile
from actors.records.bounds import MAX_PAGE, Cursor, Moment, PageLimit, Sought


class CustomerFilter(msgspec.Struct, frozen=True):
    """Which customers are wanted: those that fit everything that is given.

    Attributes:
        visitor: the whole id.
        name: every piece between blanks is in a name of his, in any case and width.
        tag: the whole tag.
        level: of this VIP level at least.
        blocked_ms: those who are blocked at that moment.
    """

    visitor: Sought = ""
    name: Sought = ""
    tag: Sought = ""
    level: Annotated[int, Meta(ge=0, le=MAX_LEVEL)] = 0
    blocked_ms: Moment | None = None


class FindCustomers(msgspec.Struct, frozen=True, tag="find_customers"):
    """Asks for customers, those first who were known last: `CustomerPage`.

    Attributes:
        wanted: see there.
        before: the cursor, `next` of the page before. Nobody's place in the list ever
            changes: whoever reads it to its end has had each once.
    """

    wanted: CustomerFilter = CustomerFilter()
    before: Cursor = 0
    limit: PageLimit = MAX_PAGE


class CustomerCard(msgspec.Struct, frozen=True):
    """A customer in a list.

    Attributes:
        visitor: his id.
        name: how agents call him, else how his newest session does.
        profile, tags, level: see `Customer`.
        block: the last one that nobody has lifted; it may be over.
        first_ms, last_ms: wall time of his first and his newest sign of life; None =
            there was none yet.
        sessions: how many he has had.
    """

    visitor: str
    name: str
    profile: Profile
    tags: tuple[str, ...]
    level: int
    block: Block | None
    first_ms: int | None
    last_ms: int | None
    sessions: int


class CustomerPage(msgspec.Struct, frozen=True, tag="customer_page"):
    """A part of the list; `next` is the cursor of the next page, 0 = there is none."""

    cards: tuple[CustomerCard, ...]
    next: int
