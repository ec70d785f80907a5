"""What the server says: the frames from server to client."""

from __future__ import annotations

import msgspec

from gateway.wire.terms import (
    PROTOCOL_MINOR,
    Body,
    Count,
    Frame,
    Id,
    NoticeName,
    Ping,
    Pong,
    Role,
    SenderRole,
    SessionStateName,
    ShownStatus,
)


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


class Offer(msgspec.Struct, frozen=True, array_like=True):
    """A session that rings at an agent, until `until` (0 = until it is answered)."""

    id: str
    agent: str
    since: Count
    until: Count


class PendingTransfer(msgspec.Struct, frozen=True, array_like=True):
    """Another agent is looked for while the old one serves."""

    group: str
    agent: str
    note: str
    by: str
    since: Count


class Handover(msgspec.Struct, frozen=True, array_like=True):
    """From whom the serving agent took the session over, with what note."""

    agent: str
    note: str


class Session(Frame, frozen=True, tag=43):
    """A session as it is now; `version` grows, an older one is ignored.

    Visitors get neither `offer`, `transfer`, `visitor_away` nor `handover`.
    """

    session: Id
    version: Count
    state: SessionStateName
    group: str
    visitor: str
    agent: str
    last_number: Count
    reason: str = ""
    nickname: str = ""
    offer: Offer | None = None
    transfer: PendingTransfer | None = None
    visitor_away: bool = False
    handover: Handover | None = None


class Position(Frame, frozen=True, tag=44):
    """Where a visitor stands in line, from 1; `wait_seconds` None = no estimate (Q5).

    Ephemeral: only the latest counts.
    """

    session: Id
    position: Count
    waiting: Count
    wait_seconds: Count | None = None


class Notice(Frame, frozen=True, tag=45):
    """Something happened that is neither a message nor a state."""

    session: Id
    kind: NoticeName
    agent: str
    at: Count


class Board(Frame, frozen=True, tag=48):
    """An agent's own state and the sessions that hold his slots: a snapshot.

    Ringing sessions are among them; `wrap_up_until` is 0 but in `arrange`.
    """

    version: Count
    status: ShownStatus
    capacity: Count
    sessions: tuple[str, ...]
    reason: str = ""
    wrap_up_until: Count = 0


class Colleague(msgspec.Struct, frozen=True, array_like=True):
    """A member of a group; `why_not` "" = could take one more."""

    agent: str
    nickname: str
    why_not: str
    load: Count
    capacity: Count


class Colleagues(Frame, frozen=True, tag=49):
    """The answer to GET_COLLEAGUES.

    `members` are at most `MAX_COLLEAGUES_SHOWN` of `count`, by id; of more, those who
    are of most use, who could take one more before others.
    """

    request: Count
    group: str
    members: tuple[Colleague, ...]
    count: Count = 0


class Waiting(msgspec.Struct, frozen=True, array_like=True):
    """One who waits. `only`: nobody else may serve it, the first `MAX_NAMES_SHOWN`."""

    session: str
    position: Count
    waited_ms: Count
    priority: Count
    returned: bool
    only: tuple[str, ...]


class Queue(Frame, frozen=True, tag=50):
    """The answer to GET_QUEUE: at most `MAX_QUEUE_SHOWN` of `waiting`, in order."""

    request: Count
    group: str
    public_name: str
    waiting: Count
    entries: tuple[Waiting, ...]


class Gap(Frame, frozen=True, tag=51):
    """The replay stopped at `upto`; send SYNC for what follows."""

    session: Id
    upto: Count


class WhyExcluded(msgspec.Struct, frozen=True, array_like=True):
    """How many of the group were excluded for one reason, and the first of them."""

    reason: str
    count: Count
    first: tuple[str, ...]


class WhyLook(msgspec.Struct, frozen=True, array_like=True):
    """One look of a group at the session; `chosen` "" = nobody could serve it."""

    at: Count
    group: str
    strategy: str
    level: Count
    waited_ms: Count
    position: Count
    chosen: str
    candidates: Count
    first: tuple[str, ...]
    excluded: tuple[WhyExcluded, ...]


class WhyStep(msgspec.Struct, frozen=True, array_like=True):
    """Something that happened to the session; `what` names the event."""

    at: Count
    what: str
    agent: str
    group: str
    detail: str
    look: WhyLook | None = None
    by: str = ""


class Why(Frame, frozen=True, tag=52):
    """The answer to GET_WHY: what happened, and why nobody serves it now (Q15).

    At most `MAX_STEPS_SHOWN` of `steps`: the first, and the newest; `is_cut` when some
    between them were left out. `now` is None when it stands in no line.
    """

    request: Count
    session: str
    state: SessionStateName
    steps: tuple[WhyStep, ...]
    now: WhyLook | None = None
    is_cut: bool = False


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
    | Position
    | Notice
    | Board
    | Colleagues
    | Queue
    | Why
    | Gap
)
