"""The whole service in memory, one turn at a time, in an order drawn from a seed.

Real actors, real supervisors, real constraints (the memory journal); no trio, no time
but what `advance` gives. `die` is a kill -9: what was not committed is gone. Proofs,
tests of actors and `triodesk simulate --actors` drive it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Final, TypeVar, cast

from actors.channels.core import USUAL_CHANNEL, Channels
from actors.desk import Desk
from actors.directory import Directory
from actors.flow.entry import EntryOf
from actors.flow.shelf import NO_FLOWS, Flows
from actors.ids import AgentId, GroupId, SessionId, VisitorId
from actors.reception import Reception
from actors.robot.answer import (
    AskRobot,
    Greeting,
    GreetingOf,
    Question,
    ask_no_robot,
    no_greeting,
)
from actors.rules.prompts import SILENT, Prompts
from actors.rules.rulebook import Rules
from actors.rules.settings import ServiceSettings
from actors.session_memory import USUAL_MEMORY, SessionMemory
from actors.tree import service_supervisor
from runtime.cell import ActorCrashed, Cell
from runtime.dispatcher import SteppedDispatcher
from runtime.errors import UsageError
from runtime.exits import ExitReason
from runtime.introspect import walk
from runtime.journal import Append, Begin, Outages
from runtime.journal_local import Fate, LocalJournal, always_commit
from runtime.journal_memory import MemoryJournal
from runtime.mailbox import Bound
from runtime.node import Node
from runtime.observe import Event, Events
from runtime.ref import Address, Request

R = TypeVar("R")
START_MS: Final = 1_700_000_000_000
"""Wall time at virtual second 0, in ms."""
MAX_STEPS: Final = 200_000
"""Turns and commits between two rests: a service that needs more runs in a circle."""
START_SECONDS: Final = 0.01
"""The least that a new process takes to come up."""
ASK_SECONDS: Final = 5.0
"""Until an asker gives up, as in service."""
USUAL_CHANNELS: Final = Channels((USUAL_CHANNEL,))


class Restless(UsageError):
    """The actors go on and on while nobody asks anything of them."""


class Waiting:
    """An answer that may come."""

    def __init__(self) -> None:
        self.answer: object = None
        self.error: Exception | None = None
        self.is_there = False

    def done(self, answer: object, error: Exception | None) -> None:
        """Takes the answer, or why there is none.

        Raises:
            UsageError: there was one before: the service answered twice.
        """
        if self.is_there:
            raise UsageError(f"expected one answer, got {answer!r} ({error}) as well")
        self.answer, self.error, self.is_there = answer, error, True


class SteppedService:
    """One life after another of one service on one journal.

    Args:
        seed: of the order of turns and of all the service draws.
        settings: in force until the rulebook says otherwise.
        backend: the journal; a new one if none is given.
        memory: when idle sessions leave memory.
        channels: through which visitors come.
        flows: those that were published.
        entry: which flow a visitor enters; None: straight into the line.
        prompts: what the service says of itself.

    Attributes:
        now: virtual seconds since the beginning.
        events: what was observed, over all lives.
        exits: how the root of this life ended.
        fate: what becomes of the next batch of the journal.
        max_steps: see `MAX_STEPS`.
        ask_robot, greeting: the robot; nobody answers unless a test does.
    """

    def __init__(  # noqa: PLR0913 - what a service is made of
        self,
        seed: int = 0,
        settings: ServiceSettings | None = None,
        backend: MemoryJournal | None = None,
        memory: SessionMemory = USUAL_MEMORY,
        channels: Channels = USUAL_CHANNELS,
        *,
        flows: Flows = NO_FLOWS,
        entry: EntryOf | None = None,
        prompts: Prompts = SILENT,
    ) -> None:
        self.prompts = prompts
        self.random = Random(seed)  # noqa: S311 - a simulation's, seeded on purpose
        self.settings = settings or ServiceSettings()
        self.backend = backend or MemoryJournal()
        self.memory = memory
        self.channels = channels
        self.flows = flows
        self.entry = entry
        self.ask_robot: AskRobot = ask_no_robot
        self.greeting: GreetingOf = no_greeting
        self.now = 0.0
        self.max_steps = MAX_STEPS
        self.events: list[Event] = []
        self.fate: Callable[[Sequence[Append]], Fate] = always_commit
        self.begin()

    # --- lives

    def begin(self) -> None:
        """A process starts on the journal."""
        outages = self.backend.answer(Begin(self.wall_ms()))
        if not isinstance(outages, Outages):
            raise UsageError(f"expected the journal's outages, got {outages!r}")
        events = Events()
        events.subscribe(Event, self.events.append)
        self._calls: list[Callable[[], None]] = []
        self.dispatcher = SteppedDispatcher(self.random)
        self.node = Node(
            self.dispatcher, events, lambda: self.now, self.wall_ms, self.random
        )
        journal = LocalJournal(self.backend, self._calls.append, self._decide_fate)
        directory = Directory(self.node)
        self.desk = Desk(
            journal,
            directory,
            Rules(self.settings, usual=self.prompts, channels=self.channels),
            outages.rows,
            ask_robot=self._ask_robot,
            greeting=self._greet,
            flows=self.flows,
        )
        self.reception = Reception(self.desk, self.random, self.wall_ms, self.entry)
        self.exits: list[ExitReason] = []
        self.root = Cell(
            self.node,
            "",
            lambda: service_supervisor(self.desk, self.node, self.memory),
            self,
            Bound(),
        )
        self.root.start_again()
        self.run()

    def _ask_robot(self, question: Question) -> None:
        self.ask_robot(question)

    def _greet(self, channel: str) -> Greeting | None:
        return self.greeting(channel)

    def _decide_fate(self, batch: Sequence[Append]) -> Fate:
        return self.fate(batch)

    def child_started(self, cell: Cell) -> None:
        """See `Parent`."""

    def child_exited(self, cell: Cell, generation: int, reason: ExitReason) -> None:
        """See `Parent`."""
        del cell, generation
        self.exits.append(reason)

    def wall_ms(self) -> int:
        """Wall time."""
        return START_MS + round(self.now * 1000)

    def die(self, downtime: float = 0.0) -> None:
        """Kill -9, a time of nothing, and a new start, which takes its time too."""
        self.now += max(downtime, START_SECONDS)
        self.end()
        self.begin()

    def end(self) -> None:
        """Nothing of this life is kept alive by its timers."""
        self.node.timers.clear()

    @property
    def has_calls(self) -> bool:
        """Whether the store has something to do."""
        return bool(self._calls)

    def commit_unheard(self) -> None:
        """What the store was about to commit is on disk, and nobody hears of it."""
        self.fate = lambda _: Fate.LOSE_ANSWER
        if self._calls:
            self._calls.pop(0)()

    # --- time

    def step(self) -> bool:
        """One turn of an actor, or one commit; False when nothing is to be done."""
        ready = len(self.dispatcher)
        choices = ready + len(self._calls)
        if not choices:
            return False
        if int(self.random.random() * choices) < ready:
            self.dispatcher.step()
        else:
            # Commits and their call-backs keep their order: it is one store.
            self._calls.pop(0)()
        return True

    def run(self) -> None:
        """Steps until nothing is to be done now.

        Raises:
            Restless: that never comes.
        """
        for _ in range(self.max_steps):
            if not self.step():
                return
        raise Restless("the service never comes to rest")

    def advance(self, seconds: float) -> None:
        """Lets time pass, timer by timer; raises as `run` does."""
        self.run()
        end = self.now + seconds
        while (due := self.node.timers.next_deadline()) <= end:
            self.now = max(self.now, due)
            self.node.timers.fire_due()
            self.run()
        self.now = end

    # --- asking

    def start_ask(self, address: Address[object], message: object) -> Waiting:
        """Asks, and goes on."""
        waiting = Waiting()
        address.request(message, ASK_SECONDS, waiting.done)
        return waiting

    def ask(self, address: Address[object], message: Request[R]) -> R:
        """Asks, and lets the service work until nothing is to be done now.

        Raises:
            UsageError: there is no answer.
            Exception: what the answer is, if it is an error.
        """
        waiting = self.start_ask(address, message)
        self.run()
        if not waiting.is_there:
            raise UsageError(f"expected an answer to {message}, got none")
        if waiting.error is not None:
            raise waiting.error
        return cast("R", waiting.answer)

    def session(self, session: str) -> Address[object]:
        """Where the session is asked."""
        return cast("Address[object]", self.desk.directory.session(SessionId(session)))

    def agent(self, agent: str) -> Address[object]:
        """Where the agent is asked."""
        return cast("Address[object]", self.desk.directory.agent(AgentId(agent)))

    def customer(self, visitor: str) -> Address[object]:
        """Where the customer is asked."""
        address = self.desk.directory.customer(VisitorId(visitor))
        return cast("Address[object]", address)

    def group(self, group: str) -> Address[object]:
        """Where the skill group is asked."""
        return cast("Address[object]", self.desk.directory.group(GroupId(group)))

    # --- looking

    def crashed(self) -> list[str]:
        """Paths of the actors that crashed, in order."""
        return [each.path for each in self.events if isinstance(each, ActorCrashed)]

    def cells(self) -> list[Cell]:
        """Every actor but the root, supervisors and regions included."""
        return list(walk(self.root))[1:]

    def cell(self, path: str) -> Cell:
        """The actor at a path.

        Raises:
            ValueError: there is none.
        """
        (found,) = [cell for cell in self.cells() if cell.path == path]
        return found
