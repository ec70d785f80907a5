"""Where a client's tickets come from, when it has more than one."""

from __future__ import annotations

from typing import Final, Protocol

from runtime.errors import TriodeskError, Unavailable

MAX_RENEWALS: Final = 3
"""New tickets in a row that the server finds over: then its clocks are wrong, and a
client that goes on would ask for ever."""


class TicketUnavailable(Unavailable):
    """There is no ticket now; the link asks again after its usual delay.

    Attributes:
        retry_seconds: not before; 0 = nothing was said.
        code: stable, of the server: `locked`, `too_many`, …; "" = it said nothing.
    """

    def __init__(self, text: str, retry_seconds: float = 0.0, code: str = "") -> None:
        super().__init__(text)
        self.retry_seconds = retry_seconds
        self.code = code


class TicketRefused(TriodeskError):
    """There will be no ticket; the link stops.

    Attributes:
        code: stable, of the server: `identity_invalid`, `unknown_channel`, …
        detail: what was expected and what came, in English.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"no ticket: {code}: {detail}")
        self.code = code
        self.detail = detail


class TicketSource(Protocol):
    """Asked for a ticket before every connection."""

    async def ticket(self, *, is_fresh: bool) -> str:
        """A ticket; it may be the last one again, while that is good.

        Args:
            is_fresh: the server found the last one to be over.

        Raises:
            TicketUnavailable: not now.
            TicketRefused: never.
        """
        ...
