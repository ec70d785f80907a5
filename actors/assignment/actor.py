"""The skill group's shell: a durable definition, and a line derived from the journal.

The line changes only after the gate, so it never runs ahead of what is on disk.
"""

from __future__ import annotations

from typing import Final

from actors.agent.messages import CallForAgents, GiveBack, Reserve
from actors.assignment.core import Line
from actors.assignment.messages import (
    AgentAvailable,
    AgentUnavailable,
    DefineGroup,
    GetQueue,
    Granted,
    GroupCommand,
    GroupDefined,
    GroupState,
    NotGranted,
    OfferAccepted,
    OfferDeclined,
    Queue,
    QueueRead,
    ReservationOverdue,
    SessionLeft,
    SessionWaits,
    Settled,
    StillWaiting,
    WakeGroup,
    group_topic,
)
from actors.desk import Desk
from actors.ids import SESSION, GroupId, SessionId, group_entity
from actors.refusal import Refused, Rule
from actors.session.messages import AskWaiting, OfferSession
from runtime.decision import Decision
from runtime.durable import Durable
from runtime.entity_codec import EntityCodec
from runtime.errors import Unavailable
from runtime.journal import MAX_INDEX_PAGE, Answer, IndexRow, OpenEntities, Page

GROUP_CODEC: Final[EntityCodec[GroupState, GroupDefined]] = EntityCodec(
    GroupState, GroupDefined, GroupDefined
)

GroupDecision = Decision[GroupDefined, GroupCommand]

BINDINGS_PER_MS: Final = 1_000_000
"""Bindings are numbered from the group's start: no group binds so many in 1 ms."""

_OVERDUE: Final = "overdue/"


class GroupActor(Durable[GroupCommand, GroupState, GroupDefined, GroupCommand]):
    """One skill group."""

    def __init__(self, group: GroupId, desk: Desk) -> None:
        super().__init__(group_entity(group), desk.journal, GROUP_CODEC, desk.outages)
        self._group = group
        self._desk = desk
        self._line = Line("", 0)

    def initial(self) -> GroupState:
        """Not defined."""
        return GroupState()

    def decide(
        self, state: GroupState, command: GroupCommand, now_ms: int
    ) -> GroupDecision:
        """The definition is an event; all else acts on the line, after the gate."""
        del now_ms
        match command:
            case DefineGroup(public_name):
                defined = GroupDefined(public_name)
                is_same = state.public_name == public_name
                effects = () if state.public_name else (command,)
                return Decision(() if is_same else (defined,), defined, effects)
            case GetQueue() if not state.public_name:
                text = "there is no such group"
                return Decision(answer=Refused(Rule.NO_SUCH_GROUP, text))
            case GetQueue():
                line = self._line
                queue = Queue(state.public_name, line.waiting(), line.candidates())
                return Decision(answer=queue)
            case _:
                return Decision(effects=(command,))

    def apply(self, state: GroupState, event: GroupDefined, at_ms: int) -> GroupState:
        """The definition is the state."""
        del state, at_ms
        return GroupState(event.public_name)

    def index_row(self, state: GroupState) -> IndexRow:
        """Defined groups are open, so that a start finds them."""
        return IndexRow(is_open=bool(state.public_name), state="defined")

    def is_over(self, state: GroupState) -> bool:
        """A group that was never defined need not stay in memory."""
        return not state.public_name

    def on_recovered(self) -> None:
        """Opens the line of a group that exists."""
        if not self.is_over(self.state):
            self._open_line()

    def _open_line(self) -> None:
        """Loads the queue, and calls for the agents."""
        start_ms = self.context.node.wall_ms()
        self._line = Line(f"{self._group}.{start_ms}.", start_ms * BINDINGS_PER_MS)
        self._load("")
        topics = self.context.node.topics
        topics.publish(group_topic(self._group), CallForAgents(self._group))
        seconds = self._desk.settings.settle_seconds
        self.context.start_timer("settle", seconds, Settled())

    def _load(self, after: str) -> None:
        query = OpenEntities(SESSION, after, self.entity)
        self._desk.journal.query(query, self.context.guarded(self._on_page))

    def _on_page(self, answer: Answer) -> None:
        if not isinstance(answer, Page):
            raise Unavailable(f"the queue of {self.entity} cannot be read: {answer}")
        waiting = tuple(
            SessionWaits(SessionId(row.entity.partition("/")[2]), row.index.ticket or 0)
            for row in answer.rows
        )
        is_last = len(answer.rows) < MAX_INDEX_PAGE
        self.context.ref.tell(QueueRead(waiting, is_last))
        if not is_last:
            self._load(answer.rows[-1].entity)

    def perform(  # noqa: C901, PLR0912, PLR0915 - one row per command
        self, effect: GroupCommand, position: int
    ) -> None:
        """Acts on the line, then asks for as many slots as are needed."""
        del position
        line = self._line
        match effect:
            case SessionWaits(session, ticket):
                line.wait(session, ticket)
            case StillWaiting(session, ticket):
                line.still_waits(session, ticket)
            case SessionLeft(session):
                line.leave(session)
            case AgentAvailable(agent, version, idle_since_ms):
                line.available(agent, version, idle_since_ms)
            case AgentUnavailable(agent, version):
                line.unavailable(agent, version)
            case Granted():
                self._offer(effect)
            case NotGranted(_, reservation):
                self._forget(reservation)
                line.not_granted(reservation)
            case OfferAccepted(session, reservation):
                self._forget(reservation)
                line.accepted(session, reservation)
            case OfferDeclined(_, reservation, is_waiting):
                self._forget(reservation)
                line.declined(reservation, is_waiting=is_waiting)
            case ReservationOverdue(reservation):
                self._ask(reservation)
            case QueueRead(waiting, is_last):
                for each in waiting:
                    line.wait(each.session, each.ticket)
                line.is_loaded = line.is_loaded or is_last
            case Settled():
                line.is_settled = True
            case DefineGroup():
                self._open_line()
            case GetQueue() | WakeGroup():
                return
        self._request_slots()

    def _request_slots(self) -> None:
        while (wanted := self._line.next_request()) is not None:
            reservation, agent = wanted
            self._watch(reservation)
            reserve = Reserve(self._group, reservation)
            self._desk.directory.agent(agent).tell(reserve)

    def _offer(self, granted: Granted) -> None:
        bound = self._line.grant(granted.reservation)
        agent = self._desk.directory.agent(granted.agent)
        if bound is None:
            self._forget(granted.reservation)
            agent.tell(GiveBack(granted.reservation))
            return
        self._watch(granted.reservation)
        offer = OfferSession(
            self._group,
            granted.agent,
            granted.slot,
            granted.reservation,
            granted.until_ms,
            bound.order,
        )
        self._desk.directory.session(bound.session).tell(offer)

    def _ask(self, reservation: str) -> None:
        session = self._line.overdue(reservation)
        if session is not None:
            self._watch(reservation)
            self._desk.directory.session(session).tell(AskWaiting(self._group))

    def _watch(self, reservation: str) -> None:
        seconds = self._desk.settings.reservation_seconds
        overdue = ReservationOverdue(reservation)
        self.context.start_timer(_OVERDUE + reservation, seconds, overdue)

    def _forget(self, reservation: str) -> None:
        self.context.cancel_timer(_OVERDUE + reservation)


def start_group(group: str, desk: Desk) -> GroupActor:
    """Builds an incarnation of a group."""
    return GroupActor(GroupId(group), desk)
