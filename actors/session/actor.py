"""The session's shell: journal, timers, and word to the group, the agents, the room."""

from __future__ import annotations

from typing import Final, assert_never

from msgspec.structs import replace

from actors.agent.messages import (
    GuestOf,
    HoldReleased,
    SessionAssignedToYou,
    SlotFreed,
)
from actors.assignment.messages import (
    OfferAccepted,
    OfferDeclined,
    SessionLeft,
    SessionWaits,
    StillWaiting,
)
from actors.desk import Desk
from actors.ids import (
    SessionId,
    place_of,
    session_entity,
    visitor_topic,
)
from actors.reminders.reminder import Reminder
from actors.rules.messages import FollowRules
from actors.rules.settings import ServiceSettings
from actors.session import core, deadlines, receipts, views
from actors.session.attendance import Attendance
from actors.session.due import (
    AgentSilent,
    DirectionOver,
    RemindAgent,
    RobotOver,
    SilenceOver,
    TransferOver,
    VisitorGone,
    WarnVisitor,
)
from actors.session.effects import (
    AskTheRobot,
    AskTheServer,
    CallVisitor,
    CheckAt,
    FreeSlot,
    JoinLine,
    LeaveLine,
    ReleaseHold,
    SessionEffect,
    ShowAside,
    ShowMessage,
    ShowNotice,
    ShowReceipt,
    ShowSession,
    StayInLine,
    TellAccepted,
    TellAgent,
    TellCourier,
    TellDeclined,
    TellGuest,
    TryAgain,
    occasion_of,
)
from actors.session.events import RulesFollowed, SessionEvent
from actors.session.fold import apply
from actors.session.messages import (
    CheckVisitor,
    GetSession,
    InitiateSession,
    KeepReceipts,
    SessionCommand,
    VisitorAttached,
    VisitorDetached,
)
from actors.session.offers import slot_refused
from actors.session.reaching import not_initiated
from actors.session.readers import Reader, find_reader, merged
from actors.session.reading import (
    OVER,
    WATCHED,
)
from actors.session.recovery import said_again
from actors.session.replies import SessionAnswer
from actors.session.ruling import NOTHING, Case, SessionDecision
from actors.session.state import SessionState
from actors.session.terms import VISITOR_ROOM, Sender
from actors.session.view import (
    Notice,
    PublishedMessage,
    ReceiptMoved,
    RoomView,
    SessionView,
    VisitorCalled,
    VisitorWanted,
    session_topic,
)
from runtime.decision import Deadline, Decision
from runtime.durable import RETRY_SECONDS, Durable
from runtime.entity_codec import EntityCodec
from runtime.errors import Unavailable
from runtime.journal import ClaimRefused, IndexRow, StoreFull
from runtime.passivation import Leave

SESSION_CODEC: Final[EntityCodec[SessionState, SessionEvent]] = EntityCodec(
    SessionState, SessionEvent, SessionAnswer
)

_TIMED: Final = (
    TransferOver,
    SilenceOver,
    WarnVisitor,
    RemindAgent,
    AgentSilent,
    VisitorGone,
    DirectionOver,
    RobotOver,
)
"""What timers say when their time, which is the rules', is over."""
_CHECK: Final = "check"
_KEEP: Final = "keep receipts"
_OF_VISITOR: Final = (VisitorAttached, VisitorDetached, CheckVisitor)
"""What changes who is known to be there."""


class SessionActor(Durable[SessionCommand, SessionState, SessionEvent, SessionEffect]):
    """One session; it ends, and leaves memory, when it is closed and has no mail."""

    def __init__(self, session: SessionId, desk: Desk) -> None:
        super().__init__(
            session_entity(session), desk.journal, SESSION_CODEC, desk.outages
        )
        # One incarnation alone may rely on it: the next one has to read.
        self._is_new = session in desk.newborn
        desk.newborn.discard(session)
        self._session = session
        self._topic = session_topic(session)
        self._desk = desk
        self._attendance = Attendance(0)
        self._is_checking = False
        self._readers: dict[str, tuple[Reader, ...]] = {}
        self._due_in: SessionState | None = None
        self._due_by = self._armed_by = desk.rules.desk
        self._due: tuple[deadlines.SessionDeadline, ...] = ()

    def initial(self) -> SessionState:
        """Nothing has happened."""
        return SessionState()

    def decide(
        self, state: SessionState, command: SessionCommand, now_ms: int
    ) -> SessionDecision:
        """See `core.decide`; only the shell knows the sequence and the connections."""
        if self._armed_by is not self._settings_of(self.state):
            # They were changed, and whoever tells everybody is still on the way.
            is_early = isinstance(command, _TIMED)
            self.arm_anew()
            if is_early:
                return NOTHING
        if isinstance(command, FollowRules):
            return self._follow(command)
        if isinstance(command, GetSession):
            # What is staged stands under the numbers that it will have.
            seq = self.seq + len(self._events)
            return views.look(self._case(state, now_ms), command, seq)
        if isinstance(command, _OF_VISITOR):
            self._attend(command, now_ms)
        return core.decide(self._case(state, now_ms), command)

    def _follow(self, follow: FollowRules) -> SessionDecision:
        """Writes the row that a start goes by, where it is another by these rules."""
        if self.seq and self._changed_index() is not None:
            return Decision(events=(RulesFollowed(follow.version),))
        return NOTHING

    def _arm(self) -> None:
        self._armed_by = self._settings_of(self.state)
        super()._arm()

    def _settings_of(self, state: SessionState) -> ServiceSettings:
        return self._desk.rules.of(state.group).settings

    def _attend(
        self, word: VisitorAttached | VisitorDetached | CheckVisitor, now_ms: int
    ) -> None:
        match word:
            case VisitorAttached(connection):
                self._attendance.attach(connection)
            case VisitorDetached(connection):
                self._attendance.detach(connection, now_ms)
            case CheckVisitor(since_ms):
                self._is_checking = False
                self._attendance.missed(since_ms)
            case _:
                assert_never(word)

    def _case(self, state: SessionState, now_ms: int) -> Case:
        desk, rule = self._desk, self._desk.rules.of(state.group)
        return Case(
            self._session,
            state,
            now_ms,
            rule.settings,
            self._attendance.watch(),
            desk.outages,
            self._readers,
            rule.rating,
            desk.flows,
            desk.audience.kinds,
            desk.rules.of,
            desk.audience.copy_places,
            desk.rules.groups,
            desk.greeting,
            desk.rules.intents,
        )

    def apply(
        self, state: SessionState, event: SessionEvent, at_ms: int
    ) -> SessionState:
        """See `fold.apply`."""
        return apply(state, event, at_ms)

    def index_row(self, state: SessionState) -> IndexRow:
        """See `deadlines.index_row`."""
        return deadlines.index_row(state, self.deadlines(state))

    def deadlines(self, state: SessionState) -> tuple[Deadline[SessionCommand], ...]:
        """See `deadlines.deadlines`; asked for twice per commit."""
        settings = self._settings_of(state)
        if state is not self._due_in or settings is not self._due_by:
            self._due_in, self._due_by = state, settings
            self._due = deadlines.deadlines(state, settings)
        return self._due

    def operation_key(self, command: SessionCommand) -> int | None:
        """See `core.key_of`."""
        return core.key_of(command)

    def is_over(self, state: SessionState) -> bool:
        """True before the first event and after the last."""
        return state.phase in OVER

    def repeated(self, command: SessionCommand, answer: object) -> object:
        """See `core.repeated`."""
        return core.repeated(command, answer)

    def refused(
        self, command: SessionCommand, refusal: ClaimRefused | StoreFull
    ) -> SessionDecision:
        """See `offers.slot_refused` and `core.not_stored`."""
        if isinstance(refusal, ClaimRefused):
            if isinstance(command, InitiateSession):
                return not_initiated(command, refusal.claim.resource)
            return slot_refused(command, refusal.holder)
        error = Unavailable(f"the store takes nothing now: {refusal.reason}")
        return core.not_stored(command) or Decision(error=error)

    # --- a new incarnation

    def on_recovered(self) -> None:
        """Says again what the last incarnation may not have got round to saying.

        All of it is idempotent: who knows already ignores it. Whoever shows the
        visitor the session attaches again.
        """
        self._attendance = Attendance(self.context.node.wall_ms())
        state = self.state
        self._readers = receipts.kept_readers(state)
        if not self.seq:
            return
        self._attendance.missed(state.away_since_ms)
        self._publish(self._view())
        for effect in said_again(self._now()):
            self.perform(effect, 0)
        if state.phase not in OVER:
            self._publish(VisitorWanted(self._session))
            self._watch_visitor()

    # --- effects

    def perform(  # noqa: C901, PLR0912, PLR0915 - one row per effect
        self, effect: SessionEffect, position: int
    ) -> None:
        """Tells those concerned; nothing here waits."""
        session = self._session
        if position:  # else it was done already, by an incarnation before
            self._remind(effect)
        directory = self._desk.directory
        match effect:
            case ShowMessage(message, at_ms, origin):
                place = self._place(message.room)
                self._publish(PublishedMessage(place, message, at_ms), origin)
            case ShowSession():
                if self.context.node.topics.is_heard(self._topic):
                    self._publish(self._view())
                self._show_rooms()
                self._watch_visitor()
            case ShowAside():
                if self.context.node.topics.is_heard(self._topic):
                    view = self._view()
                    self._publish(replace(view, is_aside=True))
                self._show_rooms()
            case ShowNotice(kind, agent, at_ms, name):
                self._publish(Notice(session, kind, agent, at_ms, name))
            case CallVisitor(visitor, channel):
                topic = visitor_topic(visitor, channel)
                self.context.node.topics.publish(topic, VisitorCalled(session))
            case ShowReceipt(reader, room, origin):
                self._show_receipt(reader, room, origin)
            case JoinLine(group, standing):
                waits = SessionWaits(session, self.ticket, standing)
                directory.group(group).tell(waits)
            case StayInLine(group, standing):
                waits_still = StillWaiting(session, self.ticket, standing)
                directory.group(group).tell(waits_still)
            case LeaveLine(group):
                directory.group(group).tell(SessionLeft(session))
            case TellAgent(to, slot, reservation, is_ringing):
                assigned = SessionAssignedToYou(session, slot, reservation, is_ringing)
                directory.agent(to).tell(assigned)
            case TellAccepted(group, reservation):
                directory.group(group).tell(OfferAccepted(session, reservation))
            case TellDeclined(group, reservation, is_waiting):
                declined = OfferDeclined(session, reservation, is_waiting)
                directory.group(group).tell(declined)
            case ReleaseHold(to, reservation, slot_is_taken):
                directory.agent(to).tell(HoldReleased(reservation, slot_is_taken))
            case FreeSlot(to, slot, cause):
                directory.agent(to).tell(SlotFreed(session, slot, cause))
            case TellGuest(to, is_in):
                directory.agent(to).tell(GuestOf(session, is_in))
            case CheckAt(due_ms):
                self._check_in((due_ms - self.context.node.wall_ms()) / 1000)
            case TellCourier():
                self._desk.audience.wake()
            case AskTheRobot(asked):
                self._desk.ask_robot(asked)
            case AskTheServer(question):
                self._desk.ask_server(question)
            case TryAgain(command):
                self.context.start_timer(f"{command}", RETRY_SECONDS, command)

    def _remind(self, effect: SessionEffect) -> None:
        """Has an agent called, should he not be at his desk (W2)."""
        state = self.state
        rule = self._desk.rules.of(state.group)
        called = occasion_of(effect) if rule.settings.reminder_url else None
        if called is not None:
            group = self._desk.group_names.get(state.group, "")
            self._desk.remind(
                Reminder(
                    rule.settings.reminder_url,
                    *called,
                    self._session,
                    state.nickname,
                    group,
                )
            )

    def _publish(
        self,
        event: PublishedMessage
        | SessionView
        | RoomView
        | Notice
        | ReceiptMoved
        | VisitorWanted,
        origin: str = "",
    ) -> None:
        topic = self._topic
        if event.session is not self._session:
            topic = session_topic(event.session)  # a side room's: no visitor listens
        self.context.node.topics.publish(topic, event, origin)

    def _show_rooms(self) -> None:
        aside = self.state.aside
        for room in aside.rooms if aside else ():
            topic = session_topic(self._place(room.name))
            if self.context.node.topics.is_heard(topic):
                self._publish(views.room_view(self._now(), room, self.seq))

    def _view(self) -> SessionView:
        return views.session_view(self._now(), self.seq)

    def _now(self) -> Case:
        return self._case(self.state, self.context.node.wall_ms())

    def _place(self, room: str) -> SessionId:
        is_visitors = room == VISITOR_ROOM
        return self._session if is_visitors else place_of(self._session, room)

    # --- receipts

    def _show_receipt(self, told: Reader, room: str, origin: str) -> None:
        readers = self._readers[room] = merged(self._readers.get(room, ()), told)
        reader = find_reader(readers, Sender(told.role, told.id))
        self._publish(ReceiptMoved(self._place(room), room, reader), origin)

    def may_leave(self) -> Leave | None:
        """As any durable actor, but not before its receipts are written."""
        leave = super().may_leave()
        case = self._case(self.state, self.context.node.wall_ms())
        if leave is None or not receipts.is_due(case):
            return leave
        self.context.start_timer(_KEEP, 0.0, KeepReceipts())
        return None

    # --- whether the visitor is there

    def _watch_visitor(self) -> None:
        """Looks later whether a visitor of whom nothing is known has come."""
        state = self.state
        if (
            state.phase in WATCHED
            and not state.away_since_ms
            and not self._is_checking
            and not self._attendance.watch().is_attached
        ):
            self._check_in(self._settings_of(state).visitor_grace_seconds)

    def _check_in(self, seconds: float) -> None:
        self._is_checking = True
        self.context.start_timer(_CHECK, max(0.0, seconds), CheckVisitor())


def start_session(session: str, desk: Desk) -> SessionActor:
    """Builds an incarnation of a session."""
    return SessionActor(SessionId(session), desk)
