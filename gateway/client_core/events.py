"""What a client is told, as typed values.

`MessageReceived` comes once per message of a session, own ones included, with numbers
that rise by one: it is the transcript. `MessageConfirmed` and `MessageRefused` tell
what became of an entry of the outbox.
"""

from __future__ import annotations

import msgspec

from gateway.wire.aside_frames import Room
from gateway.wire.bodies import SentBody
from gateway.wire.dashboard_frames import Dashboard
from gateway.wire.knowledge_frames import NewsPublished
from gateway.wire.server_frames import (
    AnswerFrame,
    Board,
    Message,
    Notice,
    Position,
    Res,
    Session,
)
from gateway.wire.terms import Role, SenderRole

Answer = Res | AnswerFrame
"""What a request is answered by; a refused one always by `Res`."""


class Connected(msgspec.Struct, frozen=True):
    """The server welcomed us; `server_ms` is what its wall clock shows now, about.

    With `typing_preview` agents see what is typed: the visitor must be told.
    """

    role: Role
    principal: str
    server_ms: int
    typing_preview: bool = False


class Disconnected(msgspec.Struct, frozen=True):
    """The connection is gone; it will be tried again after `retry_seconds`."""

    code: int
    retry_seconds: float


class Stopped(msgspec.Struct, frozen=True):
    """The server closed with a code after which a client stays away.

    `refusal` says why there was no ticket for another connection, as the service's HTTP
    does: `not_signed_in`, `unknown_channel`, …; "" = it was not asked, or gave one.
    """

    code: int
    refusal: str = ""


class GoingAway(msgspec.Struct, frozen=True):
    """The server will close soon; the client comes back by itself."""

    retry_ms: int


class MessageReceived(msgspec.Struct, frozen=True):
    """The next message of a session."""

    message: Message


class MessageConfirmed(msgspec.Struct, frozen=True):
    """A sent message is on the server's disk as `number`."""

    session: str
    cid: str
    number: int
    at: int


class MessageRefused(msgspec.Struct, frozen=True):
    """A sent message will not be taken, and has left the outbox.

    With code `CLOSED` the session has ended: offer to send `body` in a new one.
    """

    session: str
    cid: str
    body: SentBody
    code: int


class TypingChanged(msgspec.Struct, frozen=True):
    """Somebody began to type, or no longer does; `name` may be empty.

    `preview` is the end of what a visitor has typed, where agents are shown it; told
    again when it changes.
    """

    session: str
    role: SenderRole
    sender: str
    is_typing: bool
    preview: str = ""
    name: str = ""


class ReceiptChanged(msgspec.Struct, frozen=True):
    """Another participant has received, and read, all messages up to these numbers.

    Told once for each step; numbers of one participant only grow.
    """

    session: str
    role: SenderRole
    sender: str
    delivered: int
    read: int


class SessionChanged(msgspec.Struct, frozen=True):
    """A session as it is now."""

    session: Session


class RoomChanged(msgspec.Struct, frozen=True):
    """A side room, or an internal conversation, as it is now; see `Room`."""

    room: Room


class BoardChanged(msgspec.Struct, frozen=True):
    """An agent's own state as it is now."""

    board: Board


class PositionChanged(msgspec.Struct, frozen=True):
    """Where the visitor stands in line; only the latest counts."""

    position: Position


class KnowledgeChanged(msgspec.Struct, frozen=True):
    """What the robot knows was published anew; to agents. Ask for the news."""

    published: NewsPublished


class DashboardChanged(msgspec.Struct, frozen=True):
    """How the desk stands now, to who watches; only the latest counts."""

    dashboard: Dashboard


class NoticeReceived(msgspec.Struct, frozen=True):
    """Something happened that is neither a message nor a state; told once."""

    notice: Notice


class RequestAnswered(msgspec.Struct, frozen=True):
    """A request was granted or refused for good.

    A question is granted by the frame it asked for, anything else by a `Res` with
    code 0; a `Res` with another code is a refusal.
    """

    request: int
    answer: Answer


class RequestExpired(msgspec.Struct, frozen=True):
    """No answer before the deadline: the outcome is unknown."""

    request: int


class ErrorReported(msgspec.Struct, frozen=True):
    """The server refused a frame that has no request number."""

    code: int
    text: str


ClientEvent = (
    Connected
    | Disconnected
    | Stopped
    | GoingAway
    | MessageReceived
    | MessageConfirmed
    | MessageRefused
    | TypingChanged
    | ReceiptChanged
    | SessionChanged
    | RoomChanged
    | BoardChanged
    | PositionChanged
    | NoticeReceived
    | KnowledgeChanged
    | DashboardChanged
    | RequestAnswered
    | RequestExpired
    | ErrorReported
)
