"""What all people of a scenario share: where to go, what is measured, who may come."""

from __future__ import annotations

import traceback
from collections import deque
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from random import Random
from typing import Final, ParamSpec

import gevent
from gevent.event import Event
from gevent.pool import Group

from gateway.client_core.reconnect import FIRST_SECONDS
from loadtest.house_plan import Caller, HousePlan, Team
from loadtest.letters import Letters
from loadtest.link import Address, Ticker, now
from loadtest.measures import Measures
from loadtest.outcome import MeasureName, RateName
from loadtest.pace import Pace
from loadtest.watch import Watch
from runtime.errors import UsageError

P = ParamSpec("P")


class Scene:
    """One scenario while it is played.

    Args:
        name: of the scenario; part of every text, so that none is said twice.
        url: of the gateway.
        house: who may come.
        ledgers: directory of the clients' ledgers.
        seed: of whatever people decide by chance.

    Attributes:
        failures: why the load itself failed, the first ones.
        watch: is told what everybody does and is shown.
    """

    MAX_FAILURES: Final = 5

    def __init__(
        self, name: str, url: str, house: HousePlan, ledgers: Path, seed: int
    ) -> None:
        self.name = name
        self.address = Address(url)
        self.house = house
        self.ledgers = ledgers
        self.seed = seed
        self.ticker = Ticker()
        self.measures = Measures()
        self.failures: list[str] = []
        self.watch = Watch(_groups(house))
        self._unconfirmed = Letters()
        self._unread = Letters()
        self._unseen_typing = Letters()
        self._numbers = count(1)
        self._visitors = deque(house.visitors)
        self._people = Group()
        self._finishing = Event()
        self._last_numbers: dict[str, int] = {}
        self._in_line_since: dict[str, float] = {}
        self._last: list[Callable[[], None]] = []
        self._last_of_staff: list[Callable[[], None]] = []
        self._keeper = gevent.spawn(self.ticker.run)

    @property
    def is_finishing(self) -> bool:
        """Nothing new begins; who is there comes to his end."""
        return self._finishing.is_set()

    def wait_until(self, moment: float) -> None:
        """Does nothing until then, but no longer than until the scene is finishing."""
        self._finishing.wait(max(0.0, moment - now()))

    def moments(self, pace: Pace, name: str) -> Iterator[float]:
        """The moments of a pace from now on, each when it has come.

        Ends when the scene is finishing.
        """
        began = now()
        for moment in pace.moments(self.random(name)):
            self.wait_until(began + moment)
            if self.is_finishing:
                return
            yield began + moment

    def random(self, name: str) -> Random:
        """Chance of its own for somebody or something."""
        number = next(self._numbers)
        return Random(f"{self.seed}/{self.name}/{name}/{number}")  # noqa: S311

    def impatience(self, name: str) -> Random:
        """The same for somebody's client core."""
        return _Impatience(f"{self.seed}/{self.name}/{name}/{next(self._numbers)}")

    def new_text(self, principal: str) -> str:
        """A text that nobody has said before."""
        return f"{self.name}/{principal}/{next(self._numbers)}"

    # --- people

    def team(self, group: str) -> Team:
        """Who serves in a group."""
        return self.house.team(group)

    def borrow(self) -> Caller:
        """A visitor who is not there yet.

        Raises:
            UsageError: all are.
        """
        if not self._visitors:
            count = len(self.house.visitors)
            raise UsageError(f"the house has tickets for {count} visitors, all in use")
        return self._visitors.popleft()

    def give_back(self, caller: Caller) -> None:
        """He has left, and may come again after all others."""
        self._visitors.append(caller)

    def spawn(
        self, act: Callable[P, None], *args: P.args, **kwargs: P.kwargs
    ) -> gevent.Greenlet[..., None]:
        """Has somebody do something beside the others; see `finish`."""

        def guarded() -> None:
            try:
                act(*args, **kwargs)
            except Exception:  # noqa: BLE001 - told as the scenario's failure
                self.fail(traceback.format_exc(limit=-2))

        return self._people.spawn(guarded)

    def fail(self, text: str) -> None:
        """The load could not do what it was to do; that is no scenario's result."""
        if len(self.failures) < self.MAX_FAILURES:
            self.failures.append(text)

    def at_last(self, act: Callable[[], None], *, is_staff: bool = False) -> None:
        """What somebody does when the others have come to their end; staff last."""
        (self._last_of_staff if is_staff else self._last).append(act)

    def finish(self, seconds: float) -> None:
        """Lets everybody come to his end; whoever has not within that time fails."""
        self._finishing.set()
        self._wait_for_all(seconds)
        for acts in (self._last, self._last_of_staff):
            for act in acts:
                self.spawn(act)
            self._wait_for_all(seconds)
        self._keeper.kill()

    def _wait_for_all(self, seconds: float) -> None:
        self._people.join(seconds)
        left = len(self._people)
        if left:
            self.fail(f"{left} were not at their end {seconds:g} s after the rest")
        self._people.kill()

    # --- what is measured across two clients

    def sent(self, cid: str, began: float) -> None:
        """A message leaves that was to leave at `began`."""
        self._unconfirmed.sent(cid, began)
        self._unread.sent(cid, began)

    def confirmed(self, session: str, cid: str, number: int) -> None:
        """The server has it."""
        self._last_numbers[session] = max(number, self.last_number(session))
        began = self._unconfirmed.arrived(cid)
        if began is not None:
            self.measures.record(MeasureName.SENT_ACKNOWLEDGED, began, now())
            self.measures.done(RateName.MESSAGES, now())

    def last_number(self, session: str) -> int:
        """Of the last message there that the server confirmed to anybody."""
        return self._last_numbers.get(session, 0)

    def over(self, session: str) -> None:
        """Nothing more is confirmed there, and nobody waits."""
        self._last_numbers.pop(session, None)
        self._in_line_since.pop(session, None)

    def queued(self, session: str) -> None:
        """Its visitor is shown that he waits."""
        self._in_line_since.setdefault(session, now())

    def taken(self, session: str, freed: float) -> None:
        """A slot that was freed at that moment has it; if it waited then, it is timed.

        What came into the line later was not what the slot was free for.
        """
        since = self._in_line_since.get(session)
        if since is not None and since < freed:
            self.measures.record(MeasureName.SLOT_FREED_ASSIGNED, freed, now())

    def refused(self, cid: str) -> None:
        """Nobody will see it."""
        self._unconfirmed.arrived(cid)
        self._unread.arrived(cid)

    def received(self, cid: str) -> None:
        """The other side has it."""
        began = self._unread.arrived(cid)
        if began is not None:
            self.measures.record(MeasureName.SENT_RECEIVED, began, now())

    def typed(self, session: str, sender: str, began: float) -> None:
        """Somebody begins to type, and was to at `began`."""
        self._unseen_typing.sent(f"{session}/{sender}", began)

    def typing_shown(self, session: str, sender: str) -> None:
        """The other side is shown it."""
        began = self._unseen_typing.arrived(f"{session}/{sender}")
        if began is not None:
            self.measures.record(MeasureName.TYPING_SHOWN, began, now())
            self.measures.done(RateName.TYPING, now())


class _Impatience(Random):
    """Chance for a client: it comes back as soon as after its first loss.

    The back-off grows with each loss that follows soon on the last, so that a storm
    would fade; all that is drawn as a `uniform` is that delay.
    """

    def uniform(self, a: float, b: float) -> float:
        """See `Random.uniform`; bounded above."""
        return super().uniform(a, min(b, FIRST_SECONDS))


def _groups(house: HousePlan) -> dict[str, frozenset[str]]:
    """Which group each agent serves."""
    return {
        agent.principal: frozenset({team.group})
        for team in house.teams
        for agent in team.agents
    }
