"""Whole episodes of service: open, queue, reserve, offer, accept, close.

Every visitor opens the next session when the last one has ended, agents accept at once,
and there are more visitors than agents: somebody always waits, everybody works, and
each slot that is freed must be given to the next. Full load: the oldest session in
service is closed as soon as fewer than `IN_HAND` slots are on their way from one
session to the next, so that the service does as much as it can, and however many agents
there are the same number of episodes is under way. Half load: sessions are closed by
the clock, half as many per second as under full load, whatever the service does.
"""

from __future__ import annotations

import os
import time
from collections import deque
from pathlib import Path
from typing import Final

import trio

from actors.agent.messages import AgentStatus
from actors.session.messages import AcceptOffer, CloseSession
from actors.session.replies import Done, Ended
from actors.session.state import Offer
from actors.session.terms import Role, Sender, SessionPhase
from actors.session.view import SessionView
from admin.bench.benchmark import Job, Sample
from admin.bench.machine import cpu_seconds
from admin.bench.queue_floor import GROUPS, Floor, Visitor, open_floor
from admin.configuration import ServiceSection

IN_HAND: Final = 100
"""Slots under way at full load: with fewer the store waits for the service and the
service for the store; more wait in mailboxes."""
FILLED: Final = 0.9
"""Share of agents who must have begun to serve before any session is closed; a few are
left without anybody in their groups."""
WAITING_PER_GROUP: Final = 20
"""Visitors beyond the agents, per group: no slot stays free for want of them."""
FULL_SIZE: Final = 100
"""Agents of the smallest full measurement."""
SECONDS: Final = 2.0
"""Measured time, in each of the two ways, after a warm-up."""
QUICK_SECONDS: Final = 0.5
WARM_UP_SHARE: Final = 0.5
"""Of the measured time."""
SETTLE_SECONDS: Final = 1.0
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
        self.ended = 0
        self.waits: list[float] = []
        """Seconds from a slot's freedom, as its agent knows it, to its next session."""
        self.is_pressed = False
        """True: as many slots as full load means are kept under way."""
        self._freed: dict[tuple[str, int], float] = {}
        self._served: deque[Customer] = deque()
        self._under_way: set[tuple[str, int]] = set()

    @property
    def served(self) -> int:
        """How many sessions are in service."""
        return len(self._served)

    def serve(self, customer: Customer) -> None:
        """A session is in service; it is closed when its turn comes."""
        self._served.append(customer)
        self._under_way.discard(customer.slot)
        if self.is_pressed:
            self.press()

    def press(self) -> None:
        """Closes as many sessions as full load means."""
        while len(self._under_way) < IN_HAND and self.close():
            pass

    def close(self) -> bool:
        """Closes the session that is longest in service; False: there is none."""
        if not self._served:
            return False
        customer = self._served.popleft()
        self._under_way.add(customer.slot)
        customer.close()
        return True

    def free(self, slot: tuple[str, int]) -> None:
        """A close was acknowledged."""
        self._freed[slot] = time.perf_counter()

    def take(self, slot: tuple[str, int]) -> None:
        """The next claim on that slot is on disk."""
        since = self._freed.pop(slot, None)
        if since is not None:
            self.waits.append(time.perf_counter() - since)


class Customer(Visitor):
    """One session after another in the same group, and the agents who serve them.

    `slot` is where it rings or is served: the agent, and which of his.
    """

    def __init__(self, service: Service, number: int) -> None:
        super().__init__(service.floor, number)
        self._service = service
        self.slot = ("", 0)
        self._offer = ""
        self._is_served = False

    def see(self, event: object) -> None:
        """Goes on with the episode."""
        if not isinstance(event, SessionView):
            return
        if event.offer is not None and event.offer.offer != self._offer:
            self._ring(event.offer)
        elif event.phase is SessionPhase.SERVING and not self._is_served:
            self._is_served = True
            self._service.serve(self)
        elif event.phase is SessionPhase.CLOSED:
            self.leave()
            self._service.ended += 1
            self.come()

    def _ring(self, offer: Offer) -> None:
        """The agent at whom it rings accepts at once."""
        self.slot, self._offer = (offer.agent, offer.slot), offer.offer
        self._is_served = False
        self._service.take(self.slot)
        accept = AcceptOffer(self._agent(), offer.offer, offer.offer)
        address = self.floor.find.session(self.session)
        address.request(accept, ANSWER_SECONDS, self._on_accepted)

    def _agent(self) -> Sender:
        return Sender(Role.AGENT, self.slot[0])

    def _on_accepted(self, answer: object, error: Exception | None) -> None:
        if not isinstance(answer, Done):
            self.floor.fail(f"an offer was not accepted: {answer or error!r}")

    def close(self) -> None:
        """The agent ends the session."""
        close = CloseSession(self._agent(), "close")
        address = self.floor.find.session(self.session)
        address.request(close, ANSWER_SECONDS, self._on_closed)

    def _on_closed(self, answer: object, error: Exception | None) -> None:
        if not isinstance(answer, Ended):
            self.floor.fail(f"a session was not closed: {answer or error!r}")
        self._service.free(self.slot)


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
        await floor.until(lambda: service.served >= FILLED * agents, START_SECONDS)
        service.is_pressed = True
        service.press()
        await floor.watch(seconds * WARM_UP_SHARE)
        before, spent = service.ended, Spent(floor)
        await floor.watch(seconds)
        await floor.until(lambda: service.ended > before, START_SECONDS)
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
    service.is_pressed = False
    floor = service.floor
    await floor.watch(SETTLE_SECONDS)
    began, closed = time.perf_counter(), 0
    measured_from = began + seconds * WARM_UP_SHARE
    while (now := time.perf_counter()) < measured_from + seconds:
        if now < measured_from:
            service.waits.clear()
        while closed < (now - began) * per_s and service.close():
            closed += 1
        await floor.watch(TICK_SECONDS)
    return sorted(service.waits) or [seconds]
