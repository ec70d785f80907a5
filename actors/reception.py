"""Opens, or finds, the one open session of a visitor in a channel (S2).

The claim on (visitor, channel) decides: whoever comes second is given the first one's
session, whatever raced with what. One operation opens one session: when it is repeated
after that was closed, it is answered with that one. A new one goes to a group that the
channel allows, or is led there by a flow, a choice, the robot or the business server;
where the group prefers the visitor's last agent, he is named (Q3). Who
is blocked opens none; a VIP level counts as priority, if it is the higher (M12, Q4).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import assert_never

from actors.assignment.line_rule import line_rule, own_rule
from actors.assignment.messages import GetRule, GroupDefined
from actors.assignment.routing import Strategy
from actors.customers.mark import Standing, decode
from actors.desk import Desk
from actors.flow.definition import Flow, groups_of
from actors.flow.entry import (
    USUAL_ENTRY,
    AskBusiness,
    AskFlow,
    AskRobot,
    ChooseGroup,
    EntryOf,
    EntryRule,
    FixedGroup,
)
from actors.flow.visitor_choice import CHOICE, NamedGroup
from actors.ids import (
    GroupId,
    SessionId,
    VisitorId,
    customer_mark,
    last_agent_mark,
    new_session_id,
    opening_mark,
    visitor_resource,
)
from actors.initiation import Answered as Begun
from actors.initiation import Initiation, Wish
from actors.refusal import Refused, Rule
from actors.session.messages import FlowRef, OpenSession
from actors.session.replies import Opened
from actors.session.source import Source
from actors.session.terms import SessionPhase
from runtime.errors import Unavailable
from runtime.journal import Answer, FindMarks, FoundMarks, Holders, Holdings

_ASKED = (SessionPhase.ROUTING, SessionPhase.COLLECTING)
"""Stages in which the business server is asked, or may be."""
OPEN_SECONDS = 5.0
"""Deadline of the question to the group, and of that to the session."""

Admit = Callable[[], Exception | None]
"""Asked before a session is made: an error is the answer instead, None: go on."""
Answered = Callable[[Opened | Refused | None, Exception | None], None]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A visitor who comes.

    Attributes:
        visitor: who.
        nickname: shown to agents.
        channel: id of where he comes from, as his ticket has it.
        group: the one he asks for, should a session be opened; "" = the channel's.
        priority: 0 … `MAX_PRIORITY`, the more urgent the higher (Q4).
        source: what his page said of the visit (V1).
        operation: his own id of this opening; "" = he does not repeat it.
        language: in which he is spoken to (BCP 47); "" = nobody knows.
        address: his, for a business server; "" = not known.
    """

    visitor: VisitorId
    nickname: str
    channel: str
    group: str = ""
    priority: int = 0
    source: Source | None = None
    operation: str = ""
    language: str = ""
    address: str = ""


class Reception:
    """The way in; holds no state.

    Args:
        desk: the service.
        random: source of session ids.
        now_ms: wall time.
        entry: what comes before the line, given a channel's id, for who names no
            group; None: what the channel says.
    """

    def __init__(
        self,
        desk: Desk,
        random: Random,
        now_ms: Callable[[], int],
        entry: EntryOf | None = None,
    ) -> None:
        self._desk = desk
        self._entry = entry or self._entry_of_channel
        self._random = random
        self._now_ms = now_ms

    def open(
        self, arrival: Arrival, done: Answered, admit: Admit = lambda: None
    ) -> None:
        """Calls `done` once, with the session, a refusal, or an error.

        Who comes back to the session that is open, or repeats himself, is not asked by
        `admit`.
        """
        session = new_session_id(self._now_ms(), self._random)
        # Judged now, told later: who has an open session is given it, wherever a new
        # one would lead.
        rules = self._desk.rules
        group = rules.channels.entry(arrival.channel, arrival.group)
        if not isinstance(group, Refused):
            group = GroupId(rules.stand_in(group))
        entry = self._entry(arrival.channel)
        if arrival.group:
            entry = USUAL_ENTRY
        opening = _Opening(
            self._desk, arrival, session, done, admit, entry, self._now_ms
        )
        opening.start(group)

    def _entry_of_channel(self, channel: str) -> EntryRule:
        return self._desk.rules.channels.first(channel)

    def initiate(self, wish: Wish, done: Begun) -> None:
        """An agent begins a session; calls `done` once (S9)."""
        Initiation(self._desk, self._random, self._now_ms, wish, done).start()


@dataclass(frozen=True, slots=True)
class _Usual:
    """Where the channel leads: the group, its name, and the visitor's last agent."""

    group: GroupId
    name: str
    prefer: str


class _Opening:
    """One opening on its way: a step per answer."""

    __slots__ = (
        "_admit",
        "_arrival",
        "_choices",
        "_customer",
        "_desk",
        "_done",
        "_entry",
        "_flow",
        "_now_ms",
        "_session",
    )

    def __init__(  # noqa: PLR0913, PLR0917 - what an opening is made of
        self,
        desk: Desk,
        arrival: Arrival,
        session: SessionId,
        done: Answered,
        admit: Admit,
        entry: EntryRule,
        now_ms: Callable[[], int],
    ) -> None:
        self._customer = Standing()
        self._now_ms = now_ms
        self._admit = admit
        self._entry = entry
        self._choices: list[NamedGroup] = []
        self._flow: Flow | None = None
        self._desk = desk
        self._arrival = arrival
        self._session = session
        self._done = done

    def start(self, group: GroupId | Refused) -> None:
        arrival = self._arrival
        query = Holders(visitor_resource(arrival.visitor, arrival.channel))
        self._desk.journal.query(query, partial(self._on_holders, group))

    def _on_holders(self, group: GroupId | Refused, answer: Answer) -> None:
        if not isinstance(answer, Holdings):
            self._done(None, Unavailable("the store is away"))
        elif answer.rows:
            self._done(Opened(answer.rows[0].holder.partition("/")[2]), None)
        else:
            arrival = self._arrival
            who = arrival.visitor, arrival.channel
            keys = (
                opening_mark(*who, arrival.operation),
                last_agent_mark(*who),
                customer_mark(arrival.visitor),
            )
            self._desk.journal.query(FindMarks(keys), partial(self._on_marks, group))

    def _on_marks(self, group: GroupId | Refused, answer: Answer) -> None:
        if not isinstance(answer, FoundMarks):
            self._done(None, Unavailable("the store is away"))
            return
        opened, last_agent, customer = answer.values
        self._customer = decode(customer)
        if opened:
            self._done(Opened(opened), None)
        elif self._customer.is_blocked(self._now_ms()):
            text = "expected a visitor who is served here: this one was blocked"
            self._done(Refused(Rule.BLOCKED, text), None)
        elif isinstance(group, Refused):
            self._done(group, None)
        else:
            address = self._desk.directory.group(group)
            rule = partial(self._on_rule, group, last_agent or "")
            address.request(GetRule(), OPEN_SECONDS, rule)

    def _on_rule(
        self, group: GroupId, last_agent: str, answer: object, error: Exception | None
    ) -> None:
        if not isinstance(answer, GroupDefined):
            self._done(answer if isinstance(answer, Refused) else None, error)
        elif (refusal := self._admit()) is not None:
            self._done(None, refusal)
        else:
            rule = self._desk.rules.of(group)
            line = line_rule(own_rule(answer.rule, rule.bound), rule.settings)
            prefers_last = line.strategy is Strategy.LAST_AGENT
            preferred = last_agent if prefers_last else ""
            usual = _Usual(group, answer.public_name, preferred)
            match self._entry:
                case ChooseGroup(groups):
                    deleted = self._desk.rules.groups.heir_of
                    there = (each for each in groups if not deleted(each))
                    self._name_next(deque(there), usual)
                case AskFlow(name):
                    self._flow = self._desk.flows.latest(name)
                    groups = groups_of(self._flow) if self._flow else ()
                    self._name_next(deque(groups), usual)
                case AskBusiness():
                    self._open(usual, SessionPhase.ROUTING)
                case AskRobot(is_only):
                    self._talk(usual, is_only=is_only)
                case FixedGroup():
                    self._open(usual)
                case _:
                    assert_never(self._entry)

    def _talk(self, usual: _Usual, *, is_only: bool) -> None:
        """With the robot switched off humans serve, where there are any (R1, R9)."""
        is_on = self._desk.rules.desk.robot_enabled
        if is_on or is_only:
            self._open(usual, SessionPhase.ROBOT, robot_only=is_only)
        else:
            self._open(usual)

    def _name_next(self, groups: deque[str], usual: _Usual) -> None:
        """Asks one group after the other for its public name, if it is there."""
        if not groups:
            self._ask(usual)
            return
        group = groups.popleft()

        def on_rule(answer: object, _: Exception | None) -> None:
            if isinstance(answer, GroupDefined):
                self._choices.append(NamedGroup(group, answer.public_name))
            self._name_next(groups, usual)

        address = self._desk.directory.group(GroupId(group))
        address.request(GetRule(), OPEN_SECONDS, on_rule)

    def _ask(self, usual: _Usual) -> None:
        """The flow asks, or the choice; a choice of one is none."""
        choices, flow = tuple(self._choices), self._flow
        if flow is not None:
            asks = FlowRef(flow.id, flow.version, choices)
            self._open(usual, SessionPhase.COLLECTING, asks)
        elif len(choices) > 1:
            self._open(usual, SessionPhase.COLLECTING, FlowRef(CHOICE, 1, choices))
        elif choices:
            (only,) = choices
            self._open(_Usual(GroupId(only.group), only.name, ""))
        else:
            self._open(usual)

    def _open(
        self,
        usual: _Usual,
        stage: SessionPhase = SessionPhase.QUEUED,
        flow: FlowRef | None = None,
        *,
        robot_only: bool = False,
    ) -> None:
        arrival = self._arrival
        command = OpenSession(
            arrival.visitor,
            arrival.nickname,
            arrival.channel,
            usual.group,
            stage,
            prefer=usual.prefer,
            group_name=usual.name,
            priority=max(arrival.priority, self._customer.level),
            source=arrival.source,
            operation=arrival.operation,
            language=arrival.language,
            address=arrival.address if stage in _ASKED else "",
            flow=flow,
            robot_only=robot_only,
        )
        self._desk.newborn.add(self._session)
        session = self._desk.directory.session(self._session)
        session.request(command, OPEN_SECONDS, self._on_opened)

    def _on_opened(self, answer: object, error: Exception | None) -> None:
        self._desk.newborn.discard(self._session)
        if isinstance(answer, Opened | Refused):
            self._done(answer, None)
        else:
            self._done(None, error)
