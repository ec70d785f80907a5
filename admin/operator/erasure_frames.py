"""What operators ask of erasure, and are told: part of `admin.operator.frames`."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from actors.accounts.messages import OperationId
from actors.erasure.messages import HeldPage
from actors.records.bounds import Cursor
from admin.operator.customer_frames import CustomerId


class EraseCustomer(msgspec.Struct, frozen=True, tag="erase_customer"):
    """Erases a visitor: answered by `CustomerErased`."""

    operation: OperationId
    visitor: CustomerId


class ExportCustomer(msgspec.Struct, frozen=True, tag="export_customer"):
    """Has it written down that all that is held of him is taken: `ExportNoted`."""

    operation: OperationId
    visitor: CustomerId


class ReadHeld(msgspec.Struct, frozen=True, tag="read_held"):
    """Asks what is held of a session, page by page: answered by `HeldPage`."""

    session: Annotated[str, Meta(min_length=1, max_length=64)]
    after: Cursor = 0


ErasureRequest = EraseCustomer | ExportCustomer | ReadHeld


class CustomerErased(msgspec.Struct, frozen=True, tag="customer_erased"):
    """He is erased, with so many sessions and files."""

    sessions: int
    files: int


class ExportNoted(msgspec.Struct, frozen=True, tag="export_noted"):
    """It is written down."""


ErasureAnswer = CustomerErased | ExportNoted | HeldPage
