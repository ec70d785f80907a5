"""The service with people in it: `python -m tests.proofs.deadlines.house DATA N PART`.

Part `first`: N sessions ring, all offers expire at one moment, all move on. Of those
some expire and move on; the others expire while the disk hangs, and the process kills
itself: one commit is on its way, what else was to be written is lost.
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
import trio.testing

from actors.agent.messages import AgentStatus, Attach, RegisterAgent, SetStatus
from actors.assignment.messages import USUAL_RULE, DefineGroup
from actors.ids import AgentId, GroupId, VisitorId
from actors.rules.rulebook import DEFAULT_RULE, Binding, ServiceRule, with_rule
from actors.session.messages import PostMessage
from actors.session.replies import Accepted
from actors.session.state import Offer
from actors.session.terms import Role, Sender
from actors.session.view import SessionView
from admin.bench.queue_expiry import COMING, aim, set_accept
from admin.bench.queue_floor import (
    GROUPS,
    SETUP_SECONDS,
    Floor,
    FloorFailed,
    Visitor,
    granted,
    group_of,
    open_floor,
)
from admin.configuration import ServiceSection
from tests.proofs.deadlines.tally import WAITS

LEAD_SECONDS: Final = 4.0
BETWEEN_SECONDS: Final = 5.0
MARGIN: Final = 3.0
"""Before a blow all must ring: there are so many seconds for it, and so many times as
long as what is like it took: making the agents, and ringing at the first ones."""
AFTER_SECONDS: Final = 600.0
"""Offers ring so long when all is over: nothing else is to expire."""
MOVED_SECONDS: Final = 900.0
"""A lid on moving all of them, and on waiting for the moment."""
SOONER: Final = 12
"""So many of the groups have their second blow first: their sessions ring at others
when the offers of the other groups are due."""
LATER: Final = "later"
"""Rule of the other groups."""
HANG_SECONDS: Final = 0.3
"""So long before these are due the disk hangs."""
BEAT_SECONDS: Final = 0.02
"""Between two messages of those who talk."""
CANARY: Final = "canary"
SECOND: Final = 2
"""Number of the offer of a session that expires in the second blow."""
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
        later_ms: when the offers are due of those whose second blow is the later one.
    """

    ringing: list[int] = field(default_factory=lambda: [0] * 8)
    later_ms: list[int] = field(default_factory=list)


class Sitter(Visitor):
    """One session, which nobody answers."""

    def __init__(self, floor: Floor, room: Room, number: int) -> None:
        super().__init__(floor, number)
        self._room = room
        self._agents: list[str] = []
        self.is_soon = number % GROUPS < SOONER

    def see(self, event: object) -> None:
        """Counts the agents at whom it rings."""
        match event:
            case SessionView(offer=Offer(agent=agent, expires_ms=due_ms)):
                if self._agents[-1:] != [agent]:
                    self._agents.append(agent)
                    self._room.ringing[len(self._agents)] += 1
                    if len(self._agents) == SECOND and not self.is_soon:
                        self._room.later_ms.append(due_ms)
            case _:
                pass


class Canary(Visitor):
    """A visitor and an agent who talk all the time; `waits` are until it is on disk."""

    def __init__(self, floor: Floor) -> None:
        super().__init__(floor, 0)
        self._me, self._group = VisitorId(CANARY), GroupId(CANARY)
        self.waits: list[float] = []
        self.may_sing = trio.Event()
        self.must_stop = False
        self.has_stopped = trio.Event()

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
        """Talks while it may, from when it may: a session holds 10,000 messages.

        Raises:
            FloorFailed: a message was not acknowledged.
        """
        await self.may_sing.wait()
        session = self.floor.find.session(self.session)
        sender = Sender(Role.VISITOR, CANARY)
        while not self.must_stop:
            began = trio.current_time()
            text = f"at {began}"  # no other life says the same
            body = msgspec.msgpack.encode({"kind": "text", "text": text})
            said = PostMessage(sender, "visitor", text, body, text)
            answer = await session.ask(said, SETUP_SECONDS)
            if not isinstance(answer, Accepted):
                raise FloorFailed(f"what was said is not on disk: {answer}")
            self.waits.append(trio.current_time() - began)
            await trio.sleep(BEAT_SECONDS)
        self.has_stopped.set()


async def first(floor: Floor, sessions: int, canary: Canary) -> None:
    """Two blows; does not return.

    Raises:
        FloorFailed: the machine is too slow for so many, or something was refused.
    """
    everybody, room = range(2 * sessions), Room()
    began = time.time()
    await floor.hire(everybody)
    await floor.set_status(everybody, AgentStatus.FREE)
    rang = time.time()
    blow = rang + LEAD_SECONDS + MARGIN * (rang - began)
    sitters = [Sitter(floor, room, number) for number in range(sessions)]
    soon = sum(sitter.is_soon for sitter in sitters)
    async with aiming(floor, blow):
        await floor.let_in(sitters, COMING)
        await floor.until(lambda: room.ringing[1] == sessions, MOVED_SECONDS)
        took = time.time() - rang
    canary.may_sing.set()
    between = BETWEEN_SECONDS + MARGIN * took
    bind_later(floor)
    sooner, later = blow + between, blow + 2 * between
    async with aiming(floor, sooner), aiming(floor, later, LATER):
        await floor.until(lambda: room.ringing[2] == sessions, MOVED_SECONDS)
    await floor.until(lambda: len(canary.waits) >= WAITS, MOVED_SECONDS)
    say(Said("moved", canary.taken()))
    set_accept(floor, AFTER_SECONDS)
    await floor.until(lambda: room.ringing[3] == soon, MOVED_SECONDS)
    canary.must_stop = True
    await canary.has_stopped.wait()
    await die(floor, min(room.later_ms) / 1_000, max(room.later_ms) / 1_000)


async def die(floor: Floor, first_due: float, last_due: float) -> None:
    """Dies when all is due, on a disk that hangs: how fast it is decides nothing.

    Of thousands that are due at once a fast store takes all in one commit. So it stands
    still, and so does the loop, until the last is due. Then the loop does what it can:
    the first slice of the actors makes the commit that will be found without having
    been acknowledged, the others wait for it in vain.
    """
    await trio.sleep(max(0.0, first_due - HANG_SECONDS - time.time()))
    store = floor.life.journal.process_id
    assert store is not None
    os.kill(store, signal.SIGSTOP)
    stand_still(last_due - time.time())
    await trio.testing.wait_all_tasks_blocked()
    os.kill(os.getpid(), signal.SIGKILL)


def stand_still(seconds: float) -> None:
    """Blocks the loop."""
    time.sleep(max(0.0, seconds))  # noqa: TID251 - that is what it is for


async def again(floor: Floor, sessions: int, canary: Canary) -> None:
    """All move on; returns when the input ends."""
    set_accept(floor, AFTER_SECONDS)
    canary.may_sing.set()
    await floor.connect(range(2 * sessions))
    async with trio.lowlevel.FdStream(sys.stdin.fileno()) as stream:
        await stream.receive_some(1)
    await floor.until(lambda: len(canary.waits) >= WAITS, MOVED_SECONDS)
    say(Said("over", canary.taken()))


def bind_later(floor: Floor) -> None:
    """Has most groups go by a rule of their own."""
    rules = floor.life.desk.rules
    later = tuple(Binding(group_of(each), LATER) for each in range(SOONER, GROUPS))
    bound = msgspec.structs.replace(rules.book, bindings=later)
    rules.replace(with_rule(bound, ServiceRule(LATER, LATER)))


@asynccontextmanager
async def aiming(
    floor: Floor, at: float, rule: str = DEFAULT_RULE
) -> AsyncIterator[None]:
    """Offers that begin to ring meanwhile expire at that moment, which is to come."""
    async with trio.open_nursery() as nursery:
        nursery.start_soon(aim, floor, at, 0.0, rule)
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
