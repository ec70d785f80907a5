"""An agent of the load: answers in several sessions at once, closes most of them."""

from __future__ import annotations

from typing import Final

import trio

from gateway.client.agent import Agent
from gateway.client.errors import Refused
from gateway.client_core.events import MessageReceived
from gateway.wire.schema import Message
from runtime.errors import Unavailable
from tests.proofs.crash.caller import Party

ANSWERED_SHARE: Final = 0.8
MIN_QUESTIONS: Final = 3
MAX_QUESTIONS: Final = 20
"""An agent closes a session after so many of the visitor's messages."""


class AgentLife:
    """One agent's sessions."""

    def __init__(self, party: Party, nursery: trio.Nursery) -> None:
        self._party = party
        self._nursery = nursery
        self._questions: dict[str, int] = {}
        self._closing: set[str] = set()

    async def begin(self) -> None:
        """Takes sessions from now on."""
        while True:
            try:
                await Agent(self._party.link).set_status("free")
            except Unavailable:
                continue
            return

    def on_message(self, event: MessageReceived) -> None:
        """Answers a visitor's message, or ends the session."""
        party, message = self._party, event.message
        if message.role != "visitor" or not party.gate.is_open:
            return
        if party.gate.is_finishing or party.is_closed(message.session):
            return
        left = self._count_down(message)
        if left <= 0 and message.session not in self._closing:
            self._closing.add(message.session)
            self._nursery.start_soon(self._close, message.session)
        if party.random.random() < ANSWERED_SHARE:
            party.post(message.session)

    def _count_down(self, message: Message) -> int:
        """Questions that are still answered in this session."""
        drawn = self._party.random.randint(MIN_QUESTIONS, MAX_QUESTIONS)
        left = self._questions.get(message.session, drawn) - 1
        self._questions[message.session] = left
        return left

    async def _close(self, session: str) -> None:
        try:
            await self._party.close(session)
        except (Unavailable, Refused):
            self._closing.discard(session)  # the next message tries again


async def live(party: Party) -> None:
    """Works until cancelled."""
    async with trio.open_nursery() as nursery:
        life = AgentLife(party, nursery)
        nursery.start_soon(party.listen, life.on_message)
        await life.begin()
