"""What a client says: the frames from client to server, and their batch."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from gateway.wire.aside_frames import (
    AnswerCall,
    Consult,
    Leave,
    Mention,
    SendCopy,
    Talk,
    Watch,
)
from gateway.wire.bodies import SentBody
from gateway.wire.card_frames import InviteRating, Select
from gateway.wire.customer_frames import ChangeCustomer, GetCustomer
from gateway.wire.dashboard_frames import DashboardFrame
from gateway.wire.knowledge_frames import KnowledgeFrame
from gateway.wire.reaching_frames import GetMessagesLeft, Initiate, LeaveMessage
from gateway.wire.reply_frames import ReplyFrame
from gateway.wire.robot_frames import AskHuman, RateAnswer
from gateway.wire.terms import (
    BATCH_TAG,
    MAX_BATCH_IN,
    MAX_CAPACITY,
    MAX_HISTORY,
    MAX_ID_CHARS,
    MAX_PREVIEW_CHARS,
    MAX_TICKET_CHARS,
    PROTOCOL_MINOR,
    Count,
    Frame,
    Id,
    MessageNumber,
    NoteName,
    OperationId,
    OptionalId,
    Ping,
    Pong,
    Positions,
    RequestNumber,
    RoomRef,
    SessionRef,
    Status,
    Text,
)


class ClientInfo(msgspec.Struct, frozen=True, array_like=True):
    """Who is calling, for logs and figures.

    Attributes:
        name: of the program.
        version: of the program.
        language: of the person, as in BCP 47.
    """

    name: Annotated[str, Meta(max_length=MAX_ID_CHARS)] = ""
    version: Annotated[str, Meta(max_length=MAX_ID_CHARS)] = ""
    language: Annotated[str, Meta(max_length=16)] = "zh-CN"


class Hello(Frame, frozen=True, tag=1):
    """The first frame of a client, answered by WELCOME or a close.

    Attributes:
        ticket: who is calling, as the server's operator signed it.
        client: the program.
        positions: sessions to resume: what came after these numbers is sent again.
        minor: the newest version of this protocol that the client knows.
    """

    ticket: Annotated[str, Meta(max_length=MAX_TICKET_CHARS)]
    client: ClientInfo = ClientInfo()
    positions: Positions = msgspec.field(default_factory=dict)
    minor: Count = PROTOCOL_MINOR


class Open(Frame, frozen=True, tag=12):
    """A visitor opens the session of a channel, or resumes the one that is open (S2).

    Answered by RES with the session, which the connection follows from then on. A
    repeated OPEN gives the session that is open, too; when the one that it opened was
    closed meanwhile, it gives that one, and opens none.

    Attributes:
        group: the skill group that is to serve, when a new session is opened; empty =
            the one to which the channel leads. Others are refused with `FORBIDDEN`,
            unless the channel leaves the choice to its visitors.
        channel: where the visitor comes from; empty = as the ticket has it. Another
            is refused with `FORBIDDEN`. One open session per visitor and channel.
    """

    request: RequestNumber
    operation: OperationId
    group: OptionalId = ""
    channel: OptionalId = ""


class Send(Frame, frozen=True, tag=20):
    """A message, answered by RES only after it is on disk.

    Attributes:
        cid: id of the message; see Requests.
        body: the content; see Bodies.
    """

    request: RequestNumber
    session: SessionRef
    room: RoomRef
    cid: Id
    body: SentBody


class Read(Frame, frozen=True, tag=21):
    """What the client has of a room: all messages up to these numbers (V2).

    Not answered, and dropped when too often. The numbers of one participant only grow;
    what is higher than the room's last message, or lower than before, is no error.

    Attributes:
        delivered: the client has received them.
        read: the person was shown them; `delivered` is never less than this.
    """

    session: SessionRef
    room: RoomRef
    delivered: Count
    read: Count = 0


class SetTyping(Frame, frozen=True, tag=22):
    """The sender begins or ceases to type; not answered, and dropped when too often.

    Attributes:
        is_typing: repeated every few seconds while keys are pressed; false at the end.
        after: number of the sender's last message here, 0 for none: an indicator is
            void once a later one was posted.
        preview: the end of what a visitor has typed; only after a WELCOME with
            `typing_preview`, else it is dropped.
    """

    session: SessionRef
    room: RoomRef
    is_typing: bool
    after: Count = 0
    preview: Annotated[str, Meta(max_length=MAX_PREVIEW_CHARS)] = ""


class Sync(Frame, frozen=True, tag=23):
    """Asks for what came after these numbers: after a hole in the numbers, or GAP.

    Of sessions that this connection follows, or followed; others are passed over.
    """

    positions: Positions


class SetStatus(Frame, frozen=True, tag=25):
    """An agent's own status (Q12); answered by RES, and BOARD shows it.

    Attributes:
        status: `free` takes visitors, the others do not.
        reason: of `rest`, shown to others.
    """

    request: RequestNumber
    operation: OperationId
    status: Status
    reason: Text = ""


class Close(Frame, frozen=True, tag=26):
    """Ends a session (S3); answered by RES."""

    request: RequestNumber
    session: SessionRef
    operation: OperationId


class Accept(Frame, frozen=True, tag=27):
    """An agent takes a session that rings (Q7); answered by RES.

    Attributes:
        offer: as SESSION shows it.
    """

    request: RequestNumber
    session: SessionRef
    offer: Id
    operation: OperationId


class Decline(Frame, frozen=True, tag=28):
    """An agent leaves a session that rings to others; the visitor keeps the place.

    Attributes:
        offer: as SESSION shows it.
    """

    request: RequestNumber
    session: SessionRef
    offer: Id
    operation: OperationId


class Transfer(Frame, frozen=True, tag=29):
    """The serving agent hands over to a group, or to one agent of it (Q10).

    The old agent serves until somebody has taken it, or nobody has in time.

    Attributes:
        group: empty with an agent: the server chooses one in which both serve.
        agent: empty: whoever of the group is free.
        note: for the next agent.
    """

    request: RequestNumber
    session: SessionRef
    operation: OperationId
    group: OptionalId = ""
    agent: OptionalId = ""
    note: Text = ""


class CancelTransfer(Frame, frozen=True, tag=30):
    """The serving agent keeps the session after all; answered by RES."""

    request: RequestNumber
    session: SessionRef
    operation: OperationId


class Assign(Frame, frozen=True, tag=31):
    """Gives a session to an agent past the queue; refused when he is full.

    An agent for himself, from the queues of his groups; a supervisor what belongs to
    his groups, to anybody, from the queue or from another agent (Q11).

    Attributes:
        agent: empty: who asks.
    """

    request: RequestNumber
    session: SessionRef
    operation: OperationId
    agent: OptionalId = ""


class SetAgent(Frame, frozen=True, tag=32):
    """A supervisor changes status or capacity of an agent of his groups (Q11).

    Attributes:
        agent: whose.
        status: empty: stays as it is.
        capacity: how many he may serve at once; 0: stays as it is.
    """

    request: RequestNumber
    agent: Id
    operation: OperationId
    status: Status | Literal[""] = ""
    capacity: Annotated[int, Meta(ge=0, le=MAX_CAPACITY)] = 0


class GetColleagues(Frame, frozen=True, tag=33):
    """Asks who serves in a group: answered by COLLEAGUES, or RES when refused.

    Attributes:
        group: the skill group.
    """

    request: RequestNumber
    group: Id


class GetQueue(Frame, frozen=True, tag=34):
    """Asks who waits in a group: answered by QUEUE, or RES when refused.

    Of one's own groups; of others it is `FORBIDDEN`.

    Attributes:
        group: the skill group.
    """

    request: RequestNumber
    group: Id


class GetSessions(Frame, frozen=True, tag=60):
    """A supervisor asks whom a group of his serves: answered by SESSIONS, or RES.

    Attributes:
        group: the skill group.
    """

    request: RequestNumber
    group: Id


class GetWhy(Frame, frozen=True, tag=35):
    """Asks why a session is where it is (Q15): answered by WHY, or RES."""

    request: RequestNumber
    session: SessionRef


class Annotate(Frame, frozen=True, tag=36):
    """Notes something on a session, also after its end (S8).

    SESSION shows it to agents. What is not of the form that Words tells for its kind is
    refused with `BAD_VALUE`.

    Attributes:
        note: what is noted; a later one of the same kind replaces it.
        value: the note itself; empty: what was noted is taken back.
        due: when a `follow_up` is due, within a year, in ms since the epoch by the
            server's clock; 0: at no certain time, and with all other kinds.
    """

    request: RequestNumber
    session: SessionRef
    operation: OperationId
    note: NoteName
    value: Text
    due: Count = 0


class GetFollowUps(Frame, frozen=True, tag=78):
    """An agent asks what he has to follow up: answered by FOLLOW_UPS, or RES (S8)."""

    request: RequestNumber


class GetHistory(Frame, frozen=True, tag=38):
    """Asks for older messages of a session: answered by HISTORY, or RES.

    Who takes part in a session, or took part in it to its end, may read it.

    Attributes:
        before: messages with lower numbers; 0: the newest.
        limit: at most so many.
    """

    request: RequestNumber
    session: SessionRef
    before: Count = 0
    limit: Annotated[int, Meta(ge=1, le=MAX_HISTORY)] = 50


class Recall(Frame, frozen=True, tag=39):
    """Takes back a message of one's own, soon after it was sent (V2).

    Answered by RES; to everybody, the sender too, it comes as a message of its own.

    Attributes:
        number: of the message, from 1.
    """

    request: RequestNumber
    session: SessionRef
    number: MessageNumber
    operation: OperationId


class EndService(Frame, frozen=True, tag=37):
    """The visitor ends human service (S3); answered by RES.

    Goes back to the robot; a session that began without one is closed.
    """

    request: RequestNumber
    session: SessionRef
    operation: OperationId


ClientFrame = (
    Hello
    | Ping
    | Pong
    | Open
    | Send
    | Read
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
    | GetFollowUps
    | Initiate
    | LeaveMessage
    | GetMessagesLeft
    | GetCustomer
    | ChangeCustomer
    | KnowledgeFrame
    | ReplyFrame
    | EndService
    | Select
    | InviteRating
    | AskHuman
    | RateAnswer
    | GetHistory
    | GetSessions
    | DashboardFrame
    | Recall
    | Consult
    | AnswerCall
    | Watch
    | Leave
    | Mention
    | SendCopy
    | Talk
)


class ClientBatch(msgspec.Struct, frozen=True, array_like=True, tag=BATCH_TAG):
    """Several frames of a client in one message; batches do not nest.

    Attributes:
        frames: in the order in which they are to be served.
    """

    frames: Annotated[tuple[ClientFrame, ...], Meta(max_length=MAX_BATCH_IN)]
