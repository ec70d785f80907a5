"""Has robots call agents who are not at their desks (W2).

What is not said soon is no use, so nothing is kept: a reminder that finds no room, is
one too many within its robot's minute, or fails, is dropped and counted.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar, Final, Never

import trio

from actors.agent.messages import AgentCard, GetCard
from actors.directory import Directory
from actors.reminders.reminder import Pace, Reminder, message, why_refused
from runtime.actor import Service
from runtime.circuit_breaker import CircuitBreaker
from runtime.errors import TriodeskError
from runtime.observe import Duty, Event, Events
from runtime.outgoing import HttpPost, Poster

MAX_WAITING: Final = 1_000
"""Reminders that wait for their turn: more than robots may say in half an hour."""
MAX_AT_ONCE: Final = 8
"""Requests under way, of all robots: a slow one holds up the others no longer than
`REQUEST_SECONDS`."""
REQUEST_SECONDS: Final = 10.0
LOOK_SECONDS: Final = 2.0
"""For the desk's own answer whether the agent is there."""
BREAKER_FAILURES: Final = 3
BREAKER_REST_SECONDS: Final = 60.0
"""After three failures in a row a robot is tried once a minute."""
MAX_ROBOTS: Final = 100
"""Whose pace is remembered; settings that change bring new ones."""


class RobotFailing(Event, frozen=True):
    """A robot that reminds agents fails again and again; `text`: why, the last time."""

    duty: ClassVar[Duty] = Duty.WARNING

    text: str


class _Robot:
    def __init__(self) -> None:
        self.pace = Pace()
        self.breaker = CircuitBreaker(BREAKER_FAILURES, BREAKER_REST_SECONDS)


class ReminderOffice:
    """The reminders of one process; `run` is one life of who sends them.

    Args:
        poster: sends requests.
        directory: knows the agents.
        events: where failures are told.

    Attributes:
        counts: how many reminders, by what became of them.
    """

    def __init__(self, poster: Poster, directory: Directory, events: Events) -> None:
        self._poster = poster
        self._directory = directory
        self._events = events
        self._waiting: deque[Reminder] = deque()
        self._new = trio.Event()
        self._robots: dict[str, _Robot] = {}
        self.counts: Counter[str] = Counter()

    def remind(self, reminder: Reminder) -> None:
        """See `Remind`."""
        if len(self._waiting) >= MAX_WAITING:
            self.counts["dropped"] += 1
            return
        self._waiting.append(reminder)
        self._new.set()

    async def run(self) -> Never:
        """Sends, until cancelled."""
        limit = trio.CapacityLimiter(MAX_AT_ONCE)
        async with trio.open_nursery() as nursery:
            while True:
                while self._waiting:
                    # Borrowed here, so that what waits is counted, and bounded.
                    turn = object()
                    await limit.acquire_on_behalf_of(turn)
                    one = self._waiting.popleft()
                    nursery.start_soon(self._serve, one, limit, turn)
                self._new = trio.Event()
                await self._new.wait()

    async def _serve(
        self, reminder: Reminder, limit: trio.CapacityLimiter, turn: object
    ) -> None:
        try:
            self.counts[await self._send(reminder)] += 1
        finally:
            limit.release_on_behalf_of(turn)

    async def _send(self, reminder: Reminder) -> str:
        """What became of it."""
        card = await self._card(reminder)
        if card is None or card.is_there:
            return "needless"
        robot, now = self._robot(reminder.url), trio.current_time()
        if not robot.breaker.lets_pass(now) or not robot.pace.lets_pass(now):
            return "dropped"
        body = message(reminder, card.nickname)
        request = HttpPost(reminder.url, body, seconds=REQUEST_SECONDS)
        refused = why_refused(await self._poster.post(request))
        if not refused:
            robot.breaker.succeeded()
            return "sent"
        if robot.breaker.failed(trio.current_time()):
            self._events.emit(RobotFailing(refused))
        return "failed"

    async def _card(self, reminder: Reminder) -> AgentCard | None:
        """Who that is; None: nobody, or he does not answer."""
        with suppress(TriodeskError):
            address = self._directory.agent(reminder.agent)
            answer = await address.ask(GetCard(), LOOK_SECONDS)
            return answer if isinstance(answer, AgentCard) else None
        return None

    def _robot(self, url: str) -> _Robot:
        robots = self._robots
        if url not in robots:
            if len(robots) >= MAX_ROBOTS:
                del robots[next(iter(robots))]
            robots[url] = _Robot()
        return robots[url]


class ReminderService(Service[Never]):
    """The office, supervised.

    Args:
        office: that is run.
    """

    def __init__(self, office: ReminderOffice) -> None:
        self._office = office

    async def run(self, started: Callable[[], None]) -> None:
        """Until cancelled; up at once: nobody waits for it."""
        started()
        await self._office.run()
