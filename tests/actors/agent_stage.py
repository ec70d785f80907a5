"""One kind of real actor on a stage: agents, with recorders for groups and sessions.

The agents, their supervisor and the memory journal are the product's; what a group or a
session would hear is noted, and what it would say is said by the test.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import TypeVar, cast

from actors.agent.actor import start_agent
from actors.agent.messages import (
    AgentCommand,
    AgentStatus,
    Attach,
    Board,
    Freed,
    RegisterAgent,
    Registered,
    Reserve,
    SessionAssignedToYou,
    SetStatus,
    SlotFreed,
    StatusSet,
    agent_topic,
)
from actors.assignment.messages import AgentNews, Granted
from actors.assignment.urgency import Bid
from actors.desk import Desk
from actors.directory import Directory
from actors.ids import (
    AGENT,
    GROUP,
    SESSION,
    AgentId,
    GroupId,
    SessionId,
    agent_entity,
    session_entity,
)
from actors.refusal import Refused, Rule
from actors.rules.rulebook import Rules
from actors.rules.settings import ServiceSettings
from runtime.actor import Actor
from runtime.cell import ActorCrashed, Cell
from runtime.child import ChildSpec
from runtime.dispatcher import SteppedDispatcher
from runtime.exits import ExitReason
from runtime.introspect import walk
from runtime.journal import (
    Append,
    Begin,
    Claim,
    Committed,
    IndexRow,
    Mark,
    Outages,
)
from runtime.journal_local import LocalJournal
from runtime.journal_memory import MemoryJournal
from runtime.mailbox import Bound
from runtime.node import Node
from runtime.observe import Event, Events
from runtime.ref import Address, Request
from runtime.region import Region
from runtime.supervisor import Supervisor
from runtime.topics import Publication

M = TypeVar("M")
R = TypeVar("R")
START_MS = 1_700_000_000_000
A = AgentId("a")
G1, G2 = GroupId("g1"), GroupId("g2")
USUAL = ServiceSettings()
A_LITTLE = 0.02
"""Seconds: timers are up to a tick late."""


class Recorder(Actor[object]):
    """Notes what it hears."""

    def __init__(self, name: str, heard: list[tuple[str, object]]) -> None:
        self._name = name
        self._heard = heard

    def receive(self, message: object) -> object:
        self._heard.append((self._name, message))
        return None


class Stage:
    """Lives of one service on one journal, one turn at a time."""

    def __init__(
        self,
        settings: ServiceSettings = USUAL,
        seed: int = 0,
        backend: MemoryJournal | None = None,
    ) -> None:
        self.random = Random(seed)
        self.settings = settings
        self.backend = backend or MemoryJournal()
        self.now = 0.0
        self.heard: list[tuple[str, object]] = []
        self.boards: list[Board] = []
        self.events: list[Event] = []
        self._reservations = 0
        self._seqs: dict[str, int] = {}
        self.begin()

    def begin(self) -> None:
        """A process starts on the journal."""
        outages = self.backend.answer(Begin(self.wall_ms()))
        assert isinstance(outages, Outages)
        events = Events()
        events.subscribe(Event, self.events.append)
        self.calls: list[Callable[[], None]] = []
        self.dispatcher = SteppedDispatcher(self.random)
        self.node = Node(
            self.dispatcher, events, lambda: self.now, self.wall_ms, self.random
        )
        self.journal = LocalJournal(self.backend, self.calls.append)
        directory = Directory(self.node)
        self.desk = Desk(self.journal, directory, Rules(self.settings), outages.rows)
        self.root = Cell(self.node, "", self._supervisor, self, Bound())
        self.root.start_again()
        self.node.topics.subscribe(agent_topic(A), self._on_board)
        self.run()

    def _supervisor(self) -> Supervisor:
        def recorders(kind: str) -> Callable[[], Actor[str]]:
            return lambda: Region(
                kind,
                lambda one: Recorder(f"{kind}/{one}", self.heard),
                Bound(),
                lambda _: None,
            )

        def agents() -> Actor[str]:
            return Region(
                AGENT, lambda one: start_agent(one, self.desk), Bound(), lambda _: None
            )

        return Supervisor(
            (
                ChildSpec("groups", recorders(GROUP)),
                ChildSpec("sessions", recorders(SESSION)),
                ChildSpec("agents", agents),
            )
        )

    def _on_board(self, publication: Publication[object]) -> None:
        if isinstance(publication.event, Board):
            self.boards.append(publication.event)

    def child_started(self, cell: Cell) -> None:
        """See `Parent`."""

    def child_exited(self, cell: Cell, generation: int, reason: ExitReason) -> None:
        """See `Parent`."""

    def wall_ms(self) -> int:
        return START_MS + round(self.now * 1000)

    def die(self, downtime: float = 0.0) -> None:
        """kill -9, a time of nothing, and a new start; agents wake when spoken to."""
        self.now += downtime
        self.begin()

    # --- time

    def run(self) -> None:
        """Until nothing is to be done now: actors before commits."""
        while self.dispatcher.step() or self.commit():
            pass

    def drain(self) -> None:
        """Turns of actors only: nothing is committed or read."""
        while self.dispatcher.step():
            pass

    def commit(self) -> bool:
        """The next commit, or queries; False when there is none."""
        if not self.calls:
            return False
        self.calls.pop(0)()
        return True

    def advance(self, seconds: float) -> None:
        """Lets time pass, timer by timer."""
        self.run()
        end = self.now + seconds
        while (due := self.node.timers.next_deadline()) <= end:
            self.now = max(self.now, due)
            self.node.timers.fire_due()
            self.run()
        self.now = end

    # --- what is said

    @property
    def agent(self) -> Address[AgentCommand]:
        return self.desk.directory.agent(A)

    def cell(self) -> Cell:
        (found,) = [one for one in walk(self.root) if one.path.endswith("agents/a")]
        return found

    def tell(self, *messages: AgentCommand) -> None:
        """All of them in one turn, if he is idle."""
        for message in messages:
            self.agent.tell(message)
        self.run()

    def start_ask(self, message: AgentCommand) -> list[object]:
        """The answer, or error, will be in the list."""
        got: list[object] = []
        self.agent.request(
            message, 5.0, lambda answer, error: got.append(error or answer)
        )
        return got

    def ask(self, message: Request[R]) -> R:
        got = self.start_ask(cast("AgentCommand", message))
        self.run()
        (answer,) = got
        return cast("R", answer)

    def register(self, capacity: int = 1, *groups: GroupId) -> None:
        command = RegisterAgent("Ann", groups or (G1,), capacity)
        assert self.ask(command) == Registered()

    def set_status(
        self, status: AgentStatus, reason: str = "", by: str = ""
    ) -> StatusSet | Refused:
        operation = str(self.random.random())
        return self.ask(SetStatus(status, operation, reason, by))

    def free_agent(self, capacity: int = 1, *groups: GroupId) -> None:
        """Somebody who is connected and free; all groups know, and are forgotten."""
        self.register(capacity, *groups)
        assert isinstance(self.attach(), Board)
        assert self.set_status(AgentStatus.FREE) == StatusSet(AgentStatus.FREE)
        if len(groups) > 1:
            self.advance(self.settings.bid_seconds + A_LITTLE)
        self.forget()

    def attach(self, connection: str = "c") -> Board | Refused:
        return self.ask(Attach(connection))

    def reserve(self, reservation: str, bid: int = 1, group: GroupId = G1) -> None:
        self.tell(Reserve(group, reservation, Bid(bid, bid)))

    def reserve_now(self, reservation: str) -> None:
        """The same without a commit, or a reading, coming in between."""
        self.agent.tell(Reserve(G1, reservation, Bid(1, 1)))
        self.drain()

    def serve(self, session: str, *, is_ringing: bool = False) -> int:
        """A group reserves, and a session commits its claim and says so."""
        self._reservations += 1
        reservation = f"r{self._reservations}"
        self.reserve(reservation)
        granted = self.last(Granted)
        assert granted.reservation == reservation
        self.claim(session, granted.slot)
        self.tell(
            SessionAssignedToYou(
                SessionId(session), granted.slot, reservation, is_ringing
            )
        )
        return granted.slot

    def end(self, session: str, slot: int, cause: Freed = Freed.CLOSED) -> None:
        """A session lets go, on disk and in words."""
        self.release(session, slot)
        self.tell(SlotFreed(SessionId(session), slot, cause))

    # --- what sessions commit

    def claim(self, session: str, slot: int) -> None:
        self._write(session, claims=(Claim(agent_entity(A), slot),))

    def release(self, session: str, slot: int) -> None:
        self._write(session, releases=(Claim(agent_entity(A), slot),))

    def mark(self, key: str, value: str) -> None:
        self._write("marker", marks=(Mark(key, value),))

    def _write(
        self,
        session: str,
        claims: tuple[Claim, ...] = (),
        releases: tuple[Claim, ...] = (),
        marks: tuple[Mark, ...] = (),
    ) -> None:
        entity = session_entity(SessionId(session))
        seq = self._seqs.get(entity, 0)
        append = Append(
            entity,
            seq,
            self.wall_ms(),
            (b"x",),
            IndexRow(is_open=True, state="test"),
            claims=claims,
            releases=releases,
            marks=marks,
        )
        (outcome,) = self.backend.commit([append])
        assert isinstance(outcome, Committed), outcome
        self._seqs[entity] = outcome.seq

    # --- what was heard

    def forget(self) -> None:
        self.heard.clear()

    def all_heard(self, kind: type[M], by: str = "") -> list[M]:
        """Messages of that kind, in order, by a group (`group/g1`) or session."""
        return [
            message
            for name, message in self.heard
            if isinstance(message, kind) and by in ("", name)
        ]

    def last(self, kind: type[M], by: str = "") -> M:
        return self.all_heard(kind, by)[-1]

    def news(self, group: GroupId = G1) -> AgentNews:
        return self.last(AgentNews, f"group/{group}")

    def crashed(self) -> list[str]:
        return [each.path for each in self.events if isinstance(each, ActorCrashed)]


def is_refused(answer: object, rule: Rule) -> bool:
    return isinstance(answer, Refused) and answer.rule is rule
