"""What the server says: the frames from server to client."""

from __future__ import annotations

import msgspec

from gateway.wire.answer_frames import (
    Colleagues,
    FollowUps,
    Queue,
    Sessions,
    Why,
)
from gateway.wire.aside_frames import Guest, Room
from gateway.wire.bodies import MessageBody, text_of
from gateway.wire.customer_frames import Customer
from gateway.wire.dashboard_frames import Dashboard, Trend
from gateway.wire.knowledge_frames import (
    Contributed,
    Contributions,
    Entry,
    KnowledgeFound,
    News,
    NewsPublished,
)
from gateway.wire.notes import Notes
from gateway.wire.reaching_frames import MessagesLeft
from gateway.wire.reply_frames import QuickReplies, QuickReplyPut
from gateway.wire.robot_frames import Feedback
from gateway.wire.session_parts import (
    Handover,
    Offer,
    PendingTransfer,
    Reader,
    Source,
    Variable,
)
from gateway.wire.terms import (
    PROTOCOL_MINOR,
    Count,
    Frame,
    Id,
    Moment,
    NoticeName,
    Ping,
    Pong,
    Role,
    RoomRef,
    SenderRole,
    SessionRef,
    SessionStateName,
    ShownStatus,
)


class Limits(msgspec.Struct, frozen=True, array_like=True):
    """What the server will hold this client to.

    Attributes:
        heartbeat_ms: between two PINGs of the server; a client that hears nothing for
            that long and ten seconds more has lost the connection.
        max_frame_bytes: of one message of the client.
        window: requests that may wait for their answer at once.
        max_text_chars: of a text.
        frames_per_second: that the client may send in the long run; 0: not told.
        burst_frames: that may come at once; 0: not told.
    """

    heartbeat_ms: Count
    max_frame_bytes: Count
    window: Count
    max_text_chars: Count
    frames_per_second: Count = 0
    burst_frames: Count = 0


class Welcome(Frame, frozen=True, tag=2):
    """The answer to HELLO: the client is let in.

    Attributes:
        connection: its name in the server's logs.
        role: what the ticket makes of the client.
        principal: the id of the visitor or agent.
        server_ms: the server's clock now, ms since the epoch.
        limits: of this connection.
        minor: the newest version of this protocol that the server knows.
        typing_preview: to a visitor: agents see what is typed before it is sent (V4).
            Send it in SET_TYPING only then, and only when the person was told.
        name: whom the ticket names, for people; an agent's messages may be signed by
            another name, see Names.
    """

    connection: Id
    role: Role
    principal: Id
    server_ms: Count
    limits: Limits
    minor: Count = PROTOCOL_MINOR
    typing_preview: bool = False
    name: str = ""


class GoAway(Frame, frozen=True, tag=6):
    """The server closes soon; come back after `retry_ms`, not before.

    Attributes:
        code: the close code that will follow.
        retry_ms: to wait.
    """

    code: Count
    retry_ms: Count


class Err(Frame, frozen=True, tag=7):
    """A frame that has no request number was refused.

    Attributes:
        code: an error code.
        text: for developers.
        retry_ms: after `RATE`: how long to wait before the same again.
    """

    code: Count
    text: str
    retry_ms: Count = 0


class Res(Frame, frozen=True, tag=11):
    """The answer to a request. Fields that do not apply are empty.

    On one connection the answer to SEND counts as its message: the client's own one is
    not sent to it as MESSAGE.

    Attributes:
        request: the number of the request.
        code: an error code; 0 is success.
        session: that was opened, or meant.
        number: of the message that was sent.
        at: when that was posted, in ms since the epoch, by the server's clock.
        is_repeat: it had been posted before.
        text: for developers; empty on success.
        retry_ms: after a temporary refusal: not before.
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
    """A message of a room.

    Attributes:
        number: counts the messages of the session 1, 2, 3 … without a gap.
        role: of the sender.
        sender: the id of the visitor or agent.
        name: of the sender, for people.
        body: the content; see Bodies.
        cid: of the SEND that it came with; empty when it came otherwise.
        is_answer: the robot answers with it, and RATE_ANSWER may say how well.
    """

    session: SessionRef
    room: RoomRef
    number: Count
    role: SenderRole
    sender: str
    name: str
    body: MessageBody
    at: Moment
    cid: str = ""
    is_answer: bool = False

    @property
    def text(self) -> str:
        """What it says in so many words; "" of other kinds. For clients."""
        return text_of(self.body)


class Receipt(Frame, frozen=True, tag=41):
    """A participant has received, and read, more of a room; see SESSION `readers`.

    Attributes:
        role: of that participant.
        sender: his id.
        delivered: his client has all messages up to this number.
        read: he was shown them up to this number.
    """

    session: SessionRef
    room: RoomRef
    role: SenderRole
    sender: str
    delivered: Count
    read: Count


class Typing(Frame, frozen=True, tag=42):
    """Somebody types, until `ttl_ms` from now or a message after `after` (V4).

    Attributes:
        role: of who types.
        sender: the id of who types.
        is_typing: false: no more.
        ttl_ms: how long to show it.
        after: of a message with a higher number by the same sender, it is over.
        preview: the end of what a visitor has typed; not for visitors, never stored.
        name: of who types; may be empty, see Names.
    """

    session: SessionRef
    room: RoomRef
    role: SenderRole
    sender: str
    is_typing: bool
    ttl_ms: Count
    after: Count
    preview: str = ""
    name: str = ""


class Session(Frame, frozen=True, tag=43):
    """A session as it is now.

    Attributes:
        version: grows with every change; what is older than what the client has is
            to be ignored.
        state: see Words.
        group: that is to serve, or serves.
        visitor: the id.
        agent: who serves; empty: nobody.
        last_number: of its last message, 0 for none.
        reason: why it is closed, see Words; empty while it is open.
        nickname: the visitor's.
        offer: it rings at an agent. Not shown to visitors.
        transfer: another agent is looked for. Not shown to visitors.
        visitor_away: nobody is connected for the visitor. Not shown to visitors.
        handover: it came from another agent. Not shown to visitors.
        agent_name: of who serves, or served last; may be empty, see Names.
        group_name: of the group, as visitors read it; the same.
        source: of the visit. Not shown to visitors.
        readers: how far who has come, of the visitor and the agents who served last; it
            may move without a new version.
        rating: number of the message that asks the visitor to rate, and waits for the
            answer; 0: none does. See its `expires`.
        may_rate: the visitor, or the serving agent, may send INVITE_RATING now.
        variables: what flows have learnt of the visitor. Not shown to visitors.
        notes: what was noted on it; nil: nothing. Not shown to visitors.
        contact: that was left with a message. The same.
        guests: who takes part beside visitor and agent. Not shown to visitors.
        unread: to a visitor: how many of the last messages, none of them his own, he
            has not been shown yet, by what he said in READ; to others 0.
        may_ask_human: the visitor may send ASK_HUMAN now.
        feedback: what he said of the robot's last answers, in their order.
        recall_ms: so long after it was said may a message be taken back; 0: not at all.
    """

    session: SessionRef
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
    agent_name: str = ""
    group_name: str = ""
    source: Source | None = None
    readers: tuple[Reader, ...] = ()
    rating: Count = 0
    may_rate: bool = False
    variables: tuple[Variable, ...] = ()
    notes: Notes | None = None
    contact: str = ""
    guests: tuple[Guest, ...] = ()
    unread: Count = 0
    may_ask_human: bool = False
    feedback: tuple[Feedback, ...] = ()
    recall_ms: Count = 0


class Position(Frame, frozen=True, tag=44):
    """Where a visitor stands in line (Q5). Ephemeral: only the latest counts.

    Attributes:
        position: from 1.
        waiting: the length of the line.
        wait_seconds: how long it may take; nil: there is no estimate.
        text: the same as the service says it to this visitor, in his language; empty:
            it leaves the words to the client.
    """

    session: SessionRef
    position: Count
    waiting: Count
    wait_seconds: Count | None = None
    text: str = ""


class Notice(Frame, frozen=True, tag=45):
    """Something happened that is neither a message nor a state.

    Attributes:
        kind: what.
        agent: whom it concerns; empty: the visitor.
        agent_name: his name; may be empty, see Names.
    """

    session: SessionRef
    kind: NoticeName
    agent: str
    at: Moment
    agent_name: str = ""


class Board(Frame, frozen=True, tag=48):
    """An agent's own state: a snapshot, sent after WELCOME and with every change.

    Attributes:
        version: grows, within one connection.
        status: as others see it.
        capacity: how many he may serve at once.
        sessions: that hold his slots, those that ring at him among them.
        reason: of `rest`.
        wrap_up_until: the end of `arrange`, ms since the epoch by the server's clock;
            0 in other statuses.
        by: the supervisor who set the status; empty: the agent himself, or a rule.
        by_name: his name; may be empty, see Names.
        visits: sessions, and places of internal conversations, in which he takes part
            without a slot.
    """

    version: Count
    status: ShownStatus
    capacity: Count
    sessions: tuple[str, ...]
    reason: str = ""
    wrap_up_until: Count = 0
    by: str = ""
    by_name: str = ""
    visits: tuple[str, ...] = ()


class Gap(Frame, frozen=True, tag=51):
    """The replay stopped: there is more.

    Attributes:
        upto: the number of the last message that was sent; SYNC asks for the rest.
    """

    session: SessionRef
    upto: Count


class History(Frame, frozen=True, tag=53):
    """The answer to GET_HISTORY.

    Attributes:
        request: the number of the request.
        messages: frames with their tag; oldest first, without a gap, up to the one
            before the asked number, fewer than asked for when they are long; when the
            first has number 1, or there is none, nothing is older.
    """

    request: Count
    session: SessionRef
    messages: tuple[Message, ...]


AnswerFrame = (
    Colleagues
    | Contributed
    | Contributions
    | Customer
    | Entry
    | FollowUps
    | History
    | KnowledgeFound
    | MessagesLeft
    | News
    | Queue
    | QuickReplies
    | QuickReplyPut
    | Sessions
    | Trend
    | Why
)
"""What answers a question; all else is answered by RES."""

ServerFrame = (
    Welcome
    | Ping
    | Pong
    | GoAway
    | Err
    | Res
    | Message
    | Receipt
    | Typing
    | Session
    | Position
    | Notice
    | Board
    | Colleagues
    | Queue
    | Why
    | History
    | Gap
    | Sessions
    | FollowUps
    | Customer
    | MessagesLeft
    | Contributed
    | Contributions
    | News
    | Entry
    | NewsPublished
    | KnowledgeFound
    | QuickReplies
    | QuickReplyPut
    | Room
    | Dashboard
    | Trend
)
