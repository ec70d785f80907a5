"""What a session accepts and answers."""

from __future__ import annotations

import msgspec

from actors.assignment.messages import Treatment
from actors.assignment.routing import Reception, Routing
from actors.business_server.direction import Direction
from actors.cards.card import Answer
from actors.flow.visitor_choice import NamedGroup
from actors.ids import AgentId, GroupId, VisitorId
from actors.refusal import Refused
from actors.rules.messages import FollowRules
from actors.session.aside_messages import AsideCommand
from actors.session.due import (
    AgentSilent,
    AwaitOver,
    DirectionOver,
    NamedOver,
    OfferOver,
    RemindAgent,
    RobotOver,
    SilenceOver,
    TransferOver,
    VisitorGone,
    WarnVisitor,
)
from actors.session.replies import Accepted, Done, Ended, Opened
from actors.session.robot_messages import AskHuman, RateAnswer, RobotReplied
from actors.session.source import Source
from actors.session.terms import VISITOR_ROOM, Note, Sender, SessionPhase
from actors.session.view import PublishedMessage, RoomView, SessionView
from runtime.ref import Request

MAX_NOTE_CHARS = 500
"""Of a transfer's note, and of what is noted on a session."""


class FlowRef(msgspec.Struct, frozen=True, array_like=True):
    """Which flow asks first; `groups` are those to which it may lead, by name."""

    flow: str
    version: int
    groups: tuple[NamedGroup, ...] = ()


class OpenSession(msgspec.Struct, Request[Opened | Refused], frozen=True):
    """Begins the session: in a group's queue, or in an earlier `stage`.

    `stage` is `queued`, `robot`, `collecting` or `routing`. `group` is the queue, or
    where a human would be looked for; `group_name` as the group told it. `operation` is
    the visitor's own id of the opening, by which it is known when it comes again; "" =
    nobody repeats it. `address` is the visitor's, for a business server. `flow` asks
    first, from `collecting` on. `robot_only`: nobody but the robot serves in it. See
    `Standing` for the rest.
    """

    visitor: VisitorId
    nickname: str
    channel: str
    group: GroupId
    stage: SessionPhase = SessionPhase.QUEUED
    priority: int = 0
    skill: str = ""
    level: int = 0
    prefer: str = ""
    group_name: str = ""
    source: Source | None = None
    operation: str = ""
    language: str = ""
    address: str = ""
    flow: FlowRef | None = None
    robot_only: bool = False


class InitiateSession(msgspec.Struct, Request[Opened | Refused], frozen=True):
    """An agent, who holds `slot` for it, begins a session, and says `body` (S9).

    `operation` is the agent's id of it, and of its first message. `language` is the
    visitor's, as far as his profile tells it.
    """

    sender: Sender
    visitor: VisitorId
    nickname: str
    channel: str
    group: GroupId
    agent: AgentId
    slot: int
    reservation: str
    until_ms: int
    body: bytes
    operation: str
    priority: int = 0
    agent_name: str = ""
    group_name: str = ""
    language: str = ""


class LeaveMessage(msgspec.Struct, Request[Accepted | Refused], frozen=True):
    """The visitor leaves a message, and how to reach him (V7); see `PostMessage`."""

    sender: Sender
    cid: str
    body: bytes
    contact: str
    name: str = ""
    origin: str = ""


class PostMessage(msgspec.Struct, Request[Accepted | Refused], frozen=True):
    """Adds a message to a room.

    `body` is validated content in its one form, of no concern to the session. `text` is
    what is said, when it is said in so many words; else "". `name` is the sender's, for
    people. `origin` names the sender's connection. From `until_ms` on, in wall time, it
    is too old to be said for the first time; 0: it is never.
    """

    sender: Sender
    room: str
    cid: str
    body: bytes
    text: str = ""
    name: str = ""
    origin: str = ""
    until_ms: int = 0


class RecallMessage(msgspec.Struct, Request[Done | Refused], frozen=True):
    """The sender of a message takes it back.

    `posted` is what the journal has under `number`, or None. `name` is the sender's,
    for people.
    """

    sender: Sender
    name: str
    number: int
    posted: PublishedMessage | None
    operation: str
    room: str = VISITOR_ROOM


class SelectOption(msgspec.Struct, Request[Done | Refused], frozen=True):
    """The visitor answers the card in message `number`: menu, form or rating (V3, V5).

    `name` is the visitor's, for people. A rating may be given after the end, too.
    """

    sender: Sender
    name: str
    number: int
    answer: Answer
    operation: str


class InviteRating(msgspec.Struct, Request[Done | Refused], frozen=True):
    """The visitor is asked to rate: by the serving agent, or by his own wish (V5)."""

    sender: Sender
    operation: str


class CloseSession(msgspec.Struct, Request[Ended | Refused], frozen=True):
    """Ends the session; a supervisor's close has reason `admin` (Q11)."""

    sender: Sender
    operation: str


class EndService(msgspec.Struct, Request[Done | Refused], frozen=True):
    """The visitor ends human service: out of queue or service, to the robot (S3)."""

    sender: Sender
    operation: str


class AcceptOffer(msgspec.Struct, Request[Done | Refused], frozen=True):
    """The agent takes a ringing offer; a late or foreign one is refused (Q7)."""

    sender: Sender
    offer: str
    operation: str


class DeclineOffer(msgspec.Struct, Request[Done | Refused], frozen=True):
    """The agent does not take a ringing offer; the session keeps its age."""

    sender: Sender
    offer: str
    operation: str


class TransferSession(msgspec.Struct, Request[Done | Refused], frozen=True):
    """The serving agent hands over to a group, or to one agent of it (Q10).

    The session stays with the old agent until somebody has taken it. The names are as
    agent and group told them; "": nobody was asked.
    """

    sender: Sender
    group: GroupId
    agent: str
    note: str
    operation: str
    group_name: str = ""
    agent_name: str = ""


class CancelTransfer(msgspec.Struct, Request[Done | Refused], frozen=True):
    """The serving agent keeps the session after all."""

    sender: Sender
    operation: str


class TakeByHand(msgspec.Struct, Request[Done | Refused], frozen=True):
    """Gives the session to an agent who holds `slot` for it (Q11, W1).

    By a supervisor from `queued` to `message_left`; by an agent, for himself, from
    `queued` and `message_left` of one of his `groups`. One commit takes the new slot
    and lets the old one go.
    """

    sender: Sender
    agent: AgentId
    slot: int
    reservation: str
    until_ms: int
    operation: str
    groups: tuple[GroupId, ...] = ()
    agent_name: str = ""


class MoveSession(msgspec.Struct, Request[Done | Refused], frozen=True):
    """Puts the session into a group's queue, or into an earlier or later stage.

    What the robot, a menu, the business server and supervisors do: `stage` is
    `queued` (with `group`), `robot`, `collecting`, `routing` or `message_left`.
    """

    sender: Sender
    stage: SessionPhase
    operation: str
    group: str = ""
    priority: int = 0
    skill: str = ""
    level: int = 0
    only: tuple[str, ...] = ()
    group_name: str = ""


class Annotate(msgspec.Struct, Request[Done | Refused], frozen=True):
    """Notes something on the session; a later value of a kind replaces the earlier.

    See `noting` for what may be noted. `due_ms`: when a follow-up is due, wall time; 0:
    at no certain time.
    """

    sender: Sender
    note: Note
    value: str
    operation: str
    due_ms: int = 0


class VisitorAttached(msgspec.Struct, frozen=True):
    """A connection of the visitor follows the session."""

    connection: str


class VisitorDetached(msgspec.Struct, frozen=True):
    """That connection is gone."""

    connection: str


class MarkRead(msgspec.Struct, frozen=True):
    """Somebody has received, and read, all messages of a room up to these numbers (V2).

    `origin` names his connection.
    """

    sender: Sender
    room: str
    delivered: int
    read: int
    origin: str = ""


class KeepReceipts(msgspec.Struct, frozen=True):
    """Receipts that are known are to be written now: the session leaves memory."""


class GetSession(
    msgspec.Struct, Request[SessionView | RoomView | Refused], frozen=True
):
    """Asks what the session, or a side room of it, is now."""

    asker: Sender
    room: str = VISITOR_ROOM


class OfferSession(msgspec.Struct, frozen=True):
    """A group hands the session to an agent who holds `slot` until `until_ms`.

    `accept_ms`: how long it rings (manual reception; 0 = until it is answered). The
    agent's name is the one in his last news to the group. `skill` and `level`: what was
    asked for, as the group had heard, when he was chosen.
    """

    group: GroupId
    agent: AgentId
    slot: int
    reservation: str
    until_ms: int
    order: int
    reception: Reception
    accept_ms: int
    routing: Routing
    agent_name: str = ""
    group_name: str = ""
    skill: str = ""
    level: int = 0


class AskWaiting(msgspec.Struct, frozen=True):
    """A group has not heard what became of an offer: is the session still waiting?"""

    group: GroupId


class TurnAway(msgspec.Struct, frozen=True):
    """A group does not keep the session in line (Q6).

    To `overflow` when that names a group, else the visitor leaves a message.
    `overflow_name` is for people, "" = not known.
    """

    group: GroupId
    treatment: Treatment
    overflow: str
    overflow_name: str = ""


class WithdrawOffer(msgspec.Struct, frozen=True):
    """The agent has left `free`: an offer that rings at him is taken back (Q12)."""

    agent: AgentId


class AgentGone(msgspec.Struct, frozen=True):
    """The agent stays away past the grace and sessions are to be requeued (Q12)."""

    agent: AgentId


class CheckVisitor(msgspec.Struct, frozen=True):
    """Compares who is recorded as present with who is connected now.

    `since_ms`: nobody has been connected since then, as far as the teller knows; 0 = he
    does not.
    """

    since_ms: int = 0


class Directed(msgspec.Struct, frozen=True):
    """What came of asking the business server since `since_ms` (Q9).

    `group`: where to, with its name. `only`: nobody else may serve it, for `only_ms`;
    0 = ever. The rest as `ServerAnswered` has it.
    """

    since_ms: int
    direction: Direction
    group: GroupId
    group_name: str = ""
    only: tuple[str, ...] = ()
    only_ms: int = 0
    attempts: int = 0
    text: str = ""


class WakeSession(msgspec.Struct, frozen=True):
    """Nothing but a reason to be awake: a deadline from the index is due."""


SessionCommand = (
    OpenSession
    | InitiateSession
    | LeaveMessage
    | AwaitOver
    | PostMessage
    | RecallMessage
    | SelectOption
    | InviteRating
    | CloseSession
    | EndService
    | AcceptOffer
    | DeclineOffer
    | TransferSession
    | CancelTransfer
    | TakeByHand
    | MoveSession
    | Annotate
    | AsideCommand
    | VisitorAttached
    | VisitorDetached
    | MarkRead
    | KeepReceipts
    | GetSession
    | OfferSession
    | AskWaiting
    | TurnAway
    | WithdrawOffer
    | AgentGone
    | OfferOver
    | TransferOver
    | SilenceOver
    | WarnVisitor
    | RemindAgent
    | AgentSilent
    | VisitorGone
    | CheckVisitor
    | Directed
    | DirectionOver
    | RobotReplied
    | RobotOver
    | AskHuman
    | RateAnswer
    | NamedOver
    | WakeSession
    | FollowRules
)
