"""What all people of a scenario share: where to go, what is measured, who may come."""

from __future__ import annotations

import traceback
from collections import deque
from collections.abc import Callable
from itertools import count
from pathlib import Path
from random import Random
from typing import Final, ParamSpec

import gevent
from gevent.pool import Group

from loadtest.house_plan import Caller, HousePlan, Team
from loadtest.letters import Letters
from loadtest.link import Address, Ticker, now
from loadtest.measures import Measures
from loadtest.outcome import MeasureName, RateName
from loadtest.watch import Watch

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
        is_finishing: nothing new begins; who is there comes to his end.
        failures: why the load itself failed, the first ones.
        waiting: by group the sessions whose visitors are shown that they wait.
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
        self.is_finishing = False
        self.failures: list[str] = []
        self.waiting: dict[str, set[str]] = {team.group: set() for team in house.teams}
        self.watch = Watch(_groups(house))
        self._unconfirmed = Letters()
        self._unread = Letters()
        self._unseen_typing = Letters()
        self._numbers = count(1)
        self._visitors = deque(house.visitors)
        self._people = Group()
        self._last_acts: list[Callable[[], None]] = []
        self._keeper = gevent.spawn(self.ticker.run)

    def random(self, name: str) -> Random:
        """Chance of its own for somebody or something."""
        number = next(self._numbers)
        return Random(f"{self.seed}/{self.name}/{name}/{number}")  # noqa: S311

    def new_text(self, principal: str) -> str:
        """A text that nobody has said before."""
        return f"{self.name}/{principal}/{next(self._numbers)}"

    # --- people

    def team(self, group: str) -> Team:
        """Who serves in a group."""
        return self.house.team(group)

    def borrow(self) -> Caller | None:
        """A visitor who is not there yet; None: all are."""
        return self._visitors.popleft() if self._visitors else None

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

    def at_last(self, act: Callable[[], None]) -> None:
        """What somebody does when all others have come to their end."""
        self._last_acts.append(act)

    def finish(self, seconds: float) -> None:
        """Lets everybody come to his end; whoever has not within that time fails."""
        self.is_finishing = True
        self._wait_for_all(seconds)
        for act in self._last_acts:
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

    def confirmed(self, cid: str) -> None:
        """The server has it."""
        began = self._unconfirmed.arrived(cid)
        if began is not None:
            self.measures.record(MeasureName.SENT_ACKNOWLEDGED, began, now())
            self.measures.done(RateName.MESSAGES, now())

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


def until(moment: float) -> None:
    """Sleeps until that moment of the clients' clock; not at all if it is past."""
    gevent.sleep(max(0.0, moment - now()))


def _groups(house: HousePlan) -> dict[str, frozenset[str]]:
    """Which group each agent serves."""
    return {
        agent.principal: frozenset({team.group})
        for team in house.teams
        for agent in team.agents
    }
