"""An agent begins a session with a visitor who is known (S9).

Nothing is decided here: the agent holds a slot, the session commits. Where the visitor
has an open session already, the agent joins that one, as far as he may take it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Final

from actors.agent.messages import AgentCard, GetCard, GiveBack, Held, ReserveByHand
from actors.assignment.messages import GetRule, GroupDefined
from actors.channels.core import Channel
from actors.customers.mark import Standing, decode
from actors.customers.messages import Customer, GetCustomer
from actors.customers.profile import Profile
from actors.desk import Desk
from actors.handover import take
from actors.ids import (
    AgentId,
    GroupId,
    SessionId,
    VisitorId,
    customer_mark,
    last_agent_mark,
    new_session_id,
    opening_mark,
    visitor_resource,
)
from actors.refusal import Refused, Rule
from actors.session.messages import InitiateSession, PostMessage
from actors.session.replies import Accepted, Done, Opened
from actors.session.terms import VISITOR_ROOM, Sender
from runtime.errors import Unavailable
from runtime.journal import Answer, FindMarks, FoundMarks, Holders, Holdings

STEP_SECONDS: Final = 5.0
"""Deadline of each question to the agent, the customer, the group or the session."""

Answered = Callable[[Opened | Refused | None, Exception | None], None]
"""Called once: with the session, a refusal, or an error (nobody knows what became)."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What an agent wants.

    Attributes:
        sender: the agent.
        visitor: with whom.
        channel: where he is to find it; "" = the first that leads to a group of the
            agent's.
        group: whose session it is; "" = the first of the agent's to which that leads.
        text: what is said first.
        body: the same, as content in its one form.
        operation: the agent's id of it, and of that message.
    """

    sender: Sender
    visitor: VisitorId
    channel: str
    group: str
    text: str
    body: bytes
    operation: str


class Initiation:
    """One wish on its way; a step per answer.

    Args:
        desk: the service.
        random: source of session ids.
        now_ms: wall time.
        wish: what is wanted.
        done: see `Answered`.
    """

    def __init__(
        self,
        desk: Desk,
        random: Random,
        now_ms: Callable[[], int],
        wish: Wish,
        done: Answered,
    ) -> None:
        self._desk = desk
        self._now_ms = now_ms
        self._wish = wish
        self._done = done
        self._session = new_session_id(now_ms(), random)
        self._agent = AgentId(wish.sender.id)
        self._channel = ""
        self._group = GroupId("")
        self._group_name = ""
        self._standing = Standing()
        self._is_known = False
        self._profile = Profile()

    def start(self) -> None:
        """Who is he, and what may he?"""
        agent = self._desk.directory.agent(self._agent)
        agent.request(GetCard(), STEP_SECONDS, self._on_card)

    def _on_card(self, answer: object, error: Exception | None) -> None:
        if not isinstance(answer, AgentCard):
            self._end(answer, error)
            return
        wish, rules = self._wish, self._desk.rules
        own = [one for one in answer.groups if not rules.groups.heir_of(one)]
        places = [
            (channel.id, group)
            for channel in rules.channels
            if wish.channel in {"", channel.id}
            for group in _groups(channel, own)
            if wish.group in {"", group}
        ]
        if not places:
            self._refuse(Rule.FORBIDDEN, "expected a channel that leads to his groups")
            return
        self._channel, self._group = places[0]
        visitor = wish.visitor
        keys = (
            opening_mark(visitor, self._channel, wish.operation),
            last_agent_mark(visitor, self._channel),
            customer_mark(visitor),
        )
        self._desk.journal.query(FindMarks(keys), self._on_marks)

    def _on_marks(self, answer: Answer) -> None:
        if not isinstance(answer, FoundMarks):
            self._done(None, Unavailable("the store is away"))
            return
        opened, last_agent, customer = answer.values
        self._standing = decode(customer)
        if opened:
            self._done(Opened(opened), None)
        elif self._standing.is_blocked(self._now_ms()):
            self._refuse(Rule.BLOCKED, "expected a visitor who is not blocked")
        else:
            self._is_known = bool(last_agent or customer)
            query = Holders(visitor_resource(self._wish.visitor, self._channel))
            self._desk.journal.query(query, self._on_holders)

    def _on_holders(self, answer: Answer) -> None:
        if not isinstance(answer, Holdings):
            self._done(None, Unavailable("the store is away"))
        elif answer.rows:
            self._join(SessionId(answer.rows[0].holder.partition("/")[2]))
        else:
            address = self._desk.directory.customer(self._wish.visitor)
            address.request(GetCustomer(), STEP_SECONDS, self._on_customer)

    # --- a new session

    def _on_customer(self, answer: object, error: Exception | None) -> None:
        if not isinstance(answer, Customer):
            self._end(answer, error)
            return
        if not (self._is_known or answer.version):
            text = "expected a visitor who was served in this channel, or a customer"
            self._refuse(Rule.NO_SUCH_VISITOR, text)
            return
        self._profile = answer.profile
        group = self._desk.directory.group(self._group)
        group.request(GetRule(), STEP_SECONDS, self._on_rule)

    def _on_rule(self, answer: object, error: Exception | None) -> None:
        if not isinstance(answer, GroupDefined):
            self._end(answer, error)
            return
        self._group_name = answer.public_name
        reserve = ReserveByHand(self._session, f"begin/{self._session}")
        agent = self._desk.directory.agent(self._agent)
        agent.request(reserve, STEP_SECONDS, self._on_held)

    def _on_held(self, answer: object, error: Exception | None) -> None:
        if not isinstance(answer, Held):
            self._end(answer, error)
            return
        wish = self._wish
        command = InitiateSession(
            wish.sender,
            wish.visitor,
            self._profile.nickname or wish.visitor,
            self._channel,
            self._group,
            self._agent,
            answer.slot,
            answer.reservation,
            answer.until_ms,
            wish.body,
            wish.operation,
            self._standing.level,
            answer.nickname,
            self._group_name,
            self._profile.language,
        )

        def on_begun(begun: object, failed: Exception | None) -> None:
            # After an error nobody knows; the hold runs out, and the claims are read.
            if isinstance(begun, Refused):
                agent = self._desk.directory.agent(self._agent)
                agent.tell(GiveBack(answer.reservation))
            self._end(begun, failed)

        session = self._desk.directory.session(self._session)
        session.request(command, STEP_SECONDS, on_begun)

    # --- the one that is open

    def _join(self, session: SessionId) -> None:
        """He serves it already, or takes it; then he says what he wanted to say."""

        def on_said(answer: object, error: Exception | None) -> None:
            if isinstance(answer, Accepted | Opened):
                self._done(Opened(session), None)
            elif isinstance(answer, Refused) and answer.rule is Rule.FORBIDDEN:
                wish = self._wish
                desk, operation = self._desk, wish.operation
                take(desk, wish.sender, session, self._agent, operation, on_taken)
            else:
                self._end(answer, error)

        def on_taken(answer: object, error: Exception | None) -> None:
            if isinstance(answer, Done):
                self._say(session, self._on_said_after(session))
            else:
                self._end(answer, error)

        self._say(session, on_said)

    def _on_said_after(
        self, session: SessionId
    ) -> Callable[[object, Exception | None], None]:
        def on_said(answer: object, error: Exception | None) -> None:
            if isinstance(answer, Accepted):
                self._done(Opened(session), None)
            else:
                self._end(answer, error)

        return on_said

    def _say(
        self, session: SessionId, done: Callable[[object, Exception | None], None]
    ) -> None:
        wish = self._wish
        post = PostMessage(
            wish.sender, VISITOR_ROOM, wish.operation, wish.body, wish.text
        )
        address = self._desk.directory.session(session)
        address.request(post, STEP_SECONDS, done)

    def _end(self, answer: object, error: Exception | None) -> None:
        self._done(answer if isinstance(answer, Opened | Refused) else None, error)

    def _refuse(self, rule: Rule, text: str) -> None:
        self._done(Refused(rule, text), None)


def _groups(channel: Channel, groups: list[GroupId]) -> list[GroupId]:
    """Those to which the channel leads; its own one first."""
    admitted = [group for group in groups if channel.admits(group)]
    return sorted(admitted, key=lambda group: group != channel.group)
