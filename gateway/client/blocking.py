"""The SDK for scripts: the same calls, which wait, without trio.

    with blocking_visitor(url, ticket=ticket) as visitor:
        session = visitor.open(group="presale")
        session.send("你好")
        for event in visitor.events():
            ...

The client itself runs on trio in a thread of its own; each call waits there. Calls may
come from any thread, and raise what those of the same name in `visitor`, `agent` and
`conversation` do. Ctrl-C ends a call that waits; what it asked for is not taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Generator, Iterator
from concurrent.futures import Future
from contextlib import AbstractAsyncContextManager, contextmanager, suppress
from functools import partial, wraps
from threading import Thread
from typing import Concatenate, Final, Generic, ParamSpec, TypeVar

import trio

from gateway.client.agent import Agent, connect_agent
from gateway.client.conversation import Conversation
from gateway.client.ticket_source import TicketSource
from gateway.client.visitor import Visitor, connect_visitor
from gateway.client_core.events import ClientEvent
from gateway.client_core.outbox import OutboxStore
from gateway.wire.server_frames import Board
from runtime.errors import UsageError

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")
Side = TypeVar("Side", Visitor, Agent)

_THREAD_NAME: Final = "triodesk-client"


class _Portal:
    """The way into the thread in which the client runs."""

    def __init__(self, token: trio.lowlevel.TrioToken, stop: trio.Event) -> None:
        self._token = token
        self._stop = stop

    def wait(
        self,
        function: Callable[P, Coroutine[object, object, R]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Runs it there, and waits for what it returns or raises.

        Raises:
            UsageError: the client has ended.
        """
        run = partial(function, *args, **kwargs)
        try:
            return trio.from_thread.run(run, trio_token=self._token)
        except (trio.RunFinishedError, trio.Cancelled):
            text = "expected a call inside the `with` of its client"
            raise UsageError(text) from None

    def stop(self) -> None:
        """The client ends politely, if it has not ended by itself."""
        with suppress(trio.RunFinishedError):
            self._token.run_sync_soon(self._stop.set)


class _Blocking(Generic[T]):
    """One object of the SDK, seen from outside."""

    def __init__(self, portal: _Portal, inner: T) -> None:
        self._portal = portal
        self._inner = inner


def _waiting(
    method: Callable[Concatenate[T, P], Coroutine[object, object, R]],
) -> Callable[Concatenate[_Blocking[T], P], R]:
    """The method of the same name that waits."""

    @wraps(method)
    def call(self: _Blocking[T], /, *args: P.args, **kwargs: P.kwargs) -> R:
        return self._portal.wait(method, self._inner, *args, **kwargs)

    return call


def _prompt(
    method: Callable[Concatenate[T, P], R],
) -> Callable[Concatenate[_Blocking[T], P], R]:
    """The method of the same name, which there waits for nothing."""

    @wraps(method)
    async def there(inner: T, /, *args: P.args, **kwargs: P.kwargs) -> R:
        return method(inner, *args, **kwargs)

    return _waiting(there)


class BlockingConversation(_Blocking[Conversation]):
    """A session: see `Conversation`."""

    send = _waiting(Conversation.send)
    history = _waiting(Conversation.history)
    recall = _waiting(Conversation.recall)
    select = _waiting(Conversation.select)
    ask_human = _waiting(Conversation.ask_human)
    rate_answer = _waiting(Conversation.rate_answer)
    invite_rating = _waiting(Conversation.invite_rating)
    close = _waiting(Conversation.close)
    upload = _waiting(Conversation.upload)
    download = _waiting(Conversation.download)
    post = _prompt(Conversation.post)
    typing = _prompt(Conversation.typing)
    read = _prompt(Conversation.read)
    delivery = _prompt(Conversation.delivery)

    @property
    def id(self) -> str:
        """The session."""
        return self._inner.id

    @property
    def unread(self) -> int:
        """See `Conversation.unread`."""
        return self._inner.unread


class _BlockingSide(_Blocking[Side]):
    """What visitors and agents have in common."""

    def session(self, session: str) -> BlockingConversation:
        """A session that is known by its id."""
        return BlockingConversation(self._portal, self._inner.session(session))

    def events(self, timeout_seconds: float | None = None) -> Iterator[ClientEvent]:
        """What happens, in order; ends when the server has stopped the client.

        Args:
            timeout_seconds: ends, too, when nothing has happened for so long; the next
                call goes on where this one ended.
        """
        while (event := self._portal.wait(self._next, timeout_seconds)) is not None:
            yield event

    async def _next(self, timeout_seconds: float | None) -> ClientEvent | None:
        seconds = float("inf") if timeout_seconds is None else timeout_seconds
        with trio.move_on_after(seconds):
            async for event in self._inner.events():
                return event
        return None


class BlockingVisitor(_BlockingSide[Visitor]):
    """Opens a session and talks in it: see `Visitor`."""

    end_service = _waiting(Visitor.end_service)
    leave_message = _waiting(Visitor.leave_message)

    def open(self, group: str = "", channel: str = "") -> BlockingConversation:
        """Opens the channel's session, or resumes the one that is open."""
        conversation = self._portal.wait(self._inner.open, group, channel)
        return BlockingConversation(self._portal, conversation)


class BlockingAgent(_BlockingSide[Agent]):
    """Takes sessions and talks in several at once: see `Agent`."""

    set_status = _waiting(Agent.set_status)

    def initiate(
        self, visitor: str, text: str, *, channel: str = "", group: str = ""
    ) -> BlockingConversation:
        """Begins a session with a visitor who is known: see `Agent.initiate`."""
        begin = partial(self._inner.initiate, channel=channel, group=group)
        return BlockingConversation(
            self._portal, self._portal.wait(begin, visitor, text)
        )

    accept = _waiting(Agent.accept)
    decline = _waiting(Agent.decline)
    transfer = _waiting(Agent.transfer)
    cancel_transfer = _waiting(Agent.cancel_transfer)
    assign = _waiting(Agent.assign)
    annotate = _waiting(Agent.annotate)
    set_agent = _waiting(Agent.set_agent)
    colleagues = _waiting(Agent.colleagues)
    queue = _waiting(Agent.queue)
    served = _waiting(Agent.served)
    follow_ups = _waiting(Agent.follow_ups)
    messages_left = _waiting(Agent.messages_left)
    customer = _waiting(Agent.customer)
    change_customer = _waiting(Agent.change_customer)
    contribute = _waiting(Agent.contribute)
    contributions = _waiting(Agent.contributions)
    decide_contribution = _waiting(Agent.decide_contribution)
    news = _waiting(Agent.news)
    mark_news = _waiting(Agent.mark_news)
    entry = _waiting(Agent.entry)
    search_knowledge = _waiting(Agent.search_knowledge)
    quick_replies = _waiting(Agent.quick_replies)
    put_quick_reply = _waiting(Agent.put_quick_reply)
    drop_quick_reply = _waiting(Agent.drop_quick_reply)
    watch_dashboard = _waiting(Agent.watch_dashboard)
    trend = _waiting(Agent.trend)
    why = _waiting(Agent.why)
    consult = _waiting(Agent.consult)
    answer_call = _waiting(Agent.answer_call)
    leave = _waiting(Agent.leave)
    mention = _waiting(Agent.mention)
    copy = _waiting(Agent.copy)
    watch = _waiting(Agent.watch)

    def talk(self, *agents: str) -> BlockingConversation:
        """Begins an internal conversation with colleagues."""
        conversation = self._portal.wait(self._inner.talk, *agents)
        return BlockingConversation(self._portal, conversation)

    @property
    def board(self) -> Board | None:
        """Status, capacity and sessions as the server last told."""
        return self._inner.board


@contextmanager
def blocking_visitor(
    url: str,
    *,
    ticket: str | TicketSource,
    outbox: OutboxStore | None = None,
    http: str = "",
    language: str = "zh-CN",
) -> Generator[BlockingVisitor]:
    """Runs a visitor's client while the body runs; see `connect_visitor`."""
    connect = partial(
        connect_visitor,
        url,
        ticket=ticket,
        outbox=outbox,
        http=http,
        language=language,
    )
    with _running(connect) as (portal, visitor):
        yield BlockingVisitor(portal, visitor)


@contextmanager
def blocking_agent(
    url: str,
    *,
    ticket: str | TicketSource,
    outbox: OutboxStore | None = None,
    http: str = "",
) -> Generator[BlockingAgent]:
    """Runs an agent's client while the body runs; see `connect_agent`."""
    connect = partial(connect_agent, url, ticket=ticket, outbox=outbox, http=http)
    with _running(connect) as (portal, agent):
        yield BlockingAgent(portal, agent)


@contextmanager
def _running(
    connect: Callable[[], AbstractAsyncContextManager[T]],
) -> Generator[tuple[_Portal, T]]:
    """The thread, from the first moment in which calls can come to the last.

    Raises:
        BaseException: whatever ended the client, where it had to end.
    """
    started: Future[tuple[_Portal, T]] = Future()
    ended: Future[None] = Future()

    async def serve() -> None:
        async with connect() as side:
            stop = trio.Event()
            portal = _Portal(trio.lowlevel.current_trio_token(), stop)
            started.set_result((portal, side))
            await stop.wait()

    def run() -> None:
        try:
            trio.run(serve)
        except BaseException as error:  # noqa: BLE001 - it is raised to the caller
            broken = ended if started.done() else started
            broken.set_exception(error)
        else:
            ended.set_result(None)

    thread = Thread(target=run, name=_THREAD_NAME)
    thread.start()
    portal, side = started.result()
    try:
        yield portal, side
    finally:
        portal.stop()
        thread.join()
    ended.result()
