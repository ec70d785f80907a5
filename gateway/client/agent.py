"""An agent's client."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal

import trio

from gateway.client.conversation import Conversation
from gateway.client.link import Link, client_link
from gateway.client.ticket_source import TicketSource
from gateway.client_core.asking import Asking
from gateway.client_core.events import ClientEvent
from gateway.client_core.outbox import OutboxStore
from gateway.wire.answer_frames import Colleagues, FollowUps, Queue, Sessions, Why
from gateway.wire.aside_frames import CopyKindName, WatchHow
from gateway.wire.customer_frames import ChangeCustomer, Customer
from gateway.wire.dashboard_frames import Trend
from gateway.wire.knowledge_frames import (
    Contributed,
    Contributions,
    ContributionStateName,
    Entry,
    KnowledgeFound,
    News,
)
from gateway.wire.reaching_frames import MessagesLeft
from gateway.wire.reply_frames import PutQuickReply, QuickReplies, QuickReplyPut
from gateway.wire.server_frames import Board, Res
from gateway.wire.terms import MAX_FOUND_SHOWN, MAX_NEWS_SHOWN, NoteName, Status


class Agent:
    """Takes sessions and talks in several at once.

    A request returns when the server has done it: on its disk, and once, through any
    number of reconnects. What was said and asked before in the same session goes before
    it. Under cancellation it is not taken back: what became of it is then told by the
    events alone.

    Every request may raise `Refused` (with the server's code; what only supervisors
    may is `FORBIDDEN` to others), `AskTimeout` (no answer in time: the outcome is
    unknown), `TooManyRequests` (too many are unanswered: this one was not sent),
    `UsageError` (a value is beyond the wire's bounds) and `StoppedByServer` (the client
    must stay away).
    """

    def __init__(self, link: Link) -> None:
        self._link = link

    @property
    def board(self) -> Board | None:
        """Status, capacity and sessions as the server last told; None before that."""
        return self._link.board

    # --- the agent's own work

    async def set_status(self, status: Status, reason: str = "") -> None:
        """Begins or stops taking sessions; a reason is for `rest`.

        To leave `free` takes back what rings here; what is served stays.
        """
        await self._do(self._ask.set_status(status, _now(), reason))

    async def accept(self, session: str, offer: str) -> None:
        """Takes a session that rings; `NO_SUCH_OFFER`: it rings here no more."""
        await self._do(self._ask.accept(session, offer, _now()))

    async def decline(self, session: str, offer: str) -> None:
        """Leaves a session that rings to others; the visitor keeps the place."""
        await self._do(self._ask.decline(session, offer, _now()))

    async def transfer(
        self, session: str, *, group: str = "", agent: str = "", note: str = ""
    ) -> None:
        """Looks for another agent: of a group, or a certain one.

        Returns when the search has begun: the session stays until somebody has taken
        it, and `SessionChanged` or `NoticeReceived` tells how that ends.

        Args:
            session: one that the agent serves, and that is not on its way already:
                else `WRONG_STATE`.
            group: any of its agents may take it; `NO_SUCH_GROUP`: there is none.
            agent: nobody else may, whatever the group; `NO_SUCH_AGENT`: unknown.
            note: for whoever takes it, at most `MAX_NOTE_CHARS`.
        """
        now = _now()
        await self._do(
            self._ask.transfer(session, now, group=group, agent=agent, note=note)
        )

    async def cancel_transfer(self, session: str) -> None:
        """Keeps a session after all; `WRONG_STATE`: it is not on its way."""
        await self._do(self._ask.cancel_transfer(session, _now()))

    async def assign(self, session: str, agent: str = "") -> None:
        """Takes a session out of the queue, past all others in it.

        A supervisor may give it to any agent, also from another one (Q11).
        `AGENT_FULL`, `AGENT_NOT_FREE`: that agent cannot take it now.
        """
        await self._do(self._ask.assign(session, agent, _now()))

    async def annotate(
        self, session: str, note: NoteName, value: str, *, due_ms: int = 0
    ) -> None:
        """Notes something on a session, also after its end; "" takes it back.

        `BAD_VALUE`: it is not of the form that the kind of note has. Where tags are
        required, a session cannot be closed by its agent before one is noted
        (`TAGS_MISSING`); several are apart by line ends.

        Args:
            session: one that the agent serves, or served last.
            note: the kind.
            value: the note.
            due_ms: when a `follow_up` is due, by the server's clock; 0: at no certain
                time.
        """
        request = self._ask.annotate(session, note, value, _now(), due_ms=due_ms)
        await self._do(request)

    # --- with colleagues, where no visitor hears (S10, S11)

    async def consult(self, session: str, agent: str, note: str = "") -> None:
        """Calls a colleague into a side room of a session that the agent serves.

        Returns when it rings there; `SessionChanged` and `RoomChanged` tell the rest.
        `AGENT_NOT_FREE`: the colleague is not there.
        """
        await self._do(self._ask.consult(session, agent, note, _now()))

    async def answer_call(self, session: str, *, is_accepted: bool) -> None:
        """Comes when a colleague calls, or does not; `NO_SUCH_OFFER`: too late."""
        request = self._ask.answer_call(session, _now(), is_accepted=is_accepted)
        await self._do(request)

    async def leave(self, session: str, agent: str = "") -> None:
        """Leaves a session as a guest; or sends a colleague away who was consulted."""
        await self._do(self._ask.leave(session, agent, _now()))

    async def mention(self, session: str, agent: str, text: str) -> None:
        """Names a colleague, who may read from then on what is said there.

        Args:
            session: one that the agent takes part in, or the place of a side room.
            agent: the colleague.
            text: for him, 1 to `MAX_NOTE_CHARS`.
        """
        await self._do(self._ask.mention(session, agent, text, _now()))

    async def talk(self, *agents: str) -> Conversation:
        """Begins an internal conversation with colleagues, there or not.

        `RoomChanged` tells them, and what is said waits for them. `leave` leaves it,
        `mention` brings somebody more.
        """
        request = self._ask.talk(agents, _now())
        return self.session((await self._link.ask(request, Res)).session)

    async def copy(
        self, session: str, kind: CopyKindName, address: str, note: str = ""
    ) -> None:
        """Has what was said to the visitor sent to an address.

        `FORBIDDEN`: the service's list does not have it.
        """
        await self._do(self._ask.copy(session, kind, address, note, _now()))

    # --- a supervisor's

    async def watch(
        self, session: str, how: WatchHow = "watch", *, is_hidden: bool = False
    ) -> None:
        """Follows a session of a group of his, in one of three ways; see `Watch`."""
        request = self._ask.watch(session, how, _now(), is_hidden=is_hidden)
        await self._do(request)

    async def set_agent(
        self, agent: str, *, status: Literal["", Status] = "", capacity: int = 0
    ) -> None:
        """Changes another agent's status or capacity; "" and 0 leave them (Q11).

        A capacity below the load takes nothing away: it only lets nothing new come.
        """
        now = _now()
        await self._do(
            self._ask.set_agent(agent, now, status=status, capacity=capacity)
        )

    # --- questions

    async def colleagues(self, group: str) -> Colleagues:
        """Who serves in a group, and how busy they are: the first of many."""
        return await self._link.ask(self._ask.colleagues(group, _now()), Colleagues)

    async def queue(self, group: str) -> Queue:
        """Who waits in a group, first first: the head of a long line."""
        return await self._link.ask(self._ask.queue(group, _now()), Queue)

    async def served(self, group: str) -> Sessions:
        """Whom a group serves, who waits for an answer first; supervisors only."""
        return await self._link.ask(self._ask.served(group, _now()), Sessions)

    async def initiate(
        self, visitor: str, text: str, *, channel: str = "", group: str = ""
    ) -> Conversation:
        """Begins a session with a visitor who is known, and serves it at once (S9).

        Who has a session open keeps that one: it is taken, as far as the agent may.

        Args:
            visitor: the id; `NO_SUCH_VISITOR`: nobody knows him, `BLOCKED`: he is not
                to be served.
            text: what is said first; who is away finds it when he comes.
            channel: where he is to find it; "": the first that leads to a group of the
                agent's.
            group: of the agent's; "": the first to which the channel leads.
        """
        now = _now()
        request = self._ask.initiate(visitor, text, now, channel=channel, group=group)
        answer = await self._link.ask(request, Res)
        return self.session(answer.session)

    async def messages_left(self, group: str) -> MessagesLeft:
        """What visitors left with a group, the oldest first; `assign` takes one."""
        request = self._ask.messages_left(group, _now())
        return await self._link.ask(request, MessagesLeft)

    async def follow_ups(self) -> FollowUps:
        """What the agent has noted as still to be done, the most urgent first."""
        return await self._link.ask(self._ask.follow_ups(_now()), FollowUps)

    async def customer(self, *, session: str = "", visitor: str = "") -> Customer:
        """What is known of a customer: of a session's visitor, or by his id.

        By his id supervisors alone may ask; they alone see contacts unmasked.
        """
        request = self._ask.customer(_now(), session=session, visitor=visitor)
        return await self._link.ask(request, Customer)

    async def change_customer(self, change: ChangeCustomer) -> None:
        """Changes what is known of a customer, all of it or nothing.

        Agents change whom they serve: profile, tags, notes; supervisors also the level,
        and block. What a part must be like is said at the frame: else `BAD_VALUE`.

        Args:
            change: what is to be different; its `request` and `operation` are put in.
        """
        await self._do(self._ask.change_customer(change, _now()))

    # --- what the robot knows (R11)

    async def contribute(self, question: str, answer: str, note: str = "") -> int:
        """Suggests a question and its answer for the robot; returns its number.

        `BAD_VALUE`: it can be no entry. `LIMIT_REACHED`: too many wait.

        Args:
            question: as visitors ask it, at most `MAX_QUESTION_CHARS`.
            answer: plain text, at most `MAX_ANSWER_CHARS`.
            note: for who decides, at most `MAX_NOTE_CHARS`.
        """
        request = self._ask.contribute(question, answer, note, _now())
        return (await self._link.ask(request, Contributed)).number

    async def contributions(
        self,
        state: Literal["", ContributionStateName] = "",
        *,
        by: str = "",
        before: int = 0,
    ) -> Contributions:
        """What was suggested, newest first: one's own; supervisors see all.

        Args:
            state: only those that stand there; "": all.
            by: only that agent's; "": of all whom one may see.
            before: `next` of the page before; 0: from the newest.
        """
        request = self._ask.contributions(_now(), state=state, by=by, before=before)
        return await self._link.ask(request, Contributions)

    async def decide_contribution(
        self, number: int, *, is_approved: bool, reason: str = ""
    ) -> None:
        """Takes a contribution into the draft, or says why not; supervisors only.

        `NO_SUCH_CONTRIBUTION`, `DECIDED`: there is none, or somebody was quicker; a
        rejection without a reason is `BAD_VALUE`.
        """
        now = _now()
        await self._do(
            self._ask.decide_contribution(number, reason, now, is_approved=is_approved)
        )

    async def news(
        self, *, is_unread: bool = False, after: str = "", limit: int = MAX_NEWS_SHOWN
    ) -> News:
        """What of the published knowledge is new, newest first, and what was read.

        Args:
            is_unread: only what the agent has not marked.
            after: `next` of the page before; "": from the newest.
            limit: at most so many, up to `MAX_NEWS_SHOWN`.
        """
        now = _now()
        request = self._ask.news(now, is_unread=is_unread, after=after, limit=limit)
        return await self._link.ask(request, News)

    async def mark_news(self, version: int, *entries: str) -> None:
        """Marks news as read, as `News.version` has them; no entries: all of them."""
        await self._do(self._ask.mark_news(version, entries, _now()))

    async def entry(self, entry: str) -> Entry:
        """What the robot answers to a question; `NO_SUCH_ENTRY`: it is not in force."""
        return await self._link.ask(self._ask.entry(entry, _now()), Entry)

    async def search_knowledge(
        self, text: str = "", *, channel: str = "", limit: int = MAX_FOUND_SHOWN
    ) -> KnowledgeFound:
        """The published entries that answer a text, the best first (A4).

        Args:
            text: as a visitor would ask it, at most `MAX_SEARCH_CHARS`; "": what
                visitors asked most.
            channel: where the answer is to be said; "": anywhere.
            limit: at most so many, up to `MAX_FOUND_SHOWN`.
        """
        request = self._ask.search_knowledge(text, _now(), channel=channel, limit=limit)
        return await self._link.ask(request, KnowledgeFound)

    # --- quick replies (A5)

    async def quick_replies(self, after: str = "") -> QuickReplies:
        """The shared ones and the agent's own; `after`: `next` of the page before."""
        return await self._link.ask(
            self._ask.quick_replies(after, _now()), QuickReplies
        )

    async def put_quick_reply(
        self,
        title: str,
        text: str,
        *,
        category: str = "",
        reply: str = "",
        is_shared: bool = False,
    ) -> str:
        """Adds a quick reply, or changes the one with that id; returns its id.

        `NAME_TAKEN`: another has the title. `FORBIDDEN`: shared ones are a
        supervisor's to change. `LIMIT_REACHED`: there are too many.
        """
        put = PutQuickReply(0, "", reply, is_shared, category, title, text)
        request = self._ask.put_quick_reply(put, _now())
        return (await self._link.ask(request, QuickReplyPut)).reply

    async def drop_quick_reply(self, reply: str, *, is_shared: bool = False) -> None:
        """Deletes one."""
        now = _now()
        await self._do(self._ask.drop_quick_reply(reply, now, is_shared=is_shared))

    # --- the dashboard, to who supervises (M6)

    async def watch_dashboard(self) -> None:
        """Has `DashboardChanged` among the events; again after each `Connected`."""
        await self._do(self._ask.watch_dashboard(_now()))

    async def trend(self, group: str = "") -> Trend:
        """The last hours of a group by the minute; "": of all of one's own."""
        return await self._link.ask(self._ask.trend(group, _now()), Trend)

    async def why(self, session: str) -> Why:
        """What happened to a session, and why nobody serves it now (Q15)."""
        return await self._link.ask(self._ask.why(session, _now()), Why)

    @property
    def server_ms(self) -> int | None:
        """The server's clock now, for the deadlines of offers; None: not told yet."""
        return self._link.core.server_ms(_now())

    # --- sessions

    def session(self, session: str) -> Conversation:
        """A session of the board, or of an event; or another room, by its place."""
        return Conversation(self._link, session)

    @property
    def sessions(self) -> tuple[Conversation, ...]:
        """The sessions on the board."""
        ids = () if self.board is None else self.board.sessions
        return tuple(self.session(session) for session in ids)

    def events(self) -> AsyncIterator[ClientEvent]:
        """Everything that happens, in order; one reader at a time."""
        return self._link.events

    @property
    def _ask(self) -> Asking:
        return self._link.core.ask

    async def _do(self, request: int) -> None:
        await self._link.ask(request, Res)


@asynccontextmanager
async def connect_agent(
    url: str,
    *,
    ticket: str | TicketSource,
    outbox: OutboxStore | None = None,
    http: str = "",
) -> AsyncGenerator[Agent]:
    """Runs an agent's client while the body runs; it connects in the background.

    Args:
        url: `ws://host:port/v1` or `wss://…`.
        ticket: proves who is calling; a source of tickets gives one for each
            connection, so that the client outlives its first.
        outbox: where unconfirmed messages survive this process (`FileOutbox`).
        http: `http://host:port` or `https://…`, for attachments.

    Raises:
        UsageError: the URL is no WebSocket URL, or `http` no URL of HTTP.
    """
    async with client_link(url, ticket, outbox, http) as link:
        yield Agent(link)


def _now() -> float:
    return trio.current_time()
