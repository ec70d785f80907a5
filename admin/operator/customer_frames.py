"""What operators ask of customers, and are told: part of `admin.operator.frames`.

Lists of them are `FindCustomers`, a question to the records.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from actors.accounts.messages import OperationId
from actors.customers.messages import Customer
from actors.customers.profile import CustomerChange
from actors.records.bounds import MAX_FILTER_CHARS
from actors.refusal import Refused

CustomerId = Annotated[
    str, Meta(min_length=1, max_length=MAX_FILTER_CHARS, pattern=r"^[^\x00]*\Z")
]


class LookAtCustomer(msgspec.Struct, frozen=True, tag="look_at_customer"):
    """Asks what is known of a customer: answered by `CustomerSeen`."""

    visitor: CustomerId


class AlterCustomer(msgspec.Struct, frozen=True, tag="alter_customer"):
    """Makes all of a change or nothing: answered by `CustomerAltered`."""

    operation: OperationId
    visitor: CustomerId
    change: CustomerChange


CustomerRequest = LookAtCustomer | AlterCustomer


class CustomerSeen(msgspec.Struct, frozen=True, tag="customer_seen"):
    """What is known."""

    customer: Customer


class CustomerAltered(msgspec.Struct, frozen=True, tag="customer_altered"):
    """What was asked is on disk."""


class CustomerProblem(msgspec.Struct, frozen=True, tag="customer_problem"):
    """A rule refused; nothing has changed."""

    refused: Refused


CustomerAnswer = CustomerSeen | CustomerAltered | CustomerProblem
