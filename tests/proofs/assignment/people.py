"""Visitors, agents and supervisors: they speak to the actors as the gateway does.

What they are told goes into the ledger. Nobody waits for an answer: it comes when the
actors get round to it, or an error does, and then the same operation may be sent again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from functools import partial

from actors.agent.messages import (
    AgentStatus,
    Attach,
    Board,
    Detach,
    PresenceWanted,
    RegisterAgent,
    Registered,
    SetCapacity,
    SetStatus,
    StatusSet,
)
from actors.handover import take
from actors.ids import AgentId, GroupId, SessionId, VisitorId, new_session_id
from actors.opening import OPENING_TOPIC, DeskOpened
from actors.reception import Arrival
from actors.session.messages import (
    AcceptOffer,
    Annotate,
    CancelTransfer,
    CloseSession,
    DeclineOffer,
    EndService,
    GetSession,
    MarkRead,
    MoveSession,
    OpenSession,
    PostMessage,
    TransferSession,
    VisitorAttached,
    VisitorDetached,
)
from actors.session.replies import Accepted, Done, Ended, Opened
from actors.session.terms import Note, Role, Sender, SessionPhase
from actors.session.view import SessionView, VisitorWanted, session_topic
from runtime.ref import Address
from runtime.timers import CallBack
from runtime.topics import Publication
from tests.actors.world import World
from tests.proofs.assignment import operations as act
from tests.proofs.assignment.audit.history import CLOSED, History
from tests.proofs.assignment.audit.ledger import Ledger, Shown, ShownBoard, Told
from tests.proofs.assignment.audit.lives import SessionLife
from tests.proofs.assignment.setting import Staff

ASK_SECONDS = 5.0
RECONNECT_SECONDS = 1.0
REMEMBERED = 8
"""Operations that may be sent again although they were answered: a client may lose its
connection before it reads the answer."""
CHANNEL = "web"
_ALL = 2**31
"""More than there is in any session."""
_ANSWERS = (Opened, Accepted, Ended, Done, StatusSet, Registered)
"""Answers that promise something; a refusal promises nothing."""


class _Screen:
    """Follows one session, for its visitor and whoever serves."""

    __slots__ = ("_people", "_session", "visitor")

    def __init__(self, people: People, session: str, visitor: str) -> None:
        self._people = people
        self._session = session
        self.visitor = visitor

    def __call__(self, publication: Publication[object]) -> None:
        event = publication.event
        if isinstance(event, SessionView):
            self._people.show(self._session, event)
        elif isinstance(event, VisitorWanted):
            self._people.attach_visitor(self.visitor)


class _Desk:
    """Follows one agent's board."""

    __slots__ = ("_agent", "_people")

    def __init__(self, people: People, agent: str) -> None:
        self._people = people
        self._agent = agent

    def __call__(self, publication: Publication[object]) -> None:
        event = publication.event
        if isinstance(event, Board):
            self._people.show_board(self._agent, event)
        elif isinstance(event, PresenceWanted):
            self._people.attach_agent(self._agent)


class People:
    """Everybody outside of the service.

    Args:
        world: the service.
        ledger: what they are told and shown.
        history: what they can see: the journal, as far as it was replayed.
        staff: the agents.
        groups: all; supervisors act in each of them.
    """

    def __init__(
        self,
        world: World,
        ledger: Ledger,
        history: History,
        staff: tuple[Staff, ...],
        groups: Iterable[str],
    ) -> None:
        self.ledger = ledger
        self.sessions: dict[str, str] = {}
        """Session by visitor: the last that he opened."""
        self.answers = 0
        self._world = world
        self._history = history
        self._groups = tuple(map(GroupId, groups))
        self._skills = {one.name: one.skills for one in staff}
        self._screens: dict[str, _Screen] = {}
        self._desks = {one.name: _Desk(self, one.name) for one in staff}
        self._agents_there: dict[str, str] = {}
        self._visitors_there: dict[str, str] = {}
        self._unanswered: list[Callable[[], None]] = []
        self._sent: deque[Callable[[], None]] = deque(maxlen=REMEMBERED)
        self._count = 0
        self._acts: dict[type[act.Operation], Callable[..., bool]] = {
            act.Open: self._open,
            act.Post: self._post,
            act.Close: self._close,
            act.Accept: self._accept,
            act.LateAccept: self._accept_late,
            act.Decline: self._decline,
            act.HandOver: self._hand_over,
            act.Keep: self._keep,
            act.Assign: self._assign,
            act.Take: self._take,
            act.Move: self._move,
            act.EndHuman: self._end_human,
            act.Annotate: self._annotate,
            act.Status: self._status,
            act.Capacity: self._capacity,
            act.Enrol: self._enrol,
            act.Connect: self._connect,
            act.Disconnect: self._disconnect,
            act.Come: self._come,
            act.Leave: self._leave,
            act.Again: self._again,
        }

    def perform(self, operation: act.Operation) -> bool:
        """Does it; False when there is nothing to do it to."""
        return self._acts[type(operation)](operation)

    # --- connections

    def reconnect(self) -> None:
        """After a kill: everybody who was there comes back."""
        topics = self._world.node.topics
        topics.subscribe(OPENING_TOPIC, self._on_opening)
        for agent, desk in self._desks.items():
            topics.subscribe(f"agent/{agent}", desk)
            if agent not in self._agents_there:
                self.ledger.boards.pop(agent, None)  # nobody looks at it
            self.attach_agent(agent)
        for session, screen in self._screens.items():
            topics.subscribe(session_topic(SessionId(session)), screen)
            self._look_at(session)
            if self.sessions.get(screen.visitor) == session:
                self.attach_visitor(screen.visitor)

    def _on_opening(self, publication: Publication[object]) -> None:
        """All sessions at once died, and those that had ended are not started again."""
        if isinstance(publication.event, DeskOpened):
            for session in self._screens:
                self._look_at(session)

    def _look_at(self, session: str) -> None:
        """A client that is back shows what is now."""

        def on_view(answer: object, error: Exception | None) -> None:
            if isinstance(answer, SessionView):
                self.show(session, answer)
            elif error is not None:
                self._later(lambda: self._look_at(session))

        command = GetSession(Sender(Role.SYSTEM, ""))
        self._world.session(session).request(command, ASK_SECONDS, on_view)

    def show(self, session: str, view: SessionView) -> None:
        """Everybody concerned sees how the session stands."""
        offer = "" if view.offer is None else view.offer.offer
        shown = Shown(view.version, view.phase.value, view.agent, offer)
        self.ledger.show(session, shown)

    def attach_agent(self, agent: str) -> None:
        """The agent's connection, if there is one, attaches."""
        connection = self._agents_there.get(agent)
        if connection is None:
            return

        def on_board(answer: object, error: Exception | None) -> None:
            if isinstance(answer, Board):
                self.show_board(agent, answer)
            elif error is not None:
                self._later(lambda: self.attach_agent(agent))

        self._world.agent(agent).request(Attach(connection), ASK_SECONDS, on_board)

    def _later(self, again: Callable[[], None]) -> None:
        """As clients do whose connection was closed since somebody was away."""
        timers = self._world.node.timers
        timers.arm(RECONNECT_SECONDS, CallBack(lambda _: again()))

    def attach_visitor(self, visitor: str) -> None:
        """The visitor's connection, if there is one, attaches."""
        connection = self._visitors_there.get(visitor)
        session = self.sessions.get(visitor)
        if connection is not None and session is not None:
            self._world.session(session).tell(VisitorAttached(connection))

    def show_board(self, agent: str, board: Board) -> None:
        """An agent sees whom he serves."""
        shown = ShownBoard(board.version, board.status.value, tuple(board.sessions))
        self.ledger.show_board(agent, shown)

    def _watch(self, session: str, visitor: str) -> None:
        if session not in self._screens:
            screen = self._screens[session] = _Screen(self, session, visitor)
            topic = session_topic(SessionId(session))
            self._world.node.topics.subscribe(topic, screen)
        self.sessions[visitor] = session

    # --- asking

    def _id(self) -> str:
        self._count += 1
        return f"o{self._count}"

    def _ask(
        self, address: Callable[[], Address[object]], command: object, told: Told
    ) -> bool:
        """Asks; a promise goes into the ledger, an error may be asked again."""

        def send() -> None:
            address().request(command, ASK_SECONDS, on_answer)

        def on_answer(answer: object, error: Exception | None) -> None:
            if error is not None:
                self._unanswered.append(send)
            elif isinstance(answer, _ANSWERS):
                self.answers += 1
                number = answer.number if isinstance(answer, Accepted) else 0
                self.ledger.told.append(told._replace(number=number))

        self._sent.append(send)
        send()
        return True

    def _ask_session(self, session: str, command: object, told: Told) -> bool:
        return self._ask(partial(self._world.session, session), command, told)

    def _ask_agent(self, agent: str, command: object, told: Told) -> bool:
        return self._ask(partial(self._world.agent, agent), command, told)

    def _again(self, operation: act.Again) -> bool:
        """The same operation, under the same id: it happens once."""
        if self._unanswered:
            self._unanswered.pop(operation.pick % len(self._unanswered))()
        elif self._sent:
            self._sent[operation.pick % len(self._sent)]()
        return bool(self._unanswered or self._sent)

    # --- visitors

    def _open(self, operation: act.Open) -> bool:
        visitor = operation.visitor

        def on_opened(answer: object, error: Exception | None) -> None:
            del error
            if isinstance(answer, Opened):
                self.answers += 1
                self.ledger.told.append(Told("opened", answer.session, visitor))
                self._watch(answer.session, visitor)
                if visitor not in self._visitors_there:
                    self._visitors_there[visitor] = self._id()
                self.attach_visitor(visitor)

        world = self._world
        if operation.stage == "queued" and not operation.skill:
            arrival = Arrival(VisitorId(visitor), visitor, CHANNEL, operation.group)
            world.reception.open(arrival, on_opened)
            return True
        session = new_session_id(world.wall_ms(), world.random)
        command = OpenSession(
            VisitorId(visitor),
            visitor,
            CHANNEL,
            GroupId(operation.group),
            SessionPhase(operation.stage),
            operation.priority,
            operation.skill,
            operation.level,
        )
        world.session(session).request(command, ASK_SECONDS, on_opened)
        return True

    def _life(self, visitor: str) -> SessionLife | None:
        """The visitor's session, if it is open as far as one can see."""
        life = self._history.sessions.get(self.sessions.get(visitor, ""))
        return None if life is None or life.phase == CLOSED else life

    def _sender(self, life: SessionLife, by: act.By) -> Sender | None:
        match by:
            case act.By.VISITOR:
                return Sender(Role.VISITOR, life.visitor)
            case act.By.AGENT:
                return Sender(Role.AGENT, life.agent) if life.agent else None
            case act.By.SUPERVISOR:
                return self._supervisor()

    def _supervisor(self) -> Sender:
        """Everything a supervisor does is done by another one, to tell them apart."""
        return Sender(Role.AGENT, f"boss-{self._id()}", self._groups)

    def _post(self, operation: act.Post) -> bool:
        life = self._life(operation.visitor)
        sender = None if life is None else self._sender(life, operation.by)
        if life is None or sender is None:
            return False
        cid = self._id()
        command = PostMessage(sender, "visitor", cid, cid.encode(), cid)
        told = Told("posted", life.name, sender.id, cid)
        # Who writes has read all there is, which is written along with what comes next.
        receipt = MarkRead(sender, "visitor", 0, _ALL)
        self._world.session(life.name).tell(receipt)
        return self._ask_session(life.name, command, told)

    def _close(self, operation: act.Close) -> bool:
        life = self._life(operation.visitor)
        sender = None if life is None else self._sender(life, operation.by)
        if life is None or sender is None:
            return False
        command = CloseSession(sender, self._id())
        return self._ask_session(
            life.name, command, Told("closed", life.name, sender.id)
        )

    def _end_human(self, operation: act.EndHuman) -> bool:
        life = self._life(operation.visitor)
        if life is None:
            return False
        visitor = Sender(Role.VISITOR, life.visitor)
        command = EndService(visitor, self._id())
        return self._ask_session(
            life.name, command, Told("ended", life.name, visitor.id)
        )

    def _come(self, operation: act.Come) -> bool:
        visitor = operation.visitor
        if visitor in self._visitors_there or self._life(visitor) is None:
            return False
        self._visitors_there[visitor] = self._id()
        self.attach_visitor(visitor)
        return True

    def _leave(self, operation: act.Leave) -> bool:
        visitor = operation.visitor
        if visitor not in self._visitors_there:
            return False
        connection = self._visitors_there.pop(visitor)
        self._history.left_ms[visitor] = self._world.wall_ms()
        self._world.session(self.sessions[visitor]).tell(VisitorDetached(connection))
        return True

    # --- agents

    def _ringing(self, agent: str) -> list[SessionLife]:
        held = self._history.agents[agent].held.values()
        lives = (self._history.sessions[session] for session in held)
        return [
            life
            for life in lives
            if life.ringing is not None and life.ringing.agent == agent
        ]

    def _serving(self, agent: str) -> list[SessionLife]:
        held = self._history.agents[agent].held.values()
        lives = (self._history.sessions[session] for session in held)
        return [life for life in lives if life.agent == agent]

    def _accept(self, operation: act.Accept) -> bool:
        ringing = self._ringing(operation.agent)
        if not ringing:
            return False
        life = ringing[operation.pick % len(ringing)]
        assert life.ringing is not None
        return self._answer_offer(life, operation.agent, life.ringing.offer)

    def _accept_late(self, operation: act.LateAccept) -> bool:
        agent = operation.agent
        over = [
            (life, offer)
            for life in self._history.sessions.values()
            for offer, (end, who) in life.ends.items()
            if who == agent and end != "accepted" and life.phase != CLOSED
        ]
        if not over:
            return False
        life, offer = over[operation.pick % len(over)]
        return self._answer_offer(life, agent, offer)

    def _answer_offer(self, life: SessionLife, agent: str, offer: str) -> bool:
        command = AcceptOffer(Sender(Role.AGENT, agent), offer, self._id())
        told = Told("accepted", life.name, agent, offer)
        return self._ask_session(life.name, command, told)

    def _decline(self, operation: act.Decline) -> bool:
        ringing = self._ringing(operation.agent)
        if not ringing:
            return False
        life = ringing[operation.pick % len(ringing)]
        assert life.ringing is not None
        offer = life.ringing.offer
        command = DeclineOffer(Sender(Role.AGENT, operation.agent), offer, self._id())
        told = Told("declined", life.name, operation.agent, offer)
        return self._ask_session(life.name, command, told)

    def _hand_over(self, operation: act.HandOver) -> bool:
        serving = self._serving(operation.agent)
        if not serving:
            return False
        life = serving[operation.pick % len(serving)]
        note = self._id()
        command = TransferSession(
            Sender(Role.AGENT, operation.agent),
            GroupId(operation.group),
            operation.target,
            note,
            note,
        )
        told = Told("handing", life.name, operation.agent, note)
        return self._ask_session(life.name, command, told)

    def _keep(self, operation: act.Keep) -> bool:
        handing = [
            life for life in self._serving(operation.agent) if life.handing is not None
        ]
        if not handing:
            return False
        life = handing[operation.pick % len(handing)]
        command = CancelTransfer(Sender(Role.AGENT, operation.agent), self._id())
        told = Told("kept", life.name, operation.agent)
        return self._ask_session(life.name, command, told)

    def _status(self, operation: act.Status) -> bool:
        by = f"boss-{self._id()}" if operation.by is act.By.SUPERVISOR else ""
        status = AgentStatus(operation.status)
        if status is AgentStatus.OFFLINE:
            self._history.asked_offline.add(operation.agent)
        command = SetStatus(status, self._id(), "lunch", by)
        told = Told("status", "", operation.agent, operation.status)
        return self._ask_agent(operation.agent, command, told)

    def _capacity(self, operation: act.Capacity) -> bool:
        agent = operation.agent
        command = SetCapacity(operation.slots, f"boss-{self._id()}", self._id())
        return self._ask_agent(agent, command, Told("capacity", "", agent))

    def _enrol(self, operation: act.Enrol) -> bool:
        agent = operation.agent
        command = RegisterAgent(
            agent,
            tuple(map(GroupId, operation.groups)),
            self._history.agents[agent].capacity,
            self._skills[agent],
        )
        return self._ask_agent(agent, command, Told("capacity", "", agent))

    def _connect(self, operation: act.Connect) -> bool:
        if operation.agent in self._agents_there:
            return False
        self._agents_there[operation.agent] = self._id()
        self.attach_agent(operation.agent)
        return True

    def _disconnect(self, operation: act.Disconnect) -> bool:
        connection = self._agents_there.pop(operation.agent, None)
        if connection is None:
            return False
        self._world.agent(operation.agent).tell(Detach(connection))
        return True

    # --- past the queue

    def _assign(self, operation: act.Assign) -> bool:
        life = self._life(operation.visitor)
        if life is None:
            return False
        return self._take_to(life.name, operation.agent, self._supervisor())

    def _take(self, operation: act.Take) -> bool:
        life = self._life(operation.visitor)
        if life is None:
            return False
        sender = Sender(Role.AGENT, operation.agent)
        return self._take_to(life.name, operation.agent, sender)

    def _take_to(self, session: str, agent: str, sender: Sender) -> bool:
        operation = self._id()
        told = Told("taken", session, sender.id)

        def send() -> None:
            desk = self._world.desk
            take(desk, sender, SessionId(session), AgentId(agent), operation, done)

        def done(answer: object, error: Exception | None) -> None:
            if error is not None:
                self._unanswered.append(send)
            elif isinstance(answer, Done):
                self.answers += 1
                self.ledger.told.append(told)

        send()
        return True

    # --- supervisors

    def _move(self, operation: act.Move) -> bool:
        life = self._life(operation.visitor)
        if life is None:
            return False
        boss = self._supervisor()
        command = MoveSession(
            boss,
            SessionPhase(operation.stage),
            self._id(),
            operation.group,
            operation.priority,
        )
        return self._ask_session(life.name, command, Told("moved", life.name, boss.id))

    def _annotate(self, operation: act.Annotate) -> bool:
        session = self.sessions.get(operation.visitor)
        if session is None:
            return False
        value = self._id()
        command = Annotate(self._supervisor(), Note.REMARK, value, self._id())
        return self._ask_session(session, command, Told("noted", session, "", value))
