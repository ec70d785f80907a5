"""All that is held of a visitor, taken from the service; the log has it before."""

from __future__ import annotations

import secrets
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import Final, TypeVar

from actors.accounts.permissions import Principal
from actors.erasure.messages import HeldPage
from actors.erasure.office import ErasureOffice
from actors.records.archive import Archive
from actors.records.messages import FindSessions, LookUpRefused, SessionPage
from admin.customer_export import CustomerZip
from admin.customer_view import Known
from admin.customers_office import CustomersOffice
from runtime.errors import Unavailable

A = TypeVar("A")

ReadFile = Callable[[str, int], Awaitable[bytes]]
"""A piece of an attachment, by its key, from a byte on; see `Holder.read`."""
_OPERATION_BYTES: Final = 16


class CustomerHeld:
    """Made once by the composition root; a `Holder` of what the service has.

    Args:
        customers: know what is written down of them.
        archive: has their sessions.
        erasure: reads the journal, and has it written down who takes something along.
        read_file: reads attachments.
    """

    def __init__(
        self,
        customers: CustomersOffice,
        archive: Archive,
        erasure: ErasureOffice,
        read_file: ReadFile,
    ) -> None:
        self._customers = customers
        self._archive = archive
        self._erasure = erasure
        self._read_file = read_file

    async def take(self, who: Principal, visitor: str) -> AsyncGenerator[bytes]:
        """The parts of a `CustomerZip`; none is made before the log has it.

        Raises:
            Unavailable: it cannot be written down.
        """
        operation = secrets.token_hex(_OPERATION_BYTES)
        await self._erasure.exporting(visitor, who, operation)
        return CustomerZip(self, visitor).parts()

    async def known(self, visitor: str) -> Known:
        """See `Holder`."""
        return _told(await self._customers.known(visitor, self._archive))

    async def sessions(self, wanted: FindSessions) -> SessionPage:
        """See `Holder`."""
        return _told(await self._archive.find(wanted))

    async def held(self, session: str, after: int) -> HeldPage:
        """See `Holder`."""
        return await self._erasure.held(session, after)

    async def read(self, key: str, start: int) -> bytes:
        """See `Holder`."""
        return await self._read_file(key, start)


def _told(answer: A | LookUpRefused) -> A:
    if isinstance(answer, LookUpRefused):
        raise Unavailable(f"the records refuse: {answer.text}")
    return answer
