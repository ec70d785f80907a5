"""All that is held of a visitor, over the operator's line: `customers export`."""

from __future__ import annotations

from pathlib import Path
from typing import IO, Final

from actors.customers.records import CustomerFilter, CustomerPage, FindCustomers
from actors.erasure.messages import HeldPage
from actors.records.messages import FindSessions, SessionPage
from admin.customer_export import CustomerZip, Taken
from admin.customer_view import Known
from admin.operator.asking import OperatorLine
from admin.operator.customer_frames import CustomerSeen, LookAtCustomer
from admin.operator.erasure_frames import ExportCustomer, ExportNoted, ReadHeld
from admin.operator.operation import new_operation

_PIECE_BYTES: Final = 256 * 1024
"""Of an attachment, read at once."""


async def export_customer(
    line: OperatorLine, visitor: str, attachments: Path, into: IO[bytes]
) -> Taken:
    """Writes the ZIP file.

    Args:
        line: to the service.
        visitor: who.
        attachments: where the service keeps them, on this machine.
        into: where to; need not be seekable.

    Raises:
        Unavailable: the service does not answer.
        OSError: a file cannot be read or written.
    """
    await line.get(ExportCustomer(new_operation(), visitor), ExportNoted)
    made = CustomerZip(_LineHeld(line, attachments), visitor)
    async for part in made.parts():
        into.write(part)
    return made.taken


class _LineHeld:
    """A `Holder` at the other end of the line."""

    def __init__(self, line: OperatorLine, attachments: Path) -> None:
        self._line = line
        self._attachments = attachments

    async def known(self, visitor: str) -> Known:
        seen = await self._line.get(LookAtCustomer(visitor), CustomerSeen)
        wanted = FindCustomers(CustomerFilter(visitor=visitor), limit=1)
        page = await self._line.get(wanted, CustomerPage)
        return Known(seen.customer, next(iter(page.cards), None))

    async def sessions(self, wanted: FindSessions) -> SessionPage:
        return await self._line.get(wanted, SessionPage)

    async def held(self, session: str, after: int) -> HeldPage:
        return await self._line.get(ReadHeld(session, after), HeldPage)

    async def read(self, key: str, start: int) -> bytes:
        place = self._attachments / "kept" / key[:2] / key / "content"
        try:
            with place.open("rb") as file:
                file.seek(start)
                return file.read(_PIECE_BYTES)
        except FileNotFoundError:  # it was removed; what was taken back is, too
            return b""
