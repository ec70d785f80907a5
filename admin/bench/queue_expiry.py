"""Offers that expire together: how late that is noticed, how soon all ring elsewhere.

Sessions ring at half of the agents, nobody answers, and all offers expire within one
second, while the other half is free. The firing's lateness is that of timers armed for
the same moments in the same service; the decision's, by the service's wall clock, also
holds what waits before it in mailboxes. A session has moved when its offer to another
agent is on disk.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

import trio

from actors.agent.messages import AgentStatus
from actors.rules.rulebook import DEFAULT_RULE, ServiceRule, with_rule
from actors.rules.setting_table import Override
from actors.session.state import Offer
from actors.session.view import Notice, NoticeKind, SessionView
from admin.bench.benchmark import Job, Sample
from admin.bench.queue_floor import Floor, FloorFailed, Visitor, open_floor
from admin.configuration import ServiceSection
from runtime.timers import CallBack

WINDOW_SECONDS: Final = 1.0
"""All offers expire within this."""
LEAD_SECONDS: Final = 3.0
"""So long, and as long as it took to make the agents, before the first expires they
begin to ring: all must ring by then, however slow the machine is. To make two agents is
more work than to let one session ring."""
AGAIN_SECONDS: Final = 120.0
"""The second offers ring so long: nothing else is to expire meanwhile."""
COMING: Final = 50
"""Visitors who come at a time: more would come late for their moment of the window."""
MOVED_SECONDS: Final = 60.0
TICK_SECONDS: Final = 0.01
STRIDE: Final = 0.618
"""Of the window, from tick to tick: the moments come in no order and lie evenly."""
_MS: Final = 1_000


class Ringing:
    """What all visitors share."""

    def __init__(self, floor: Floor) -> None:
        self.floor = floor
        self.ringing = 0
        self.first_ms = 0
        self.last_ms = 0
        self.fired_late_ms: list[int] = []
        self.late_ms: list[int] = []
        self.moved_at: list[float] = []


class Patient(Visitor):
    """One session, from its first offer to its second."""

    def __init__(self, shared: Ringing, number: int) -> None:
        super().__init__(shared.floor, number)
        self._shared = shared
        self._offer: Offer | None = None
        self._has_moved = False

    def see(self, event: object) -> None:
        """Waits, and takes the time."""
        match event:
            case SessionView(offer=Offer() as offer):
                self._ring(offer)
            case Notice(kind=NoticeKind.AUTO_TRANSFER, at_ms=at_ms) if self._offer:
                if not self._has_moved:
                    self._shared.late_ms.append(at_ms - self._offer.expires_ms)
            case _:
                pass

    def _fired(self, _: None) -> None:
        if self._offer is not None:
            late_ms = self._shared.floor.life.node.wall_ms() - self._offer.expires_ms
            self._shared.fired_late_ms.append(late_ms)

    def _ring(self, offer: Offer) -> None:
        shared, first = self._shared, self._offer
        if first is None:
            self._offer = offer
            shared.ringing += 1
            shared.first_ms = min(shared.first_ms or offer.expires_ms, offer.expires_ms)
            shared.last_ms = max(shared.last_ms, offer.expires_ms)
            node = shared.floor.life.node
            seconds = (offer.expires_ms - node.wall_ms()) / _MS
            node.timers.arm(seconds, CallBack(self._fired))
        elif offer.agent != first.agent and not self._has_moved:
            self._has_moved = True
            shared.moved_at.append(time.time() * _MS)


def expiry(job: Job) -> Sample:
    """Measures once, with `job.size` sessions and twice as many agents.

    There must be several sessions per group: of few agents the other groups may have
    taken all.
    """
    return trio.run(run_expiry, job.directory, job.size)


async def run_expiry(directory: Path, sessions: int) -> Sample:
    """The same."""
    async with open_floor(directory, ServiceSection()) as floor:
        shared = Ringing(floor)
        began = time.time()
        await floor.hire(range(2 * sessions))
        lead = LEAD_SECONDS + time.time() - began
        await floor.set_status(range(2 * sessions), AgentStatus.FREE)
        async with trio.open_nursery() as nursery:
            nursery.start_soon(aim, floor, time.time() + lead, WINDOW_SECONDS)
            patients = [Patient(shared, number) for number in range(sessions)]
            await floor.let_in(patients, COMING)
            await floor.until(lambda: shared.ringing == sessions, lead)
            nursery.cancel_scope.cancel()
        set_accept(floor, AGAIN_SECONDS)
        if time.time() * _MS >= shared.first_ms:
            raise FloorFailed("offers expired before all rang: there is no figure")
        wait = shared.last_ms / _MS - time.time() + MOVED_SECONDS
        await floor.until(lambda: len(shared.moved_at) == sessions, wait)
    fired, late = sorted(shared.fired_late_ms), sorted(shared.late_ms)
    return {
        "per_s": sessions / (shared.last_ms - shared.first_ms) * _MS,
        "fired_p99_ms": fired[int(len(fired) * 0.99)],
        "p50_ms": late[len(late) // 2],
        "p99_ms": late[int(len(late) * 0.99)],
        "moved_s": (max(shared.moved_at) - shared.first_ms) / _MS,
    }


async def aim(
    floor: Floor, begin: float, window_seconds: float, rule: str = DEFAULT_RULE
) -> None:
    """Has offers that begin to ring now expire at a moment of a window from `begin` on.

    Those of the groups of one rule, that is.

    The rules of service change while it runs, as an administrator will change them:
    how long an offer rings is looked up when it is made.
    """
    at = 0.0
    while True:
        at = (at + STRIDE) % 1.0
        set_accept(floor, begin + at * window_seconds - time.time(), rule)
        await floor.watch(TICK_SECONDS)


def set_accept(floor: Floor, seconds: float, rule: str = DEFAULT_RULE) -> None:
    """How long offers of a rule's groups ring that begin to ring from now on."""
    rules = floor.life.desk.rules
    accept = Override("accept_seconds", max(0.0, seconds))
    rules.replace(with_rule(rules.book, ServiceRule(rule, "", (accept,))))
