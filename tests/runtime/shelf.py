"""Counters on a journal one controls: commits come when the test says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from runtime.cell import Cell
from runtime.child import Backoff, ChildSpec, Intensity
from runtime.journal import (
    Answer,
    Append,
    Begin,
    EntityRecord,
    Holders,
    Holdings,
    JournalBackend,
    Outages,
    Outcome,
    Query,
    ReadEntity,
    StoreFull,
)
from runtime.journal_local import Fate, LocalJournal, always_commit
from runtime.journal_memory import MemoryJournal
from runtime.mailbox import Bound
from runtime.passivation import Passivation
from runtime.ref import Address
from runtime.region import Region
from runtime.supervisor import Supervisor
from tests.runtime.counter import (
    CODEC,
    Added,
    Command,
    Counter,
    CounterEvent,
    Home,
    Look,
)
from tests.runtime.stage import Reply, Stage

MAX_STEPS = 200_000


def stored_events(backend: JournalBackend, entity: str) -> list[CounterEvent]:
    """All events of an entity as they are on disk."""
    events: list[CounterEvent] = []
    while True:
        record = backend.answer(ReadEntity(entity, len(events)))
        assert isinstance(record, EntityRecord)
        events += [CODEC.decode_event(each.body) for each in record.events]
        if len(events) == record.seq:
            return events


class Disk(MemoryJournal):
    """A store that can be full, and notes what it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.is_full = False
        self.queries: list[Query] = []
        self.batches: list[tuple[Append, ...]] = []

    def commit(self, batch: Sequence[Append]) -> list[Outcome]:
        if self.is_full:
            return [StoreFull("no space")] * len(batch)
        if batch:
            self.batches.append(tuple(batch))
        return super().commit(batch)

    def answer(self, query: Query) -> Answer:
        self.queries.append(query)
        return super().answer(query)

    def take_appends(self) -> list[Append]:
        """Appends since the last look, in order."""
        found = [append for batch in self.batches for append in batch]
        self.batches.clear()
        return found


class Shelf(Home):
    """A region of counters on a journal; `die` is a kill -9 and a new start."""

    def __init__(
        self,
        backend: JournalBackend | None = None,
        seed: int = 0,
        passivation: Passivation[Command] | None = None,
    ) -> None:
        self.passivation = passivation
        self.disk = Disk()
        self.backend = backend or self.disk
        self.fate: Callable[[Sequence[Append]], Fate] = always_commit
        self.performed = []
        self.recovered = []
        self.quarantined: list[str] = []
        self._seed = seed
        self.stage = Stage(seed)
        self._begin()

    def _begin(self) -> None:
        begun = self.backend.answer(Begin(self.stage.wall_ms()))
        assert isinstance(begun, Outages)
        self.outages = begun.rows
        self.calls: list[Callable[[], None]] = []
        self.journal = LocalJournal(self.backend, self.calls.append, self._fate_of)
        spec = ChildSpec("counters", self._region, shutdown_seconds=None)
        self.root = self.stage.root(
            lambda: Supervisor((spec,), intensity=Intensity(100, 5.0))
        )

    def _fate_of(self, batch: Sequence[Append]) -> Fate:
        return self.fate(batch)

    def _region(self) -> Region[Command]:
        return Region(
            "counter",
            lambda name: Counter(name, self),
            Bound(),
            self.quarantined.append,
            Backoff(0.1, 1.0),
            self.passivation,
        )

    def die(self, downtime: float = 0.0) -> None:
        """What was not committed is gone; nothing runs for `downtime` seconds."""
        now = self.stage.now + downtime
        self._seed += 1
        self.stage = Stage(self._seed)
        self.stage.now = now
        self.performed.clear()
        self.recovered.clear()
        self._begin()

    # --- what runs

    def turns(self) -> None:
        """Runs the actors alone: no commit happens."""
        self.stage.run()

    def commit(self) -> None:
        """One commit, or one call-back of the journal; no actor gets a turn."""
        self.calls.pop(0)()

    def run(self) -> None:
        """Runs actors and journal, in an order drawn from the seed, until both rest."""
        for _ in range(MAX_STEPS):
            if not self.step():
                return
        raise AssertionError("it never comes to rest")

    def step(self) -> bool:
        ready = len(self.stage.dispatcher)
        choices = ready + len(self.calls)
        if not choices:
            return False
        if self.stage.node.random.randrange(choices) < ready:
            self.stage.dispatcher.step()
        else:
            self.commit()
        return True

    def advance(self, seconds: float) -> None:
        self.run()
        stage = self.stage
        end = stage.now + seconds
        while (due := stage.node.timers.next_deadline()) <= end:
            stage.now = max(stage.now, due)
            stage.node.timers.fire_due()
            self.run()
        stage.now = end

    # --- entities

    def address(self, name: str = "1") -> Address[object]:
        address = self.stage.node.registry.find(f"counter/{name}")
        assert address is not None
        return cast("Address[object]", address)

    def cell(self, name: str = "1") -> Cell:
        return self.address(name).cell

    def awake(self, name: str = "1") -> Counter:
        """The entity's actor, recovered."""
        self.ask(Look(), name)
        actor = self.cell(name).actor
        assert isinstance(actor, Counter)
        return actor

    @property
    def region(self) -> Region[Command]:
        assert isinstance(self.root.actor, Supervisor)
        cell = self.root.actor.child("counters")
        assert cell is not None
        assert isinstance(cell.actor, Region)
        return cell.actor

    def is_awake(self, name: str) -> bool:
        """Whether it is in memory; looking does not wake it."""
        return any(cell.path.endswith(f"/{name}") for cell in self.region.children())

    def start(self, command: Command, name: str = "1", seconds: float = 60) -> Reply:
        """Asks, and lets nothing run."""
        return self.stage.ask(self.address(name), command, seconds)

    def ask(self, command: Command, name: str = "1") -> object:
        """Asks, lets everything run, and gives the answer."""
        reply = self.start(command, name)
        self.run()
        return reply.answer

    def stored(self, name: str = "1") -> list[CounterEvent]:
        """The entity's events as they are on disk."""
        return stored_events(self.backend, f"counter/{name}")

    def record(self, name: str = "1") -> EntityRecord:
        """What a recovery would read."""
        query = ReadEntity(f"counter/{name}", use_snapshot=True)
        record = self.backend.answer(query)
        assert isinstance(record, EntityRecord)
        return record

    def added(self, name: str = "1") -> list[str]:
        """Operations that are on disk, in order."""
        return [each.cid for each in self.stored(name) if isinstance(each, Added)]

    def holder(self, place: str) -> str:
        found = self.backend.answer(Holders(place))
        assert isinstance(found, Holdings)
        return found.rows[0].holder if found.rows else ""
