"""A server small enough to be obviously right: transcripts in memory, one client.

Its network is as bad as a test wants: pushes are lost or doubled, answers refused for
now, connections cut with whatever was on its way.
"""

from __future__ import annotations

from gateway.wire.answer_frames import Colleagues, FollowUps, Queue, Sessions, Why
from gateway.wire.aside_frames import Talk
from gateway.wire.bodies import TextBody, text_of
from gateway.wire.client_frames import (
    ClientFrame,
    Close,
    GetColleagues,
    GetFollowUps,
    GetHistory,
    GetQueue,
    GetSessions,
    GetWhy,
    Hello,
    Open,
    Read,
    Send,
    SetAgent,
    SetStatus,
    SetTyping,
    Sync,
)
from gateway.wire.codes import ErrorCode
from gateway.wire.customer_frames import Customer, GetCustomer
from gateway.wire.dashboard_frames import GetTrend, Trend, WatchDashboard
from gateway.wire.knowledge_frames import (
    Contribute,
    Contributions,
    DecideContribution,
    Entry,
    GetContributions,
    GetEntry,
    GetNews,
    KnowledgeFound,
    MarkNews,
    News,
    SearchKnowledge,
)
from gateway.wire.reaching_frames import GetMessagesLeft, Initiate, MessagesLeft
from gateway.wire.reply_frames import (
    DropQuickReply,
    GetQuickReplies,
    PutQuickReply,
    QuickReplies,
)
from gateway.wire.server_codec import decode_client_message, encode_frame
from gateway.wire.server_frames import (
    Gap,
    History,
    Limits,
    Message,
    Res,
    ServerFrame,
    Welcome,
)
from gateway.wire.terms import Ping, Pong, SenderRole

PRINCIPAL = "me"
REPLAY_PAGE = 4

Question = (
    GetColleagues
    | GetCustomer
    | GetFollowUps
    | GetContributions
    | GetNews
    | GetEntry
    | SearchKnowledge
    | GetQuickReplies
    | GetTrend
    | GetHistory
    | GetMessagesLeft
    | GetQueue
    | GetSessions
    | GetWhy
)


class ModelServer:
    """One client's server; what it writes waits in `outgoing`."""

    def __init__(self) -> None:
        self.transcripts: dict[str, list[Message]] = {}
        self.closed: set[str] = set()
        self.operations: dict[str, int] = {}
        self.received: list[ClientFrame] = []
        self.done: list[tuple[str, str | int]] = []
        """By session, client ids and request numbers, as they first took effect."""
        self.outgoing: list[bytes] = []
        self.is_busy = False
        self.loses_pushes = False
        self.doubles_pushes = False

    def take(self, data: bytes) -> None:
        for frame in decode_client_message(data):
            self.received.append(frame)
            self._take_frame(frame)

    def say(self, session: str, text: str, sender: str = "other", cid: str = "") -> int:
        transcript = self.transcripts.setdefault(session, [])
        number = len(transcript) + 1
        role: SenderRole = "visitor" if sender == PRINCIPAL else "agent"
        message = Message(
            session, "visitor", number, role, sender, "", TextBody(text), 1, cid
        )
        transcript.append(message)
        if not self.loses_pushes:
            self.write(message)
        if self.doubles_pushes:
            self.write(message)
        return number

    def write(self, frame: ServerFrame) -> None:
        self.outgoing.append(encode_frame(frame))

    def _take_frame(  # noqa: PLR0912 - one row per frame
        self, frame: ClientFrame
    ) -> None:
        match frame:
            case Hello(positions=positions):
                limits = Limits(25_000, 65_536, 32, 8_000)
                self.write(Welcome("k", "visitor", PRINCIPAL, 1, limits, name="Me"))
                self._replay(positions)
            case Sync(positions):
                self._replay(positions)
            case Send():
                self._take_send(frame)
            case (
                Open()
                | SetStatus()
                | Initiate()
                | Contribute()
                | DecideContribution()
                | PutQuickReply()
                | DropQuickReply()
            ):
                self._act(frame.request, frame.operation)
            case MarkNews(request) | WatchDashboard(request):
                self.write(Res(request, 0))
            case Close(request, session, operation):
                if self._act(request, operation, session):
                    self.closed.add(session)
            case Ping(number):
                self.write(Pong(number))
            case Pong() | Read() | SetTyping():
                pass
            case _ if isinstance(frame, Question):
                self._tell(frame)
            case _:
                session = "" if isinstance(frame, SetAgent | Talk) else frame.session
                self._act(frame.request, frame.operation, session)

    def _tell(  # noqa: PLR0912 - one row per question
        self, question: Question
    ) -> None:
        if self.is_busy:
            self.write(Res(question.request, ErrorCode.OVERLOADED, retry_ms=100))
            return
        match question:
            case GetColleagues(request, group):
                self.write(Colleagues(request, group, ()))
            case GetQueue(request, group):
                self.write(Queue(request, group, group.title(), 0, ()))
            case GetWhy(request, session):
                self.write(Why(request, session, "queued", ()))
            case GetHistory(request, session):
                self.write(History(request, session, ()))
            case GetCustomer(request):
                self.write(Customer(request, "v", 1))
            case GetMessagesLeft(request, group):
                self.write(MessagesLeft(request, group, ()))
            case GetContributions(request):
                self.write(Contributions(request, ()))
            case GetNews(request):
                self.write(News(request, 1, ()))
            case GetEntry(request, entry):
                self.write(Entry(request, entry, "q"))
            case SearchKnowledge(request):
                self.write(KnowledgeFound(request, 1, ()))
            case GetQuickReplies(request):
                self.write(QuickReplies(request, ()))
            case GetTrend(request):
                self.write(Trend(request, ()))
            case GetFollowUps(request):
                self.write(FollowUps(request, ()))
            case GetSessions(request, group):
                self.write(Sessions(request, group, ()))

    def _act(self, request: int, operation: str, session: str = "") -> bool:
        if self.is_busy:
            self.write(Res(request, ErrorCode.OVERLOADED, retry_ms=100))
            return False
        count = self.operations.get(operation, 0)
        self.operations[operation] = count + 1
        if not count:
            self.done.append((session, request))
        self.write(Res(request, 0, session="s", is_repeat=count > 0))
        return True

    def _take_send(self, send: Send) -> None:
        if self.is_busy:
            self.write(Res(send.request, ErrorCode.UNAVAILABLE, retry_ms=100))
            return
        for message in self.transcripts.get(send.session, ()):
            if message.cid == send.cid:
                number = message.number
                self.write(Res(send.request, 0, number=number, at=1, is_repeat=True))
                return
        if send.session in self.closed:
            self.write(Res(send.request, ErrorCode.CLOSED))
            return
        self.done.append((send.session, send.cid))
        number = self.say(send.session, text_of(send.body), PRINCIPAL, send.cid)
        self.write(Res(send.request, 0, number=number, at=1))

    def _replay(self, positions: dict[str, int]) -> None:
        for session, position in positions.items():
            rest = self.transcripts.get(session, [])[position:]
            for message in rest[:REPLAY_PAGE]:
                self.write(message)
            if len(rest) > REPLAY_PAGE:
                self.write(Gap(session, position + REPLAY_PAGE))
