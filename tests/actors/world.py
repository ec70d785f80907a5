"""The stepped service, and what people do with it: visitors, agents, supervisors."""

from __future__ import annotations

from typing import cast

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
from actors.channels.core import Channels
from actors.flow.entry import EntryOf
from actors.flow.shelf import NO_FLOWS, Flows
from actors.ids import GroupId, SessionId, VisitorId
from actors.reception import Arrival
from actors.refusal import Refused
from actors.rules.messages import Change, ChangeRules, RulesChanged
from actors.rules.prompts import SILENT, Prompts
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
from admin.simulation.stepped_service import USUAL_CHANNELS, SteppedService, Waiting
from runtime.journal_memory import MemoryJournal
from runtime.ref import Address
from runtime.topics import Publication

CONNECTION = "v1"
"""A visitor's."""
SUPERVISED = tuple(map(GroupId, ("g", "h", "other")))
SUPERVISOR = Sender(Role.AGENT, "boss", SUPERVISED)
MANUAL = GroupRule(reception=Reception.MANUAL)


def strategy(one: Strategy) -> GroupRule:
    """A rule that is usual but for its strategy."""
    return GroupRule(strategy=one)


def body_of(text: str) -> bytes:
    """A text as clients' messages hold it."""
    return msgspec.msgpack.encode({"kind": "text", "text": text})


class World(SteppedService):
    """One life after another of one service, and the people around it."""

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
        self._following: set[str] = set()
        self._operations = 0
        self.ahead = 0.0
        """The machine's clock, in seconds; read by a service when it starts."""
        super().__init__(
            seed,
            settings,
            backend,
            memory,
            channels,
            flows=flows,
            entry=entry,
            prompts=prompts,
        )

    def begin(self) -> None:
        """A process starts, and whoever followed a session follows it again."""
        self._ahead_ms = round(self.ahead * 1000)
        super().begin()
        for session in sorted(self._following):
            self._follow(session)

    def wall_ms(self) -> int:
        """As the clock stood when this life began."""
        return super().wall_ms() + self._ahead_ms

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
