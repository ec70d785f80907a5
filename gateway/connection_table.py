"""Which frame a client may send in which state and role: one table. Pure.

A missing entry is the refusal; `judge` says which one. Source: h11's `_state.py` for
the form; the wire schema for the frames.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from gateway.wire import aside_frames as aside
from gateway.wire import client_frames as frames
from gateway.wire.card_frames import InviteRating, Select
from gateway.wire.customer_frames import ChangeCustomer, GetCustomer
from gateway.wire.dashboard_frames import GetTrend, WatchDashboard
from gateway.wire.knowledge_frames import (
    Contribute,
    DecideContribution,
    GetContributions,
    GetEntry,
    GetNews,
    MarkNews,
    SearchKnowledge,
)
from gateway.wire.reaching_frames import GetMessagesLeft, Initiate, LeaveMessage
from gateway.wire.reply_frames import (
    DropQuickReply,
    GetQuickReplies,
    PutQuickReply,
)
from gateway.wire.robot_frames import AskHuman, RateAnswer
from gateway.wire.terms import Frame, Ping, Pong, Role


class ConnectionState(Enum):
    """The life of a connection."""

    AWAITING_HELLO = "awaiting hello"
    GREETED = "greeted"
    """HELLO came; the ticket is being judged."""
    OPEN = "open"
    CLOSING = "closing"
    """What is queued still goes out, then the stream is closed."""


class Verdict(Enum):
    """What to do with a frame."""

    ACCEPT = "accept"
    NO_HELLO = "no hello"
    """Something came before HELLO: the client is none of ours."""
    ILLEGAL = "illegal"
    """The client broke the protocol; the connection ends."""
    FORBIDDEN = "forbidden"
    """Legal for another role only; the frame is refused, the connection stays."""


_HEARTBEATS: Final[frozenset[type[Frame]]] = frozenset({Ping, Pong})
_SHARED: Final[frozenset[type[Frame]]] = _HEARTBEATS | {
    frames.Send,
    frames.Read,
    frames.SetTyping,
    frames.Sync,
    frames.Close,
    frames.GetHistory,
    frames.Recall,
    InviteRating,
}
_VISITORS: Final[frozenset[type[Frame]]] = _SHARED | {
    frames.Open,
    frames.EndService,
    Select,
    LeaveMessage,
    AskHuman,
    RateAnswer,
}
_AGENTS: Final[frozenset[type[Frame]]] = _SHARED | {
    frames.SetStatus,
    frames.Accept,
    frames.Decline,
    frames.Transfer,
    frames.CancelTransfer,
    frames.Assign,
    frames.GetColleagues,
    frames.GetQueue,
    frames.GetWhy,
    frames.Annotate,
    frames.GetFollowUps,
    GetCustomer,
    ChangeCustomer,
    Contribute,
    GetContributions,
    DecideContribution,
    GetNews,
    MarkNews,
    GetEntry,
    SearchKnowledge,
    GetQuickReplies,
    PutQuickReply,
    DropQuickReply,
    Initiate,
    GetMessagesLeft,
    aside.Consult,
    aside.AnswerCall,
    aside.Leave,
    aside.Mention,
    aside.SendCopy,
    aside.Talk,
}
_DASHBOARD: Final[frozenset[type[Frame]]] = frozenset({WatchDashboard, GetTrend})
_SUPERVISORS: Final[frozenset[type[Frame]]] = (
    _AGENTS | _DASHBOARD | {frames.SetAgent, frames.GetSessions, aside.Watch}
)

LEGAL: Final[dict[ConnectionState, dict[Role | None, frozenset[type[Frame]]]]] = {
    ConnectionState.AWAITING_HELLO: {None: frozenset({frames.Hello})},
    ConnectionState.GREETED: {None: _HEARTBEATS},
    ConnectionState.OPEN: {
        "visitor": _VISITORS,
        "agent": _AGENTS,
        "supervisor": _SUPERVISORS,
        "observer": _HEARTBEATS | _DASHBOARD,
    },
    ConnectionState.CLOSING: {},
}


def judge(state: ConnectionState, role: Role | None, frame: type[Frame]) -> Verdict:
    """Looks a frame up; the role is None until WELCOME."""
    roles = LEGAL[state]
    if frame in roles.get(role, ()):
        return Verdict.ACCEPT
    if state is ConnectionState.AWAITING_HELLO:
        return Verdict.NO_HELLO
    if any(frame in legal for legal in roles.values()):
        return Verdict.FORBIDDEN
    return Verdict.ILLEGAL
