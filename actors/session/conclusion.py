"""PURE: the decision that a row of the table and its events make.

What is claimed, released and marked follows from what the session holds before and
after, and from who serves: nothing can be taken and forgotten.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import msgspec

from actors.business_server.direction import Question
from actors.ids import (
    AgentId,
    GroupId,
    SessionId,
    VisitorId,
    last_agent_mark,
    served_mark,
    turn_mark,
)
from actors.robot.answer import Question as RobotQuestion
from actors.session.causes import (
    Consequence,
)
from actors.session.deadlines import asking_until_ms, robot_until_ms
from actors.session.effects import (
    AskTheRobot,
    AskTheServer,
    CallVisitor,
    FreeSlot,
    JoinLine,
    LeaveLine,
    SessionEffect,
    ShowAside,
    ShowMessage,
    ShowNotice,
    ShowSession,
    TellAccepted,
    TellAgent,
    TellCourier,
    TellGuest,
)
from actors.session.events import (
    Message,
    MessagePosted,
    SessionAssigned,
    SessionEvent,
    SessionOffered,
)
from actors.session.fold import apply
from actors.session.reading import (
    guests_of,
    held_by,
    is_in_line,
    line_group,
    owner_of,
    standing_of,
)
from actors.session.robot_side import Turn
from actors.session.rows import Row
from actors.session.ruling import Case, SessionDecision
from actors.session.state import SessionState
from actors.session.terms import SessionPhase
from actors.session.view import NoticeKind
from actors.webhooks.payload import outbox_rows
from runtime.decision import Decision
from runtime.journal import Claim, Mark, OutboxRow

_SHOWN: Final = (ShowSession(),)


def conclude(
    case: Case,
    row: Row,
    events: tuple[SessionEvent, ...],
    answer: object = None,
    origin: str = "",
) -> SessionDecision:
    """The decision that a row and its events make.

    Args:
        case: what it is made from.
        row: the transition.
        events: they lead to the row's next state.
        answer: to the asker.
        origin: the connection that a message came from.
    """
    before = after = case.state
    for event in events:
        after = apply(after, event, case.now_ms)
    passage = _Passage(case, after, events, origin)
    effects: list[SessionEffect] = []
    for then in row.consequences:
        effects += passage.effects(then)
    if after.aside is not None:
        effects += _guests_told(before, after)
    outbox: tuple[OutboxRow, ...] = ()
    if case.wanted:
        outbox = outbox_rows(
            case.session, before, after, events, case.now_ms, case.wanted
        )
        effects += (TellCourier(),) if outbox else ()
    if _keeps_all(before, after):  # as with every message
        return Decision(events, answer, tuple(effects), outbox=outbox, after=after)
    held, holds = held_by(before), held_by(after)
    is_over = after.phase is SessionPhase.CLOSED
    return Decision(
        events=events,
        answer=answer,
        effects=tuple(effects),
        claims=_in_order(holds - held),
        releases=() if is_over else _in_order(held - holds),
        releases_all=is_over,
        outbox=outbox,
        marks=_marks(before, after, case.now_ms),
        takes_ticket=_takes_ticket(before, after),
        after=after,
    )


def question_of(case: Case, state: SessionState) -> Question:
    """What the business server is asked for a session that is in `routing`."""
    return Question(
        SessionId(case.session),
        state.routing_ms,
        asking_until_ms(state, case.settings, case.outages, case.now_ms),
        state.visitor,
        state.channel,
        GroupId(state.group),
        state.group_name,
        state.address,
    )


def robot_question(case: Case, state: SessionState, turn: Turn) -> RobotQuestion:
    """What the robot is asked in a turn that waits for it."""
    return RobotQuestion(
        SessionId(case.session),
        turn.number,
        "" if turn.entry else turn.text,
        state.channel,
        state.language,
        robot_until_ms(turn, case.settings, case.outages, case.now_ms),
        turn.entry,
        case.settings.manner(),
    )


def _guests_told(before: SessionState, after: SessionState) -> Sequence[SessionEffect]:
    """Who comes and goes aside follows from the states, as slots do."""
    old, new = guests_of(before), guests_of(after)
    return [TellGuest(AgentId(each), each in new) for each in sorted(old ^ new)]


def _keeps_all(before: SessionState, after: SessionState) -> bool:
    """True when neither slots nor places in line can have changed."""
    return (
        before.phase is after.phase
        and before.group == after.group
        and before.agent == after.agent
        and before.slot == after.slot
        and before.offer is after.offer
        and before.transfer is after.transfer
    )


def _in_order(claims: Collection[Claim]) -> tuple[Claim, ...]:
    """Everybody claims in the same order."""
    if len(claims) > 1:
        claims = sorted(claims, key=lambda each: (each.resource, each.slot))
    return tuple(claims)


def _takes_ticket(before: SessionState, after: SessionState) -> bool:
    if not is_in_line(after) or after.line.keeps_ticket:
        return False
    return not is_in_line(before) or line_group(before) != line_group(after)


def _marks(before: SessionState, after: SessionState, now_ms: int) -> tuple[Mark, ...]:
    old, new = owner_of(before), owner_of(after)
    if old == new:
        return ()
    marks: list[Mark] = []
    if new:
        marks.append(Mark(turn_mark(AgentId(new)), str(now_ms)))
    if old:
        marks.append(Mark(served_mark(AgentId(old)), str(now_ms)))
        if after.phase in (SessionPhase.CLOSED, SessionPhase.ROBOT):
            key = last_agent_mark(VisitorId(after.visitor), after.channel)
            marks.append(Mark(key, old))
    return tuple(marks)


class _Passage(msgspec.Struct, frozen=True):
    """A transition that was made: what its consequences mean."""

    case: Case
    after: SessionState
    events: tuple[SessionEvent, ...]
    origin: str

    @property
    def before(self) -> SessionState:
        return self.case.state

    @property
    def at_ms(self) -> int:
        return self.case.now_ms

    def effects(  # noqa: C901, PLR0912 - one row per consequence
        self, then: Consequence
    ) -> Sequence[SessionEffect]:
        """What the shell does for one consequence, in order; frequent ones first."""
        match then:
            case Consequence.SHOW_SESSION:
                return _SHOWN
            case Consequence.SHOW_ASIDE:
                return (ShowAside(),)
            case Consequence.SHOW_MESSAGE:
                return self._messages()
            case Consequence.JOIN_LINE:
                return (JoinLine(line_group(self.after), standing_of(self.after)),)
            case Consequence.CALL_VISITOR:
                after = self.after
                return (CallVisitor(VisitorId(after.visitor), after.channel),)
            case Consequence.TAKE_SLOT:
                return self._taken(is_offer=True)
            case Consequence.SERVE:
                return self._taken(is_offer=False)
            case Consequence.LET_GO:
                return (*self._end_search(), *self._free_owner())
            case Consequence.END_SEARCH:
                return self._end_search()
            case Consequence.FREE_OFFER:
                return self._free_offer()
            case Consequence.FREE_OWNER:
                return self._free_owner()
            case Consequence.ASK_SERVER:
                return (AskTheServer(question_of(self.case, self.after)),)
            case Consequence.ASK_ROBOT:
                turn = self.after.robot.open[-1]
                return (AskTheRobot(robot_question(self.case, self.after, turn)),)
            case _:
                kind, agent, name = self._notice(then)
                return (ShowNotice(kind, agent, self.at_ms, name),)

    def _end_search(self) -> Sequence[SessionEffect]:
        before = self.before
        if before.offer is None and not is_in_line(before):
            return ()
        return (*self._free_offer(), LeaveLine(line_group(before)))

    def _free_offer(self) -> Sequence[SessionEffect]:
        offer = self.before.offer
        return () if offer is None else self._freed(offer.agent, offer.slot)

    def _free_owner(self) -> Sequence[SessionEffect]:
        before = self.before
        return self._freed(before.agent, before.slot) if owner_of(before) else ()

    def _freed(self, agent: str, slot: int) -> Sequence[SessionEffect]:
        return [
            FreeSlot(AgentId(agent), slot, each.cause)
            for each in self.after.let_go
            if (each.agent, each.slot) == (agent, slot)
        ]

    def _taken(self, *, is_offer: bool) -> Sequence[SessionEffect]:
        taken: list[SessionEffect] = []
        for event in self.events:
            match event:
                case SessionAssigned(agent, slot, reservation, group=group):
                    taken.append(TellAgent(AgentId(agent), slot, reservation))
                case SessionOffered(agent, slot, reservation, group=group):
                    told = TellAgent(AgentId(agent), slot, reservation, is_ringing=True)
                    taken.append(told)
                case _:
                    continue
            if is_offer:
                taken.append(TellAccepted(GroupId(group), reservation))
        return taken

    def _messages(self) -> Sequence[SessionEffect]:
        """To the connection that sent a message, its answer counts as that one."""
        return [
            ShowMessage(
                event,
                self.at_ms,
                self.origin if isinstance(event, MessagePosted) else "",
            )
            for event in self.events
            if isinstance(event, Message)
        ]

    def _notice(self, then: Consequence) -> tuple[NoticeKind, str, str]:
        """What is told, whom it concerns, and his name."""
        before, offer = self.before, self.before.offer
        ringing = (offer.agent, offer.agent_name) if offer else ("", "")
        owner = (owner_of(before), before.agent_name)
        return {
            Consequence.WARN_VISITOR: (NoticeKind.VISITOR_WARNING, "", ""),
            Consequence.REMIND_AGENT: (NoticeKind.AGENT_REMINDER, *owner),
            Consequence.TELL_LAPSED: (NoticeKind.AUTO_TRANSFER, *ringing),
            Consequence.TELL_MOVED_ON: (NoticeKind.AUTO_TRANSFER, *owner),
            Consequence.TELL_TRANSFER_REFUSED: (NoticeKind.TRANSFER_REFUSED, *owner),
            Consequence.TELL_TRANSFER_EXPIRED: (NoticeKind.TRANSFER_EXPIRED, *owner),
        }[then]
