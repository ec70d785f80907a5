"""Serves one connection's requests: the link between frames and actors.

It lets the client in, has its sessions followed (`gateway.following`), asks the actors
without waiting, and hands every answer to the connection, which keeps their order.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from actors.accounts.audit import Act
from actors.accounts.messages import EndReason, SignInEnded, sign_in_topic
from actors.agent.messages import (
    AgentCommand,
    Attach,
    Board,
    Detach,
    PresenceWanted,
    agent_topic,
)
from actors.ids import (
    INTERNAL,
    AgentId,
    SessionId,
    VisitorId,
    room_at,
    visitor_topic,
)
from actors.knowledge.news import NEWS_TOPIC
from actors.knowledge.office import KnowledgePublished
from actors.recall import recall
from actors.reception import Arrival
from actors.refusal import Refused, Rule
from actors.session.replies import Opened
from actors.session.terms import VISITOR_ROOM
from actors.session.view import VisitorCalled
from gateway.admission import ClientRequest, KnowledgeRequest, SessionRequest
from gateway.agent_requests import AgentRequests
from gateway.caller import REQUEST_SECONDS, Caller
from gateway.commands import session_command
from gateway.connection import Connection
from gateway.connection_table import ConnectionState
from gateway.content_rules import judge_content
from gateway.customer_requests import CustomerRequests
from gateway.dashboard_requests import DashboardRequests
from gateway.following import Following
from gateway.front import Front
from gateway.history import History
from gateway.knowledge_requests import KnowledgeRequests
from gateway.observing import Observing
from gateway.rations import UNLIMITED, Rationed
from gateway.tickets import TicketExpired
from gateway.translate import board_frame
from gateway.wire.aside_frames import Leave, SendCopy, Watch, WatchHow
from gateway.wire.client_frames import (
    Annotate,
    Close,
    GetHistory,
    Hello,
    Open,
    Read,
    Recall,
    Send,
    SetTyping,
    Sync,
)
from gateway.wire.codes import CloseCode
from gateway.wire.customer_frames import ChangeCustomer, GetCustomer
from gateway.wire.dashboard_frames import GetTrend, WatchDashboard
from runtime.errors import PeerError
from runtime.ref import Address
from runtime.topics import Publication

_ENDS: Final = {
    EndReason.REPLACED: CloseCode.REPLACED,
    # Who changed it has a new sign-in, and gets a new ticket under that one.
    EndReason.PASSWORD_CHANGED: CloseCode.TICKET_EXPIRED,
}
"""How a connection ends with its sign-in, where it is not `BAD_TICKET`."""

_SUPERVISED: Final = {
    Close: Act.CLOSING_SESSION,
    Annotate: Act.ANNOTATING_SESSION,
}
"""What a supervisor may do to a session that he does not serve."""


_WATCHING: Final[dict[WatchHow, Act]] = {
    "watch": Act.WATCHING_SESSION,
    "whisper": Act.WHISPERING_IN_SESSION,
    "speak": Act.SPEAKING_IN_SESSION,
}


class Attendant:
    """The service's side of one connection.

    Args:
        front: the service.
        name: of the connection, unique in this process.
        connection: the sans-I/O state.
        wake: has the writer look for output.
        address: the name under which the client's address is counted.
    """

    def __init__(
        self,
        front: Front,
        name: str,
        connection: Connection,
        wake: Callable[[], None],
        address: str = UNLIMITED,
    ) -> None:
        self._caller = Caller(front, name, connection, wake, address)
        self._following = Following(self._caller)
        self._agent_requests = AgentRequests(self._caller)
        self._customer_requests = CustomerRequests(self._caller)
        self._knowledge_requests = KnowledgeRequests(self._caller)
        self._dashboard_requests = DashboardRequests(self._caller)
        self._observing = Observing(self._caller, self._welcome)
        self._history = History(self._caller)
        self._positions: dict[str, int] = {}
        self._language = ""

    def serve(  # noqa: C901, PLR0912 - one row per kind of request
        self, request: ClientRequest
    ) -> None:
        """Begins to serve one request; its answer goes to the connection later."""
        match request:
            case Hello():
                self._greet(request)
            case Open():
                self._open(request)
            case SetTyping():
                self._following.show_typing(request)
            case Read():
                self._following.mark_read(request)
            case Sync(positions):
                self._following.catch_up(positions)
            case Recall():
                self._recall(request)
            case GetHistory():
                self._history.show(request)
            case _ if isinstance(request, SessionRequest):
                self._command(request)
            case GetCustomer() | ChangeCustomer():
                self._customer_requests.serve(request)
            case _ if isinstance(request, KnowledgeRequest):
                self._knowledge_requests.serve(request)
            case WatchDashboard() | GetTrend():
                self._dashboard_requests.serve(request)
            case _:
                self._agent_requests.serve(request)

    def replay(self, session: str, after: int) -> None:
        """Shows a session again from number `after` on: the connection has a hole."""
        self._following.replay(session, after)

    def close(self) -> None:
        """The connection is gone: nothing more is subscribed or present."""
        self._following.end()
        self._dashboard_requests.end()
        if not self._caller.is_let_in:
            return
        topics = self._caller.front.topics
        if self._caller.is_visitor:
            topics.unsubscribe(self._called_topic(), self._on_called)
        elif self._caller.is_observer:
            topics.unsubscribe(self._sign_in_topic(), self._on_sign_in_published)
            self._observing.end()
        else:
            topics.unsubscribe(self._agent_topic(), self._on_agent_published)
            topics.unsubscribe(self._sign_in_topic(), self._on_sign_in_published)
            topics.unsubscribe(NEWS_TOPIC, self._on_news)
            self._agent().tell(Detach(self._caller.name))

    # --- signing in

    def _greet(self, hello: Hello) -> None:
        front, connection = self._caller.front, self._caller.connection
        try:
            ticket = front.office.redeem(hello.ticket, front.wall_ms())
        except TicketExpired as error:
            connection.close(CloseCode.TICKET_EXPIRED, str(error))
            return
        except PeerError as error:
            connection.close(CloseCode.BAD_TICKET, str(error))
            return
        self._caller.let_in(ticket)
        self._positions = hello.positions
        self._language = hello.client.language
        if self._caller.is_visitor:
            front.topics.subscribe(self._called_topic(), self._on_called)
            self._welcome()
        elif self._caller.is_observer:
            self._positions = {}  # he takes part in no session, his own included
            front.topics.subscribe(self._sign_in_topic(), self._on_sign_in_published)
            self._observing.begin()
        else:
            front.topics.subscribe(self._agent_topic(), self._on_agent_published)
            front.topics.subscribe(self._sign_in_topic(), self._on_sign_in_published)
            front.topics.subscribe(NEWS_TOPIC, self._on_news)
            self._say_present()

    def _welcome(self) -> None:
        """Whoever it is may ask now; an agent, once his actor has said who he is."""
        caller, front = self._caller, self._caller.front
        is_previewed = front.desk.rules.desk.typing_preview and caller.is_visitor
        caller.connection.welcome(
            caller.name,
            caller.ticket.kind,
            caller.ticket.principal,
            server_ms=front.wall_ms(),
            now=front.clock(),
            typing_preview=is_previewed,
            name=caller.nickname,
        )
        # An agent's, too: a session that was closed meanwhile is on no board any more.
        self._following.resume(self._positions)

    def _say_present(self) -> None:
        def on_board(answer: object, error: Exception | None) -> None:
            if isinstance(answer, Board):
                self._show_board(answer)
            elif error is not None:
                self._caller.connection.close(CloseCode.OVERLOADED, "the agent is away")
            else:
                self._caller.connection.close(
                    CloseCode.BAD_TICKET, "there is no such agent"
                )
            self._caller.wake()

        attach = Attach(self._caller.name)
        taking = self._caller.taking(on_board)
        self._agent().request(attach, REQUEST_SECONDS, taking)

    def _on_called(self, publication: Publication[object]) -> None:
        self._caller.contain(self._show_called, publication)

    def _show_called(self, publication: Publication[object]) -> None:
        """An agent began a session with the visitor, who is here (S9)."""
        if isinstance(publication.event, VisitorCalled):
            self._following.follow(publication.event.session)

    def _on_agent_published(self, publication: Publication[object]) -> None:
        self._caller.contain(self._show_agent, publication)

    def _show_agent(self, publication: Publication[object]) -> None:
        if isinstance(publication.event, Board):
            self._show_board(publication.event)
        elif isinstance(publication.event, PresenceWanted):
            self._say_present()

    def _on_news(self, publication: Publication[object]) -> None:
        self._caller.contain(self._show_news, publication)

    def _show_news(self, publication: Publication[object]) -> None:
        """What the robot knows was published anew; before WELCOME nobody is told."""
        caller, event = self._caller, publication.event
        is_open = caller.connection.state is ConnectionState.OPEN
        if is_open and isinstance(event, KnowledgePublished):
            caller.deliver(publication, event)

    def _on_sign_in_published(self, publication: Publication[object]) -> None:
        self._caller.contain(self._end_sign_in, publication)

    def _end_sign_in(self, publication: Publication[object]) -> None:
        """Ends the connection with the sign-in that it was opened under (W9)."""
        ended, ours = publication.event, self._caller.ticket.sign_in
        if isinstance(ended, SignInEnded) and ended.sign_in == ours:
            code = _ENDS.get(ended.reason, CloseCode.BAD_TICKET)
            reason = f"the sign-in has ended: {ended.reason.value}"
            self._caller.connection.close(code, reason)
            self._caller.wake()

    def _show_board(self, board: Board) -> None:
        self._caller.join(board)
        if self._caller.connection.state is ConnectionState.GREETED:
            self._welcome()
        for session in (*board.sessions, *board.visits):
            self._following.follow(session)
        self._caller.show(board_frame(board))

    # --- requests

    def _command(self, request: SessionRequest) -> None:
        caller, session = self._caller, request.session
        until_ms = 0
        if isinstance(request, Send):
            room = room_at(session) or VISITOR_ROOM
            if request.room != room:
                text = f"expected the room {room}, got another"
                caller.answer(
                    request.request, session, Refused(Rule.FORBIDDEN, text), None
                )
                return
            office = caller.front.attachments
            judged = judge_content(caller.me, session, request.body, office)
            if isinstance(judged, Refused):
                caller.answer(request.request, session, judged, None)
                return
            until_ms = judged.until_ms
        name, origin = caller.nickname, caller.name
        command = session_command(
            request, caller.me, name, origin, self._language, until_ms
        )
        # Nothing but talk is about a room: of a place there is no session.
        directory = caller.front.desk.directory
        is_left = isinstance(request, Leave) and room_at(session) == INTERNAL
        is_said = isinstance(request, Send) or is_left
        address = (
            directory.place(session)
            if is_said
            else directory.session(SessionId(session))
        )

        def ask() -> None:
            caller.ask(request.request, session, address, command)

        self._noted(request, ask)

    def _noted(self, request: SessionRequest, ask: Callable[[], None]) -> None:
        """Does it, once it is written down where that is due (M9)."""
        caller, session, detail = self._caller, request.session, ""
        if isinstance(request, Watch):
            act = _WATCHING[request.how]
        elif isinstance(request, SendCopy):
            act, detail = Act.COPYING_SESSION, request.address
        elif isinstance(request, Close | Annotate) and not caller.holds(session):
            act = _SUPERVISED[type(request)]
        else:
            ask()
            return
        number, operation = request.request, request.operation
        caller.write_down(number, act, session, operation, ask, detail)

    def _recall(self, request: Recall) -> None:
        caller = self._caller

        def on_answer(answer: object, error: Exception | None) -> None:
            caller.answer(request.request, request.session, answer, error)

        recall(
            caller.front.desk,
            caller.me,
            caller.nickname,
            SessionId(request.session),
            request.number,
            request.operation,
            caller.taking(on_answer),
        )

    def _open(self, request: Open) -> None:
        caller = self._caller

        def on_opened(answer: object, error: Exception | None) -> None:
            caller.answer(request.request, "", answer, error)
            if isinstance(answer, Opened):
                self._following.follow(answer.session)

        ticket = caller.ticket
        if request.channel not in {"", ticket.channel}:
            text = "the ticket is for another channel"
            on_opened(Refused(Rule.FORBIDDEN, text), None)
            return
        arrival = Arrival(
            VisitorId(ticket.principal),
            caller.nickname,
            ticket.channel,
            request.group,
            ticket.priority,
            ticket.source,
            request.operation,
            self._language,
            caller.address,
        )
        taking = caller.taking(on_opened)
        caller.front.reception.open(arrival, taking, self._may_open)

    def _may_open(self) -> Rationed | None:
        """Why another session may not be opened now; None: it may."""
        caller = self._caller
        wait = caller.front.door.rations.opening(
            caller.me.id, caller.address, caller.front.clock()
        )
        return Rationed("too many new sessions", wait) if wait else None

    def _agent(self) -> Address[AgentCommand]:
        return self._caller.front.desk.directory.agent(AgentId(self._caller.me.id))

    def _called_topic(self) -> str:
        ticket = self._caller.ticket
        return visitor_topic(VisitorId(ticket.principal), ticket.channel)

    def _sign_in_topic(self) -> str:
        return sign_in_topic(self._caller.me.id)

    def _agent_topic(self) -> str:
        return agent_topic(AgentId(self._caller.me.id))
