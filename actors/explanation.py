"""Why a session is where it is: what happened to it, and why nobody serves it now.

What happened is read from the session's own journal, so it is told alike of one that
waits, one that is served and one that ended last year, and wakes nobody. Only of a
session that stands in a line the group is asked how it looks at it now (Q15).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from enum import Enum
from typing import Final, assert_never

import msgspec
from msgspec.structs import replace

from actors.assignment.messages import Explain
from actors.assignment.routing import Routing
from actors.desk import Desk
from actors.ids import GROUP, GroupId, SessionId, session_entity
from actors.refusal import Refused, Rule
from actors.session.actor import SESSION_CODEC
from actors.session.events import (
    FlowBegan,
    FlowMoved,
    OfferLapsed,
    ServerAnswered,
    SessionAssigned,
    SessionClosed,
    SessionEvent,
    SessionOffered,
    SessionOpened,
    SessionQueued,
    StageEntered,
    TransferEnded,
    TransferRequested,
)
from actors.session.robot_events import HandedOver, IntentRecognised
from actors.session.saying import INTENT
from actors.session.terms import SessionPhase
from runtime.errors import Unavailable
from runtime.journal import MAX_READ_EVENTS, Answer, EntityRecord, ReadEntity

EXPLAIN_SECONDS: Final = 2.0
"""Deadline of the question to the group: it answers from memory."""
MAX_STEPS: Final = 100
"""Steps in one explanation; the first and the newest are kept. A session that rings at
a sole agent for hours has thousands."""
MAX_NAMED: Final = 5
"""Agents in one step, of those whom the business server named."""
MAX_NEWEST_EVENTS: Final = MAX_READ_EVENTS
"""Of a session with more events, besides its first page, only the newest are read."""


class StepKind(Enum):
    """What happened, of what concerns the assignment."""

    OPENED = "opened"
    STAGE = "stage"
    """It went to, or back to, a stage without an agent (`detail`: which)."""
    FLOW = "flow"
    """A flow began to ask the visitor (`detail`: which, and its version)."""
    LEARNT = "learnt"
    """The flow has learnt something of the visitor (`detail`: `name=value`)."""
    QUEUED = "queued"
    OFFERED = "offered"
    LAPSED = "lapsed"
    ASSIGNED = "assigned"
    TRANSFER_REQUESTED = "transfer_requested"
    TRANSFER_ENDED = "transfer_ended"
    CLOSED = "closed"
    SERVER_ANSWERED = "server_answered"
    """The business server said something, or nothing (`detail`: which/its words)."""
    HANDED_OVER = "handed_over"
    """The robot leads to a human (`detail`: which condition held)."""


class Step(msgspec.Struct, frozen=True):
    """One thing that happened.

    Attributes:
        at_ms: wall time.
        what: see `StepKind`.
        agent: whom it concerns, or "".
        group: whose line, or "".
        detail: the cause or the way, a stable word of the event ("expired", "auto",
            "agent_lost" …), or "".
        routing: why this agent, when a line chose.
        by: who did it: an agent, a supervisor, the visitor; "" = the rules.
        agent_name: the agent's at that time, or "".
        group_name: the group's at that time, or "".
    """

    at_ms: int
    what: StepKind
    agent: str = ""
    group: str = ""
    detail: str = ""
    routing: Routing | None = None
    by: str = ""
    agent_name: str = ""
    group_name: str = ""


class Explanation(msgspec.Struct, frozen=True):
    """Where a session is, how it came there, and why nobody serves it.

    Attributes:
        session: its id.
        phase: where it is now.
        steps: oldest first, at most `MAX_STEPS`.
        now: how its line looks at it now; None = it stands in no line, or the group
            did not answer.
        is_cut: steps between the first and the others were left out.
    """

    session: SessionId
    phase: SessionPhase
    steps: tuple[Step, ...]
    now: Routing | None
    is_cut: bool = False


Explained = Callable[[Explanation | Refused | None, Exception | None], None]
"""Called once: with an explanation, a refusal (`NO_SUCH_SESSION`), or an error."""


def explain(desk: Desk, session: SessionId, done: Explained) -> None:
    """Calls `done` once, never inside this call.

    Costs one reading of the journal, at most two pages of a session of usual length,
    and, for one that waits, one question to its group.
    """
    _Reading(desk, session, done).start()


def steps_of(  # noqa: C901, PLR0912 - one row per event
    event: SessionEvent, at_ms: int
) -> tuple[Step, ...]:
    """PURE: what an event says of the assignment; messages and notes say nothing."""
    match event:
        case SessionOpened():
            return _opened(event, at_ms)
        case StageEntered(stage, by):
            return (Step(at_ms, StepKind.STAGE, detail=stage.value, by=by),)
        case SessionQueued(group=group, cause=cause, by=by, group_name=name):
            detail = cause.value
            step = Step(
                at_ms, StepKind.QUEUED, "", group, detail, by=by, group_name=name
            )
            return (step,)
        case SessionOffered() | OfferLapsed() | SessionAssigned():
            return (_handed(event, at_ms),)
        case TransferRequested() | TransferEnded():
            return (_transfer(event, at_ms),)
        case ServerAnswered(direction, group, agents, _, text):
            told = Step(
                at_ms,
                StepKind.SERVER_ANSWERED,
                ", ".join(agents[:MAX_NAMED]) + ("…" if agents[MAX_NAMED:] else ""),
                group,
                f"{direction.value}/{text}" if text else direction.value,
            )
            return (told,)
        case IntentRecognised(_, intent):
            return (Step(at_ms, StepKind.LEARNT, detail=f"{INTENT}={intent}"),)
        case HandedOver(condition):
            return (Step(at_ms, StepKind.HANDED_OVER, detail=condition.value),)
        case SessionClosed(reason, by, cause=ending):
            detail = f"{reason.value}/{ending.value}"
            return (Step(at_ms, StepKind.CLOSED, detail=detail, by=by),)
        case FlowBegan() | FlowMoved():
            return _guided(event, at_ms)
        case _:
            return ()


def _guided(event: FlowBegan | FlowMoved, at_ms: int) -> tuple[Step, ...]:
    if isinstance(event, FlowBegan):
        detail = f"{event.flow}/{event.version}"
        return (Step(at_ms, StepKind.FLOW, detail=detail),)
    return tuple(
        Step(at_ms, StepKind.LEARNT, detail=f"{name}={value}")
        for name, value in event.variables
    )


def _opened(event: SessionOpened, at_ms: int) -> tuple[Step, ...]:
    opened = Step(at_ms, StepKind.OPENED, detail=event.channel, by=event.visitor)
    if event.stage is SessionPhase.QUEUED:
        name = event.group_name
        return opened, Step(at_ms, StepKind.QUEUED, group=event.group, group_name=name)
    return opened, Step(at_ms, StepKind.STAGE, detail=event.stage.value)


def _handed(event: SessionOffered | OfferLapsed | SessionAssigned, at_ms: int) -> Step:
    match event:
        case SessionOffered(agent=agent, group=group, routing=routing):
            return Step(
                at_ms,
                StepKind.OFFERED,
                agent,
                group,
                "",
                routing,
                agent_name=event.agent_name,
                group_name=event.group_name,
            )
        case OfferLapsed(agent=agent, cause=cause):
            return Step(at_ms, StepKind.LAPSED, agent, "", cause.value)
        case SessionAssigned(agent=agent, group=group, way=way, routing=chosen, by=by):
            return Step(
                at_ms,
                StepKind.ASSIGNED,
                agent,
                group,
                way.value,
                chosen,
                by,
                event.agent_name,
                event.group_name,
            )
        case _:
            assert_never(event)


def _transfer(event: TransferRequested | TransferEnded, at_ms: int) -> Step:
    if isinstance(event, TransferEnded):
        return Step(at_ms, StepKind.TRANSFER_ENDED, detail=event.cause.value)
    return Step(
        at_ms,
        StepKind.TRANSFER_REQUESTED,
        event.agent,
        event.group,
        event.cause.value,
        by=event.by,
        agent_name=event.agent_name,
        group_name=event.group_name,
    )


class _Reading:
    """One explanation on its way."""

    def __init__(self, desk: Desk, session: SessionId, done: Explained) -> None:
        self._desk = desk
        self._session = session
        self._done = done
        self._first: Step | None = None
        self._steps: deque[Step] = deque(maxlen=MAX_STEPS - 1)
        self._is_cut = False
        self._names: dict[str, str] = {}
        self._phase = SessionPhase.NEW

    def start(self, after_seq: int = 0) -> None:
        query = ReadEntity(session_entity(self._session), after_seq)
        self._desk.journal.query(query, self._on_record)

    def _on_record(self, record: Answer) -> None:
        if not isinstance(record, EntityRecord):
            self._done(None, Unavailable("the store is away"))
            return
        if record.seq == 0 or record.index is None:
            text = f"no session {self._session} was ever opened"
            self._done(Refused(Rule.NO_SUCH_SESSION, text), None)
            return
        try:
            for stored in record.events:
                event = SESSION_CODEC.decode_event(stored.body)
                for step in steps_of(event, stored.at_ms):
                    self._add(step)
        except msgspec.DecodeError:  # else it would end the journal's port
            text = f"an event of session {self._session} cannot be read"
            self._done(None, Unavailable(text))
            return
        last_seq = record.events[-1].seq if record.events else record.seq
        if last_seq < record.seq:
            newest = record.seq - MAX_NEWEST_EVENTS
            self._is_cut = self._is_cut or newest > last_seq
            self.start(max(last_seq, newest))
            return
        self._phase = SessionPhase(record.index.state)
        self._look_at_line(record.index.place)

    def _add(self, step: Step) -> None:
        """Keeps a step; an agent whom it names by id alone has been named before."""
        if step.agent_name:
            self._names[step.agent] = step.agent_name
        elif step.agent in self._names:
            step = replace(step, agent_name=self._names[step.agent])
        if self._first is None:
            self._first = step
            return
        self._is_cut = self._is_cut or len(self._steps) == self._steps.maxlen
        self._steps.append(step)

    def _look_at_line(self, place: str) -> None:
        kind, _, group = place.partition("/")
        if kind != GROUP:
            self._tell(None)
            return

        def on_answer(answer: object, _: Exception | None) -> None:
            # Refused, or no answer in time: it was served meanwhile, or the group is
            # busy coming up. What happened is worth telling all the same.
            self._tell(answer if isinstance(answer, Routing) else None)

        address = self._desk.directory.group(GroupId(group))
        address.request(Explain(self._session), EXPLAIN_SECONDS, on_answer)

    def _tell(self, now: Routing | None) -> None:
        first = () if self._first is None else (self._first,)
        steps = (*first, *self._steps)
        explained = Explanation(
            self._session, self._phase, steps, now, is_cut=self._is_cut
        )
        self._done(explained, None)
