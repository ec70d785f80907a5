"""The agent's shell: the authority over his slots, and his word to groups and sessions.

Status, skills and presence are durable; slots are derived from the claims table and
known before anything is granted. An assignment writes nothing here: what must outlast
this actor of it stands in the session's commit (claims and marks). Every change that
matters is announced to the agent's groups, so that queues drain at once (Q8): once per
turn, however much happened in it.
"""

from __future__ import annotations

from typing import Final

from actors.agent import core
from actors.agent.messages import (
    AgentAnswer,
    AgentCard,
    AgentCommand,
    AgentEvent,
    AgentState,
    AgentStatus,
    Attach,
    BidsDue,
    Board,
    CallForAgents,
    CheckPresence,
    CheckSlots,
    Detach,
    GetCard,
    GiveBack,
    GuestOf,
    Held,
    HoldOverdue,
    HoldReleased,
    NoBid,
    PresenceLost,
    PresenceWanted,
    RegisterAgent,
    Reserve,
    ReserveByHand,
    SessionAssignedToYou,
    SetCapacity,
    SetStatus,
    SlotFreed,
    SlotsRead,
    WrapUpOver,
    agent_topic,
)
from actors.agent.slot_keeper import SlotKeeper
from actors.agent.slot_office import Moment, SlotOffice
from actors.agent.slots import Heard
from actors.agent.table import Consequence
from actors.assignment.messages import group_topic
from actors.desk import Desk
from actors.ids import AgentId, GroupId, SessionId, agent_entity
from actors.refusal import Rule
from actors.rules.messages import FollowRules
from actors.session.aside_messages import GuestGone
from actors.session.messages import AgentGone, WithdrawOffer
from runtime.actor import HOLD
from runtime.decision import Deadline, Decision
from runtime.durable import Durable
from runtime.entity_codec import EntityCodec
from runtime.errors import Unavailable
from runtime.journal import IndexRow
from runtime.operation import operation_key
from runtime.outages import extended
from runtime.staged import Taken
from runtime.topics import Publication

AGENT_CODEC: Final[EntityCodec[AgentState, AgentEvent]] = EntityCodec(
    AgentState, AgentEvent, AgentAnswer
)

_SLOT_WORK: Final[frozenset[type[object]]] = frozenset(
    {Reserve, NoBid, SessionAssignedToYou, GiveBack, HoldReleased}
)
"""The commands of every assignment: they change no durable fact and answer nobody, so
with nothing staged before them they are carried out as they come."""


_AWAY: Final = frozenset({AgentStatus.OFFLINE, AgentStatus.REST})
"""Who is not called by colleagues (S11)."""


class AgentActor(Durable[AgentCommand, AgentState, AgentEvent, core.AgentEffect]):
    """One agent."""

    _keeper: SlotKeeper
    _office: SlotOffice

    def __init__(self, agent: AgentId, desk: Desk) -> None:
        super().__init__(agent_entity(agent), desk.journal, AGENT_CODEC, desk.outages)
        self._agent = agent
        self._desk = desk
        self._topic = agent_topic(agent)
        self._connections: set[str] = set()
        self._has_board = False
        self._is_gone = False

    def initial(self) -> AgentState:
        """Not registered."""
        return AgentState()

    def on_start(self) -> object:
        """The slots are unknown until the claims are read."""
        self._office = office = SlotOffice(self._agent, self.context.node.stamp)
        self._keeper = SlotKeeper(self._agent, office, self._desk, self.context)
        return super().on_start()

    # --- commands

    def receive(self, message: AgentCommand) -> object:
        """Work on slots takes the short way; the rest is decided."""
        kind = message.__class__
        is_plain = kind in _SLOT_WORK or (
            kind is SlotFreed and core.frees_plainly(self._desk.rules.desk)
        )
        if is_plain and not self._staged:
            self.perform(message, 0)
            return None
        if kind is SlotFreed and self._staged:
            # Whether it is the last one is judged by slots that are up to date.
            self._flush_before(Taken(message, None))
            outcome: object = HOLD
        else:
            outcome = super().receive(message)
        if outcome is HOLD:
            self._say()  # this turn has no end of its own
        return outcome

    def end_turn(self) -> object:
        """Appends what is staged, and says what has changed in this turn."""
        outcome = super().end_turn()
        self._say()
        return outcome

    def on_released(self) -> None:
        """Says what has changed by the batch."""
        self._say()

    def decide(  # noqa: C901, PLR0912 - one row per command
        self, state: AgentState, command: AgentCommand, now_ms: int
    ) -> core.AgentDecision:
        """Durable facts become events; the rest acts on the slots, after the gate."""
        del now_ms
        settings = self._desk.rules.desk
        slots = self._office.slots
        match command:
            case SlotFreed(session, slot):
                return core.slot_freed(
                    state,
                    command,
                    settings,
                    is_known=slots.has(session, slot),
                    is_last=slots.load == 1,
                )
            case RegisterAgent():
                return core.register(state, command, self.entity)
            case (
                SetStatus() | SetCapacity() | Attach() | GetCard() | ReserveByHand()
            ) if not state.capacity:
                return core.refuse_unknown()
            case SetStatus(within=within) | SetCapacity(within=within) if (
                core.is_foreign(state, within)
            ):
                text = "expected an agent of one of your groups"
                return core.refuse(Rule.FORBIDDEN, text)
            case SetCapacity():
                return core.set_capacity(state, command, self.entity)
            case SetStatus():
                is_connected = bool(self._connections)
                return core.ask_status(state, command, is_connected=is_connected)
            case Attach():
                return Decision(answer=self._board(state), effects=(command,))
            case GetCard():
                return Decision(answer=self.card(state))
            case ReserveByHand():
                return self._reserve_by_hand(state, command)
            case CheckPresence():
                return core.check_presence(
                    state,
                    command,
                    is_connected=bool(self._connections),
                    has_sessions=slots.served > 0 or bool(core.guest_in(state)),
                )
            case PresenceLost():
                return core.presence_lost(state, command, settings)
            case GuestOf() if state.capacity:
                return core.guest_of(state, command)
            case WrapUpOver():
                return core.wrap_up_over(state, command, settings)
            case _:
                return Decision(effects=(command,))

    def _reserve_by_hand(
        self, state: AgentState, command: ReserveByHand
    ) -> core.AgentDecision:
        """Decides and holds at once: the answer carries the slot."""
        office = self._office
        if not office.slots.is_known:
            return Decision(error=Unavailable(f"{self.entity} is still starting"))
        hold = office.slots.held(command.reservation)
        if hold is None:
            if not core.is_able(state):
                return core.refuse(Rule.AGENT_NOT_FREE, "the agent is not free now")
            hold = office.hold(command.reservation, self._moment())
            self._keeper.carry_out()
        if hold is None:
            return core.refuse(Rule.AGENT_FULL, "the agent has no free slot")
        held = Held(
            self._agent,
            hold.slot,
            command.reservation,
            hold.until_ms,
            state.nickname,
        )
        return Decision(answer=held)

    def apply(self, state: AgentState, event: AgentEvent, at_ms: int) -> AgentState:
        """See `core.apply`."""
        return core.apply(state, event, at_ms)

    def index_row(self, state: AgentState) -> IndexRow:
        """See `core.index_row`."""
        return core.index_row(state)

    def is_over(self, state: AgentState) -> bool:
        """An agent that was never registered need not stay in memory."""
        return not state.capacity

    def deadlines(self, state: AgentState) -> tuple[Deadline[AgentCommand], ...]:
        """See `core.deadlines`."""
        return core.deadlines(state, self._desk.rules.desk)

    def operation_key(self, command: AgentCommand) -> int | None:
        """Changes of status and capacity, by who asks for them."""
        match command:
            case SetStatus(operation=operation, by=by):
                return operation_key("status", by, operation)
            case SetCapacity(operation=operation, by=by):
                return operation_key("capacity", by, operation)
            case _:
                return None

    # --- recovery

    def on_recovered(self) -> None:
        """Reads the claims; looks who is connected; listens to the groups."""
        if self.is_over(self.state):
            return
        self._office.slots.set_capacity(self.state.capacity)
        self._join(self._moment())
        self._office.read()
        self._keeper.carry_out()
        self.context.node.topics.publish(self._topic, PresenceWanted())
        self.context.ref.tell(CheckPresence())

    def _join(self, moment: Moment) -> None:
        """Answers the calls of groups that start, and leaves those he is none of."""
        topics, office = self.context.node.topics, self._office
        groups = tuple(GroupId(group) for group in self.state.groups)
        for group in office.groups:
            if group not in groups:
                topics.unsubscribe(group_topic(group), self._on_call)
                office.leave(group, moment)
        for group in groups:
            topics.subscribe(group_topic(group), self._on_call)
        office.groups = groups

    def _on_call(self, publication: Publication[object]) -> None:
        if isinstance(publication.event, CallForAgents):
            self.context.ref.tell(publication.event)

    def on_end(self) -> None:
        """Leaves the topics of its groups."""
        super().on_end()
        for group in self._office.groups:
            self.context.node.topics.unsubscribe(group_topic(group), self._on_call)

    # --- effects

    def perform(  # noqa: C901, PLR0912, PLR0915 - one row per effect, frequent ones first
        self, effect: core.AgentEffect, position: int
    ) -> None:
        """Acts on the slots, and notes what is to be announced."""
        del position
        office, moment = self._office, self._moment()
        match effect:
            case Reserve():
                office.reserve(effect, moment)
            case SessionAssignedToYou():
                self._assigned(effect, moment)
            case SlotFreed():
                self._has_board = office.freed(effect, moment) or self._has_board
            case NoBid():
                office.no_bid(effect, moment)
            case GiveBack(reservation):
                office.release(reservation, moment)
            case HoldReleased(reservation, is_taken):
                if is_taken:
                    office.is_taken(reservation)
                else:
                    office.release(reservation, moment)
            case HoldOverdue(reservation):
                office.overdue(reservation)
            case BidsDue():
                office.bids_due(effect, moment)
            case SlotsRead(holdings):
                self._has_board = True
                for session in office.learn(holdings, moment):
                    self._warn(session, may_ring=True)
            case CheckSlots():
                office.read()
            case CallForAgents(group):
                office.answer_call(group, self.state)
            case RegisterAgent() | SetCapacity():
                self._registered(moment)
            case Attach(connection):
                self._connections.add(connection)
                self.context.ref.tell(CheckPresence())
            case Detach(connection):
                self._connections.discard(connection)
                self.context.ref.tell(CheckPresence())
            case CheckPresence():
                self._is_gone = self._is_gone and not self._connections
                office.changed(moment)
            case FollowRules():
                self.arm_anew()
                self._has_board = True
            case Consequence.ANNOUNCE:
                office.changed(moment)
            case Consequence.SHOW:
                self._has_board = True
            case Consequence.WITHDRAW:
                self._tell_sessions(WithdrawOffer(self._agent))
            case Consequence.LET_GO:
                self._is_gone = True
                self._tell_visits(GuestGone(self._agent))
                if core.requeues(self._desk.rules.desk):
                    self._tell_sessions(AgentGone(self._agent))
            case _:
                pass  # a reason to be awake
        self._keeper.carry_out()

    def _moment(self) -> Moment:
        return Moment(self.state, self._desk.rules.desk, self.context.node.wall_ms())

    def _registered(self, moment: Moment) -> None:
        office = self._office
        office.slots.set_capacity(self.state.capacity)
        self._join(moment)
        if not office.slots.is_known:
            office.read()
        office.changed(moment)
        self._has_board = True
        groups = tuple(map(GroupId, self.state.groups))
        self._tell_visits(GuestGone(self._agent, groups))

    def _assigned(self, assigned: SessionAssignedToYou, moment: Moment) -> None:
        heard = self._office.assigned(assigned, moment)
        if heard is Heard.DOUBTFUL:
            return
        if heard is Heard.HELD:
            self._has_board = True
            if not self._connections:
                self.context.ref.tell(CheckPresence())
        self._warn(assigned.session, may_ring=assigned.is_ringing)

    def _warn(self, session: SessionId, *, may_ring: bool) -> None:
        """Tells a session that is new here what the others were told before."""
        if may_ring and self.state.status is not AgentStatus.FREE:
            self._desk.directory.session(session).tell(WithdrawOffer(self._agent))
        if self._is_gone and core.requeues(self._desk.rules.desk):
            self._desk.directory.session(session).tell(AgentGone(self._agent))

    def _tell_sessions(self, word: WithdrawOffer | AgentGone) -> None:
        for session in self._office.slots.sessions():
            self._desk.directory.session(session).tell(word)

    def _tell_visits(self, word: GuestGone) -> None:
        for session in core.guest_in(self.state):
            self._desk.directory.session(session).tell(word)

    # --- what others are told

    def _say(self) -> None:
        """Tells groups and people what has changed since this was last called."""
        self._office.say(self.state)
        self._keeper.carry_out()
        if self._has_board:
            self._has_board = False
            topics = self.context.node.topics
            if topics.is_heard(self._topic):
                topics.publish(self._topic, self._board(self.state))

    def card(self, state: AgentState) -> AgentCard:
        """What colleagues see of him."""
        office = self._office
        served = office.slots.served
        return AgentCard(
            self._agent,
            state.nickname,
            core.shown_status(state, served),
            office.groups,
            served,
            state.capacity,
            bool(self._connections) and state.status not in _AWAY,
        )

    def _board(self, state: AgentState) -> Board:
        slots = self._office.slots
        until_ms = core.wrap_up_until_ms(state, self._desk.rules.desk)
        now_ms = self.context.node.wall_ms()
        return Board(
            self.context.node.stamp(),
            core.shown_status(state, slots.served),
            state.reason,
            state.capacity,
            slots.sessions(),
            extended(until_ms, state.since_ms, self._desk.outages, now_ms),
            state.nickname,
            state.by,
            state.by_name,
            self._office.groups,
            tuple(map(SessionId, state.visits)),
        )


def start_agent(agent: str, desk: Desk) -> AgentActor:
    """Builds an incarnation of an agent."""
    return AgentActor(AgentId(agent), desk)
