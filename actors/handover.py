"""Takes a session to an agent past the queue, and finds out where a transfer goes.

Nothing is decided here: the agent holds a slot, the session commits. What remains of a
hand-over that breaks off is a hold, which runs out by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from actors.agent.messages import AgentCard, GetCard, GiveBack, Held, ReserveByHand
from actors.assignment.messages import GetRule, GroupDefined
from actors.desk import Desk
from actors.ids import AgentId, GroupId, SessionId
from actors.refusal import Refused, Rule
from actors.session.messages import GetSession, TakeByHand, TransferSession
from actors.session.replies import Done
from actors.session.terms import Sender
from actors.session.view import SessionView

STEP_SECONDS: Final = 5.0
"""Deadline of each question to an agent, a group or the session."""

Answered = Callable[[Done | Refused | None, Exception | None], None]
"""Called once: with the answer, or with an error (the outcome may be unknown)."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """Who wants something of which session; `operation` tells a repetition."""

    desk: Desk
    sender: Sender
    session: SessionId
    operation: str
    done: Answered

    def end(self, answer: object, error: Exception | None) -> None:
        """What was wanted is done, refused, or failed."""
        self.done(answer if isinstance(answer, Done | Refused) else None, error)

    def refuse(self, rule: Rule, text: str) -> None:
        """It cannot be."""
        self.done(Refused(rule, text), None)


def take(
    desk: Desk,
    sender: Sender,
    session: SessionId,
    agent: AgentId,
    operation: str,
    done: Answered,
) -> None:
    """Gives the session to an agent who has room (Q11), or to oneself (W1).

    Args:
        desk: the service.
        sender: a supervisor of the session's group, or the agent himself.
        session: what is given.
        agent: who gets it.
        operation: identifies the wish over repetitions.
        done: see `Answered`.
    """
    wish = _Wish(desk, sender, session, operation, done)
    _Taking(wish, agent).start()


def transfer(  # noqa: PLR0913, PLR0917 - the wish's parts
    desk: Desk,
    sender: Sender,
    session: SessionId,
    group: str,
    agent: str,
    note: str,
    operation: str,
    done: Answered,
) -> None:
    """Hands the session over to a group, or to one agent (Q10).

    Args:
        desk: the service.
        sender: the serving agent.
        session: what is handed over.
        group: where to, or "": of an agent's groups, the session's own, else his first.
        agent: to whom, or "": to anybody of the group.
        note: for whoever takes it.
        operation: identifies the wish over repetitions.
        done: see `Answered`.
    """
    wish = _Wish(desk, sender, session, operation, done)
    _Transferring(wish, group, agent, note).start()


class _Taking:
    """Is it allowed, and not done yet? Then a slot is held, and the session decides."""

    __slots__ = ("_agent", "_groups", "_wish")

    def __init__(self, wish: _Wish, agent: AgentId) -> None:
        self._wish = wish
        self._agent = agent
        self._groups: tuple[GroupId, ...] = ()

    def start(self) -> None:
        """An agent's own pick is from his groups."""
        wish = self._wish
        if wish.sender.supervises:
            self._ask()
        elif wish.sender.id == self._agent:
            agent = wish.desk.directory.agent(self._agent)
            agent.request(GetCard(), STEP_SECONDS, self._on_card)
        else:
            wish.refuse(Rule.FORBIDDEN, "expected a supervisor, or the agent himself")

    def _on_card(self, answer: object, error: Exception | None) -> None:
        if not isinstance(answer, AgentCard):
            self._wish.end(answer, error)
            return
        self._groups = answer.groups
        self._ask()

    def _ask(self) -> None:
        """Without a slot: only that may be missing, unless it is a repetition."""

        def on_answer(answer: object, error: Exception | None) -> None:
            if isinstance(answer, Refused) and answer.rule is Rule.NO_SUCH_OFFER:
                self._reserve()
            else:
                self._wish.end(answer, error)

        self._take(Held(self._agent, 0, "", 0), on_answer)

    def _reserve(self) -> None:
        """The hold's name is the wish's own: a repetition means the same hold."""
        wish = self._wish
        name = f"hand/{wish.session}/{wish.sender.id}/{wish.operation}"
        reserve = ReserveByHand(wish.session, name)
        agent = wish.desk.directory.agent(self._agent)
        agent.request(reserve, STEP_SECONDS, self._on_held)

    def _on_held(self, answer: object, error: Exception | None) -> None:
        if not isinstance(answer, Held):
            self._wish.end(answer, error)
            return
        reservation = answer.reservation

        def on_taken(taken: object, failed: Exception | None) -> None:
            # After an error nobody knows; the hold runs out, and the claims are read.
            if isinstance(taken, Refused):
                agent = self._wish.desk.directory.agent(self._agent)
                agent.tell(GiveBack(reservation))
            self._wish.end(taken, failed)

        self._take(answer, on_taken)

    def _take(
        self, held: Held, on_answer: Callable[[object, Exception | None], None]
    ) -> None:
        wish = self._wish
        command = TakeByHand(
            wish.sender,
            self._agent,
            held.slot,
            held.reservation,
            held.until_ms,
            wish.operation,
            self._groups,
            held.nickname,
        )
        session = wish.desk.directory.session(wish.session)
        session.request(command, STEP_SECONDS, on_answer)


class _Transferring:
    """Is there such an agent, such a group? Then the session decides."""

    __slots__ = ("_agent", "_agent_name", "_group", "_groups", "_note", "_wish")

    def __init__(self, wish: _Wish, group: str, agent: str, note: str) -> None:
        self._wish = wish
        self._group = group
        self._agent = agent
        self._note = note
        self._agent_name = ""
        self._groups: tuple[GroupId, ...] = ()

    def start(self) -> None:
        """Whoever is named must exist."""
        directory = self._wish.desk.directory
        if self._agent:
            agent = directory.agent(AgentId(self._agent))
            agent.request(GetCard(), STEP_SECONDS, self._on_card)
        elif refused := self._wish.desk.rules.groups.deleted(self._group):
            self._wish.end(refused, None)
        elif self._group:
            group = directory.group(GroupId(self._group))
            group.request(GetRule(), STEP_SECONDS, self._on_rule)
        else:
            self._wish.refuse(Rule.BAD_VALUE, "expected a group or an agent")

    def _on_rule(self, answer: object, error: Exception | None) -> None:
        if isinstance(answer, GroupDefined):
            self._request(self._group, answer.public_name)
        else:
            self._wish.end(answer, error)

    def _on_card(self, answer: object, error: Exception | None) -> None:
        if not isinstance(answer, AgentCard):
            self._wish.end(answer, error)
            return
        self._agent_name = answer.nickname
        deleted = self._wish.desk.rules.groups.heir_of
        groups = tuple(one for one in answer.groups if not deleted(one))
        if not groups:
            self._wish.refuse(Rule.NO_SUCH_GROUP, "the agent is in no group")
        elif self._group in groups:
            self._request(self._group)
        elif self._group:
            self._wish.refuse(Rule.NO_SUCH_GROUP, "the agent is not in that group")
        else:
            self._groups = groups
            self._look()

    def _look(self) -> None:
        wish = self._wish
        session = wish.desk.directory.session(wish.session)
        session.request(GetSession(wish.sender), STEP_SECONDS, self._on_view)

    def _on_view(self, answer: object, error: Exception | None) -> None:
        """Who may not look gets the session's own answer: it may be a repetition."""
        if error is not None:
            self._wish.end(None, error)
            return
        group: str = self._groups[0]
        if isinstance(answer, SessionView) and answer.group in self._groups:
            group = answer.group
        self._request(group)

    def _request(self, group: str, group_name: str = "") -> None:
        """Of an agent's groups the session itself knows its own one's name alone."""
        wish = self._wish
        command = TransferSession(
            wish.sender,
            GroupId(group),
            self._agent,
            self._note,
            wish.operation,
            group_name,
            self._agent_name,
        )
        session = wish.desk.directory.session(wish.session)
        session.request(command, STEP_SECONDS, wish.end)
