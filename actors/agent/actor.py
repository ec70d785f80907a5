"""The agent's shell: the authority over his slots, and his word to the groups.

Status, presence and idle time are durable; slots are derived from the claims table and
known before anything is granted. Every change that matters is announced to the agent's
groups, so that queues drain at once (Q8).
"""

from __future__ import annotations

from typing import Final

from actors.agent import core
from actors.agent.messages import (
    AgentAnswer,
    AgentCommand,
    AgentEvent,
    AgentRegistered,
    AgentServed,
    AgentState,
    AgentStatus,
    Attach,
    Board,
    CallForAgents,
    CheckPresence,
    CheckSlots,
    Detach,
    GiveBack,
    HoldOverdue,
    HoldReleased,
    PresenceChanged,
    PresenceLost,
    PresenceWanted,
    RegisterAgent,
    Registered,
    Reserve,
    SessionAssignedToYou,
    SetStatus,
    SlotFreed,
    SlotsRead,
    StatusChanged,
    StatusSet,
    WakeAgent,
    agent_topic,
)
from actors.assignment.messages import (
    AgentAvailable,
    AgentUnavailable,
    Granted,
    NotGranted,
    group_topic,
)
from actors.desk import Desk
from actors.ids import AgentId, GroupId, SessionId, agent_entity
from actors.refusal import Refused, Rule
from runtime.decision import Deadline, Decision
from runtime.durable import Durable
from runtime.entity_codec import EntityCodec
from runtime.errors import Unavailable
from runtime.journal import Answer, Capacity, Holders, Holdings, IndexRow
from runtime.operation import operation_key
from runtime.topics import Publication

AGENT_CODEC: Final[EntityCodec[AgentState, AgentEvent]] = EntityCodec(
    AgentState, AgentEvent, AgentAnswer
)

AgentDecision = Decision[AgentEvent, AgentCommand]

_HOLD: Final = "hold/"
_HOLD_MARGIN: Final = 2.0
"""A hold is checked after this many reservation times: by then the session has
refused the offer, or its claim can be read."""


class AgentActor(Durable[AgentCommand, AgentState, AgentEvent, AgentCommand]):
    """One agent."""

    def __init__(self, agent: AgentId, desk: Desk) -> None:
        super().__init__(agent_entity(agent), desk.journal, AGENT_CODEC, desk.outages)
        self._agent = agent
        self._desk = desk
        self._slots = core.Slots()
        self._connections: set[str] = set()
        self._version = 0
        self._is_announced = False
        self._listens: set[str] = set()

    def initial(self) -> AgentState:
        """Not registered."""
        return AgentState()

    def decide(  # noqa: C901 - one row per command
        self, state: AgentState, command: AgentCommand, now_ms: int
    ) -> AgentDecision:
        """Durable facts become events; the rest acts on the slots, after the gate."""
        match command:
            case RegisterAgent():
                return self._register(state, command)
            case SetStatus() | Attach() if not state.capacity:
                text = "there is no such agent"
                return Decision(answer=Refused(Rule.NO_SUCH_AGENT, text))
            case SetStatus(status):
                return self._change_status(state, status, (command,))
            case Attach():
                return Decision(answer=self._board(state), effects=(command,))
            case CheckPresence():
                return self._check_presence(state, command)
            case PresenceLost(since_ms):
                if state.absent_since_ms != since_ms:
                    return Decision()
                return self._change_status(state, AgentStatus.OFFLINE, (command,))
            case SessionAssignedToYou() | SlotFreed():
                return Decision((AgentServed(),), effects=(command,))
            case _:
                del now_ms
                return Decision(effects=(command,))

    def _register(self, state: AgentState, command: RegisterAgent) -> AgentDecision:
        event = AgentRegistered(command.nickname, command.groups, command.capacity)
        if (state.nickname, state.groups, state.capacity) == (
            command.nickname,
            command.groups,
            command.capacity,
        ):
            return Decision(answer=Registered())
        return Decision(
            (event,),
            answer=Registered(),
            capacities=(Capacity(self.entity, command.capacity),),
            effects=(command,),
        )

    @staticmethod
    def _change_status(
        state: AgentState, status: AgentStatus, effects: tuple[AgentCommand, ...]
    ) -> AgentDecision:
        if state.status is status:
            return Decision(answer=StatusSet(status))
        return Decision((StatusChanged(status),), StatusSet(status), effects)

    def _check_presence(
        self, state: AgentState, command: AgentCommand
    ) -> AgentDecision:
        """Compares what is recorded with who is connected now."""
        is_there = bool(self._connections)
        is_expected = state.status is not AgentStatus.OFFLINE
        if is_there == (state.absent_since_ms == 0) or not (is_there or is_expected):
            return Decision()
        return Decision((PresenceChanged(is_there),), effects=(command,))

    def apply(self, state: AgentState, event: AgentEvent, at_ms: int) -> AgentState:
        """See `core.apply`."""
        return core.apply(state, event, at_ms)

    def index_row(self, state: AgentState) -> IndexRow:
        """Registered agents are open, so that a start finds them."""
        return IndexRow(is_open=bool(state.capacity), state=state.status.value)

    def is_over(self, state: AgentState) -> bool:
        """An agent that was never registered need not stay in memory."""
        return not state.capacity

    def deadlines(self, state: AgentState) -> tuple[Deadline[AgentCommand], ...]:
        """Off-line after the grace without a connection (Q12)."""
        since_ms = state.absent_since_ms
        if not since_ms or state.status is AgentStatus.OFFLINE:
            return ()
        due_ms = since_ms + round(self._desk.settings.agent_grace_seconds * 1000)
        return (Deadline("presence", since_ms, due_ms, PresenceLost(since_ms)),)

    def operation_key(self, command: AgentCommand) -> int | None:
        """Status changes by operation."""
        if isinstance(command, SetStatus):
            return operation_key("status", command.operation)
        return None

    def on_recovered(self) -> None:
        """Reads the claims; looks who is connected; listens to the groups."""
        if self.is_over(self.state):
            return
        self._version = self.context.node.wall_ms()
        self._listen()
        self._read_slots()
        self.context.node.topics.publish(agent_topic(self._agent), PresenceWanted())
        self.context.ref.tell(CheckPresence())

    def _listen(self) -> None:
        """Answers the call of a group that starts."""
        topics = self.context.node.topics
        wanted = {group_topic(GroupId(group)) for group in self.state.groups}
        for topic in self._listens - wanted:
            topics.unsubscribe(topic, self._on_call)
        for topic in wanted - self._listens:
            topics.subscribe(topic, self._on_call)
        self._listens = wanted

    def _on_call(self, publication: Publication[object]) -> None:
        if isinstance(publication.event, CallForAgents):
            self.context.ref.tell(publication.event)

    def on_end(self) -> None:
        """Leaves the topics of its groups."""
        super().on_end()
        for topic in self._listens:
            self.context.node.topics.unsubscribe(topic, self._on_call)

    def _read_slots(self) -> None:
        query = Holders(self.entity)
        self._desk.journal.query(query, self.context.guarded(self._on_holdings))

    def _on_holdings(self, answer: Answer) -> None:
        if not isinstance(answer, Holdings):
            raise Unavailable(f"the slots of {self.entity} cannot be read: {answer}")
        self.context.ref.tell(SlotsRead(answer.rows))

    def perform(  # noqa: C901, PLR0912, PLR0915 - one row per command
        self, effect: AgentCommand, position: int
    ) -> None:
        """Acts on the slots and announces what changed by it."""
        del position
        slots = self._slots
        match effect:
            case Reserve():
                self._reserve(effect)
            case GiveBack(reservation):
                self._release_hold(reservation, is_taken=False)
            case HoldReleased(reservation, slot_is_taken):
                self._release_hold(reservation, is_taken=slot_is_taken)
            case HoldOverdue(reservation):
                if slots.overdue(reservation):
                    self._read_slots()
            case SessionAssignedToYou(session, slot, reservation):
                self.context.cancel_timer(_HOLD + reservation)
                slots.take(session, slot, reservation)
                self._show()
                self._announce(self._groups())
            case SlotFreed(session, slot):
                slots.free(session, slot)
                self._show()
                self._announce(self._groups())
            case CheckSlots():
                self._read_slots()
            case SlotsRead(holdings):
                slots.learn(
                    {
                        each.claim.slot: SessionId(each.holder.partition("/")[2])
                        for each in holdings
                    }
                )
                self._show()
            case CallForAgents(group):
                self._announce((group,))
                return
            case RegisterAgent():
                self._listen()
                if not slots.is_known:
                    self._read_slots()
                self._show()
            case SetStatus() | PresenceLost():
                self._show()
            case Attach(connection):
                self._connections.add(connection)
                self.context.ref.tell(CheckPresence())
            case Detach(connection):
                self._connections.discard(connection)
                self.context.ref.tell(CheckPresence())
            case CheckPresence() | WakeAgent():
                pass
        self._announce_change()

    def _reserve(self, reserve: Reserve) -> None:
        node = self.context.node
        seconds = self._desk.settings.reservation_seconds
        until_ms = node.wall_ms() + round(seconds * 1000)
        hold = None
        if core.is_present(self.state):
            hold = self._slots.hold(reserve.reservation, self.state.capacity, until_ms)
        group = self._desk.directory.group(reserve.group)
        if hold is None:
            group.tell(NotGranted(self._agent, reserve.reservation))
            return
        self.context.start_timer(
            _HOLD + reserve.reservation,
            seconds * _HOLD_MARGIN,
            HoldOverdue(reserve.reservation),
        )
        group.tell(Granted(self._agent, reserve.reservation, hold.slot, until_ms))
        # The group took this agent off its list when it asked: say if there is more.
        self._announce(self._groups())

    def _release_hold(self, reservation: str, *, is_taken: bool) -> None:
        self.context.cancel_timer(_HOLD + reservation)
        if self._slots.release(reservation, is_taken=is_taken):
            self._read_slots()
        elif self._can_take():
            self._announce(self._groups())

    # --- what others are told

    def _can_take(self) -> bool:
        return core.is_present(self.state) and self._slots.has_room(self.state.capacity)

    def _groups(self) -> tuple[GroupId, ...]:
        return tuple(GroupId(group) for group in self.state.groups)

    def _announce_change(self) -> None:
        if self._can_take() != self._is_announced:
            self._announce(self._groups())

    def _announce(self, groups: tuple[GroupId, ...]) -> None:
        can_take = self._can_take()
        self._version += 1
        self._is_announced = can_take
        for group in groups:
            address = self._desk.directory.group(group)
            if can_take:
                idle_since_ms = self.state.served_ms
                address.tell(AgentAvailable(self._agent, self._version, idle_since_ms))
            else:
                address.tell(AgentUnavailable(self._agent, self._version))

    def _board(self, state: AgentState) -> Board:
        self._version += 1
        return Board(
            self._version, state.status, state.capacity, self._slots.sessions()
        )

    def _show(self) -> None:
        topics = self.context.node.topics
        topics.publish(agent_topic(self._agent), self._board(self.state))


def start_agent(agent: str, desk: Desk) -> AgentActor:
    """Builds an incarnation of an agent."""
    return AgentActor(AgentId(agent), desk)
