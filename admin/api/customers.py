"""HTTP for customers (M12): the routes below `/api/v1/customers`.

GET    /customers            who came, those first who were known last
GET    /customers/ID         one: what is known and recorded of him
PATCH  /customers/ID         changes his profile, tags and VIP level
POST   /customers/ID/notes   notes something
POST   /customers/ID/block   closes what he has open, and serves him no more
DELETE /customers/ID/block   ends that
GET    /customers/ID/held.zip all that is held of him
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

import msgspec
from quart import Blueprint, Response

from actors.accounts.permissions import Permission, Principal
from actors.accounts.refusal import AccountRule
from actors.customers.profile import CustomerChange
from actors.customers.records import CustomerFilter, CustomerPage, FindCustomers
from actors.records.archive import Archive
from actors.records.bounds import Cursor, PageLimit
from actors.refusal import Rule
from admin.api.contract import PREFIX, changing, looking
from admin.api.door import ApiDoor, no_content, operation, principal
from admin.customer_held import CustomerHeld
from admin.customer_view import (
    BlockDraft,
    CustomerEdit,
    Known,
    NoteDraft,
    lacking,
    page_seen,
    seen,
    sees_all,
)
from admin.customers_office import CustomersOffice
from admin.operator.customer_frames import CustomerId
from admin.record_requests import LOOK_CODES, USUAL_PAGE, found
from admin.rules_problems import NOT_FOUND, ruled
from runtime.http_app import HttpRefused, answer_json, read_json, read_query

ZIP_TYPE: Final = "application/zip"
TAKING_SECONDS: Final = 1_800.0
"""Of a whole ZIP file: a gigabyte at 5 Mbit/s; who is slower holds a place."""
_CODES: Final = (NOT_FOUND, Rule.BAD_VALUE.value, Rule.WRONG_STATE.value)
Clock = Callable[[], int]


class CustomersQuery(CustomerFilter, frozen=True, forbid_unknown_fields=True):
    """Which customers are wanted, and which of them: `before` is `next` of a page.

    `is_blocked`: those only who are so now.
    """

    is_blocked: bool = False
    before: Cursor = 0
    limit: PageLimit = USUAL_PAGE

    def wanted(self, now_ms: int) -> CustomerFilter:
        """What the records are asked for."""
        blocked_ms = now_ms if self.is_blocked else self.blocked_ms
        return CustomerFilter(self.visitor, self.name, self.tag, self.level, blocked_ms)


def customers_api(
    door: ApiDoor,
    office: CustomersOffice,
    held: CustomerHeld,
    archive: Archive,
    wall_ms: Clock,
) -> Blueprint:
    """The routes.

    Args:
        door: lets those in who may.
        office: of customers.
        held: has all of one taken along.
        archive: has who came.
        wall_ms: now.
    """
    desk = _Customers(office, held, archive, wall_ms)
    routes = Blueprint("customers", __name__, url_prefix=f"{PREFIX}/customers")
    one = "/<path:visitor>"  # a business's own id may have strokes
    routes.add_url_rule("", view_func=desk.listed)
    routes.add_url_rule(one, view_func=desk.shown)
    routes.add_url_rule(one, view_func=desk.edit, methods=["PATCH"])
    routes.add_url_rule(f"{one}/notes", view_func=desk.note, methods=["POST"])
    routes.add_url_rule(f"{one}/block", view_func=desk.block, methods=["POST"])
    routes.add_url_rule(f"{one}/block", view_func=desk.unblock, methods=["DELETE"])
    routes.add_url_rule(f"{one}/held.zip", view_func=desk.taken)
    return door.opened(routes)


class _Customers:
    def __init__(
        self,
        office: CustomersOffice,
        held: CustomerHeld,
        archive: Archive,
        wall_ms: Clock,
    ) -> None:
        self._office = office
        self._held = held
        self._archive = archive
        self._wall_ms = wall_ms

    @looking(
        "Customers, those first who were known last.",
        Permission.READ_CUSTOMERS,
        query=CustomersQuery,
        answer=CustomerPage,
        codes=LOOK_CODES,
    )
    async def listed(self) -> Response:
        query = read_query(CustomersQuery)
        expect_all(principal())
        wanted = query.wanted(self._wall_ms())
        asked = FindCustomers(wanted, query.before, query.limit)
        return answer_json(
            page_seen(principal(), found(await self._archive.customers(asked)))
        )

    @looking(
        "A customer: what is known and recorded of him.",
        Permission.READ_CUSTOMERS,
        answer=Known,
        codes=(NOT_FOUND, *LOOK_CODES),
    )
    async def shown(self, visitor: str) -> Response:
        return answer_json(await self._known(customer_named(visitor)))

    @changing(
        "Change a customer's profile, tags and VIP level; what is not given stays.",
        Permission.NOTE_CUSTOMERS,
        body=CustomerEdit,
        answer=Known,
        codes=(*_CODES, *LOOK_CODES),
    )
    async def edit(self, visitor: str) -> Response:
        await self._change(visitor, (await read_json(CustomerEdit)).change())
        return answer_json(await self._known(visitor))

    @changing(
        "Note something of a customer.",
        Permission.NOTE_CUSTOMERS,
        body=NoteDraft,
        codes=_CODES,
    )
    async def note(self, visitor: str) -> Response:
        await self._change(visitor, (await read_json(NoteDraft)).change())
        return no_content()

    @changing(
        "Block a customer: what he has open is closed, and he is not served.",
        Permission.BLOCK_CUSTOMERS,
        body=BlockDraft,
        codes=_CODES,
    )
    async def block(self, visitor: str) -> Response:
        await self._change(visitor, (await read_json(BlockDraft)).change())
        return no_content()

    @changing("End a customer's block.", Permission.BLOCK_CUSTOMERS, codes=_CODES)
    async def unblock(self, visitor: str) -> Response:
        await self._change(visitor, CustomerChange(unblocks=True))
        return no_content()

    @looking(
        "All that is held of a customer, not masked: what is written down of him, "
        "every event of his sessions, and his attachments.",
        Permission.KEEP_DATA,
        gives=ZIP_TYPE,
        codes=(NOT_FOUND, *LOOK_CODES),
    )
    async def taken(self, visitor: str) -> Response:
        visitor = customer_named(visitor)
        known = found(await self._office.known(visitor, self._archive))
        expect_known(known, visitor)
        response = Response(await self._held.take(principal(), visitor))
        response.content_type = ZIP_TYPE
        response.headers["Content-Disposition"] = "attachment; filename=customer.zip"
        response.timeout = TAKING_SECONDS
        return response

    # --- inside

    async def _known(self, visitor: str) -> Known:
        expect_all(principal())
        known = found(await self._office.known(visitor, self._archive))
        return seen(principal(), expect_known(known, visitor))

    async def _change(self, visitor: str, change: CustomerChange) -> None:
        missing = lacking(principal(), change)
        if missing:
            raise _forbidden(missing[0])
        who, known = principal(), customer_named(visitor)
        ruled(await self._office.change(known, change, who, operation()))


def expect_all(who: Principal) -> None:
    """Lets on who may see every customer, and no agent, who may see his.

    Raises:
        HttpRefused: `forbidden`.
    """
    if not sees_all(who):
        raise _forbidden(Permission.READ_CUSTOMERS)


def customer_named(text: str) -> str:
    """The id that an address names.

    Raises:
        HttpRefused: `not_found`: it can be nobody's.
    """
    try:
        return msgspec.convert(text, CustomerId)
    except msgspec.ValidationError:
        raise _nobody(text) from None


def expect_known(known: Known, visitor: str) -> Known:
    """The customer, where anything is known of him.

    Raises:
        HttpRefused: `not_found`.
    """
    if not known.is_known:
        raise _nobody(visitor)
    return known


def _nobody(visitor: str) -> HttpRefused:
    detail = f"there is no customer {visitor!r}"
    return HttpRefused(HTTPStatus.NOT_FOUND, NOT_FOUND, detail)


def _forbidden(permission: Permission) -> HttpRefused:
    detail = f"expected the permission {permission.value} for all customers"
    return HttpRefused(HTTPStatus.FORBIDDEN, AccountRule.FORBIDDEN.value, detail)
