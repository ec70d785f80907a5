"""The service's answers to what operators ask of customers."""

from __future__ import annotations

from actors.accounts.permissions import THE_OPERATOR
from admin.customers_office import CustomersOffice
from admin.operator.customer_frames import (
    AlterCustomer,
    CustomerAltered,
    CustomerAnswer,
    CustomerProblem,
    CustomerRequest,
    CustomerSeen,
    LookAtCustomer,
)


async def answer_customer(
    office: CustomersOffice, request: CustomerRequest
) -> CustomerAnswer:
    """Does what whoever owns the machine asks.

    Raises:
        Unavailable: see `CustomersOffice`.
    """
    match request:
        case LookAtCustomer(visitor):
            return CustomerSeen(await office.look(visitor))
        case AlterCustomer(operation, visitor, change):
            refused = await office.change(visitor, change, THE_OPERATOR, operation)
            return CustomerAltered() if refused is None else CustomerProblem(refused)
