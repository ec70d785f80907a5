"""A scenario played by the real actors over the memory journal, judged while it goes.

The same visitors, staff and replies as the engine's, so that figures can be laid side
by side; here every word goes through actors, journal and supervisors, and
what `[faults]` asks for breaks.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from math import inf
from random import Random
from typing import Final

from actors.agent.messages import RegisterAgent
from actors.assignment.messages import DefineGroup, GetQueue, Queue
from actors.ids import GroupId
from actors.opening import OPENING_TOPIC, DeskOpened
from actors.session.terms import SessionPhase
from admin.simulation.agenda import Agenda
from admin.simulation.arrivals import visits_of
from admin.simulation.asking import Asking
from admin.simulation.engine import Progress, played_settings
from admin.simulation.house import LEAD_SECONDS, House
from admin.simulation.judge import Broken, Can, Judge, Verdict
from admin.simulation.people import Person, losses, staff_of
from admin.simulation.real_agent import RealAgent
from admin.simulation.real_crashes import InjectedCrash, RealCrashes
from admin.simulation.real_visitor import RealVisitor
from admin.simulation.regulars import Regulars
from admin.simulation.scenario import PerHour, Scenario, seconds_of
from admin.simulation.stepped_service import SteppedService
from admin.simulation.story import Day, Sample
from runtime.cell import ActorCrashed
from runtime.phase import Phase
from runtime.region import QUARANTINE_SECONDS, EntityQuarantined
from runtime.topics import Publication

SLACK_SECONDS: Final = 2.0
"""On top of what the protocol's own deadlines allow for a recovery."""
_PROGRESS_EVERY: Final = 50
"""Visits."""


class RealDay:
    """One day; see `Engine` for the arguments."""

    def __init__(
        self, scenario: Scenario, seed: int, progress: Progress = lambda _: None
    ) -> None:
        settings = played_settings(scenario.service)
        agenda, service = Agenda(), SteppedService(seed, settings)
        staff = staff_of(scenario)
        judge = Judge({person.id: _can(person) for person in staff})
        asking = Asking(service, agenda)
        self._house = House(service, agenda, asking, judge, seed)
        self._scenario = scenario
        self._visits = visits_of(scenario, seed)
        self._progress = progress
        self._regulars = Regulars(seed)
        self._visitors: list[RealVisitor] = []
        self._live: dict[int, RealVisitor] = {}
        self._samples: list[Sample] = []
        self._groups = tuple(group.id for group in scenario.groups)
        self._agents = {person.id: RealAgent(self._house, person) for person in staff}
        self._crashes = RealCrashes(
            self._house, self._random("crashes"), self._restarted
        )
        self._unexpected: list[str] = []
        self._disturbed_until = 0.0
        self._recovery = (
            4 * settings.reservation_seconds + settings.settle_seconds + SLACK_SECONDS
        )
        self._set_up(staff)
        for person in staff:
            self._plan(person)
        self._plan_faults()

    def _set_up(self, staff: tuple[Person, ...]) -> None:
        service = self._house.service
        for group in self._scenario.groups:
            service.ask(service.group(group.id), DefineGroup(group.id, group.rule))
        for person in staff:
            team = person.team
            command = RegisterAgent(
                person.id,
                tuple(map(GroupId, team.groups)),
                team.capacity,
                tuple(team.skills.items()),
            )
            service.ask(service.agent(person.id), command)
        service.advance(LEAD_SECONDS - service.now)
        self._restarted()

    def _plan(self, person: Person) -> None:
        """What an agent is to do by the clock."""
        house, agent = self._house, self._agents[person.id]
        for span in person.spans:
            house.at(span.begin, agent.come_on)
            if span.end is not None:
                house.at(span.end, agent.go_off)
        for loss in losses(person, house.seed, seconds_of(self._scenario.end)):
            house.at(loss.at_seconds, partial(agent.lose_connection, loss.seconds))

    def _plan_faults(self) -> None:
        faults, crashes = self._scenario.faults, self._crashes
        kill = partial(crashes.kill, faults.down_seconds)
        for name, per_hour, breaking in (
            ("actors", faults.actor_crashes_per_hour, crashes.crash_actor),
            ("kills", faults.kills_per_hour, kill),
        ):
            for at_seconds in self._moments(name, per_hour):
                self._house.at(at_seconds, partial(crashes.arm, breaking))

    def _moments(self, name: str, per_hour: PerHour) -> Iterator[float]:
        """A Poisson process from the beginning to the end of the day."""
        random = self._random(name)
        at_seconds: float = seconds_of(self._scenario.start)
        while per_hour:
            at_seconds += random.expovariate(per_hour / 3600)
            if at_seconds >= seconds_of(self._scenario.end):
                return
            yield at_seconds

    def _random(self, name: str) -> Random:
        return Random(f"{self._house.seed} {name}")  # noqa: S311 - nobody is to guess it

    # --- the day

    def run(self) -> Day:
        """Plays the day to its end, when nobody is served any more."""
        if self._visits:
            self._house.at(self._visits[0].at_seconds, partial(self._come, 0))
        self._house.at(seconds_of(self._scenario.start), self._sample)
        agenda, service = self._house.agenda, self._house.service
        while agenda.next_seconds() < inf:
            self._advance(
                min(agenda.next_seconds(), service.node.timers.next_deadline())
            )
        self._rest()
        service.end()
        return Day(
            tuple(visitor.story() for visitor in self._visitors),
            tuple(agent.duty() for agent in self._agents.values()),
            tuple(self._samples),
        )

    def _advance(self, due: float) -> None:
        agenda, service = self._house.agenda, self._house.service
        service.advance(max(0.0, due - service.now))
        while agenda.next_seconds() <= service.now:
            agenda.pop()()
            if self._crashes.is_armed:
                self._crashes.strike()
                self._disturb()
            service.run()
        if self._house.judge.has_news:
            self._rest()

    def _come(self, number: int) -> None:
        """A visitor comes, and the next one is awaited."""
        visit = self._visits[number]
        visitor = RealVisitor(self._house, number, visit, self._agents)
        self._visitors.append(visitor)
        self._live[number] = visitor
        visitor.come(self._regulars.prefer(visit))
        following = number + 1
        if following < len(self._visits):
            due = self._visits[following].at_seconds
            self._house.at(due, partial(self._come, following))
        if not following % _PROGRESS_EVERY:
            self._progress(following / len(self._visits))

    def _sample(self) -> None:
        """Counts, and does so again while anything is to come."""
        present = [each for each in self._agents.values() if each.is_present]
        waiting = sum(each.phase is SessionPhase.QUEUED for each in self._live.values())
        sample = Sample(
            self._house.now_ms,
            waiting,
            len(self._live) - waiting,
            len(present),
            sum(each.team.capacity for each in present),
        )
        self._samples.append(sample)
        if self._house.agenda.next_seconds() < inf:
            self._house.later(self._scenario.sample_seconds, self._sample)

    def _restarted(self) -> None:
        """A process has begun: everybody's client connects to it."""
        topics = self._house.service.node.topics
        topics.subscribe(OPENING_TOPIC, self._on_opening)
        self._house.judge.forget_boards()
        for agent in self._agents.values():
            agent.attach()
        for visitor in self._live.values():
            visitor.attach()
        self._house.asking.ask_again()

    def _on_opening(self, publication: Publication[object]) -> None:
        """All sessions at once died, and those that had ended are not started again."""
        if isinstance(publication.event, DeskOpened):
            for visitor in self._live.values():
                visitor.look()

    @property
    def service(self) -> SteppedService:
        """Where it is played; its journal has the whole day."""
        return self._house.service

    # --- judging

    def verdict(self) -> Verdict:
        """What was judged so far."""
        judge, crashes = self._house.judge, self._crashes
        return Verdict(
            judge.verdict(),
            tuple(judge.examples),
            Broken(crashes.actors, crashes.kills),
            tuple(self._unexpected),
        )

    def _disturb(self, seconds: float = 0.0) -> None:
        until = self._house.service.now + seconds + self._recovery
        self._disturbed_until = max(self._disturbed_until, until)

    def _rest(self) -> None:
        self._heed_crashes()
        self._heed_ends()
        judge = self._house.judge
        if self._is_disturbed():
            judge.pass_over()
        else:
            judge.rest({group: self._line(group) for group in self._groups})

    def _heed_ends(self) -> None:
        over = [number for number, each in self._live.items() if each.fate is not None]
        for number in over:
            self._regulars.note(self._live.pop(number).story())

    def _is_disturbed(self) -> bool:
        """Something broke, and had not the time to recover."""
        service = self._house.service
        if not self._disturbed_until:
            return False  # nothing has broken ever: no need to look
        return service.now < self._disturbed_until or any(
            cell.phase is Phase.WAITING for cell in service.cells()
        )

    def _line(self, group: str) -> int:
        service = self._house.service
        queue = service.ask(service.group(group), GetQueue())
        return queue.waiting if isinstance(queue, Queue) else 0

    def _heed_crashes(self) -> None:
        """An actor may die of what was injected, and of nothing else."""
        events = self._house.service.events
        for event in events:
            if isinstance(event, EntityQuarantined):
                self._disturb(QUARANTINE_SECONDS)
            if isinstance(event, ActorCrashed) and not _is_injected(event):
                self._unexpected.append(f"{event.path}: {event.error}")
        events.clear()


def _is_injected(event: ActorCrashed) -> bool:
    return event.error.startswith(InjectedCrash.__name__)


def _can(person: Person) -> Can:
    team = person.team
    return Can(frozenset(team.groups), team.capacity, team.skills)
