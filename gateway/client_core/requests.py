"""Requests other than messages: asked until answered, or until their deadline. Pure.

Whatever changes something carries an operation id, and a question changes nothing, so
that asking again after a reconnect is harmless.

What is asked about a session leaves in the order of the calls. A request waits until
the messages that were given before it are confirmed or refused: a temporary refusal
could else send them back behind it. What comes later, messages too, waits until an
operation is answered, for a question only until it has left. Other sessions wait for
none of this.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from gateway.wire.aside_frames import (
    AnswerCall,
    Consult,
    Leave,
    Mention,
    SendCopy,
    Talk,
    Watch,
)
from gateway.wire.card_frames import InviteRating, Select
from gateway.wire.client_frames import (
    Accept,
    Annotate,
    Assign,
    CancelTransfer,
    Close,
    Decline,
    EndService,
    GetColleagues,
    GetFollowUps,
    GetHistory,
    GetQueue,
    GetSessions,
    GetWhy,
    Open,
    Recall,
    SetAgent,
    SetStatus,
    Transfer,
)
from gateway.wire.customer_frames import ChangeCustomer, GetCustomer
from gateway.wire.dashboard_frames import DashboardFrame
from gateway.wire.knowledge_frames import KnowledgeFrame
from gateway.wire.reaching_frames import GetMessagesLeft, Initiate, LeaveMessage
from gateway.wire.reply_frames import ReplyFrame
from gateway.wire.robot_frames import AskHuman, RateAnswer
from runtime.errors import Unavailable

REQUEST_SECONDS: Final = 30.0
"""Deadline of a request: longer than a restart of the server."""
MAX_REQUESTS: Final = 16
"""Unanswered requests; half of the window stays for messages."""

ClientRequest = (
    Open
    | SetStatus
    | Close
    | Accept
    | Decline
    | Transfer
    | CancelTransfer
    | Assign
    | SetAgent
    | GetColleagues
    | GetQueue
    | GetSessions
    | GetWhy
    | GetHistory
    | Annotate
    | GetFollowUps
    | Initiate
    | LeaveMessage
    | GetMessagesLeft
    | GetCustomer
    | ChangeCustomer
    | KnowledgeFrame
    | ReplyFrame
    | DashboardFrame
    | EndService
    | Recall
    | AnswerCall
    | Consult
    | Leave
    | Mention
    | SendCopy
    | Talk
    | Watch
    | Select
    | InviteRating
    | AskHuman
    | RateAnswer
)


OldestMessage = Callable[[str], int | None]
"""The place of a session's first unconfirmed message, as `Outbox.oldest`."""
_NEVER: Final = float("inf")


class TooManyRequests(Unavailable):
    """The server has not answered the earlier ones."""


class _Pending(msgspec.Struct):
    """A request; `deadline` is `_NEVER` while messages before it are unconfirmed."""

    frame: ClientRequest
    session: str
    order: int
    deadline: float
    due: float = 0.0
    is_sent: bool = False
    has_left: bool = False

    @property
    def holds(self) -> bool:
        """What came later in its session has to wait."""
        is_question = isinstance(self.frame, GetHistory | GetWhy | GetCustomer)
        return bool(self.session) and not (is_question and self.has_left)


class Requests:
    """Unanswered requests by number.

    Args:
        oldest: which messages they may have to wait for.
    """

    def __init__(self, oldest: OldestMessage) -> None:
        self._oldest = oldest
        self._pending: dict[int, _Pending] = {}

    @property
    def in_flight(self) -> int:
        """Requests sent and not answered."""
        return sum(pending.is_sent for pending in self._pending.values())

    def add(self, frame: ClientRequest, order: int, now: float) -> None:
        """Takes a request to be sent, for `REQUEST_SECONDS` without an answer.

        Args:
            frame: the request.
            order: its place among all that is to leave.
            now: seconds; its time does not begin before it has no message to wait for.

        Raises:
            TooManyRequests: too many are unanswered.
        """
        if len(self._pending) >= MAX_REQUESTS:
            text = f"{MAX_REQUESTS} requests are unanswered"
            raise TooManyRequests(text)
        session = _session_of(frame)
        is_behind = self._oldest(session) is not None
        deadline = _NEVER if is_behind else now + REQUEST_SECONDS
        self._pending[frame.request] = _Pending(frame, session, order, deadline)

    def next(self, now: float) -> ClientRequest | None:
        """The next request that may go out, now in flight."""
        self._start_clocks(now)
        held: set[str] = set()
        for pending in self._pending.values():
            is_due = not pending.is_sent and pending.due <= now
            is_next = pending.session not in held and not self._is_behind(pending)
            if is_due and is_next:
                pending.is_sent = pending.has_left = True
                return pending.frame
            if pending.holds:
                held.add(pending.session)
        return None

    def held(self) -> dict[str, int]:
        """By session the place of a request behind which its messages wait."""
        places: dict[str, int] = {}
        for pending in self._pending.values():
            if pending.holds:
                places.setdefault(pending.session, pending.order)
        return places

    def _is_behind(self, pending: _Pending) -> bool:
        """A message that was given before it is not confirmed."""
        oldest = self._oldest(pending.session)
        return oldest is not None and oldest < pending.order

    def _start_clocks(self, now: float) -> None:
        """The time runs of those that wait for no message any more."""
        for pending in self._pending.values():
            if pending.deadline == _NEVER and not self._is_behind(pending):
                pending.deadline = now + REQUEST_SECONDS

    def answered(self, request: int) -> ClientRequest | None:
        """Forgets a request; None if it was not waiting for an answer."""
        pending = self._pending.pop(request, None)
        return None if pending is None else pending.frame

    def postpone(self, request: int, until: float) -> None:
        """Refused for now: asked again at `until`, if it still waits."""
        pending = self._pending.get(request)
        if pending is not None:
            pending.is_sent = False
            pending.due = until

    def ground(self) -> None:
        """The connection is gone: all are asked again."""
        for pending in self._pending.values():
            pending.is_sent = False
            pending.due = 0.0

    @property
    def next_deadline(self) -> float:
        """When `expired` has something, or a postponed one is due."""
        times = (min(p.deadline, p.due or p.deadline) for p in self._pending.values())
        return min(times, default=_NEVER)

    def expired(self, now: float) -> list[int]:
        """Forgets requests past their deadline; returns their numbers."""
        self._start_clocks(now)
        for pending in self._pending.values():
            if pending.due <= now:
                pending.due = 0.0
        late = [number for number, p in self._pending.items() if p.deadline <= now]
        for number in late:
            del self._pending[number]
        return late


def _session_of(frame: ClientRequest) -> str:
    """Which session it is about; "": none that is known."""
    match frame:
        case Open() | SetStatus() | SetAgent() | Talk():
            return ""
        case GetColleagues() | GetQueue() | GetSessions() | GetFollowUps():
            return ""
        case Initiate() | GetMessagesLeft():
            return ""
        case _ if isinstance(frame, KnowledgeFrame | ReplyFrame | DashboardFrame):
            return ""
        case _:
            return frame.session
