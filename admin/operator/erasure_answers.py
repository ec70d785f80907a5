"""The service's answers to what operators ask of erasure."""

from __future__ import annotations

from actors.accounts.permissions import THE_OPERATOR
from actors.erasure.office import ErasureOffice
from admin.operator.erasure_frames import (
    CustomerErased,
    EraseCustomer,
    ErasureAnswer,
    ErasureRequest,
    ExportCustomer,
    ExportNoted,
    ReadHeld,
)


async def answer_erasure(
    office: ErasureOffice, request: ErasureRequest
) -> ErasureAnswer:
    """Does what whoever owns the machine asks.

    Raises:
        Unavailable: see `ErasureOffice`.
    """
    match request:
        case EraseCustomer(operation, visitor):
            told = await office.erase(visitor, THE_OPERATOR, operation)
            return CustomerErased(told.sessions, told.files)
        case ExportCustomer(operation, visitor):
            await office.exporting(visitor, THE_OPERATOR, operation)
            return ExportNoted()
        case ReadHeld(session, after):
            return await office.held(session, after)
