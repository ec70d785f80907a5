"""The whole service in memory, one turn at a time, in an order drawn from a seed.

Real actors, real supervisors, real constraints (the memory journal); no trio, no time
but what `advance` gives. `die` is a kill -9: what was not committed is gone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar, cast

from actors.agent.messages import (
    AgentStatus,
    Attach,
    Board,
    RegisterAgent,
    SetStatus,
)
from actors.assignment.messages import DefineGroup, GetQueue, Queue
from actors.desk import Desk
from actors.directory import Directory
from actors.ids import AgentId, GroupId, SessionId, VisitorId
from actors.reception import Reception
from actors.refusal import Refused
from actors.service_settings import ServiceSettings
from actors.session.messages import (
    Accepted,
    CloseSession,
    Ended,
    GetSession,
    Opened,
    PostMessage,
    Role,
    Sender,
    SessionView,
)
from actors.tree import service_supervisor
from runtime.cell import ActorCrashed, Cell
from runtime.dispatcher import SteppedDispatcher
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
START_MS = 1_700_000_000_000
MAX_STEPS = 200_000


class Waiting:
    """An answer that may come."""

    def __init__(self) -> None:
        self.answer: object = None
        self.error: Exception | None = None
        self.is_there = False

    def done(self, answer: object, error: Exception | None) -> None:
        assert not self.is_there, "answered twice"
        self.answer, self.error, self.is_there = answer, error, True


class World:
    """One life after another of one service on one journal."""

    def __init__(self, seed: int = 0, settings: ServiceSettings | None = None) -> None:
        self.random = Random(seed)
        self.settings = settings or ServiceSettings()
        self.backend = MemoryJournal()
        self.now = 0.0
        self.events: list[Event] = []
        self.fate: Callable[[Sequence[Append]], Fate] = always_commit
        self.begin()

    def begin(self) -> None:
        """A process starts on the journal."""
        outages = self.backend.answer(Begin(self.wall_ms()))
        assert isinstance(outages, Outages)
        events = Events()
        events.subscribe(Event, self.events.append)
        self._calls: list[Callable[[], None]] = []
        self.dispatcher = SteppedDispatcher(self.random)
        self.node = Node(
            self.dispatcher, events, lambda: self.now, self.wall_ms, self.random
        )
        journal = LocalJournal(self.backend, self._calls.append, self._decide_fate)
        directory = Directory(self.node)
        self.desk = Desk(journal, directory, self.settings, outages.rows)
        self.reception = Reception(self.desk, self.random, self.wall_ms)
        self.exits: list[ExitReason] = []
        self.root = Cell(
            self.node,
            "",
            lambda: service_supervisor(self.desk, self.node),
            self,
            Bound(),
        )
        self.root.start_again()
        self.run()

    def _decide_fate(self, batch: Sequence[Append]) -> Fate:
        return self.fate(batch)

    def child_started(self, cell: Cell) -> None:
        """See `Parent`."""

    def child_exited(self, cell: Cell, generation: int, reason: ExitReason) -> None:
        """See `Parent`."""
        self.exits.append(reason)

    def wall_ms(self) -> int:
        return START_MS + round(self.now * 1000)

    def die(self, downtime: float = 0.0) -> None:
        """kill -9, a time of nothing, and a new start."""
        self.now += downtime
        self.begin()

    # --- time

    def step(self) -> bool:
        """One turn of an actor, or one commit; False when nothing is to be done."""
        ready = len(self.dispatcher)
        choices = ready + len(self._calls)
        if not choices:
            return False
        if self.random.randrange(choices) < ready:
            self.dispatcher.step()
        else:
            # Commits and their call-backs keep their order: it is one store.
            self._calls.pop(0)()
        return True

    def run(self) -> None:
        """Steps until nothing is to be done now."""
        for _ in range(MAX_STEPS):
            if not self.step():
                return
        raise AssertionError("the service never comes to rest")

    def advance(self, seconds: float) -> None:
        """Lets time pass, timer by timer."""
        self.run()
        end = self.now + seconds
        while (due := self.node.timers.next_deadline()) <= end:
            self.now = max(self.now, due)
            self.node.timers.fire_due()
            self.run()
        self.now = end

    # --- what people do

    def start_ask(self, address: Address[object], message: object) -> Waiting:
        waiting = Waiting()
        address.request(message, 5.0, waiting.done)
        return waiting

    def ask(self, address: Address[object], message: Request[R]) -> R:
        waiting = self.start_ask(address, message)
        self.run()
        assert waiting.is_there, f"no answer to {message}"
        if waiting.error is not None:
            raise waiting.error
        return cast("R", waiting.answer)

    def session(self, session: str) -> Address[object]:
        return cast("Address[object]", self.desk.directory.session(SessionId(session)))

    def agent(self, agent: str) -> Address[object]:
        return cast("Address[object]", self.desk.directory.agent(AgentId(agent)))

    def group(self, group: str) -> Address[object]:
        return cast("Address[object]", self.desk.directory.group(GroupId(group)))

    def define_group(self, group: str) -> None:
        self.ask(self.group(group), DefineGroup(group.title()))
        self.advance(self.settings.settle_seconds + 0.1)

    def register(self, agent: str, capacity: int, *groups: str) -> None:
        command = RegisterAgent(agent.title(), tuple(map(GroupId, groups)), capacity)
        self.ask(self.agent(agent), command)

    def attach(self, agent: str, connection: str = "c1") -> Board | Refused:
        return self.ask(self.agent(agent), Attach(connection))

    def set_status(self, agent: str, status: AgentStatus) -> None:
        operation = str(self.random.random())
        self.ask(self.agent(agent), SetStatus(status, operation))

    def free_agent(self, agent: str, capacity: int, *groups: str) -> None:
        self.register(agent, capacity, *groups)
        self.attach(agent)
        self.set_status(agent, AgentStatus.FREE)

    def start_open(self, visitor: str, group: str = "g") -> Waiting:
        waiting = Waiting()
        self.reception.open(
            VisitorId(visitor), visitor.title(), "web", group, waiting.done
        )
        return waiting

    def open(self, visitor: str, group: str = "g") -> str:
        waiting = self.start_open(visitor, group)
        self.run()
        assert isinstance(waiting.answer, Opened), (waiting.answer, waiting.error)
        return waiting.answer.session

    def post(
        self, session: str, role: Role, sender: str, cid: str, text: str = "hi"
    ) -> Accepted | Refused:
        message = PostMessage(Sender(role, sender), "visitor", cid, "text", text)
        return self.ask(self.session(session), message)

    def start_post(self, session: str, role: Role, sender: str, cid: str) -> Waiting:
        message = PostMessage(Sender(role, sender), "visitor", cid, "text", "hi")
        return self.start_ask(self.session(session), message)

    def start_close(self, session: str, role: Role, sender: str) -> Waiting:
        command = CloseSession(Sender(role, sender), str(self.random.random()))
        return self.start_ask(self.session(session), command)

    def start_status(self, agent: str, status: AgentStatus) -> Waiting:
        command = SetStatus(status, str(self.random.random()))
        return self.start_ask(self.agent(agent), command)

    def close(self, session: str, role: Role, sender: str) -> Ended | Refused:
        command = CloseSession(Sender(role, sender), str(self.random.random()))
        return self.ask(self.session(session), command)

    def view(self, session: str) -> SessionView:
        asker = Sender(Role.SYSTEM, "")
        view = self.ask(self.session(session), GetSession(asker))
        assert isinstance(view, SessionView), view
        return view

    def queue(self, group: str = "g") -> Queue:
        queue = self.ask(self.group(group), GetQueue())
        assert isinstance(queue, Queue), queue
        return queue

    def board(self, agent: str) -> Board:
        board = self.ask(self.agent(agent), Attach("observer"))
        assert isinstance(board, Board), board
        return board

    def crashed(self) -> list[str]:
        """Paths of the actors that crashed, in order."""
        return [each.path for each in self.events if isinstance(each, ActorCrashed)]

    def cells(self) -> list[Cell]:
        """Every actor but the root, supervisors and regions included."""
        return list(walk(self.root))[1:]

    def cell(self, path: str) -> Cell:
        (found,) = [cell for cell in self.cells() if cell.path == path]
        return found
