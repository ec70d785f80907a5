"""Writes copies out as the journal has the session then, and has them sent."""

from __future__ import annotations

from functools import partial
from typing import Final, TypeVar

import msgspec
from msgspec.structs import replace

from actors.copies.excerpt import Excerpt
from actors.copies.hook import MOST_BYTES, copied_message, copy_body, size_of
from actors.copies.letter import MOST_CHARS, copy_letter, copy_line
from actors.copies.order import COPY_TOPIC, Copy, read_copy
from actors.ids import SessionId
from actors.session.aside_events import CopyKind
from actors.transcript import read_messages
from actors.webhooks.carrier import Carries
from actors.webhooks.webhook import Delivery
from runtime.called_back import called_back
from runtime.errors import Unavailable
from runtime.journal import Journal
from runtime.outgoing import Cause, HttpFailure, HttpOutcome

T = TypeVar("T")

PAGE: Final = 200
"""Messages read at a time: so many are written out in a few ms."""


class CarriesCopies:
    """Carries what a copy says in place of its order, and all else as it is.

    Args:
        carries: takes it there.
        journal: where the sessions are.
    """

    def __init__(self, carries: Carries, journal: Journal) -> None:
        self._carries = carries
        self._journal = journal

    async def carry(self, delivery: Delivery) -> HttpOutcome:
        """See `Carries`."""
        if delivery.kind == COPY_TOPIC:
            copy = read_copy(delivery.body)
            assert copy is not None, "it was taken in as a copy"  # noqa: S101
            try:
                delivery = replace(delivery, body=await self._written(copy))
            except Unavailable as error:
                return HttpFailure(Cause.BROKEN, str(error))
        return await self._carries.carry(delivery)

    def is_failing(self, outcome: HttpOutcome) -> bool:
        """See `Carries`."""
        return self._carries.is_failing(outcome)

    async def _written(self, copy: Copy) -> bytes:
        if copy.kind is CopyKind.MAIL:
            line = partial(copy_line, language=copy.language)
            lines = Excerpt(line, len, copy.number, MOST_CHARS)
            await self._read(copy, lines)
            return msgspec.json.encode(copy_letter(copy, lines.kept, lines.left_out))
        said = Excerpt(copied_message, size_of, copy.number, MOST_BYTES)
        await self._read(copy, said)
        return copy_body(copy, said.kept, said.left_out)

    async def _read(self, copy: Copy, excerpt: Excerpt[T]) -> None:
        """All of the session: what is said last may take back what was said first.

        Raises:
            Unavailable: the store is away, or an event of it cannot be read.
        """
        session, after = SessionId(copy.session), 0
        while True:
            begin = partial(read_messages, self._journal, session, after, PAGE, ())
            page = await called_back(begin)
            if page is None:
                raise Unavailable("what was said cannot be read now")
            excerpt.take(page)
            if len(page) < PAGE:
                return
            after = page[-1].message.number
