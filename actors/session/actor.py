"""The session's shell: journal, timers, and word to the group, the agent, the room."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from actors.agent.messages import HoldReleased, SessionAssignedToYou, SlotFreed
from actors.assignment.messages import (
    OfferAccepted,
    OfferDeclined,
    SessionLeft,
    SessionWaits,
    StillWaiting,
)
from actors.desk import Desk
from actors.ids import AgentId, GroupId, SessionId, session_entity
from actors.refusal import Refused, Rule
from actors.session import core
from actors.session.effects import (
    Enqueue,
    FreeSlot,
    LeaveQueue,
    SessionEffect,
    ShowMessage,
    ShowSession,
    StayInLine,
    TellAssigned,
    TellDeclined,
)
from actors.session.messages import (
    Accepted,
    CloseSession,
    GetSession,
    PostMessage,
    PublishedMessage,
    SessionAnswer,
    SessionCommand,
    SessionEvent,
    SessionPhase,
    SessionState,
    SessionView,
    session_topic,
)
from runtime.decision import Deadline, Decision
from runtime.durable import Durable
from runtime.entity_codec import EntityCodec
from runtime.errors import Unavailable
from runtime.journal import ClaimRefused, IndexRow, StoreFull
from runtime.operation import operation_key

SESSION_CODEC: Final[EntityCodec[SessionState, SessionEvent]] = EntityCodec(
    SessionState, SessionEvent, SessionAnswer
)


class SessionActor(Durable[SessionCommand, SessionState, SessionEvent, SessionEffect]):
    """One session; it ends, and leaves memory, when it is closed and has no mail."""

    def __init__(self, session: SessionId, desk: Desk) -> None:
        super().__init__(
            session_entity(session), desk.journal, SESSION_CODEC, desk.outages
        )
        self._session = session
        self._desk = desk

    def initial(self) -> SessionState:
        """Nothing has happened."""
        return SessionState()

    def decide(
        self, state: SessionState, command: SessionCommand, now_ms: int
    ) -> core.SessionDecision:
        """See `core.decide`; only the shell knows the sequence that a view carries."""
        if isinstance(command, GetSession):
            return self._view_for(state, command)
        return core.decide(self._session, state, command, now_ms)

    def apply(
        self, state: SessionState, event: SessionEvent, at_ms: int
    ) -> SessionState:
        """See `core.apply`."""
        return core.apply(state, event, at_ms)

    def index_row(self, state: SessionState) -> IndexRow:
        """See `core.index_row`."""
        return core.index_row(state, self._desk.settings)

    def deadlines(self, state: SessionState) -> tuple[Deadline[SessionCommand], ...]:
        """See `core.deadlines`."""
        return core.deadlines(state, self._desk.settings)

    def operation_key(self, command: SessionCommand) -> int | None:
        """Sends by (sender, cid), closes by (sender, operation)."""
        match command:
            case PostMessage(sender, _, cid):
                return operation_key("post", sender.role.value, sender.id, cid)
            case CloseSession(sender, operation):
                return operation_key("close", sender.role.value, sender.id, operation)
            case _:
                return None

    def is_over(self, state: SessionState) -> bool:
        """See `core.is_over`."""
        return core.is_over(state)

    def repeated(self, command: SessionCommand, answer: object) -> object:
        """The first answer again; another content under the same id is refused."""
        if not isinstance(command, PostMessage) or not isinstance(answer, Accepted):
            return answer
        if answer.digest != core.digest(command.room, command.kind, command.text):
            text = "another message was sent under this client id before"
            return Refused(Rule.ID_CONFLICT, text)
        return replace(answer, is_repeat=True)

    def refused(
        self, command: SessionCommand, refusal: ClaimRefused | StoreFull
    ) -> core.SessionDecision:
        """See `core.claim_refused` and `core.not_stored`."""
        if isinstance(refusal, ClaimRefused):
            return core.claim_refused(command, refusal.holder)
        error = Unavailable(f"the store takes nothing now: {refusal.reason}")
        return core.not_stored(command) or Decision(error=error)

    def on_recovered(self) -> None:
        """Says again what the last incarnation may not have got round to saying.

        All of it is idempotent: who knows already ignores it.
        """
        state = self.state
        directory = self._desk.directory
        agent = AgentId(state.agent)
        match state.phase:
            case SessionPhase.QUEUED:
                waits = SessionWaits(self._session, self.ticket)
                directory.group(GroupId(state.group)).tell(waits)
            case SessionPhase.SERVING:
                assigned = SessionAssignedToYou(self._session, state.slot, "")
                directory.agent(agent).tell(assigned)
            case SessionPhase.CLOSED if state.agent:
                directory.agent(agent).tell(SlotFreed(self._session, state.slot))
            case _:
                pass

    def perform(  # noqa: C901 - one row per effect
        self, effect: SessionEffect, position: int
    ) -> None:
        """Tells those concerned; nothing here waits."""
        del position
        directory = self._desk.directory
        match effect:
            case Enqueue(group):
                waits = SessionWaits(self._session, self.ticket)
                directory.group(group).tell(waits)
            case StayInLine(group):
                waits_still = StillWaiting(self._session, self.ticket)
                directory.group(group).tell(waits_still)
            case LeaveQueue(group):
                directory.group(group).tell(SessionLeft(self._session))
            case TellAssigned(group, agent, slot, reservation):
                assigned = SessionAssignedToYou(self._session, slot, reservation)
                directory.agent(agent).tell(assigned)
                directory.group(group).tell(OfferAccepted(self._session, reservation))
            case TellDeclined(group, agent, reservation, is_waiting, slot_is_taken):
                released = HoldReleased(reservation, slot_is_taken)
                directory.agent(agent).tell(released)
                declined = OfferDeclined(self._session, reservation, is_waiting)
                directory.group(group).tell(declined)
            case FreeSlot(agent, slot):
                directory.agent(agent).tell(SlotFreed(self._session, slot))
            case ShowMessage(message, at_ms, origin):
                published = PublishedMessage(self._session, message, at_ms)
                self._publish(published, origin)
            case ShowSession():
                self._publish(self._view(self.state), "")

    def _publish(self, event: PublishedMessage | SessionView, origin: str) -> None:
        topics = self.context.node.topics
        topics.publish(session_topic(self._session), event, origin)

    def _view_for(
        self, state: SessionState, command: GetSession
    ) -> core.SessionDecision:
        if state.phase is SessionPhase.NEW:
            return core.refuse(state, "look")
        if not core.is_participant(state, command.asker):
            return core.forbid()
        return Decision(answer=self._view(state))

    def _view(self, state: SessionState) -> SessionView:
        return SessionView(
            self._session,
            self.seq,
            state.phase,
            state.visitor,
            state.nickname,
            state.group,
            state.agent,
            state.last_number,
            state.reason,
        )


def start_session(session: str, desk: Desk) -> SessionActor:
    """Builds an incarnation of a session."""
    return SessionActor(SessionId(session), desk)
