"""Who asks over HTTP, and which sessions he may see."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from actors.agent.messages import AgentCard, GetCard
from actors.desk import Desk
from actors.ids import AgentId, room_at
from actors.session.messages import GetSession
from actors.session.terms import VISITOR_ROOM, Sender
from actors.session.view import RoomView, SessionView
from gateway.caller import REQUEST_SECONDS, sender_of
from gateway.tickets import TicketOffice
from runtime.addresses import Proxies
from runtime.errors import NoSuchActor, PeerError, Unavailable
from runtime.http_app import HttpRefused, caller_address

RETRY_SECONDS: Final = 1.0
"""What is away for a moment is back by then, mostly."""
_SCHEME: Final = "bearer"


class Doorkeeper:
    """Knows tickets, and asks sessions whom they show themselves to.

    Args:
        desk: where sessions are found.
        tickets: verifies who calls.
        wall_ms: wall time.
        proxies: whose word about callers is believed.
    """

    def __init__(
        self,
        desk: Desk,
        tickets: TicketOffice,
        wall_ms: Callable[[], int],
        proxies: Proxies,
    ) -> None:
        self.desk = desk
        self.wall_ms = wall_ms
        self._tickets = tickets
        self._proxies = proxies

    def address(self) -> str:
        """From where the current request comes."""
        return caller_address(self._proxies)

    async def caller(self, authorization: str) -> Sender:
        """Who asks; a supervisor is one in the groups that he is in now.

        Args:
            authorization: the field of that name: `Bearer TICKET` (RFC 6750).

        Raises:
            HttpRefused: 401 `unauthenticated`; 503: nobody can tell now.
        """
        scheme, _, text = authorization.partition(" ")
        ours = text.strip() if scheme.lower() == _SCHEME else ""
        try:
            ticket = self._tickets.redeem(ours, self.wall_ms())
        except PeerError as error:
            status = HTTPStatus.UNAUTHORIZED
            raise HttpRefused(status, "unauthenticated", str(error)) from None
        if ticket.kind != "supervisor":
            return sender_of(ticket)
        agent = self.desk.directory.agent(AgentId(ticket.principal))
        try:
            card = await agent.ask(GetCard(), REQUEST_SECONDS)
        except (Unavailable, NoSuchActor) as error:
            raise away(error) from error
        return sender_of(ticket, card.groups if isinstance(card, AgentCard) else ())

    async def look(self, caller: Sender, place: str) -> SessionView | RoomView | None:
        """The session, or room, if there is one and the caller may read it; else None.

        Only its members, and who was mentioned there, read a side room or an internal
        conversation: the session itself says so. `SERVICE` sees all: who has a link has
        shown already that he may.

        Raises:
            HttpRefused: 503: nobody can tell now.
        """
        address = self.desk.directory.place(place)
        question = GetSession(caller, room_at(place) or VISITOR_ROOM)
        try:
            answer = await address.ask(question, REQUEST_SECONDS)
        except (Unavailable, NoSuchActor) as error:
            raise away(error) from error
        return answer if isinstance(answer, SessionView | RoomView) else None


def away(error: Exception) -> HttpRefused:
    """What we need does not answer now."""
    status = HTTPStatus.SERVICE_UNAVAILABLE
    return HttpRefused(status, "unavailable", str(error), RETRY_SECONDS)
