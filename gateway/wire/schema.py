"""The wire schema of `triodesk.v1.msgpack`, declared once.

Every frame is a positional msgpack array whose first element is the integer tag; new
fields go last, with a default; a tag is never used again. Bodies of messages are maps.
Encoding, validation, the reference table, golden frames and fuzz strategies follow
from these classes; both codecs read them. This module imports no trio.

Times are ms since the epoch, UTC, the server's. Ids are ASCII strings. `number` counts
the messages of a room 1, 2, 3 … without gaps.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

SUBPROTOCOL: Final = "triodesk.v1.msgpack"
PROTOCOL_MINOR: Final = 1

MAX_FRAME_BYTES: Final = 64 * 1024
"""Inbound WebSocket message; Centrifugo and the OWASP cheat sheet use the same."""
MAX_TEXT_CHARS: Final = 8_000
MAX_ID_CHARS: Final = 64
MAX_TICKET_CHARS: Final = 1_024
MAX_BATCH_IN: Final = 32
MAX_BATCH_OUT: Final = 64
MAX_POSITIONS: Final = 200
"""Sessions named in one HELLO or SYNC: more than any agent serves at once."""
MAX_REPLAY: Final = 500
"""Messages of one session in one replay; beyond it a GAP tells to ask again."""
SEND_WINDOW: Final = 32
"""Unanswered requests of one connection (MQTT 5 calls it Receive Maximum)."""
TYPING_RESEND_SECONDS: Final = 3.0
TYPING_MIN_INTERVAL_SECONDS: Final = 2.0
TYPING_TTL_SECONDS: Final = 6.0

VISITOR_ROOM: Final = "visitor"

Id = Annotated[str, Meta(min_length=1, max_length=MAX_ID_CHARS)]
Count = Annotated[int, Meta(ge=0, lt=2**53)]
Positions = Annotated[dict[Id, Count], Meta(max_length=MAX_POSITIONS)]
Role = Literal["visitor", "agent"]
SenderRole = Literal["visitor", "agent", "system"]
Status = Literal["free", "not_ready", "offline"]


class Frame(msgspec.Struct, frozen=True, array_like=True):
    """Base of all frames; the tag of a subclass is its first element on the wire."""


class Body(msgspec.Struct, frozen=True, omit_defaults=True):
    """Content of a chat message; a map on the wire."""

    text: Annotated[str, Meta(min_length=1, max_length=MAX_TEXT_CHARS)]


class ClientInfo(msgspec.Struct, frozen=True, array_like=True):
    """Who is calling, for logs and figures."""

    name: Annotated[str, Meta(max_length=MAX_ID_CHARS)] = ""
    version: Annotated[str, Meta(max_length=MAX_ID_CHARS)] = ""
    language: Annotated[str, Meta(max_length=16)] = "zh-CN"


# --- both directions


class Ping(Frame, frozen=True, tag=3):
    """Are you there? Answered by PONG with the same number."""

    number: Count


class Pong(Frame, frozen=True, tag=4):
    """The answer to PING."""

    number: Count


# --- client to server


class Hello(Frame, frozen=True, tag=1):
    """First frame of a client; `positions` asks for a replay after these numbers."""

    ticket: Annotated[str, Meta(max_length=MAX_TICKET_CHARS)]
    client: ClientInfo = ClientInfo()
    positions: Positions = msgspec.field(default_factory=dict)
    minor: Count = PROTOCOL_MINOR


class Open(Frame, frozen=True, tag=12):
    """A visitor opens, or resumes, the session of a channel (S2)."""

    request: Count
    operation: Id
    group: Id
    channel: Id = "web"


class Send(Frame, frozen=True, tag=20):
    """A message; answered only after it is on disk. `cid` makes it idempotent."""

    request: Count
    session: Id
    room: Id
    cid: Id
    kind: Literal["text"]
    body: Body


class SetTyping(Frame, frozen=True, tag=22):
    """Typing starts or stops; `after` is the last number of a message of the sender."""

    session: Id
    room: Id
    is_typing: bool
    after: Count = 0


class Sync(Frame, frozen=True, tag=23):
    """Replays what is after these numbers: the client saw a hole or a GAP."""

    positions: Positions


class SetStatus(Frame, frozen=True, tag=25):
    """An agent's status (Q12)."""

    request: Count
    operation: Id
    status: Status


class Close(Frame, frozen=True, tag=26):
    """Ends a session (S3)."""

    request: Count
    session: Id
    operation: Id


# --- server to client


class Limits(msgspec.Struct, frozen=True, array_like=True):
    """What the server will hold this client to."""

    heartbeat_ms: Count
    max_frame_bytes: Count
    window: Count
    max_text_chars: Count


class Welcome(Frame, frozen=True, tag=2):
    """The answer to HELLO."""

    connection: Id
    role: Role
    principal: Id
    server_ms: Count
    limits: Limits
    minor: Count = PROTOCOL_MINOR


class GoAway(Frame, frozen=True, tag=6):
    """The server closes soon; come back after `retry_ms`, not before."""

    code: Count
    retry_ms: Count


class Err(Frame, frozen=True, tag=7):
    """A frame that has no request number was refused."""

    code: Count
    text: str


class Res(Frame, frozen=True, tag=11):
    """The answer to a request. Fields that do not apply are empty.

    For SEND: `number` and `at` of the message (also of a repeated one, with
    `is_repeat`). For OPEN: `session`. On one connection it counts as its number.
    """

    request: Count
    code: Count
    session: str = ""
    number: Count = 0
    at: Count = 0
    is_repeat: bool = False
    text: str = ""
    retry_ms: Count = 0


class Message(Frame, frozen=True, tag=40):
    """A message of a room."""

    session: Id
    room: Id
    number: Count
    role: SenderRole
    sender: str
    kind: str
    body: Body
    at: Count
    cid: str = ""


class Typing(Frame, frozen=True, tag=42):
    """Somebody types, until `ttl_ms` from now or a message after `after` (V4)."""

    session: Id
    room: Id
    role: SenderRole
    sender: str
    is_typing: bool
    ttl_ms: Count
    after: Count


class Session(Frame, frozen=True, tag=43):
    """A session as it is now; `version` grows, an older one is ignored."""

    session: Id
    version: Count
    state: Literal["queued", "serving", "closed"]
    group: str
    visitor: str
    agent: str
    last_number: Count
    reason: str = ""


class Board(Frame, frozen=True, tag=48):
    """An agent's own state and the sessions being served: a snapshot, never a patch."""

    version: Count
    status: Status
    capacity: Count
    sessions: tuple[str, ...]


class Gap(Frame, frozen=True, tag=51):
    """The replay stopped at `upto`; send SYNC for what follows."""

    session: Id
    upto: Count


ClientFrame = Hello | Ping | Pong | Open | Send | SetTyping | Sync | SetStatus | Close
ServerFrame = (
    Welcome
    | Ping
    | Pong
    | GoAway
    | Err
    | Res
    | Message
    | Typing
    | Session
    | Board
    | Gap
)

BATCH_TAG: Final = 0
"""`[0, [frame, …]]`: several frames in one WebSocket message; batches do not nest."""


class ClientBatch(msgspec.Struct, frozen=True, array_like=True, tag=BATCH_TAG):
    """Several frames of a client."""

    frames: Annotated[tuple[ClientFrame, ...], Meta(max_length=MAX_BATCH_IN)]
