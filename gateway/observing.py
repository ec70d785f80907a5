"""Lets in an observer: who looks at the desk and is no agent on it by that (M6).

An administrator is none at all; a supervisor is one, but is not there to serve because
he has the dashboard open. Whoever sees his own groups alone has them from his agent's
actor, as they change.
"""

from __future__ import annotations

from collections.abc import Callable

from actors.agent.messages import AgentCard, Board, GetCard, agent_topic
from actors.ids import AgentId
from gateway.caller import REQUEST_SECONDS, Caller
from gateway.wire.codes import CloseCode
from runtime.topics import Publication


class Observing:
    """One observer's connection.

    Args:
        caller: who looks.
        welcome: answers HELLO, once it is known what he may see.
    """

    def __init__(self, caller: Caller, welcome: Callable[[], None]) -> None:
        self._caller = caller
        self._welcome = welcome

    def begin(self) -> None:
        """The ticket is good."""
        caller = self._caller
        if caller.ticket.sees_all:
            self._welcome()
            return
        caller.front.topics.subscribe(self._topic(), self._on_published)
        agent = caller.front.desk.directory.agent(AgentId(caller.me.id))
        agent.request(GetCard(), REQUEST_SECONDS, caller.taking(self._on_card))

    def end(self) -> None:
        """The connection is gone."""
        if not self._caller.ticket.sees_all:
            topics = self._caller.front.topics
            topics.unsubscribe(self._topic(), self._on_published)

    def _on_card(self, answer: object, error: Exception | None) -> None:
        caller = self._caller
        if isinstance(answer, AgentCard):
            caller.observe(answer.groups)
            self._welcome()
        elif error is not None:
            caller.connection.close(CloseCode.OVERLOADED, "the agent is away")
        else:
            caller.connection.close(CloseCode.BAD_TICKET, "there is no such agent")
        caller.wake()

    def _on_published(self, publication: Publication[object]) -> None:
        if isinstance(publication.event, Board):
            self._caller.observe(publication.event.groups)

    def _topic(self) -> str:
        return agent_topic(AgentId(self._caller.me.id))
