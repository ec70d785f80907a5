"""Whole episodes of service: open, queue, reserve, offer, accept, close.

Closed loop: every visitor opens the next session when the last one has ended, agents
accept and close at once, and there are more visitors than agents, so that the service
does as much as it can and somebody always waits. Half load: sessions are closed by the
clock, half as many per second as the closed loop managed, whatever the service does;
while others wait, each slot that is freed must be given to the next.
"""

from __future__ import annotations

import os
import time
from collections import deque
from pathlib import Path
from typing import Final

import trio

from actors.agent.messages import AgentStatus
from actors.ids import AgentId
from actors.session.messages import AcceptOffer, CloseSession, Done, Ended
from actors.session.state import Offer
from actors.session.terms import Role, Sender, SessionPhase
from actors.session.view import SessionView
from admin.bench.benchmark import Job, Sample
from admin.bench.machine import cpu_seconds
from admin.bench.queue_floor import GROUPS, Floor, Visitor, open_floor
from admin.configuration import ServiceSection

WAITING_PER_GROUP: Final = 20
"""Visitors beyond the agents, per group: no slot stays free for want of them."""
FULL_SIZE: Final = 100
"""Agents of the smallest full measurement."""
SECONDS: Final = 4.0
"""Measured time, in each of the two ways, after a warm-up."""
QUICK_SECONDS: Final = 0.5
WARM_UP_SHARE: Final = 0.5
"""Of the measured time."""
SETTLE_SECONDS: Final = 2.0
"""From saturation to the half load: what is under way comes to its end."""
TICK_SECONDS: Final = 0.002
"""Between two looks at how many sessions are to be closed by now."""
HALF: Final = 0.5
ANSWER_SECONDS: Final = 60.0
"""Of everything that people ask, and of a ringing offer: at saturation they wait."""
START_SECONDS: Final = 120.0
_MS: Final = 1_000


class Service:
    """What all visitors share: the floor, the counts, and when which slot was freed."""

    def __init__(self, floor: Floor) -> None:
        self.floor = floor
        self.is_paced = False
        """True: sessions are closed by the clock."""
        self.served: deque[Customer] = deque()
        """Who may be closed by it, oldest first."""
        self.ended = 0
        self.waits: list[float] = []
        """Seconds from a slot's freedom, as its agent knows it, to its next session."""
        self._freed: dict[tuple[str, int], float] = {}

    def freed(self, agent: str, slot: int) -> None:
        """A close was acknowledged."""
        self._freed[agent, slot] = time.perf_counter()

    def taken(self, agent: str, slot: int) -> None:
        """The next claim on that slot is on disk."""
        since = self._freed.pop((agent, slot), None)
        if since is not None:
            self.waits.append(time.perf_counter() - since)


class Customer(Visitor):
    """One session after another in the same group, and the agents who serve them."""

    def __init__(self, service: Service, number: int) -> None:
        super().__init__(service.floor, number)
        self._service = service
        self._offer = ""
        self._agent = AgentId("")
        self._slot = 0

    def see(self, event: object) -> None:
        """Goes on with the episode."""
        if not isinstance(event, SessionView):
            return
        if event.offer is not None and event.offer.offer != self._offer:
            self._ring(event.offer)
        elif event.phase is SessionPhase.SERVING:
            self._is_served()
        elif event.phase is SessionPhase.CLOSED:
            self.leave()
            self._service.ended += 1
            self.come()

    def _ring(self, offer: Offer) -> None:
        """The agent at whom it rings accepts at once."""
        self._service.taken(offer.agent, offer.slot)
        self._offer, self._agent = offer.offer, AgentId(offer.agent)
        self._slot = offer.slot
        accept = AcceptOffer(Sender(Role.AGENT, self._agent), offer.offer, offer.offer)
        address = self.floor.find.session(self.session)
        address.request(accept, ANSWER_SECONDS, self._on_accepted)

    def _on_accepted(self, answer: object, error: Exception | None) -> None:
        if not isinstance(answer, Done):
            self.floor.fail(f"an offer was not accepted: {answer or error!r}")

    def _is_served(self) -> None:
        if self._service.is_paced:
            self._service.served.append(self)
        else:
            self.close()

    def close(self) -> None:
        """The agent ends the session."""
        close = CloseSession(Sender(Role.AGENT, self._agent), "close")
        address = self.floor.find.session(self.session)
        address.request(close, ANSWER_SECONDS, self._on_closed)

    def _on_closed(self, answer: object, error: Exception | None) -> None:
        if not isinstance(answer, Ended):
            self.floor.fail(f"a session was not closed: {answer or error!r}")
        self._service.freed(self._agent, self._slot)


class Spent:
    """Processor time of the service and its store over a stretch of time."""

    def __init__(self, floor: Floor) -> None:
        store = floor.life.journal.process_id
        self._processes = {"server": os.getpid(), "store": store or os.getpid()}
        self._began = time.perf_counter()
        self._before = self._now()

    def _now(self) -> dict[str, float]:
        return {name: cpu_seconds(pid) for name, pid in self._processes.items()}

    def shares(self) -> dict[str, float]:
        """Cores that each has used since the start, and the seconds since."""
        seconds = time.perf_counter() - self._began
        now = self._now()
        shares = {
            f"{name}_cores": (now[name] - before) / seconds
            for name, before in self._before.items()
        }
        return {"seconds": seconds, **shares}


def episodes(job: Job) -> Sample:
    """Measures both ways; `job.size` agents."""
    seconds = SECONDS if job.size >= FULL_SIZE else QUICK_SECONDS
    return trio.run(run_episodes, job.directory, job.size, seconds)


async def run_episodes(directory: Path, agents: int, seconds: float) -> Sample:
    """The same with `agents`, each way for so many seconds after a warm-up."""
    # A session's life is an instant here: no offer is to lapse because of the load.
    rules = ServiceSection(accept_seconds=ANSWER_SECONDS)
    async with open_floor(directory, rules) as floor:
        await floor.hire(range(agents))
        await floor.set_status(range(agents), AgentStatus.FREE)
        service = Service(floor)
        everyone = range(agents + WAITING_PER_GROUP * GROUPS)
        await floor.let_in([Customer(service, number) for number in everyone])
        await floor.until(lambda: service.ended > agents, START_SECONDS)
        await floor.watch(seconds * WARM_UP_SHARE)
        before, spent = service.ended, Spent(floor)
        await floor.watch(seconds)
        shares = spent.shares()
        per_s = (service.ended - before) / shares["seconds"]
        waits = await _paced(service, per_s * HALF, seconds)
    return {
        "per_s": per_s,
        "per_core": per_s / shares["server_cores"],
        "server_cores": shares["server_cores"],
        "store_cores": shares["store_cores"],
        "p50_ms": waits[len(waits) // 2] * _MS,
        "p99_ms": waits[int(len(waits) * 0.99)] * _MS,
    }


async def _paced(service: Service, per_s: float, seconds: float) -> list[float]:
    """Closes so many sessions per second; how long slots then stayed free, sorted."""
    service.is_paced = True
    floor = service.floor
    await floor.watch(SETTLE_SECONDS)
    began, closed = time.perf_counter(), 0
    measured_from = began + seconds * WARM_UP_SHARE
    while (now := time.perf_counter()) < measured_from + seconds:
        if now < measured_from:
            service.waits.clear()
        while closed < (now - began) * per_s and service.served:
            service.served.popleft().close()
            closed += 1
        await floor.watch(TICK_SECONDS)
    return sorted(service.waits) or [seconds]
