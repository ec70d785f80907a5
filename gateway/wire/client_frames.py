"""What a client says: the frames from client to server, and their batch."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from gateway.wire.terms import (
    BATCH_TAG,
    MAX_BATCH_IN,
    MAX_CAPACITY,
    MAX_ID_CHARS,
    MAX_TICKET_CHARS,
    PROTOCOL_MINOR,
    Body,
    Count,
    Frame,
    Id,
    NoteName,
    OptionalId,
    Ping,
    Pong,
    Positions,
    Status,
    Text,
)


class ClientInfo(msgspec.Struct, frozen=True, array_like=True):
    """Who is calling, for logs and figures."""

    name: Annotated[str, Meta(max_length=MAX_ID_CHARS)] = ""
    version: Annotated[str, Meta(max_length=MAX_ID_CHARS)] = ""
    language: Annotated[str, Meta(max_length=16)] = "zh-CN"


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
    reason: Text = ""


class Close(Frame, frozen=True, tag=26):
    """Ends a session (S3)."""

    request: Count
    session: Id
    operation: Id


class Accept(Frame, frozen=True, tag=27):
    """An agent takes a ringing offer (Q7)."""

    request: Count
    session: Id
    offer: Id
    operation: Id


class Decline(Frame, frozen=True, tag=28):
    """An agent does not take a ringing offer; the visitor keeps the place."""

    request: Count
    session: Id
    offer: Id
    operation: Id


class Transfer(Frame, frozen=True, tag=29):
    """The serving agent hands over to a group, or to one agent of it (Q10).

    With an agent and no group, the server chooses one that both may serve in.
    """

    request: Count
    session: Id
    operation: Id
    group: OptionalId = ""
    agent: OptionalId = ""
    note: Text = ""


class CancelTransfer(Frame, frozen=True, tag=30):
    """The serving agent keeps the session after all."""

    request: Count
    session: Id
    operation: Id


class Assign(Frame, frozen=True, tag=31):
    """Gives a session to an agent past the queue; refused when he is full.

    An agent for himself, from the queue (`agent` empty); a supervisor for anybody,
    from the queue or from another agent (Q11).
    """

    request: Count
    session: Id
    operation: Id
    agent: OptionalId = ""


class SetAgent(Frame, frozen=True, tag=32):
    """A supervisor changes another agent's status or capacity (Q11).

    An empty status, a capacity of 0: that stays as it is.
    """

    request: Count
    agent: Id
    operation: Id
    status: Status | Literal[""] = ""
    capacity: Annotated[int, Meta(ge=0, le=MAX_CAPACITY)] = 0


class GetColleagues(Frame, frozen=True, tag=33):
    """Asks who serves in a group: answered by COLLEAGUES, or RES when refused."""

    request: Count
    group: Id


class GetQueue(Frame, frozen=True, tag=34):
    """Asks who waits in a group: answered by QUEUE, or RES when refused."""

    request: Count
    group: Id


class GetWhy(Frame, frozen=True, tag=35):
    """Asks why a session is where it is (Q15): answered by WHY, or RES."""

    request: Count
    session: Id


class Annotate(Frame, frozen=True, tag=36):
    """Notes something on a session, also after its end (S8)."""

    request: Count
    session: Id
    operation: Id
    note: NoteName
    value: Text


class EndService(Frame, frozen=True, tag=37):
    """The visitor ends human service and goes back to the robot (S3)."""

    request: Count
    session: Id
    operation: Id


ClientFrame = (
    Hello
    | Ping
    | Pong
    | Open
    | Send
    | SetTyping
    | Sync
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
    | GetWhy
    | Annotate
    | EndService
)


class ClientBatch(msgspec.Struct, frozen=True, array_like=True, tag=BATCH_TAG):
    """Several frames of a client."""

    frames: Annotated[tuple[ClientFrame, ...], Meta(max_length=MAX_BATCH_IN)]
