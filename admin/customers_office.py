"""Customers as administrators' faces use them: look, and change with an audit row.

What a customer refuses is an answer with a code; a store or a log that is away raises.
Source: spec M12.
"""

from __future__ import annotations

from actors.accounts.audit import Act
from actors.accounts.messages import NoteDeskAct
from actors.accounts.noting import Note, write_down
from actors.accounts.permissions import Principal
from actors.customers.access import parts_of
from actors.customers.messages import ChangeCustomer, Customer, GetCustomer
from actors.customers.profile import CustomerChange
from actors.customers.records import CustomerFilter, FindCustomers
from actors.desk import Desk
from actors.ids import VisitorId
from actors.records.archive import Archive
from actors.records.messages import LookUpRefused
from actors.refusal import Refused
from admin.customer_view import Known


class CustomersOffice:
    """Made once by the composition root; all methods are for the trio loop's tasks.

    Args:
        desk: whose customers.
        note: writes a row of the audit log.
    """

    def __init__(self, desk: Desk, note: Note) -> None:
        self._desk = desk
        self._note = note

    async def look(self, visitor: str) -> Customer:
        """What is known of him.

        Raises:
            Unavailable: he cannot be asked now.
        """
        return await self._desk.directory.customer(VisitorId(visitor)).ask(
            GetCustomer()
        )

    async def known(self, visitor: str, archive: Archive) -> Known | LookUpRefused:
        """What is known of him, and what is recorded of his coming.

        Raises:
            Unavailable: he cannot be asked now.
        """
        customer = await self.look(visitor)
        recorded = FindCustomers(CustomerFilter(visitor=visitor), limit=1)
        page = await archive.customers(recorded)
        if isinstance(page, LookUpRefused):
            return page
        return Known(customer, next(iter(page.cards), None))

    async def change(
        self, visitor: str, change: CustomerChange, by: Principal, operation: str
    ) -> Refused | None:
        """Makes all of a change or nothing; the log has it before.

        Raises:
            Unavailable: the log or the customer does not answer; with the same
                `operation` it can be tried again.
        """
        detail = parts_of(change)
        act, who = Act.CHANGING_CUSTOMER, by.who
        noted = NoteDeskAct(who, act, visitor, operation, by.address, detail)
        await write_down(self._note, noted)
        command = ChangeCustomer(who, who, operation, change)
        address = self._desk.directory.customer(VisitorId(visitor))
        answer = await address.ask(command)
        return answer if isinstance(answer, Refused) else None
