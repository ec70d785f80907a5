"""What an agent's model asks for, done through the SDK."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Final

from msgspec.structs import replace

from gateway.client import Agent, Conversation
from gateway.client_core.events import ClientEvent
from gateway.console.agent_status import STATUS_COMMANDS
from gateway.console.aside_requests import (
    AnswerColleague,
    AsideRequest,
    AskContext,
    BeginTalk,
    CallColleague,
    CopyTo,
    LeaveAside,
    MentionAgent,
    WatchSession,
)
from gateway.console.desk_requests import (
    AlterCustomer,
    BeginSession,
    ChangeAgent,
    ChangeStatus,
    GiveSession,
    HandOver,
    KeepSession,
    LeaveOffer,
    NoteSession,
    TakeOffer,
)
from gateway.console.knowledge_desk import NEWS_LISTED
from gateway.console.knowledge_requests import (
    AskEntry,
    AskFind,
    AskNews,
    AskReplies,
    AskSuggestions,
    DecideSuggestion,
    KnowledgeRequest,
    MarkRead,
    Suggest,
)
from gateway.console.questions import (
    AskColleagues,
    AskCustomer,
    AskFollowUps,
    AskLeft,
    AskQueue,
    AskServing,
    AskWhy,
    Question,
)
from gateway.console.reply_desk import LISTED
from gateway.console.talk import Farewell
from gateway.console.turn import AskRating, CommonRequest, EndSession, Request, TakeBack
from gateway.wire.aside_frames import CopyKindName
from runtime.errors import Unavailable

CONTEXT_MESSAGES: Final = 20
"""Messages that /read shows."""
_STATUS_WORDS = {status: word for word, status in STATUS_COMMANDS.items()}


class AgentClient:
    """A `Client` for agents and supervisors."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent

    def events(self) -> AsyncIterator[ClientEvent]:
        """What happens."""
        return self._agent.events()

    def session(self, session: str) -> Conversation:
        """A session by its id."""
        return self._agent.session(session)

    async def ask(self, request: Request) -> None:
        """Does what was asked for; what questions ask for comes as an event."""
        match request:
            case ChangeStatus(status, reason):
                await self._agent.set_status(status, reason)
            case ChangeAgent(agent, status, capacity):
                await self._agent.set_agent(agent, status=status, capacity=capacity)
            case NoteSession() | AlterCustomer():
                await self._write_down(request)
            case TakeBack() | AskRating() | EndSession():
                await self._ask_as_anybody(request)
            case _ if isinstance(request, Question):
                await self._look_around(request)
            case _ if isinstance(request, KnowledgeRequest):
                await self._ask_knowledge(request)
            case _ if isinstance(request, AsideRequest):
                await self._ask_aside(request)
            case _:
                await self._ask_on_session(request)

    async def _look_around(self, question: Question) -> None:
        match question:
            case AskColleagues(group):
                await self._agent.colleagues(group)
            case AskQueue(group):
                await self._agent.queue(group)
            case AskServing(group):
                await self._agent.served(group)
            case AskFollowUps():
                await self._agent.follow_ups()
            case AskLeft(group):
                await self._agent.messages_left(group)
            case AskCustomer(session, visitor):
                await self._agent.customer(session=session, visitor=visitor)
            case AskWhy(session):
                await self._agent.why(session)

    async def _ask_knowledge(  # noqa: C901 - one row per request
        self, request: KnowledgeRequest
    ) -> None:
        agent = self._agent
        match request:
            case Suggest(question, answer):
                await agent.contribute(question, answer)
            case AskSuggestions(state, before):
                await agent.contributions(state, before=before)
            case DecideSuggestion(number, is_approved, reason):
                await agent.decide_contribution(
                    number, is_approved=is_approved, reason=reason
                )
            case AskNews():
                await agent.news(limit=NEWS_LISTED)
            case AskEntry(entry):
                await agent.entry(entry)
            case MarkRead(version, entries):
                await agent.mark_news(version, *entries)
                await agent.news(limit=NEWS_LISTED)
            case AskFind(text):
                await agent.search_knowledge(text, limit=LISTED)
            case AskReplies():
                after = (await agent.quick_replies()).next
                while after:
                    after = (await agent.quick_replies(after)).next

    async def _ask_as_anybody(self, request: CommonRequest) -> None:
        """What visitors may do, too."""
        session = self._agent.session(request.session)
        match request:
            case TakeBack(number=number):
                await session.recall(number)
            case AskRating():
                await session.invite_rating()
            case EndSession():
                await session.close()

    async def _ask_aside(  # noqa: C901 - one row per request
        self, request: AsideRequest
    ) -> None:
        agent = self._agent
        match request:
            case CallColleague(session, colleague, note):
                await agent.consult(session, colleague, note)
            case AnswerColleague(session, is_accepted):
                await agent.answer_call(session, is_accepted=is_accepted)
            case WatchSession(session, how, is_hidden):
                await agent.watch(session, how, is_hidden=is_hidden)
            case LeaveAside(session, colleague):
                await agent.leave(session, colleague)
            case MentionAgent(session, colleague, text):
                await agent.mention(session, colleague, text)
            case CopyTo(session, address, note):
                is_hook = address.startswith(("https://", "http://"))
                kind: CopyKindName = "webhook" if is_hook else "mail"
                await agent.copy(session, kind, address, note)
            case BeginTalk(agents, text):
                talk = await agent.talk(*agents)
                await talk.send(text)
            case AskContext(session):
                await agent.session(session).history(limit=CONTEXT_MESSAGES)

    async def _ask_on_session(self, request: Request) -> None:
        match request:
            case TakeOffer(session, offer):
                await self._agent.accept(session, offer)
            case LeaveOffer(session, offer):
                await self._agent.decline(session, offer)
            case HandOver(session, group, agent, note):
                await self._agent.transfer(session, group=group, agent=agent, note=note)
            case KeepSession(session):
                await self._agent.cancel_transfer(session)
            case GiveSession(session, agent):
                await self._agent.assign(session, agent)
            case BeginSession(visitor, text):
                await self._agent.initiate(visitor, text)
            case _:
                raise AssertionError(request)  # the agent's model asks for no more

    async def _write_down(self, wanted: NoteSession | AlterCustomer) -> None:
        match wanted:
            case NoteSession(session, note, value, seconds):
                due_ms = self._in(seconds)
                await self._agent.annotate(session, note, value, due_ms=due_ms)
            case AlterCustomer(change, _, seconds):
                until = replace(change, block_until=self._in(seconds))
                await self._agent.change_customer(until)

    def _in(self, seconds: int) -> int:
        """The moment in so many seconds, by the server's clock; 0: none."""
        if not seconds:
            return 0
        server_ms = self._agent.server_ms
        if server_ms is None:
            raise Unavailable("the server's clock is not known yet")
        return server_ms + seconds * 1000

    def command(  # noqa: C901 - one row per command of several words
        self, request: Request
    ) -> str:
        """The command's word."""
        match request:
            case ChangeStatus(status):
                return _STATUS_WORDS[status]
            case ChangeAgent(status=status):
                return "status" if status else "capacity"
            case AlterCustomer(word=word):
                return word
            case DecideSuggestion(is_approved=is_approved):
                return "approve" if is_approved else "reject"
            case NoteSession(note=note):
                return "followup" if note == "follow_up" else note
            case GiveSession(agent=agent):
                return "assign" if agent else "take"
            case AnswerColleague(is_accepted=is_accepted):
                return "come" if is_accepted else "decline"
            case WatchSession(how=how):
                return "barge" if how == "speak" else how
            case _:
                return _WORDS[type(request)]

    def farewell(self, request: Request, code: int) -> Farewell | None:
        """A refusal ends nothing."""
        del request, code
        return None


_WORDS = {
    TakeOffer: "accept",
    LeaveOffer: "decline",
    HandOver: "transfer",
    KeepSession: "keep",
    AskColleagues: "colleagues",
    AskQueue: "queue",
    AskServing: "serving",
    AskWhy: "why",
    AskFollowUps: "followups",
    AskCustomer: "customer",
    AskLeft: "left",
    Suggest: "contribute",
    AskSuggestions: "contributions",
    AskNews: "news",
    AskEntry: "news",
    AskFind: "find",
    AskReplies: "quick",
    MarkRead: "news",
    BeginSession: "initiate",
    CallColleague: "consult",
    LeaveAside: "leave",
    MentionAgent: "mention",
    CopyTo: "cc",
    BeginTalk: "talk",
    AskContext: "read",
    EndSession: "close",
    TakeBack: "recall",
    AskRating: "invite",
}
