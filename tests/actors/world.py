"""The whole service in memory, one turn at a time, in an order drawn from a seed.

Real actors, real supervisors, real constraints (the memory journal); no trio, no time
but what `advance` gives. `die` is a kill -9: what was not committed is gone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar, cast

import msgspec

from actors.agent.messages import (
    AgentCard,
    AgentStatus,
    Attach,
    Board,
    Detach,
    GetCard,
    RegisterAgent,
    Registered,
    SetCapacity,
    SetStatus,
    StatusSet,
)
from actors.assignment.messages import (
    USUAL_RULE,
    DefineGroup,
    GetPosition,
    GetQueue,
    GroupRule,
    Queue,
    QueuePosition,
)
from actors.assignment.routing import Reception, Strategy
from actors.channels.core import USUAL_CHANNEL, Channels
from actors.desk import Desk
from actors.directory import Directory
from actors.flow.entry import EntryOf
from actors.flow.shelf import NO_FLOWS, Flows
from actors.ids import AgentId, GroupId, SessionId, VisitorId
from actors.reception import Arrival
from actors.reception import Reception as FrontDesk
from actors.refusal import Refused
from actors.rules.messages import Change, ChangeRules, RulesChanged
from actors.rules.prompts import SILENT, Prompts
from actors.rules.rulebook import Rules
from actors.rules.settings import ServiceSettings
from actors.session.messages import (
    AcceptOffer,
    Annotate,
    CancelTransfer,
    CloseSession,
    DeclineOffer,
    GetSession,
    MoveSession,
    PostMessage,
    TransferSession,
    VisitorAttached,
    VisitorDetached,
)
from actors.session.replies import Accepted, Done, Ended, Opened
from actors.session.terms import Note, Role, Sender, SessionPhase
from actors.session.view import SessionView, VisitorWanted, session_topic
from actors.session_memory import USUAL_MEMORY, SessionMemory
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
from runtime.topics import Publication

R = TypeVar("R")
START_MS = 1_700_000_000_000
MAX_STEPS = 200_000
START_SECONDS = 0.01
CONNECTION = "v1"
"""A visitor's."""
SUPERVISED = tuple(map(GroupId, ("g", "h", "other")))
SUPERVISOR = Sender(Role.AGENT, "boss", SUPERVISED)
USUAL_CHANNELS = Channels((USUAL_CHANNEL,))
MANUAL = GroupRule(reception=Reception.MANUAL)


def strategy(one: Strategy) -> GroupRule:
    """A rule that is usual but for its strategy."""
    return GroupRule(strategy=one)


class Restless(AssertionError):
    """The actors go on and on while nobody asks anything of them."""


class Waiting:
    """An answer that may come."""

    def __init__(self) -> None:
        self.answer: object = None
        self.error: Exception | None = None
        self.is_there = False

    def done(self, answer: object, error: Exception | None) -> None:
        assert not self.is_there, "answered twice"
        self.answer, self.error, self.is_there = answer, error, True


def body_of(text: str) -> bytes:
    """A text as clients' messages hold it."""
    return msgspec.msgpack.encode({"kind": "text", "text": text})


class World:
    """One life after another of one service on one journal."""

    def __init__(
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
        self.random = Random(seed)
        self.settings = settings or ServiceSettings()
        self.backend = backend or MemoryJournal()
        self.memory = memory
        self.channels = channels
        self.flows = flows
        self.entry = entry
        self.now = 0.0
        self._following: set[str] = set()
        self._operations = 0
        self.max_steps = MAX_STEPS
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
        self.desk = Desk(
            journal,
            directory,
            Rules(self.settings, usual=self.prompts, channels=self.channels),
            outages.rows,
            flows=self.flows,
        )
        self.reception = FrontDesk(self.desk, self.random, self.wall_ms, self.entry)
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
        for session in sorted(self._following):
            self._follow(session)

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
        """kill -9, a time of nothing, and a new start, which takes its time too."""
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
        """Steps until nothing is to be done now."""
        for _ in range(self.max_steps):
            if not self.step():
                return
        raise Restless("the service never comes to rest")

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

    def customer(self, visitor: str) -> Address[object]:
        address = self.desk.directory.customer(VisitorId(visitor))
        return cast("Address[object]", address)

    def group(self, group: str) -> Address[object]:
        return cast("Address[object]", self.desk.directory.group(GroupId(group)))

    def define_group(self, group: str, rule: GroupRule = USUAL_RULE) -> None:
        self.ask(self.group(group), DefineGroup(group.title(), rule))
        self.advance(self.settings.settle_seconds + 0.1)

    def register(
        self, agent: str, capacity: int, *groups: str, **skills: int
    ) -> Registered | Refused:
        command = RegisterAgent(
            agent.title(),
            tuple(map(GroupId, groups)),
            capacity,
            tuple(sorted(skills.items())),
        )
        return self.ask(self.agent(agent), command)

    def set_capacity(self, agent: str, capacity: int) -> Registered | Refused:
        command = SetCapacity(capacity, SUPERVISOR.id, self.operation())
        return self.ask(self.agent(agent), command)

    def attach(self, agent: str, connection: str = "c1") -> Board | Refused:
        return self.ask(self.agent(agent), Attach(connection))

    def detach(self, agent: str, connection: str = "c1") -> None:
        self.agent(agent).tell(Detach(connection))
        self.run()

    def set_status(
        self, agent: str, status: AgentStatus, by: str = ""
    ) -> StatusSet | Refused:
        command = SetStatus(status, self.operation(), by=by)
        return self.ask(self.agent(agent), command)

    def free_agent(
        self, agent: str, capacity: int, *groups: str, **skills: int
    ) -> None:
        self.register(agent, capacity, *groups, **skills)
        self.attach(agent)
        self.set_status(agent, AgentStatus.FREE)

    def operation(self) -> str:
        """An id that no other operation has."""
        self._operations += 1
        return f"o{self._operations}"

    def start_open(self, visitor: str, group: str = "g") -> Waiting:
        waiting = Waiting()
        arrival = Arrival(VisitorId(visitor), visitor.title(), "web", group)
        self.reception.open(arrival, waiting.done)
        return waiting

    def open(self, visitor: str, group: str = "g") -> str:
        """Opens a session and follows it, as a visitor's connection does."""
        waiting = self.start_open(visitor, group)
        self.run()
        assert isinstance(waiting.answer, Opened), (waiting.answer, waiting.error)
        session = waiting.answer.session
        self.come(session)
        return session

    def post(
        self, session: str, role: Role, sender: str, cid: str, text: str = "hi"
    ) -> Accepted | Refused:
        message = PostMessage(Sender(role, sender), "visitor", cid, body_of(text), text)
        return self.ask(self.session(session), message)

    def rate(self, session: str, visitor: str, stars: int) -> None:
        """The visitor notes something: an event between messages."""
        sender = Sender(Role.VISITOR, visitor)
        note = Annotate(sender, Note.RATING, str(1 + stars % 5), self.operation())
        assert isinstance(self.ask(self.session(session), note), Done)

    def start_post(self, session: str, role: Role, sender: str, cid: str) -> Waiting:
        message = PostMessage(Sender(role, sender), "visitor", cid, body_of("hi"))
        return self.start_ask(self.session(session), message)

    def start_close(self, session: str, role: Role, sender: str) -> Waiting:
        command = CloseSession(Sender(role, sender), self.operation())
        return self.start_ask(self.session(session), command)

    def start_status(self, agent: str, status: AgentStatus) -> Waiting:
        return self.start_ask(self.agent(agent), SetStatus(status, self.operation()))

    def close(self, session: str, role: Role, sender: str) -> Ended | Refused:
        command = CloseSession(Sender(role, sender), self.operation())
        return self.ask(self.session(session), command)

    def close_as(self, session: str, sender: Sender) -> Ended | Refused:
        return self.ask(self.session(session), CloseSession(sender, self.operation()))

    def offer_of(self, session: str) -> str:
        """The offer that rings, or an id that was never made."""
        offer = self.view(session).offer
        return "none" if offer is None else offer.offer

    def accept(self, session: str, agent: str, offer: str = "") -> Done | Refused:
        """Accepts an offer, the one that rings if none is named."""
        sender, offer = Sender(Role.AGENT, agent), offer or self.offer_of(session)
        command = AcceptOffer(sender, offer, self.operation())
        return self.ask(self.session(session), command)

    def decline(self, session: str, agent: str, offer: str = "") -> Done | Refused:
        """Declines an offer, the one that rings if none is named."""
        sender, offer = Sender(Role.AGENT, agent), offer or self.offer_of(session)
        command = DeclineOffer(sender, offer, self.operation())
        return self.ask(self.session(session), command)

    def transfer(
        self, session: str, agent: str, to_agent: str = "", group: str = "g"
    ) -> Done | Refused:
        """The serving agent hands over to a group, or to an agent of it."""
        command = TransferSession(
            Sender(Role.AGENT, agent), GroupId(group), to_agent, "", self.operation()
        )
        return self.ask(self.session(session), command)

    def cancel_transfer(self, session: str, agent: str) -> Done | Refused:
        command = CancelTransfer(Sender(Role.AGENT, agent), self.operation())
        return self.ask(self.session(session), command)

    def move(
        self, session: str, group: str = "g", stage: SessionPhase = SessionPhase.QUEUED
    ) -> Done | Refused:
        """A supervisor puts the session into a line, or into another stage."""
        command = MoveSession(SUPERVISOR, stage, self.operation(), group)
        return self.ask(self.session(session), command)

    def come(self, session: str) -> None:
        """The visitor's connection follows the session, through restarts and kills."""
        self._following.add(session)
        self._follow(session)
        self.run()

    def leave(self, session: str) -> None:
        """The visitor's connection is gone."""
        self._following.discard(session)
        self.session(session).tell(VisitorDetached(CONNECTION))
        self.run()

    def unfollow(self, session: str) -> None:
        """The connection ends at the next kill, and nobody says so."""
        self._following.discard(session)

    def _follow(self, session: str) -> None:
        def on_published(publication: Publication[object]) -> None:
            wanted = isinstance(publication.event, VisitorWanted)
            if wanted and session in self._following:
                self.session(session).tell(VisitorAttached(CONNECTION))

        self.node.topics.subscribe(session_topic(SessionId(session)), on_published)
        self.session(session).tell(VisitorAttached(CONNECTION))

    def view(self, session: str) -> SessionView:
        asker = Sender(Role.SYSTEM, "")
        view = self.ask(self.session(session), GetSession(asker))
        assert isinstance(view, SessionView), view
        return view

    def rulebook(self) -> Address[object]:
        return cast("Address[object]", self.desk.directory.rulebook)

    def change_rules(self, *changes: Change) -> RulesChanged:
        command = ChangeRules(changes, "boss", self.operation())
        answer = self.ask(self.rulebook(), command)
        assert isinstance(answer, RulesChanged), answer
        return answer

    def queue(self, group: str = "g") -> Queue:
        queue = self.ask(self.group(group), GetQueue())
        assert isinstance(queue, Queue), queue
        return queue

    def position(self, session: str, group: str = "g") -> QueuePosition:
        answer = self.ask(self.group(group), GetPosition(SessionId(session)))
        assert isinstance(answer, QueuePosition), answer
        return answer

    def board(self, agent: str) -> Board:
        board = self.ask(self.agent(agent), Attach("observer"))
        assert isinstance(board, Board), board
        return board

    def status(self, agent: str) -> AgentStatus:
        """As colleagues see it; asking attaches nobody."""
        card = self.ask(self.agent(agent), GetCard())
        assert isinstance(card, AgentCard), card
        return card.status

    def crashed(self) -> list[str]:
        """Paths of the actors that crashed, in order."""
        return [each.path for each in self.events if isinstance(each, ActorCrashed)]

    def cells(self) -> list[Cell]:
        """Every actor but the root, supervisors and regions included."""
        return list(walk(self.root))[1:]

    def cell(self, path: str) -> Cell:
        (found,) = [cell for cell in self.cells() if cell.path == path]
        return found
