"""Whether a legal frame may come in now: rate, typing, request window. Pure."""

from __future__ import annotations

from enum import Enum
from typing import Final

from gateway.connection_limits import ConnectionLimits, RoleLimits
from gateway.rations import Account
from gateway.typing_throttle import TypingThrottle
from gateway.wire import aside_frames as aside
from gateway.wire import client_frames as frames
from gateway.wire.card_frames import InviteRating, Select
from gateway.wire.client_frames import ClientFrame
from gateway.wire.customer_frames import ChangeCustomer, GetCustomer
from gateway.wire.dashboard_frames import DashboardFrame
from gateway.wire.knowledge_frames import KnowledgeFrame
from gateway.wire.reaching_frames import GetMessagesLeft, Initiate, LeaveMessage
from gateway.wire.reply_frames import ReplyFrame
from gateway.wire.robot_frames import AskHuman, RateAnswer
from gateway.wire.terms import Ping, Pong
from runtime.token_bucket import TokenBucket

MAX_REFUSALS: Final = 32
"""Frames refused for rate or form before the connection is closed as abusive."""
REFUSALS_FORGIVEN_PER_SECOND: Final = 1.0
MAX_WINDOW_REFUSALS: Final = 3
"""Requests beyond the announced window: the third time closes."""

AsideRequest = aside.AnswerCall | aside.Leave | aside.SendCopy | aside.Watch
"""Of those who take part beside visitor and agent: one command each."""
SessionRequest = (
    frames.Send
    | frames.Close
    | frames.EndService
    | frames.Accept
    | frames.Decline
    | frames.CancelTransfer
    | frames.Annotate
    | LeaveMessage
    | AsideRequest
    | Select
    | InviteRating
    | AskHuman
    | RateAnswer
)
"""Requests that are one command to the session they name."""
AgentRequest = (
    frames.SetStatus
    | frames.SetAgent
    | frames.Transfer
    | frames.Assign
    | frames.GetColleagues
    | frames.GetQueue
    | frames.GetSessions
    | frames.GetWhy
    | frames.GetFollowUps
    | Initiate
    | GetMessagesLeft
    | aside.Consult
    | aside.Mention
    | aside.Talk
)
"""Requests of agents that take more than one command to a session."""
CustomerRequest = GetCustomer | ChangeCustomer
"""Requests of agents about a customer."""
KnowledgeRequest = KnowledgeFrame | ReplyFrame
"""Requests of agents about what can be said."""
AnsweredRequest = (
    frames.Open
    | frames.Recall
    | frames.GetHistory
    | SessionRequest
    | AgentRequest
    | CustomerRequest
    | KnowledgeRequest
    | DashboardFrame
)
"""Requests with a number: each holds a place in the window until its answer went out.
"""

ClientRequest = (
    frames.Hello | frames.Read | frames.SetTyping | frames.Sync | AnsweredRequest
)
"""What a client may ask of the service; heartbeats stay inside the connection."""


class Admission(Enum):
    """What becomes of a frame."""

    ENTER = "enter"
    DROP = "drop"
    """Typing, or a receipt, too often: nobody misses it, a later one says it all."""
    RATE = "rate"
    WINDOW = "window"
    NUMBER_IN_USE = "number in use"
    ABUSE = "abuse"
    """The window was overrun too often: the connection ends."""


class Gate:
    """The bounds of one connection's inbound side."""

    __slots__ = (
        "_account",
        "_bucket",
        "_forgiveness",
        "_typing",
        "_unanswered",
        "_window",
        "_window_refusals",
    )

    def __init__(self, limits: ConnectionLimits, now: float) -> None:
        self._account: Account | None = None
        self._bucket = _bucket(limits.visitor, now)
        self._forgiveness = TokenBucket(REFUSALS_FORGIVEN_PER_SECOND, MAX_REFUSALS, now)
        self._typing = TypingThrottle(limits.typing_seconds)
        self._unanswered: dict[int, str] = {}
        self._window = limits.window
        self._window_refusals = 0

    def set_role(self, limits: RoleLimits, now: float, account: Account) -> None:
        """The role is known: its rate holds, and that of all connections together."""
        self._bucket = _bucket(limits, now)
        self._account = account

    def judge(self, frame: ClientFrame, now: float) -> Admission:
        """Decides on one frame and counts it."""
        if not self._takes(now):
            is_missed = not isinstance(frame, frames.SetTyping | frames.Read)
            return Admission.RATE if is_missed else Admission.DROP
        match frame:
            case frames.SetTyping(session=session, is_typing=is_typing):
                passes = self._typing.passes(session, now, is_typing=is_typing)
                return Admission.ENTER if passes else Admission.DROP
            case frames.Hello() | Ping() | Pong() | frames.Read() | frames.Sync():
                return Admission.ENTER
            case _:
                return self._enter_window(frame)

    def retry_seconds(self, now: float) -> float:
        """How long a refused client should wait."""
        wait = self._bucket.wait_seconds(now)
        if self._account is not None:
            wait = max(wait, self._account.wait_seconds(now))
        return wait

    def forgives(self, now: float) -> bool:
        """Counts a refusal; False when there were too many."""
        return self._forgiveness.take(now)

    def session_of(self, request: int) -> str:
        """The session of an unanswered SEND; "" of other requests, or unknown."""
        return self._unanswered.get(request, "")

    def answered(self, request: int) -> None:
        """The request's answer went out."""
        self._unanswered.pop(request, None)

    def _takes(self, now: float) -> bool:
        has_taken = self._bucket.take(now)
        return has_taken and (self._account is None or self._account.take(now))

    def _enter_window(self, request: AnsweredRequest) -> Admission:
        if request.request in self._unanswered:
            return Admission.NUMBER_IN_USE
        if len(self._unanswered) >= self._window:
            self._window_refusals += 1
            is_abuse = self._window_refusals >= MAX_WINDOW_REFUSALS
            return Admission.ABUSE if is_abuse else Admission.WINDOW
        # The answer to nothing else has a place among the messages of a session.
        session = request.session if isinstance(request, frames.Send) else ""
        self._unanswered[request.request] = session
        return Admission.ENTER


def _bucket(limits: RoleLimits, now: float) -> TokenBucket:
    return TokenBucket(limits.frames_per_second, limits.burst_frames, now)
