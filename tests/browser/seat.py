"""The other side of a conversation: an agent of the demonstration, by the SDK."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager

from admin.data_directory import DataDirectory
from gateway.client.blocking import (
    BlockingAgent,
    BlockingConversation,
    blocking_agent,
)
from gateway.client_core.events import ClientEvent, MessageReceived, SessionChanged
from gateway.tickets import Ticket, TicketOffice
from gateway.wire.server_frames import Message, Session
from tests.system.service import Server

NEVER_MS = 2**52
"""When a ticket of a test is over, since the epoch."""
PATIENCE_SECONDS = 120.0
"""Of nothing, after which a test that hangs fails."""


class Seat:
    """What an agent hears is kept: whoever asks later finds it, too.

    Attributes:
        agent: the client.
    """

    def __init__(self, agent: BlockingAgent) -> None:
        self.agent = agent
        self._heard: list[ClientEvent] = []

    def until(self, test: Callable[[ClientEvent], bool]) -> ClientEvent:
        """The first event, also of those that came before, of which that is true."""
        return next(filter(test, self._events()))

    def hears(self, text: str) -> Message:
        """Waits until somebody said it."""

        def is_said(event: ClientEvent) -> bool:
            return isinstance(event, MessageReceived) and event.message.text == text

        event = self.until(is_said)
        assert isinstance(event, MessageReceived)
        return event.message

    def serves(self, text: str) -> BlockingConversation:
        """The conversation in which somebody says that."""
        return self.agent.session(self.hears(text).session)

    def texts(self, session: str) -> list[str]:
        """What was said in a session, as far as it was heard, in order."""
        return [
            event.message.text
            for event in self._heard
            if isinstance(event, MessageReceived)
            and event.message.session == session
            and event.message.text
        ]

    def sees(self, session: str) -> Session:
        """What he was shown of that session last."""
        shown = [
            event.session
            for event in self._heard
            if isinstance(event, SessionChanged) and event.session.session == session
        ]
        return shown[-1]

    def _events(self) -> Iterator[ClientEvent]:
        yield from tuple(self._heard)
        for event in self.agent.events(PATIENCE_SECONDS):
            self._heard.append(event)
            yield event
        raise AssertionError(f"heard only {self._heard}")


@contextmanager
def seat(server: Server, agent: str, nickname: str = "") -> Generator[Seat]:
    """Somebody who is free while the body runs.

    Args:
        server: where he works.
        agent: one of the demonstration, or a member's id.
        nickname: the member's.
    """
    if nickname:
        office = TicketOffice(DataDirectory(server.data).existing_secret())
        ticket = office.mint(Ticket("agent", agent, nickname, NEVER_MS))
    else:
        ticket = server.ticket("agent", agent)
    with blocking_agent(server.gateway, ticket=ticket, http=server.http) as client:
        client.set_status("free")
        yield Seat(client)
