"""A service with one group behind real connections, stepped: no sockets, no time.

A `Tab` is one client's connection: frames go in as bytes, what comes out is decoded by
the clients' codec.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from actors.accounts.messages import Done, NoteDeskAct
from actors.assignment.messages import USUAL_RULE, GroupRule
from actors.channels.core import Channels
from actors.dashboard.office import DashboardOffice
from actors.flow.entry import EntryOf
from actors.flow.shelf import NO_FLOWS, Flows
from actors.knowledge.actor import KnowledgeAsked, KnowledgeDoor
from actors.rules.prompts import SILENT, Prompts
from actors.rules.settings import ServiceSettings
from admin.simulation.stepped_service import USUAL_CHANNELS
from gateway.attachments.office import AttachmentOffice
from gateway.attendant import Attendant
from gateway.connection import Connection
from gateway.door import Door
from gateway.front import Front
from gateway.tickets import Ticket, TicketOffice
from gateway.wire.bodies import SentBody, TextBody
from gateway.wire.client_codec import decode_server_message, encode_client_frames
from gateway.wire.client_frames import (
    ClientFrame,
    Hello,
    Open,
    Send,
    SetStatus,
)
from gateway.wire.server_frames import Message, Notice, Res, ServerFrame, Session
from gateway.wire.terms import Role
from runtime.ask import Answered
from runtime.errors import Unavailable
from runtime.journal import Journal
from runtime.journal_memory import MemoryJournal
from tests.actors.world import World

F = TypeVar("F", bound=ServerFrame)
SECRET = b"a secret of the tests alone"
USABLE_MS = 3_600_000
"""Files may be sent for an hour."""


class House:
    """A service with group `g` and agent `a`, and a door for connections."""

    def __init__(
        self,
        seed: int = 0,
        rule: GroupRule = USUAL_RULE,
        settings: ServiceSettings | None = None,
        channels: Channels = USUAL_CHANNELS,
        backend: MemoryJournal | None = None,
        *,
        flows: Flows = NO_FLOWS,
        entry: EntryOf | None = None,
        prompts: Prompts = SILENT,
    ) -> None:
        self.world = World(
            seed,
            settings,
            backend,
            channels=channels,
            flows=flows,
            entry=entry,
            prompts=prompts,
        )
        self.office = TicketOffice(SECRET)
        self.attachments = AttachmentOffice(SECRET, USABLE_MS)
        self.door = Door()
        self.world.define_group("g", rule)
        self.world.register("a", 2, "g")
        self.tabs = 0
        self.crashes: list[Exception] = []
        self.noted: list[NoteDeskAct] = []
        self.has_log = True
        self.dashboard = DashboardOffice()
        self.knowledge: KnowledgeAsked = KnowledgeDoor().ask

    def note(self, act: NoteDeskAct, done: Answered) -> None:
        """The audit log: it writes at once, or is away."""
        if self.has_log:
            self.noted.append(act)
            done(Done(), None)
        else:
            done(None, Unavailable("no records"))

    def front(self) -> Front:
        """The service as it is now: another one after a kill."""
        world = self.world
        return Front(
            world.desk,
            world.reception,
            world.node.topics,
            self.office,
            self.door,
            lambda: world.now,
            world.wall_ms,
            self.crashes.append,
            self.attachments,
            self.note,
            self.knowledge,
            dashboard=self.dashboard,
        )

    def ticket(self, role: Role, principal: str, channel: str = "web") -> str:
        expires_ms = self.world.wall_ms() + 3_600_000
        where = channel if role == "visitor" else ""
        ticket = Ticket(role, principal, principal.title(), expires_ms, channel=where)
        return self.office.mint(ticket)

    def tab(self, role: Role, who: str, positions: dict[str, int] | None = None) -> Tab:
        tab = Tab(self)
        tab.say(Hello(self.ticket(role, who), positions=positions or {}))
        return tab

    def free_agent(
        self,
        agent: str = "a",
        capacity: int = 2,
        role: Role = "agent",
        group: str = "g",
    ) -> Tab:
        """An agent of a group who is there and free."""
        self.world.register(agent, capacity, group)
        tab = self.tab(role, agent)
        tab.say(SetStatus(1, "o1", "free"))
        return tab

    def visitor(self, who: str = "v", group: str = "g") -> Tab:
        tab = self.tab("visitor", who)
        tab.say(Open(1, self.world.operation(), group))
        tab.session = tab.last(Res).session
        return tab


class Tab:
    """One connection; `heard` keeps every frame that was sent to it."""

    def __init__(self, house: House) -> None:
        house.tabs += 1
        self.house = house
        self.session = ""
        self.heard: list[ServerFrame] = []
        self.connection = Connection(now=house.world.now)
        self.name = f"t{house.tabs}"
        self.attendant = Attendant(house.front(), self.name, self.connection, self.read)
        self.requests = 1

    def say(self, frame: ClientFrame) -> None:
        """Sends a frame and lets everybody come to rest."""
        self.begin_to_say(frame)
        self.house.world.run()
        self.read()

    def begin_to_say(self, frame: ClientFrame) -> None:
        """Sends a frame; what follows from it has not happened yet."""
        now = self.house.world.now
        for request in self.connection.receive(encode_client_frames([frame]), now):
            self.attendant.serve(request)

    def read_from(self, journal: Journal) -> None:
        """From now on its sessions' messages come from this journal."""
        caller = self.attendant._caller
        desk = replace(caller.front.desk, journal=journal)
        caller.front = replace(caller.front, desk=desk)

    def read(self) -> None:
        while (data := self.connection.next_message()) is not None:
            self.heard += decode_server_message(data)

    def send(self, cid: str, text: str = "hi", session: str = "") -> Res:
        return self.send_body(cid, TextBody(text), session)

    def send_body(self, cid: str, body: SentBody, session: str = "") -> Res:
        session = session or self.session
        send = Send(self.number(), session, "visitor", cid, body)
        return self.ask(send)

    def number(self) -> int:
        """A request number that was not used yet, a second later."""
        self.house.world.advance(1)
        self.requests += 1
        return self.requests

    def ask(self, frame: ClientFrame) -> Res:
        """Sends a request and returns the RES that it got."""
        return self.answer(frame, Res)

    def answer(self, frame: ClientFrame, kind: type[F]) -> F:
        """Sends a request and returns the one answer that it got."""
        request = getattr(frame, "request")  # noqa: B009 - not every frame has one
        self.say(frame)
        (answer,) = [
            each for each in self.heard if getattr(each, "request", None) == request
        ]
        assert isinstance(answer, kind), answer
        return answer

    def all(self, kind: type[F]) -> list[F]:
        return [frame for frame in self.heard if isinstance(frame, kind)]

    def notices(self) -> list[Notice]:
        """Those that a state does not say as well."""
        told = {"in_seat", "out_seat", "closed", "timed_out"}
        return [each for each in self.all(Notice) if each.kind not in told]

    def last(self, kind: type[F]) -> F:
        return self.all(kind)[-1]

    def shown(self, session: str) -> Session:
        """What the client was told last of a session."""
        return [each for each in self.all(Session) if each.session == session][-1]

    def numbers(self) -> list[int]:
        """Messages and answers in the order in which they came."""
        return [
            frame.number
            for frame in self.heard
            if isinstance(frame, Message | Res) and frame.number
        ]

    def leave(self) -> None:
        """The connection is gone, after it has been there for a while."""
        self.house.world.advance(2)
        self.attendant.close()
        self.house.world.run()
