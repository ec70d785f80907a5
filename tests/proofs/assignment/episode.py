"""One episode: a small world, acts upon it, and the auditor's word at every rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, TypeGuard

from actors.agent.messages import AgentStatus
from admin.simulation.stepped_service import Restless
from runtime.cell import ActorCrashed
from runtime.observe import Event
from runtime.phase import Phase
from runtime.region import QUARANTINE_SECONDS, EntityQuarantined
from tests.actors.world import World
from tests.proofs.assignment import operations as act
from tests.proofs.assignment.audit.auditor import Auditor
from tests.proofs.assignment.audit.broken import Broken
from tests.proofs.assignment.audit.history import CALL_MS
from tests.proofs.assignment.audit.ledger import Ledger
from tests.proofs.assignment.author import Author
from tests.proofs.assignment.faults import Faults
from tests.proofs.assignment.people import People
from tests.proofs.assignment.setting import Setting, draw_setting, rules_of
from tests.proofs.assignment.store import Store

ACTS: Final = 200
"""Operations of one episode: enough for everything to meet, few enough to shrink."""
MAX_STEPS: Final = 20_000
"""Turns and commits between two rests; a small world needs some hundred."""
BREATHER_ACTS: Final = 15
"""After so many acts of an episode with faults there is a pause to recover in."""
SESSIONS: Final = "/sessions/"
AGENTS: Final = "/agents/"
RECOVERY_SECONDS: Final = 130.0
"""At the end: any quarantine is over, and so is what it made others wait for."""
TABLES_EVERY: Final = 8
"""Rests between two comparisons of all tables."""


@dataclass
class Verdict:
    """What an episode did, and what was found broken."""

    seed: int
    acts: list[act.Act]
    counts: Counter[str] = field(default_factory=Counter)
    broken: Counter[Broken] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)


class Episode:
    """Runs once.

    Args:
        seed: decides about everything.
    """

    def __init__(self, seed: int) -> None:
        self.setting: Setting = draw_setting(seed)
        settings = self.setting.settings
        self._store = Store()
        self._world = World(seed, settings, self._store, self.setting.memory)
        self._world.max_steps = MAX_STEPS
        ledger = Ledger()
        self._auditor = Auditor(ledger, rules_of(settings))
        history = self._auditor.history
        history.is_on_time = self.setting.is_calm
        staff, groups = self.setting.staff, self.setting.groups
        self._people = People(self._world, ledger, history, staff, groups)
        self._faults = Faults(self._world, self._store)
        self._author = Author(self.setting, history)
        self._recovery = 4 * settings.reservation_seconds + settings.settle_seconds + 2
        self._recovered = 0.0
        self._is_disturbed = False
        self._troubles_seen = 0
        self._acts_since_rest = 0
        self._crashes_seen = 0
        self._verdict = Verdict(seed, [])

    def run(self, acts: Iterable[act.Act] | None = None) -> Verdict:
        """Plays the given acts, or invents them; ends at the first broken promise."""
        verdict = self._verdict
        try:
            self._begin()
            for one in self._invent() if acts is None else acts:
                self._play(one)
                if not self._auditor.findings.is_clean:
                    break
            else:
                self._finish()
        except Restless as error:
            self._auditor.findings.add(Broken.RESTLESS, str(error))
        findings = self._auditor.findings
        verdict.broken, verdict.examples = findings.counts, findings.examples
        self._count()
        self._world.end()
        return verdict

    def _invent(self) -> Iterator[act.Act]:
        since_breather = 0
        while len(self._verdict.acts) < ACTS:
            since_breather += 1
            if not self.setting.is_calm and since_breather > BREATHER_ACTS:
                since_breather = 0
                breather = act.Pass(round(self._recovery + 0.5, 2))
                yield act.Act(breather, len(self._verdict.acts), act.TO_REST)
            else:
                yield self._author.next()

    def _begin(self) -> None:
        world = self._world
        for name, rule in self.setting.groups.items():
            world.define_group(name, rule)
        for one in self.setting.staff:
            skills = dict(one.skills)
            world.register(one.name, one.capacity, *one.groups, **skills)
        self._people.reconnect()
        for one in self.setting.staff:
            self._people.perform(act.Connect(one.name))
            self._people.perform(act.Status(one.name, "free", act.By.AGENT))
        world.run()
        self._look()

    def _play(self, one: act.Act) -> None:
        world, operation = self._world, one.operation
        self._look()
        world.random.seed(one.seed)
        if not self._perform(operation):
            return
        self._verdict.acts.append(one)
        self._verdict.counts[type(operation).__name__] += 1
        self._acts_since_rest += 1
        if one.steps == act.TO_REST:
            world.run()
            self._rest()
            return
        for _ in range(one.steps):
            if not world.step():
                break
        self._heed_exit()

    def _perform(self, operation: act.Operation) -> bool:
        if isinstance(operation, act.Pass):
            self._world.advance(operation.seconds)
            return True
        if not isinstance(operation, act.FAULTS):
            return self._people.perform(operation)
        if not self._faults.perform(operation):
            return False
        self._disturb()
        if isinstance(operation, act.Kill):
            self._after_start()
        return True

    def _disturb(self, seconds: float = 0.0) -> None:
        """What follows is judged when all had the time to recover, from then on."""
        self._is_disturbed = True
        recovered = self._world.now + seconds + self._recovery
        self._recovered = max(self._recovered, recovered)

    def _after_start(self) -> None:
        self._auditor.history.outages.rows = [
            (outage.ended_ms, outage.started_ms) for outage in self._world.desk.outages
        ]
        self._people.reconnect()

    def _heed_exit(self) -> None:
        """A root that gave up ends the process, and somebody starts it again."""
        if self._world.exits:
            self._verdict.counts["root_exits"] += 1
            self._faults.end_trouble()
            self._world.die()
            self._disturb()
            self._after_start()

    # --- the auditor looks

    def _look(self) -> None:
        until_ms = self._world.wall_ms() + round(QUARANTINE_SECONDS * 1000) + CALL_MS
        unheard = self._auditor.history.unheard_until_ms
        for event in self._world.events:
            if _is_away(event) and event.path.startswith(AGENTS):
                unheard[event.path.removeprefix(AGENTS)] = until_ms
        self._auditor.take(self._store.take_rows())

    def _rest(self) -> None:
        """Nothing moves; if all has recovered, it is judged."""
        self._heed_exit()
        self._look()
        self._judge_crashes()
        if self._faults.troubled_batches != self._troubles_seen:
            self._troubles_seen = self._faults.troubled_batches
            self._disturb()
        world = self._world
        if self._is_disturbed and not self._is_recovered():
            return
        self._auditor.rest(
            world.wall_ms(),
            is_disturbed=self._is_disturbed,
            is_single=self._acts_since_rest <= 1,
        )
        self._is_disturbed = False
        self._acts_since_rest = 0
        if self._auditor.rests % TABLES_EVERY == 0:
            self._auditor.examine(self._store.dump())

    def _is_recovered(self) -> bool:
        world = self._world
        return world.now >= self._recovered and not any(
            cell.phase is Phase.WAITING for cell in world.cells()
        )

    def _judge_crashes(self) -> None:
        """An actor may die of what was injected, and of nothing else."""
        events = self._world.events
        for event in events:
            if _is_away(event):
                self._disturb(QUARANTINE_SECONDS)
            if isinstance(event, ActorCrashed):
                self._crashes_seen += 1
                if not _is_expected(event, is_calm=self.setting.is_calm):
                    text = f"{event.path}: {event.error}\n{event.trace}"
                    self._auditor.findings.add(Broken.RESTLESS, text)
        events.clear()

    def _finish(self) -> None:
        """Everybody is there and free, and all that was disturbed has recovered."""
        world = self._world
        self._faults.end_trouble()
        self._heed_exit()
        world.run()
        if not self.setting.is_calm:
            world.advance(RECOVERY_SECONDS)
        for one in self.setting.staff:
            self._people.perform(act.Connect(one.name))
            self._people.perform(
                act.Status(one.name, AgentStatus.FREE.value, act.By.AGENT)
            )
        world.advance(self._recovery)
        self._recovered = world.now
        self._troubles_seen = self._faults.troubled_batches
        self._rest()
        self._auditor.examine(self._store.dump())

    def _count(self) -> None:
        auditor, counts = self._auditor, self._verdict.counts
        history = auditor.history
        counts["operations"] = len(self._verdict.acts)
        counts["episodes"] = 1
        counts["sessions"] = len(history.sessions)
        counts["messages"] = sum(one.last_number for one in history.sessions.values())
        counts["acknowledged"] = self._people.answers
        counts["actor_crashes"] = self._crashes_seen
        counts["rests_judged"] = auditor.rests
        counts["waiting_at_rest"] = auditor.waiting_at_rest
        counts["choices_judged"] = auditor.order.judged
        counts["choices_judged_across_groups"] = auditor.order.across
        counts.update(history.counts)


def _is_away(event: Event) -> TypeGuard[EntityQuarantined]:
    """A group or an agent is left alone for a while: others wait for it."""
    if not isinstance(event, EntityQuarantined):
        return False
    return not event.path.startswith(SESSIONS)


def _is_expected(crash: ActorCrashed, *, is_calm: bool) -> bool:
    if is_calm:
        return False
    return crash.error.startswith(("InjectedCrash", "Fenced", "Unavailable"))
