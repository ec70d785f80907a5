"""What a session accepts, answers, records and publishes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import msgspec

from actors.ids import AgentId, GroupId, SessionId, VisitorId
from actors.refusal import Refused
from runtime.ref import Request

VISITOR_ROOM = "visitor"
"""The room in which the visitor hears; side rooms get other names."""


class Role(Enum):
    """Who speaks."""

    VISITOR = "visitor"
    AGENT = "agent"
    SYSTEM = "system"


class SessionPhase(Enum):
    """The states of a session (S1)."""

    NEW = "new"
    QUEUED = "queued"
    SERVING = "serving"
    CLOSED = "closed"


class CloseReason(Enum):
    """Who or what ended a session (S3)."""

    CLIENT = "client"
    SEAT = "seat"
    ADMIN = "admin"
    TIMER = "timer"


class Sender(msgspec.Struct, frozen=True, array_like=True):
    """Somebody in a room."""

    role: Role
    id: str


# --- answers (stored with the operation, so a repetition gets the same)


class Opened(msgspec.Struct, frozen=True, array_like=True, tag="opened"):
    """The visitor's session: a new one, or the one that was open (S2)."""

    session: str


class Accepted(msgspec.Struct, frozen=True, array_like=True, tag="accepted"):
    """A message is on disk under this number.

    `digest` is the checksum of its content, to tell a repetition from another message
    under the same client id.
    """

    number: int
    at_ms: int
    digest: int
    is_repeat: bool = False


class Ended(msgspec.Struct, frozen=True, array_like=True, tag="ended"):
    """The session is closed."""


SessionAnswer = Opened | Accepted | Ended | Refused


# --- commands


@dataclass(frozen=True, slots=True)
class OpenSession(Request[Opened | Refused]):
    """Begins the session and puts it into a group's queue."""

    visitor: VisitorId
    nickname: str
    channel: str
    group: GroupId


@dataclass(frozen=True, slots=True)
class PostMessage(Request[Accepted | Refused]):
    """Adds a message to a room; `origin` names the sender's connection."""

    sender: Sender
    room: str
    cid: str
    kind: str
    text: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class CloseSession(Request[Ended | Refused]):
    """Ends the session."""

    sender: Sender
    operation: str


@dataclass(frozen=True, slots=True)
class OfferSession:
    """A group hands the session to an agent who holds `slot` until `until_ms`."""

    group: GroupId
    agent: AgentId
    slot: int
    reservation: str
    until_ms: int
    order: int


@dataclass(frozen=True, slots=True)
class AskWaiting:
    """A group has not heard what became of an offer: is the session still waiting?"""

    group: GroupId


@dataclass(frozen=True, slots=True)
class SilenceOver:
    """The visitor has been silent since `since_ms` for as long as is allowed (S4)."""

    since_ms: int


@dataclass(frozen=True, slots=True)
class WakeSession:
    """Nothing but a reason to be awake: a deadline from the index is due."""


@dataclass(frozen=True, slots=True)
class GetSession(Request["SessionView | Refused"]):
    """Asks what the session is now."""

    asker: Sender


SessionCommand = (
    OpenSession
    | PostMessage
    | CloseSession
    | OfferSession
    | AskWaiting
    | SilenceOver
    | WakeSession
    | GetSession
)


# --- events (journal format: tags and positions are for ever, new fields go last)


class SessionOpened(msgspec.Struct, frozen=True, array_like=True, tag=1):
    """The visitor came, and waits for a group."""

    visitor: str
    nickname: str
    channel: str
    group: str


class SessionAssigned(msgspec.Struct, frozen=True, array_like=True, tag=2):
    """An agent serves; `order` is that of the group's bindings (FIFO)."""

    agent: str
    slot: int
    reservation: str
    order: int = 0


class MessagePosted(msgspec.Struct, frozen=True, array_like=True, tag=3):
    """A message of a room."""

    number: int
    room: str
    role: Role
    sender: str
    kind: str
    text: str
    cid: str


class SessionClosed(msgspec.Struct, frozen=True, array_like=True, tag=4):
    """The session has ended."""

    reason: CloseReason
    by: str


SessionEvent = SessionOpened | SessionAssigned | MessagePosted | SessionClosed


class SessionState(msgspec.Struct, frozen=True, array_like=True):
    """A session folded from its events; also its snapshot."""

    phase: SessionPhase = SessionPhase.NEW
    visitor: str = ""
    nickname: str = ""
    channel: str = ""
    group: str = ""
    agent: str = ""
    slot: int = 0
    last_number: int = 0
    silent_since_ms: int = 0
    reason: CloseReason | None = None


# --- publications on the session's topic


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session as participants see it; `version` is its journal sequence."""

    session: SessionId
    version: int
    phase: SessionPhase
    visitor: str
    nickname: str
    group: str
    agent: str
    last_number: int
    reason: CloseReason | None


@dataclass(frozen=True, slots=True)
class PublishedMessage:
    """A message that is on disk."""

    session: SessionId
    message: MessagePosted
    at_ms: int


@dataclass(frozen=True, slots=True)
class TypingChanged:
    """Somebody types or stops; ephemeral, never journaled (V4).

    `after` is the number of the sender's last message: an older indicator is void.
    """

    session: SessionId
    room: str
    sender: Sender
    is_typing: bool
    after: int


def session_topic(session: SessionId) -> str:
    """Where `SessionView`, `PublishedMessage` and `TypingChanged` are published."""
    return f"session/{session}"
