"""The service with people in it: `python -m tests.proofs.deadlines.house DATA N PART`.

Part `first`: N sessions ring, all offers expire at one moment, all move on; those
expire at one moment, too, and with a part of them handled the process kills itself.
Part `again`: the same data; everybody's connection is back, and all must move on.

Says in JSON what happened, a line each (`Said`). It is the service of `bench queue`:
real actors, the real store in a process of its own, no wire.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec
import trio

from actors.agent.messages import AgentStatus, Attach, RegisterAgent, SetStatus
from actors.assignment.messages import USUAL_RULE, DefineGroup
from actors.ids import AgentId, GroupId, VisitorId
from actors.session.messages import PostMessage
from actors.session.replies import Accepted
from actors.session.state import Offer
from actors.session.terms import Role, Sender
from actors.session.view import Notice, NoticeKind, SessionView
from admin.bench.queue_expiry import COMING, aim, set_accept
from admin.bench.queue_floor import (
    SETUP_SECONDS,
    Floor,
    FloorFailed,
    Visitor,
    granted,
    open_floor,
)
from admin.configuration import ServiceSection
from tests.proofs.deadlines.tally import WAITS

LEAD_SECONDS: Final = 4.0
BETWEEN_SECONDS: Final = 5.0
MARGIN: Final = 1.5
"""Before a blow all must ring: there are so many seconds for it, and so many times as
long as what is like it took: making the agents, and ringing at the first ones."""
AFTER_SECONDS: Final = 600.0
"""Offers ring so long when all is over: nothing else is to expire."""
MOVED_SECONDS: Final = 900.0
"""A lid on moving all of them, and on waiting for the moment."""
KILLED_SHARE: Final = 0.1
"""Of the second blow: when so many were told that it rings no more, and the last is
due, the process dies."""
BEAT_SECONDS: Final = 0.02
"""Between two messages of those who talk."""
CANARY: Final = "canary"
SECOND: Final = 2
"""Offers of a session that expire in a blow."""
SERVICE: Final = ServiceSection(
    prompts=False, agent_grace_seconds=0.0, visitor_grace_seconds=0.0
)
"""Nobody counts as gone: after the restart twice as many agents as sessions connect
again, which takes longer than the usual graces, and the visitors do not."""


class Said(msgspec.Struct, frozen=True):
    """What happened, and how long the canary's messages took since the last, in s."""

    what: str
    waits: tuple[float, ...] = ()


@dataclass
class Room:
    """What all sessions share.

    Attributes:
        ringing: how many ring, or rang, at their first, second … agent.
        deadly: when so many were told that it rings no more at the second, all dies.
        due_ms: when the last of all offers is due.
    """

    deadly: float
    ringing: list[int] = field(default_factory=lambda: [0] * 8)
    told: int = 0
    due_ms: int = 0

    def is_deadly(self, now_ms: int) -> bool:
        """Whether the process is to die."""
        return self.told >= self.deadly and now_ms > self.due_ms


class Sitter(Visitor):
    """One session, which nobody answers."""

    def __init__(self, floor: Floor, room: Room, number: int) -> None:
        super().__init__(floor, number)
        self._room = room
        self._agents: list[str] = []

    def see(self, event: object) -> None:
        """Counts the agents at whom it rings."""
        match event:
            case SessionView(offer=Offer(agent=agent, expires_ms=due_ms)):
                if self._agents[-1:] != [agent]:
                    if len(self._agents) < SECOND:
                        self._room.due_ms = max(self._room.due_ms, due_ms)
                    self._agents.append(agent)
                    self._room.ringing[len(self._agents)] += 1
            case Notice(kind=NoticeKind.AUTO_TRANSFER) if len(self._agents) > 1:
                self._room.told += 1
                if self._room.is_deadly(self.floor.life.node.wall_ms()):
                    os.kill(os.getpid(), signal.SIGKILL)
            case _:
                pass


class Canary(Visitor):
    """A visitor and an agent who talk all the time; `waits` are until it is on disk."""

    def __init__(self, floor: Floor) -> None:
        super().__init__(floor, 0)
        self._me, self._group = VisitorId(CANARY), GroupId(CANARY)
        self.waits: list[float] = []
        self.may_sing = trio.Event()

    def see(self, event: object) -> None:
        """What he is told does not matter."""

    async def settle(self, *, is_new: bool) -> None:
        """Both come, the agent for the first time or again."""
        find = self.floor.find
        agent = find.agent(AgentId(CANARY))
        if is_new:
            group = find.group(self._group)
            group_made = await group.ask(DefineGroup(CANARY, USUAL_RULE))
            granted(group_made)
            agent_made = await agent.ask(RegisterAgent(CANARY, (self._group,), 1))
            granted(agent_made)
        attached = await agent.ask(Attach(CANARY), SETUP_SECONDS)
        granted(attached)
        if is_new:
            free = await agent.ask(SetStatus(AgentStatus.FREE, "free"))
            granted(free)
        await self.floor.let_in([self])

    def taken(self) -> tuple[float, ...]:
        """The waits so far, which are forgotten."""
        waits, self.waits = tuple(self.waits), []
        return waits

    async def sing(self) -> None:
        """Talks until cancelled, once it may: a session holds 10,000 messages.

        Raises:
            FloorFailed: a message was not acknowledged.
        """
        await self.may_sing.wait()
        session = self.floor.find.session(self.session)
        sender = Sender(Role.VISITOR, CANARY)
        while True:
            began = trio.current_time()
            text = f"at {began}"  # no other life says the same
            body = msgspec.msgpack.encode({"kind": "text", "text": text})
            said = PostMessage(sender, "visitor", text, body, text)
            answer = await session.ask(said, SETUP_SECONDS)
            if not isinstance(answer, Accepted):
                raise FloorFailed(f"what was said is not on disk: {answer}")
            self.waits.append(trio.current_time() - began)
            await trio.sleep(BEAT_SECONDS)


async def first(floor: Floor, sessions: int, canary: Canary) -> None:
    """Two blows; does not return.

    Raises:
        FloorFailed: the machine is too slow for so many, or something was refused.
    """
    everybody, room = range(2 * sessions), Room(sessions * KILLED_SHARE)
    began = time.time()
    await floor.hire(everybody)
    await floor.set_status(everybody, AgentStatus.FREE)
    rang = time.time()
    blow = rang + LEAD_SECONDS + MARGIN * (rang - began)
    sitters = [Sitter(floor, room, number) for number in range(sessions)]
    async with aiming(floor, blow):
        await floor.let_in(sitters, COMING)
        await floor.until(lambda: room.ringing[1] == sessions, MOVED_SECONDS)
        took = time.time() - rang
    canary.may_sing.set()
    again = blow + BETWEEN_SECONDS + MARGIN * took
    async with aiming(floor, again):
        await floor.until(lambda: room.ringing[2] == sessions, MOVED_SECONDS)
    say(Said("moved", canary.taken()))
    set_accept(floor, AFTER_SECONDS)
    await floor.until(lambda: False, MOVED_SECONDS)


async def again(floor: Floor, sessions: int, canary: Canary) -> None:
    """All move on; returns when the input ends."""
    set_accept(floor, AFTER_SECONDS)
    canary.may_sing.set()
    await floor.connect(range(2 * sessions))
    async with trio.lowlevel.FdStream(sys.stdin.fileno()) as stream:
        await stream.receive_some(1)
    await floor.until(lambda: len(canary.waits) >= WAITS, MOVED_SECONDS)
    say(Said("over", canary.taken()))


@asynccontextmanager
async def aiming(floor: Floor, at: float) -> AsyncIterator[None]:
    """Offers that begin to ring meanwhile expire at that moment, which is to come."""
    async with trio.open_nursery() as nursery:
        nursery.start_soon(aim, floor, at, 0.0)
        yield
        nursery.cancel_scope.cancel()
    if time.time() >= at:
        raise FloorFailed("offers expired before all rang: too many for this machine")


def say(said: Said) -> None:
    """To who started us."""
    sys.stdout.write(msgspec.json.encode(said).decode() + "\n")
    sys.stdout.flush()


async def main(data: str, sessions: int, part: str) -> None:
    """Runs a part."""
    async with open_floor(Path(data), SERVICE) as floor:
        canary = Canary(floor)
        await canary.settle(is_new=part == "first")
        async with trio.open_nursery() as nursery:
            nursery.start_soon(canary.sing)
            await (first if part == "first" else again)(floor, sessions, canary)
            nursery.cancel_scope.cancel()


if __name__ == "__main__":
    trio.run(main, sys.argv[1], int(sys.argv[2]), sys.argv[3])
