"""The skill group's shell: a durable rule, and a line derived from the journal.

The line changes only after the gate, so it never runs ahead of what is on disk. What a
drained batch brought is applied first; then the line looks once at all that changed,
and asks for slots (one round per wake-up).
"""

from __future__ import annotations

from typing import Final

from actors.agent.messages import CallForAgents, GiveBack, NoBid, Reserve
from actors.assignment.core import Line
from actors.assignment.inquiries import Inquiries
from actors.assignment.line_rule import LineRule, fault_of, line_rule, own_rule
from actors.assignment.looks import GroupLook, look
from actors.assignment.messages import (
    AgentLeft,
    AgentNews,
    DefineGroup,
    Explain,
    GetPosition,
    GetQueue,
    GetRoster,
    GetRule,
    Granted,
    GroupCommand,
    GroupDefined,
    GroupState,
    LineDue,
    NotGranted,
    OfferAccepted,
    OfferDeclined,
    PositionsDue,
    QueueRead,
    ReservationsDue,
    SessionLeft,
    SessionWaits,
    Settled,
    StillWaiting,
    Treatment,
    WakeGroup,
    group_topic,
)
from actors.assignment.record import routing
from actors.assignment.routing import BINDINGS_PER_MS
from actors.assignment.standing import Standing, decode_standing, rested
from actors.desk import Desk
from actors.ids import SESSION, AgentId, GroupId, SessionId, group_entity
from actors.refusal import Refused, Rule
from actors.rules.hours import is_open, next_change_ms
from actors.rules.messages import FollowRules
from actors.rules.settings import ServiceSettings
from actors.session.messages import OfferSession, TurnAway
from actors.session.view import session_topic
from runtime.decision import Decision
from runtime.durable import Durable
from runtime.entity_codec import EntityCodec
from runtime.index_walk import id_of, next_after, rows_of
from runtime.journal import Answer, IndexRow, OpenEntities
from runtime.outages import lost_ms

GROUP_CODEC: Final[EntityCodec[GroupState, GroupDefined]] = EntityCodec(
    GroupState, GroupDefined, GroupDefined
)

GroupDecision = Decision[GroupDefined, GroupCommand, GroupState]

_DECIDED: Final[frozenset[type[object]]] = frozenset(
    {DefineGroup, GetQueue, GetRule, GetRoster, GetPosition, Explain}
)
"""What is answered or durable; all else acts on the line alone and answers nobody, so
with nothing staged before it it is carried out as it comes."""

TOLD_PER_TURN: Final = 256
"""Sessions that are shown a position, or turned away, before others get their turn:
about a millisecond."""

MAX_HOURS_SECONDS: Final = 3600.0
"""The clock on the wall may be set meanwhile: looked at once an hour at least."""

_HOURS: Final = "hours"
_LINE: Final = "line"
_POSITIONS: Final = "positions"


class GroupActor(Durable[GroupCommand, GroupState, GroupDefined, GroupCommand]):
    """One skill group."""

    _inquiries: Inquiries

    def __init__(self, group: GroupId, desk: Desk) -> None:
        super().__init__(group_entity(group), desk.journal, GROUP_CODEC, desk.outages)
        self._group = group
        self._desk = desk
        self._line = Line("", 0)
        self._is_open = False
        self._has_changed = False
        self._turn_ms = 0
        self._is_counting = False
        self._due_ms: int | None = None
        self._bidders: dict[AgentId, int] = {}

    def on_start(self) -> object:
        """Knows nothing of reservations: the last incarnation's are not this one's."""
        self._inquiries = Inquiries(self._group, self._desk, self.context)
        return super().on_start()

    def receive(self, message: GroupCommand) -> object:
        """Work on the line, and looks at it, take the short way; a rule is decided."""
        if self._staged:
            return super().receive(message)
        if message.__class__ not in _DECIDED:
            self.perform(message, 0)
            return None
        if isinstance(message, GroupLook):
            now_ms = self.context.node.wall_ms()
            return look(self._group, self.state, self._line, message, now_ms)
        return super().receive(message)

    @property
    def _settings(self) -> ServiceSettings:
        return self._desk.rules.of(self._group).settings

    @property
    def waiting(self) -> int:
        """How many stand in line for whom there was nobody when they came."""
        return self._line.hall.positions.waiting

    @property
    def waiting_since_ms(self) -> int:
        """When the longest of their waits began, wall time; 0: nobody waits."""
        return self._line.hall.positions.oldest.since_ms()

    @property
    def members(self) -> int:
        """How many agents serve here, present or not."""
        return len(self._line.crew)

    # --- what is durable

    def initial(self) -> GroupState:
        """Not defined."""
        return GroupState()

    def decide(
        self, state: GroupState, command: GroupCommand, now_ms: int
    ) -> GroupDecision:
        """The rule is an event; all else acts on the line, after the gate."""
        match command:
            case DefineGroup():
                return self._define(state, command)
            case GetQueue() | GetRule() | GetRoster() | GetPosition() | Explain():
                answer = look(self._group, state, self._line, command, now_ms)
                return Decision(answer=answer)
            case _:
                return Decision(effects=(command,))

    def _define(self, state: GroupState, command: DefineGroup) -> GroupDecision:
        fault = fault_of(self._group, command)
        if fault:
            return Decision(answer=Refused(Rule.BAD_VALUE, fault))
        defined = GroupDefined(command.public_name, command.rule)
        if state == GroupState(defined.public_name, defined.rule):
            return Decision(answer=defined)
        return Decision((defined,), defined, (command,))

    def apply(self, state: GroupState, event: GroupDefined, at_ms: int) -> GroupState:
        """The definition is the state."""
        del state, at_ms
        return GroupState(event.public_name, event.rule)

    def index_row(self, state: GroupState) -> IndexRow:
        """Defined groups are open, so that a start finds them."""
        return IndexRow(is_open=bool(state.public_name), state="defined")

    def is_over(self, state: GroupState) -> bool:
        """A group that was never defined need not stay in memory."""
        return not state.public_name

    # --- a start

    def on_recovered(self) -> None:
        """Opens the line of a group that exists."""
        if not self.is_over(self.state):
            self._open_line()

    def _open_line(self) -> None:
        """Loads the queue, and calls for the agents."""
        self._is_open = True
        self._take_name()
        start_ms = self.context.node.wall_ms()
        prefix = f"{self._group}.{start_ms}."
        rule = self._line_rule(start_ms)
        self._line = Line(prefix, start_ms * BINDINGS_PER_MS, rule)
        self._load("")
        topics = self.context.node.topics
        topics.publish(group_topic(self._group), CallForAgents(self._group))
        seconds = self._desk.rules.desk.settle_seconds
        self.context.start_timer("settle", seconds, Settled())

    def _load(self, after: str) -> None:
        query = OpenEntities(SESSION, after, self.entity)
        self._desk.journal.query(query, self.context.guarded(self._on_page))

    def _on_page(self, answer: Answer) -> None:
        rows = rows_of(answer)
        waiting = [
            SessionWaits(
                SessionId(id_of(row)),
                row.index.ticket or 0,
                decode_standing(row.index.detail),
            )
            for row in rows
        ]
        waiting.sort(key=lambda each: each.ticket)
        after = next_after(rows)
        self.context.ref.tell(QueueRead(tuple(waiting), is_last=not after))
        if after:
            self._load(after)

    # --- what has happened

    def perform(  # noqa: C901, PLR0912, PLR0915 - one row per command
        self, effect: GroupCommand, position: int
    ) -> None:
        """Acts on the line; who is to be asked is seen at the end of the turn."""
        del position
        line = self._line
        if not self._has_changed:
            self._turn_ms = self.context.node.wall_ms()
        now_ms = self._turn_ms
        match effect:
            case AgentNews():
                line.hear(effect, now_ms)
                if effect.wants_bid:
                    self._bidders[effect.agent] = effect.version
            case SessionWaits(session, ticket, standing) if self._is_open:
                line.wait(session, ticket, self._rested(standing), now_ms)
            case SessionWaits(session):  # nobody ever defined this group
                turn_away = TurnAway(self._group, Treatment.NO_AGENT, "")
                self._desk.directory.session(session).tell(turn_away)
            case StillWaiting(session, ticket, standing):
                line.still_waits(session, ticket, self._rested(standing), now_ms)
            case SessionLeft(session):
                line.leave(session)
            case AgentLeft(agent, version):
                line.forget(agent, version, now_ms)
            case Granted():
                self._offer(effect, now_ms)
            case NotGranted(_, reservation):
                self._inquiries.heard(reservation)
                line.not_granted(reservation)
            case OfferAccepted(session, reservation):
                self._inquiries.heard(reservation)
                line.accepted(session)
            case OfferDeclined(_, reservation, is_waiting):
                self._inquiries.heard(reservation)
                line.declined(reservation, now_ms, is_waiting=is_waiting)
            case ReservationsDue():
                self._inquiries.inquire(line, now_ms)
            case QueueRead(waiting, is_last):
                for each in waiting:
                    standing = self._rested(each.standing)
                    line.wait(each.session, each.ticket, standing, now_ms)
                if is_last:
                    line.loaded()
            case Settled():
                line.settled()
            case DefineGroup():
                self._redefine(now_ms)
            case FollowRules(version):
                self._follow(now_ms)
                if version:  # else it is the clock's word: texts are as they were
                    line.hall.positions.show_again()
            case PositionsDue():
                self._count(now_ms)
                return
            case LineDue():
                self._due_ms = None
            case _:
                pass  # nothing but a reason for a turn
        self._has_changed = True

    def _rested(self, standing: Standing) -> Standing:
        """A standing whose times leave out those in which nothing ran (S7).

        No pause is longer than the rule's: a clock that was set back made it so.
        """
        now_ms = self.context.node.wall_ms()
        lost = lost_ms(standing.since_ms, self._desk.outages, now_ms)
        pause_seconds = self._desk.rules.of(self._group).settings.backoff_seconds
        return rested(standing, lost, now_ms + round(pause_seconds * 1000))

    def _redefine(self, now_ms: int) -> None:
        """Opens the line of a group that is new, or works by the new rule."""
        if self._is_open:
            self._follow(now_ms)
        else:
            self._open_line()
        # It comes after a commit, when the turn is over: there must be another.
        self.context.ref.tell(WakeGroup())

    def _follow(self, now_ms: int) -> None:
        """Works by other rules of service, or at other hours, if it works at all."""
        if self._is_open:
            self._line.change_rule(self._line_rule(now_ms), now_ms)
        self._take_name()

    def _take_name(self) -> None:
        """Is defined as the rulebook names it, also if it was not there before (M2)."""
        self._desk.group_names[self._group] = self.state.public_name
        name = self._desk.rules.groups.name_of(self._group)
        if name and name != self.state.public_name:
            self.context.ref.tell(DefineGroup(name, self.state.rule))

    def _line_rule(self, now_ms: int) -> LineRule:
        """The rule of this moment; looked at again when the hours begin or end (M4)."""
        rule = self._desk.rules.of(self._group)
        due_ms = next_change_ms(rule.hours, now_ms)
        if due_ms is None:
            self.context.cancel_timer(_HOURS)
        else:
            seconds = min((due_ms - now_ms) / 1000, MAX_HOURS_SECONDS)
            self.context.start_timer(_HOURS, seconds, FollowRules(0))
        is_closed = not is_open(rule.hours, now_ms)
        heir = self._desk.rules.groups.heir_of(self._group)
        own = own_rule(self.state.rule, rule.bound)
        return line_rule(own, rule.settings, is_closed=is_closed, heir=heir)

    def _offer(self, granted: Granted, now_ms: int) -> None:
        line = self._line
        known = line.find(granted.reservation)
        if known is not None and known.bound is not None:
            return  # told twice
        agent = self._desk.directory.agent(granted.agent)
        if now_ms > granted.until_ms:  # whoever were bound would refuse, and fall back
            line.not_granted(granted.reservation)
        bound = line.grant(granted.reservation, now_ms)
        if bound is None or bound.bound is None:
            self._inquiries.heard(granted.reservation)
            agent.tell(GiveBack(granted.reservation))
            return
        self._inquiries.expect(granted.reservation, now_ms)
        colleague = line.crew.get(granted.agent)
        offer = OfferSession(
            self._group,
            granted.agent,
            granted.slot,
            granted.reservation,
            granted.until_ms,
            bound.order,
            line.hall.rule.reception,
            round(self._settings.accept_seconds * 1000),
            routing(self._group, line, bound.bound, granted.agent, now_ms),
            "" if colleague is None else colleague.news.nickname,
            self.state.public_name,
            bound.bound.standing.skill,
            bound.bound.standing.level,
        )
        self._desk.directory.session(bound.bound.session).tell(offer)

    # --- the end of a turn

    def end_turn(self) -> object:
        """One round of the line over all that this turn has brought."""
        if self._has_changed:
            self._has_changed = False
            self._serve(self._turn_ms)
        return super().end_turn()

    def _serve(self, now_ms: int) -> None:
        line = self._line
        directory = self._desk.directory
        for asked in line.serve(now_ms):
            self._inquiries.expect(asked.id, now_ms)
            self._bidders.pop(asked.agent, None)
            reserve = Reserve(self._group, asked.id, asked.bid)
            directory.agent(asked.agent).tell(reserve)
        for agent, version in self._bidders.items():
            directory.agent(agent).tell(NoBid(self._group, version))
        self._bidders.clear()
        self._turn_away()
        self._plan(now_ms)

    def _turn_away(self) -> None:
        hall, groups = self._line.hall, self._desk.rules.groups
        treatments, heir = hall.treatments, groups.heir_of(self._group)
        overflow = groups.stand_in(hall.rule.overflow)
        for session, treatment in treatments.take(TOLD_PER_TURN):
            to = heir if treatment is Treatment.GROUP_DROPPED else overflow
            name = self._desk.group_names.get(to, "")
            turn_away = TurnAway(self._group, treatment, to, name)
            self._desk.directory.session(session).tell(turn_away)
        if treatments.are_pending:
            self.context.ref.tell(LineDue())

    def _plan(self, now_ms: int) -> None:
        """Sees to it that what changes by time is looked at in time."""
        hall = self._line.hall
        due_ms = hall.next_alarm_ms()
        if due_ms != self._due_ms:
            self._due_ms = due_ms
            if due_ms is None:
                self.context.cancel_timer(_LINE)
            else:
                seconds = max(0, due_ms - now_ms) / 1000
                self.context.start_timer(_LINE, seconds, LineDue())
        if hall.positions.is_stale and not self._is_counting:
            self._is_counting = True
            self._count(now_ms)

    def _count(self, now_ms: int) -> None:
        """Shows some who wait where they stand; then others have their turn.

        Between two sweeps there are `position_seconds`, while anybody waits (Q5).
        """
        positions = self._line.hall.positions
        if not positions.is_sweeping:
            if not positions.waiting:
                self._is_counting = False
                return
            self._line.hall.begin_sweep()
        for shown in positions.count(TOLD_PER_TURN, now_ms):
            self.context.node.topics.publish(session_topic(shown.session), shown)
        if positions.is_sweeping:
            self.context.ref.tell(PositionsDue())
        else:
            seconds = self._settings.position_seconds
            self.context.start_timer(_POSITIONS, seconds, PositionsDue())


def start_group(group: str, desk: Desk) -> GroupActor:
    """Builds an incarnation of a group."""
    return GroupActor(GroupId(group), desk)
