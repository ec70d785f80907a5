"""The way from the desk to the office of knowledge: a line, one at a time (R11).

Whoever serves a connection does not wait; and a crowd of agents who all look at the
news must not fill the line of the records, where accounts wait, too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from actors.accounts.permissions import Permission, Principal, is_allowed
from actors.accounts.records import Fault, NotRecorded
from actors.knowledge.contribution import Approve, Contribute, FindContributions, Reject
from actors.knowledge.messages import AgentsAnswer, AskKnowledge
from actors.knowledge.news import MarkRead, ReadNews
from actors.knowledge.office import KnowledgeOffice
from actors.knowledge.records import not_allowed
from actors.knowledge.search import Searching, SearchKnowledge
from actors.quick_replies.office import ReplyOffice
from actors.quick_replies.records import DropReplies, PutReplies, ReadReplies
from runtime.actor import Actor
from runtime.ask import Answered
from runtime.errors import Unavailable
from runtime.ref import Ref

KNOWLEDGE_CAPACITY: Final = 1_000
"""Questions that wait: all agents at once, after a publication; others ask again."""
KNOWLEDGE_SECONDS: Final = 10.0
"""For an answer: as long as a client waits for any actor's."""

KnowledgeAsked = Callable[[AskKnowledge, Answered], None]
"""Has something asked; calls once with an `AgentsAnswer`, or an error."""


class KnowledgeDoor:
    """Where the actor is found; made once, outlives its incarnations.

    Attributes:
        ref: the actor's address, once it was started.
    """

    def __init__(self) -> None:
        self.ref: Ref[AskKnowledge] | None = None

    def ask(self, asked: AskKnowledge, done: Answered) -> None:
        """See `KnowledgeAsked`."""
        if self.ref is None:
            done(None, Unavailable("knowledge is not open yet"))
        else:
            self.ref.request(asked, KNOWLEDGE_SECONDS, done)


class KnowledgeActor(Actor[AskKnowledge]):
    """Asks the office for the desk.

    Args:
        door: to stand behind.
        office: decides and answers.
        search: finds what is published.
        replies: quick replies, which wait in the same line.
    """

    def __init__(
        self,
        door: KnowledgeDoor,
        office: KnowledgeOffice,
        search: Searching,
        replies: ReplyOffice,
    ) -> None:
        self._door = door
        self._office = office
        self._search = search
        self._replies = replies

    def on_start(self) -> object:
        """Opens the door."""
        self._door.ref = self.context.ref
        return None

    def receive(self, message: AskKnowledge) -> object:
        """Holds the mailbox while the records are asked."""
        return self._answered(message)

    async def _answered(self, asked: AskKnowledge) -> AgentsAnswer:
        try:
            return await self._asked(asked)
        except Unavailable as error:
            return NotRecorded(Fault.FAILED, str(error))

    async def _asked(self, asked: AskKnowledge) -> AgentsAnswer:
        who, suggestions = asked.who, self._office.suggestions
        match asked.wish:
            case Contribute() | Approve() | Reject() as act:
                # His own name before it: nobody gets the answer to another's act.
                operation = f"{who.who}/knowledge/{asked.operation}"
                return await suggestions.act(who, act, operation)
            case FindContributions() as find:
                return await suggestions.find(who, find)
            case ReadNews() | MarkRead() as news:
                return await suggestions.news(who, news)
            case ReadReplies() as read:
                return await self._replies.read(who, read)
            case PutReplies() | DropReplies() as change:
                operation = f"{who.who}/reply/{asked.operation}"
                return await self._replies.change(who, change, operation)
            case SearchKnowledge() as search:
                return await self._found(who, search)
            case query:
                return await self._office.look(who, query)

    async def _found(self, who: Principal, search: SearchKnowledge) -> AgentsAnswer:
        if not is_allowed(who, Permission.READ_KNOWLEDGE):
            return not_allowed(Permission.READ_KNOWLEDGE)
        return await self._search(search)
