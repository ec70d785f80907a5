"""An agent of the load: answers in several sessions at once, closes most of them.

Some he hands over to a group; where offers must be accepted he takes most of them,
declines a few, and lets a few lapse.
"""

from __future__ import annotations

from typing import Final

import trio

from gateway.client.agent import Agent
from gateway.client.errors import Refused
from gateway.client_core.events import ClientEvent, MessageReceived, SessionChanged
from gateway.wire.server_frames import Message, Session
from runtime.errors import Unavailable
from tests.proofs.crash.caller import Party
from tests.proofs.crash.load_plan import GROUPS

ANSWERED_SHARE: Final = 0.8
MIN_QUESTIONS: Final = 3
MAX_QUESTIONS: Final = 20
"""An agent closes a session after so many of the visitor's messages."""
TRANSFERRED_SHARE: Final = 0.03
"""Of the questions: the session is handed over to a group instead of answered."""
ACCEPTED_SHARE: Final = 0.75
DECLINED_SHARE: Final = 0.1
"""Of the offers that ring; the others lapse."""


class AgentLife:
    """One agent's sessions."""

    def __init__(self, party: Party, nursery: trio.Nursery) -> None:
        self._party = party
        self._agent = Agent(party.link)
        self._nursery = nursery
        self._questions: dict[str, int] = {}
        self._busy: set[str] = set()
        """Sessions that are being closed or handed over."""
        self._offers: set[str] = set()
        """Those about which he has made up his mind."""

    async def begin(self) -> None:
        """Takes sessions from now on."""
        while True:
            try:
                await self._agent.set_status("free")
            except Unavailable:
                continue
            return

    def on_event(self, event: ClientEvent) -> None:
        """Goes on with the session that something happened in."""
        if isinstance(event, MessageReceived):
            self._on_message(event.message)
        elif isinstance(event, SessionChanged):
            self._on_session(event.session)

    # --- offers

    def _on_session(self, session: Session) -> None:
        offer = session.offer
        if offer is None or offer.agent != self._party.caller.principal:
            return
        if offer.id not in self._offers:
            self._offers.add(offer.id)
            self._nursery.start_soon(self._answer, session.session, offer.id)

    async def _answer(self, session: str, offer: str) -> None:
        """Accepts, declines, or lets it ring; accepts all that others are to rest."""
        party = self._party
        drawn = party.random.random()
        if not party.gate.is_open:
            drawn = 0.0
        try:
            with party.gate.busy():
                if drawn < ACCEPTED_SHARE:
                    await self._agent.accept(session, offer)
                elif drawn < ACCEPTED_SHARE + DECLINED_SHARE:
                    await self._agent.decline(session, offer)
        except Refused:
            return  # it rings no more
        except Unavailable:
            self._offers.discard(offer)  # when it is shown again, it rings still

    # --- questions

    def _on_message(self, message: Message) -> None:
        """Answers a visitor's message, or ends the session, or hands it over."""
        party, session = self._party, message.session
        if message.role != "visitor" or not party.gate.is_open:
            return
        if party.gate.is_finishing or not self._serves(session):
            return
        left = self._count_down(session)
        if session not in self._busy:
            if left <= 0:
                self._busy.add(session)
                self._nursery.start_soon(self._close, session)
            elif party.random.random() < TRANSFERRED_SHARE:
                self._busy.add(session)
                self._nursery.start_soon(self._transfer, session)
        if party.random.random() < ANSWERED_SHARE:
            party.post(session)

    def _serves(self, session: str) -> bool:
        state = self._party.states.get(session)
        if state is None or state.state != "serving":
            return False
        return state.agent == self._party.caller.principal

    def _count_down(self, session: str) -> int:
        """Questions that are still answered in this session."""
        drawn = self._party.random.randint(MIN_QUESTIONS, MAX_QUESTIONS)
        left = self._questions.get(session, drawn) - 1
        self._questions[session] = left
        return left

    async def _close(self, session: str) -> None:
        try:
            await self._party.close(session)
        except (Unavailable, Refused):
            self._busy.discard(session)  # the next message tries again

    async def _transfer(self, session: str) -> None:
        group = self._party.random.choice(GROUPS)
        try:
            with self._party.gate.busy():
                await self._agent.transfer(session, group=group)
        except (Unavailable, Refused):
            pass  # it stays, or another has it
        self._busy.discard(session)


async def live(party: Party) -> None:
    """Works until cancelled."""
    async with trio.open_nursery() as nursery:
        life = AgentLife(party, nursery)
        nursery.start_soon(party.listen, life.on_event)
        await life.begin()
