"""Tickets: who is calling, signed by us, carried in HELLO and nowhere else.

A ticket is a short-lived capability, not an account: whoever holds it is that visitor
or agent until it expires. A visitor's is good for one channel. One of single use is
good once, in the process that minted it, and while the sign-in that it was minted under
lasts.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from actors.assignment.standing import MAX_PRIORITY
from actors.session.source import Source
from gateway.seal import BadSeal, Seal
from gateway.wire.codes import ErrorCode
from gateway.wire.terms import MAX_TICKET_CHARS, Id, OptionalId, Role
from runtime.errors import PeerError, UsageError

MAX_NICKNAME_CHARS: Final = 64
MAX_UNUSED: Final = 10_000
"""Tickets of single use that wait for it, about 5 MB: ten for each of a thousand staff
at once. They are good for seconds, and forgotten when so many came after them."""
ONCE_BYTES: Final = 16
_PURPOSE: Final = b"triodesk.ticket.v1"


class Ticket(msgspec.Struct, frozen=True, array_like=True):
    """Who is calling.

    Attributes:
        kind: what the principal may do.
        principal: id of the visitor or agent.
        nickname: shown to the other side.
        expires_ms: wall time, ms since the epoch.
        once: id of a ticket of single use; empty: it may be used again.
        sign_in: id of the sign-in that it was minted under, if any.
        channel: id of the one in which a visitor may open sessions; an agent has none.
        priority: of a visitor's new sessions (Q4).
        source: what the visitor's page said of the visit (V1).
        sees_all: of an observer: the whole desk; else the groups that he is in.
    """

    kind: Role
    principal: Id
    nickname: Annotated[str, Meta(max_length=MAX_NICKNAME_CHARS)]
    expires_ms: int
    once: str = ""
    sign_in: str = ""
    channel: OptionalId = ""
    priority: Annotated[int, Meta(ge=0, le=MAX_PRIORITY)] = 0
    source: Source | None = None
    sees_all: bool = False


class TicketExpired(PeerError):
    """The ticket was good once: its holder is to come back with another."""

    def __init__(self) -> None:
        super().__init__(ErrorCode.UNAUTHENTICATED, "the ticket has expired")


class TicketOffice:
    """Mints and verifies tickets with one secret.

    Raises:
        UsageError: the secret is too short, see `Seal`.
    """

    def __init__(self, secret: bytes) -> None:
        self._seal = Seal(secret, _PURPOSE, Ticket)
        self._unused: OrderedDict[str, Ticket] = OrderedDict()

    def mint(self, ticket: Ticket) -> str:
        """Signs a ticket; the text is safe in URLs and headers.

        Raises:
            UsageError: the ticket would be longer than a HELLO may carry.
        """
        text = self._seal.close(ticket)
        if len(text) > MAX_TICKET_CHARS:
            msg = f"expected a ticket of at most {MAX_TICKET_CHARS} characters"
            raise UsageError(msg)
        return text

    def mint_once(self, ticket: Ticket) -> str:
        """As `mint`, for a single use; the oldest of too many is good no more."""
        once = secrets.token_hex(ONCE_BYTES)
        ticket = msgspec.structs.replace(ticket, once=once)
        text = self.mint(ticket)
        self._unused[once] = ticket
        if len(self._unused) > MAX_UNUSED:
            self._unused.popitem(last=False)
        return text

    def redeem(self, text: str, now_ms: int) -> Ticket:
        """As `verify`; one of single use is used by it.

        Raises:
            PeerError: `UNAUTHENTICATED`: as `verify`; or it was used or revoked.
        """
        ticket = self.verify(text, now_ms)
        if ticket.once and self._unused.pop(ticket.once, None) is None:
            raise PeerError(ErrorCode.UNAUTHENTICATED, "the ticket was used before")
        return ticket

    def revoke(self, sign_in: str) -> None:
        """A sign-in has ended: its unused tickets are good no more."""
        for once, ticket in list(self._unused.items()):
            if ticket.sign_in == sign_in:
                del self._unused[once]

    def verify(self, text: str, now_ms: int) -> Ticket:
        """Returns the ticket behind a text of `mint`.

        Raises:
            TicketExpired: it is over.
            PeerError: `UNAUTHENTICATED`: not ours, or changed.
        """
        try:
            ticket = self._seal.open(text)
        except BadSeal:
            refusal = "expected a valid ticket"
            raise PeerError(ErrorCode.UNAUTHENTICATED, refusal) from None
        if now_ms >= ticket.expires_ms:
            raise TicketExpired
        return ticket
