"""`/admin/customers`: who came, and what is known of him (M12).

GET /admin/customers           those first who were known last
GET /admin/customers/VISITOR   one: profile, notes, block, and his sessions
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import urlencode

import msgspec
from msgspec.structs import asdict
from quart import Blueprint, Response

from actors.accounts.permissions import Permission, is_allowed
from actors.customers.messages import Customer
from actors.customers.profile import MAX_LEVEL, Block
from actors.customers.records import (
    CustomerCard,
    CustomerFilter,
    CustomerPage,
    FindCustomers,
)
from actors.erasure.messages import ErasureTold
from actors.records.access import scope_of
from actors.records.bounds import Cursor, Sought
from actors.records.messages import FindSessions, RecordFilter, SessionPage
from admin.api.customers import customer_named, expect_all, expect_known
from admin.api.groups import all_members
from admin.customer_view import Known, page_seen, seen
from admin.offices import Offices
from admin.pages.frame import Frame, caller, page, principal
from admin.pages.nav import ROOT
from admin.pages.phrases.customers import CustomersPhrase, CustomersProblem
from admin.record_requests import found
from runtime.http_app import read_query

PAGE: Final = 50
HISTORY: Final = 20
"""Sessions on the page of one; the records have them all."""
LEVELS: Final = tuple(range(1, MAX_LEVEL + 1))


class CustomersLink(msgspec.Struct, frozen=True):
    """The query of the list, as the form sends it: "" = whatever it is."""

    name: Sought = ""
    tag: Sought = ""
    visitor: Sought = ""
    level: Literal["", "1", "2", "3", "4", "5", "6", "7", "8", "9"] = ""
    blocked: Literal["", "yes"] = ""
    before: Cursor = 0

    def wanted(self, now_ms: int) -> CustomerFilter:
        """What the records are asked for."""
        level = int(self.level) if self.level else 0
        blocked_ms = now_ms if self.blocked else None
        return CustomerFilter(self.visitor, self.name, self.tag, level, blocked_ms)

    @property
    def is_narrow(self) -> bool:
        """True if something is looked for."""
        return any((self.name, self.tag, self.visitor, self.level, self.blocked))


@dataclass(frozen=True, slots=True)
class CustomersView:
    """What the list shows."""

    query: CustomersLink
    page: CustomerPage
    now_ms: int
    levels: tuple[int, ...] = LEVELS

    def is_blocked(self, card: CustomerCard) -> bool:
        """True while a block of his holds."""
        return card.block is not None and card.block.holds(self.now_ms)

    @property
    def next(self) -> str:
        """Address of the next page; "" = there is none."""
        if not self.page.next:
            return ""
        fields = {**asdict(self.query), "before": self.page.next}
        return "?" + urlencode({name: x for name, x in fields.items() if x})


@dataclass(frozen=True, slots=True)
class CustomerView:
    """What the page of one shows.

    Attributes:
        visitor: his id.
        history: his newest sessions that the reader may see.
        names: of members, by their ids.
        sees_contacts: the reader sees them, and may change them.
        erasing: how far his erasure is, while it goes on.
    """

    visitor: str
    known: Known
    history: SessionPage
    names: Mapping[str, str]
    sees_contacts: bool
    erasing: ErasureTold | None
    levels: tuple[int, ...] = (0, *LEVELS)

    @property
    def customer(self) -> Customer:
        """What was written down."""
        return self.known.customer

    @property
    def name(self) -> str:
        """What he is called."""
        recorded = self.known.recorded
        nickname = self.customer.profile.nickname
        return nickname or (recorded.name if recorded else "") or self.visitor

    @property
    def block(self) -> Block | None:
        """The one that holds."""
        return self.customer.block

    def who(self, by: str) -> str:
        """What somebody who did something is called."""
        return self.names.get(by, by)

    @property
    def sessions(self) -> str:
        """Query of the records for all that he had."""
        return urlencode({"customer": self.visitor})


def customers_pages(
    frame: Frame, offices: Offices, wall_ms: Callable[[], int]
) -> Blueprint:
    """The routes.

    Args:
        frame: of all pages.
        offices: of customers, records and members.
        wall_ms: now.
    """
    shown = _Pages(frame, offices, wall_ms)
    routes = Blueprint("customers_pages", __name__, url_prefix=f"{ROOT}/customers")
    routes.add_url_rule("", view_func=shown.listed)
    routes.add_url_rule("/<path:visitor>", view_func=shown.one)
    return frame.opened(routes)


class _Pages:
    def __init__(
        self, frame: Frame, offices: Offices, wall_ms: Callable[[], int]
    ) -> None:
        self._frame = frame
        self._offices = offices
        self._wall_ms = wall_ms

    @page("Customers who came.", Permission.READ_CUSTOMERS, CustomersLink)
    async def listed(self) -> Response:
        expect_all(principal())
        query, now_ms = read_query(CustomersLink), self._wall_ms()
        asked = FindCustomers(query.wanted(now_ms), query.before, PAGE)
        cards = found(await self._offices.archive.customers(asked))
        view = CustomersView(query, page_seen(principal(), cards), now_ms)
        return self._frame.render(
            "customers.html", view, CustomersPhrase, CustomersProblem
        )

    @page("What is known of a customer.", Permission.READ_CUSTOMERS)
    async def one(self, visitor: str) -> Response:
        expect_all(principal())
        offices, who = self._offices, principal()
        visitor = customer_named(visitor)
        known = found(await offices.customers.known(visitor, offices.archive))
        his = RecordFilter(customer=visitor)
        asked = FindSessions(his, scope_of(who), limit=HISTORY)
        view = CustomerView(
            visitor,
            seen(who, expect_known(known, visitor)),
            found(await offices.archive.find(asked)),
            {x.id: x.name for x in await all_members(offices.accounts, caller())},
            is_allowed(who, Permission.SEE_CONTACTS),
            offices.erasure.running(visitor),
        )
        return self._frame.render(
            "customer.html", view, CustomersPhrase, CustomersProblem
        )
