"""A visitor and an agent who talk all the time, and must not notice anything."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Final

import trio

from gateway.client import Agent, Conversation, Visitor, connect_agent, connect_visitor
from gateway.client_core.events import ClientEvent, Connected, MessageReceived

MARK: Final = "canary"
"""Begins every text: nobody else may hear one."""
BEAT_SECONDS: Final = 0.5
"""Between two rounds: within the rate of a visitor, typing and answers included."""
LONG_BEAT_SECONDS: Final = 3.0
"""After `MANY_ROUNDS`: a session holds 10,000 messages, enough for three hours so."""
MANY_ROUNDS: Final = 1_000
PATIENCE_SECONDS: Final = 15.0
"""A round trip that takes longer is a disturbance, on whatever machine."""


class Canary:
    """Both of them.

    Attributes:
        rounds: there and back again.
        worst_seconds: the slowest of them.
        disturbed: what they noticed.
    """

    def __init__(self, url: str, visitor_ticket: str, agent_ticket: str) -> None:
        self.rounds = 0
        self.worst_seconds = 0.0
        self.disturbed: list[str] = []
        self.session = ""
        self.singing = trio.Event()
        """They have talked once."""
        self._url = url
        self._tickets = (visitor_ticket, agent_ticket)
        self._connected = {"visitor": 0, "agent": 0}

    async def sing(self) -> None:
        """Talks until it is cancelled."""
        mine, theirs = self._tickets
        async with (
            connect_visitor(self._url, ticket=mine) as visitor,
            connect_agent(self._url, ticket=theirs) as agent,
        ):
            await agent.set_status("free")
            session = await visitor.open(group="presale")
            self.session = session.id
            await self._talk(visitor, agent, session)

    async def _talk(self, visitor: Visitor, agent: Agent, mine: Conversation) -> None:
        by_agent = self._texts("agent", agent.events())
        by_visitor = self._texts("visitor", visitor.events())
        theirs = agent.session(mine.id)
        while True:
            began = trio.current_time()
            with trio.move_on_after(PATIENCE_SECONDS) as scope:
                await self._say(mine, f"{MARK} {self.rounds}", by_agent)
                await self._say(theirs, f"{MARK} {self.rounds} back", by_visitor)
            if scope.cancelled_caught:
                self.disturbed.append(f"round {self.rounds} took too long")
                return
            seconds = trio.current_time() - began
            self.worst_seconds = max(self.worst_seconds, seconds)
            self.rounds += 1
            self.singing.set()
            is_long = self.rounds >= MANY_ROUNDS
            await trio.sleep(LONG_BEAT_SECONDS if is_long else BEAT_SECONDS)

    async def _say(
        self, who: Conversation, text: str, other: AsyncIterator[str]
    ) -> None:
        await who.send(text)
        heard = await anext(other)
        if heard != text:
            self.disturbed.append(f"expected {text!r}, heard {heard!r}")

    async def _texts(
        self, side: str, events: AsyncIterator[ClientEvent]
    ) -> AsyncIterator[str]:
        """What somebody else says; and notes whatever else should not happen."""
        async for event in events:
            if isinstance(event, Connected):
                self._connected[side] += 1
                if self._connected[side] > 1:
                    self.disturbed.append(f"the {side} lost the connection")
            elif isinstance(event, MessageReceived) and event.message.role != side:
                yield event.message.text
