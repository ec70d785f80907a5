"""What visitors and agents of the load share: a link, a ledger, what was answered."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from random import Random, SystemRandom
from typing import Final

import trio

from gateway.client.conversation import Conversation
from gateway.client.link import Link, running_link
from gateway.client_core.core import ClientConfig, ClientCore
from gateway.client_core.events import (
    ClientEvent,
    MessageConfirmed,
    MessageReceived,
    MessageRefused,
    SessionChanged,
    Stopped,
)
from gateway.wire.server_frames import Session
from loadtest.audit.entries import What
from loadtest.ledger import Ledger
from tests.proofs.crash.gate import Gate
from tests.proofs.crash.load_plan import Caller

MAX_RECONNECT_SECONDS: Final = 0.4
"""The SDK's back-off grows while a server dies every few seconds; the proof would wait
more than it works."""


class Impatience(SystemRandom):
    """Chance for a client: the reconnect delay that is drawn from it stays short."""

    def uniform(self, a: float, b: float) -> float:
        """See `Random.uniform`; bounded above."""
        return super().uniform(a, min(b, MAX_RECONNECT_SECONDS))


class Party:
    """One client of the load.

    Args:
        caller: who it is.
        link: its connection.
        ledger: its memory.
        gate: stops it.
        random: decides what it does.
    """

    def __init__(
        self, caller: Caller, link: Link, ledger: Ledger, gate: Gate, random: Random
    ) -> None:
        self.caller = caller
        self.link = link
        self.gate = gate
        self.random = random
        self.states: dict[str, Session] = {}
        """Every session as it was last shown."""
        self.news = trio.Event()
        """Set, and replaced, whenever something was shown or settled."""
        self._ledger = ledger
        self._counter = count(1)
        self._unsettled: set[str] = set()

    @property
    def is_settled(self) -> bool:
        """True when nothing that was sent is unconfirmed."""
        return not self._unsettled

    def conversation(self, session: str) -> Conversation:
        """A session to talk in."""
        return Conversation(self.link, session)

    def post(self, session: str) -> str:
        """Sends the next message, with a text that no other message has."""
        text = f"{self.caller.principal}/{next(self._counter)}"
        cid = self.conversation(session).post(text)
        # Nothing leaves before the next checkpoint: the intent is on disk first.
        self._ledger.note(What.INTENT, session, cid, text)
        self._unsettled.add(cid)
        return cid

    async def settled(self, cid: str) -> None:
        """Waits until a message was confirmed or refused."""
        with self.gate.busy():
            while cid in self._unsettled:
                await self.news.wait()

    def opened(self, session: str) -> None:
        """The server confirmed an open session."""
        self._ledger.note(What.OPENED, session)

    async def close(self, session: str) -> None:
        """Closes a session; see `Conversation.close` for what it raises."""
        with self.gate.busy():
            await self.conversation(session).close()
            self._ledger.note(What.CLOSED, session)

    def is_closed(self, session: str) -> bool:
        """True when the session was shown as closed."""
        state = self.states.get(session)
        return state is not None and state.state == "closed"

    async def listen(self, on_event: Callable[[ClientEvent], None]) -> None:
        """Writes down everything that is shown; ends when the server says to stay away.

        Raises:
            RuntimeError: it did.
        """
        async for event in self.link.events:
            self._take(event)
            on_event(event)
            self.wake()

    def wake(self) -> None:
        """Has whoever waits for `news` look again."""
        news, self.news = self.news, trio.Event()
        news.set()

    def _take(self, event: ClientEvent) -> None:
        note = self._ledger.note
        match event:
            case MessageConfirmed(session, cid, number):
                note(What.ACKED, session, cid, number)
                self._unsettled.discard(cid)
            case MessageRefused(session, cid, _, code):
                note(What.REFUSED, session, cid, code)
                self._unsettled.discard(cid)
            case MessageReceived(message):
                fields = (message.number, message.sender, message.cid)
                note(What.READ, message.session, *fields)
            case SessionChanged(session):
                self.states[session.session] = session
                note(What.SEEN, session.session, session.state, session.agent)
            case Stopped(code):
                raise RuntimeError(f"{self.caller.principal} was sent away with {code}")
            case _:
                pass


@asynccontextmanager
async def connected(
    url: str, caller: Caller, ledgers: Path, gate: Gate, seed: int
) -> AsyncIterator[Party]:
    """Runs one client while the body runs."""
    core = ClientCore(ClientConfig(ticket=caller.ticket), random=Impatience())
    ledger = Ledger(ledgers, caller.principal)
    try:
        async with running_link(url, core) as link:
            random = Random(f"{seed}/{caller.principal}")
            yield Party(caller, link, ledger, gate, random)
    finally:
        ledger.close()
