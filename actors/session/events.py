"""What a session records.

Journal format: tags and positions are for ever, new fields go last.

Names (`agent_name`, `group_name`, `by_name`) are those of the moment, as the agent or
the group itself told them with what led to the event; an event keeps its name when the
agent or the group is renamed. "" = nobody who knows it was asked (an overflow into a
group that is not awake yet): people are shown the id.
"""

from __future__ import annotations

from enum import Enum

import msgspec

from actors.assignment.messages import Treatment
from actors.assignment.routing import Routing
from actors.assignment.standing import QueueClass
from actors.business_server.direction import Direction
from actors.cards.card import Card, Choice
from actors.flow.core import Place
from actors.flow.visitor_choice import NamedGroup
from actors.session.aside_events import (
    CopyAsked,
    GuestCalled,
    GuestJoined,
    GuestLeft,
)
from actors.session.erased import ContentErased
from actors.session.readers import Reader
from actors.session.robot_events import (
    AnswerRated,
    HandedOver,
    IntentRecognised,
    RobotAnswered,
    RobotAsked,
)
from actors.session.source import Source
from actors.session.terms import (
    VISITOR_ROOM,
    CloseCause,
    CloseReason,
    Note,
    Role,
    SessionPhase,
)


class SessionOpened(msgspec.Struct, frozen=True, array_like=True, tag=1):
    """The visitor came; `stage` is the first state, `group_name` the group's name.

    `address` is the visitor's, kept where a business server is asked, else "".
    `robot_only`: nobody but the robot serves in it.
    """

    visitor: str
    nickname: str
    channel: str
    group: str
    stage: SessionPhase = SessionPhase.QUEUED
    priority: int = 0
    skill: str = ""
    level: int = 0
    prefer: str = ""
    group_name: str = ""
    source: Source | None = None
    language: str = ""
    address: str = ""
    robot_only: bool = False


class Way(Enum):
    """On which way a session came to its agent."""

    AUTO = "auto"
    ACCEPTED = "accepted"
    HAND = "hand"
    """Past the queue, by a supervisor or the agent himself."""
    INITIATED = "initiated"
    """The agent began it (S9)."""


class SessionAssigned(msgspec.Struct, frozen=True, array_like=True, tag=2):
    """An agent serves; `order` is that of the group's bindings (FIFO), 0 by hand.

    Whoever served before (`serving`, a transfer) serves no more from this event on.
    """

    agent: str
    slot: int
    reservation: str
    order: int = 0
    way: Way = Way.AUTO
    group: str = ""
    by: str = ""
    routing: Routing | None = None
    agent_name: str = ""
    group_name: str = ""


class MessagePosted(msgspec.Struct, frozen=True, array_like=True, tag=3):
    """A message of a room; `name` is the sender's, `body` as `PostMessage` has it."""

    number: int
    room: str
    role: Role
    sender: str
    name: str
    body: bytes
    cid: str


class SessionClosed(msgspec.Struct, frozen=True, array_like=True, tag=4):
    """The session has ended."""

    reason: CloseReason
    by: str
    cause: CloseCause = CloseCause.ASKED


class QueueCause(Enum):
    """Why a session was put into a queue."""

    ASKED = "asked"
    OVERFLOW = "overflow"
    AGENT_LOST = "agent_lost"
    DIRECTED = "directed"
    """The business server has answered, or has not (Q9)."""
    NAMED_AWAY = "named_away"
    """Nobody of those whom it named came free in time: anybody of the group may."""


class SessionQueued(msgspec.Struct, frozen=True, array_like=True, tag=5):
    """It waits in a group's line; whoever served serves no more.

    With a new ticket, unless it waits in that line already: then it keeps its age.
    `silent`: the agent it was taken from, who gets it again only when nobody else can
    serve it. `treatment`: why another group turned it away, of an overflow. `only_ms`:
    how long those in `only` are waited for; 0 = for ever.
    """

    group: str
    queue_class: QueueClass
    cause: QueueCause
    by: str = ""
    priority: int = 0
    skill: str = ""
    level: int = 0
    only: tuple[str, ...] = ()
    silent: str = ""
    treatment: Treatment | None = None
    group_name: str = ""
    only_ms: int = 0


class SessionOffered(msgspec.Struct, frozen=True, array_like=True, tag=6):
    """It rings at an agent, who has a slot claimed for it.

    From `queued`, or while another agent serves (a transfer). `expires_ms` 0 = never.
    """

    agent: str
    slot: int
    offer: str
    order: int
    group: str
    expires_ms: int
    routing: Routing
    agent_name: str = ""
    group_name: str = ""


class LapseCause(Enum):
    """Why a ringing offer came to nothing."""

    EXPIRED = "expired"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class OfferLapsed(msgspec.Struct, frozen=True, array_like=True, tag=7):
    """The record of the silent leg; the session is in line again, at its old ticket.

    Every offer that was not accepted ends with it, also when the session closes or
    goes elsewhere (`withdrawn`). `again_ms`: until then it does not ring at this agent.
    The peers' `auto_transfer` (Q7).
    """

    agent: str
    offer: str
    cause: LapseCause
    again_ms: int = 0


class TransferCause(Enum):
    """Who or what wants another agent."""

    AGENT = "agent"
    SILENCE = "silence"
    """S5."""


class TransferRequested(msgspec.Struct, frozen=True, array_like=True, tag=8):
    """Another agent is looked for, with a new ticket, while the old one serves."""

    group: str
    agent: str
    note: str
    cause: TransferCause
    by: str
    group_name: str = ""
    agent_name: str = ""
    by_name: str = ""


class TransferEndCause(Enum):
    """Why the session stays with the old agent."""

    REFUSED = "refused"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class TransferEnded(msgspec.Struct, frozen=True, array_like=True, tag=9):
    """The transfer came to nothing; the session stays where it was."""

    cause: TransferEndCause


class StageEntered(msgspec.Struct, frozen=True, array_like=True, tag=10):
    """The session is at `robot`, `collecting`, `routing` or `message_left`.

    `treatment`: why a group turned it away, when one did.
    """

    stage: SessionPhase
    by: str
    treatment: Treatment | None = None


class Annotated(msgspec.Struct, frozen=True, array_like=True, tag=11):
    """Something was noted; an empty value takes back what was.

    The tags of a `TAG` are apart by line ends. `due_ms`: when a follow-up is due, wall
    time; 0: at no certain time.
    """

    note: Note
    value: str
    by: str
    due_ms: int = 0


class AgentReminded(msgspec.Struct, frozen=True, array_like=True, tag=12):
    """The agent was reminded of a message unanswered since `since_ms` (S5)."""

    since_ms: int


class VisitorWarned(msgspec.Struct, frozen=True, array_like=True, tag=13):
    """The visitor was warned of a silence since `since_ms` (S4)."""

    since_ms: int


class VisitorPresence(msgspec.Struct, frozen=True, array_like=True, tag=14):
    """The visitor's first connection came, or the last one went."""

    is_present: bool


class MessageRecalled(msgspec.Struct, frozen=True, array_like=True, tag=15):
    """A message of the room that takes back the one with number `recalled`."""

    number: int
    room: str
    role: Role
    sender: str
    name: str
    recalled: int


class ReceiptsKept(msgspec.Struct, frozen=True, array_like=True, tag=16):
    """How far these participants of a room have come; of others it says nothing."""

    readers: tuple[Reader, ...]
    room: str = VISITOR_ROOM


class RulesFollowed(msgspec.Struct, frozen=True, array_like=True, tag=17):
    """Other rules are in force: its deadlines, and its row in the index, are others.

    It says nothing of the session itself.
    """

    version: int


class CardPosted(msgspec.Struct, frozen=True, array_like=True, tag=24):
    """A message of the room that the service writes: it says or asks something.

    `by`: who had the visitor asked to rate; "" = the rules. `is_answer`: an entry of
    the robot's answers with it, so that it can be rated (R7).
    """

    number: int
    room: str
    role: Role
    sender: str
    name: str
    card: Card
    by: str = ""
    is_answer: bool = False


class SelectionMade(msgspec.Struct, frozen=True, array_like=True, tag=25):
    """A message of the room that answers the card with number `selected`."""

    number: int
    room: str
    role: Role
    sender: str
    name: str
    selected: int
    choice: Choice


class ServerAnswered(msgspec.Struct, frozen=True, array_like=True, tag=29):
    """What the business server said, or why it said nothing; what follows is an event.

    `attempts`: requests that were sent. `text`: its own words, or what was expected.
    """

    direction: Direction
    group: str = ""
    agents: tuple[str, ...] = ()
    attempts: int = 0
    text: str = ""


class FlowBegan(msgspec.Struct, frozen=True, array_like=True, tag=26):
    """A flow asks the visitor, in this version to its end (R10).

    `groups`: those to which it may lead, as far as they are there, by name.
    """

    flow: str
    version: int
    groups: tuple[NamedGroup, ...] = ()


class FlowMoved(msgspec.Struct, frozen=True, array_like=True, tag=27):
    """The flow asks at `place`, by message `asked`, and has learnt `variables`.

    `place` None: it is over.
    """

    place: Place | None
    asked: int
    variables: tuple[tuple[str, str], ...] = ()


class MessageLeft(msgspec.Struct, frozen=True, array_like=True, tag=32):
    """The visitor left a message where nobody could serve; how to reach him (V7)."""

    contact: str


class VisitorAwaited(msgspec.Struct, frozen=True, array_like=True, tag=33):
    """An agent began, or answers what was left; the visitor is not there (S9)."""


class VisitorReached(msgspec.Struct, frozen=True, array_like=True, tag=34):
    """The visitor who was awaited has come."""


Spoken = MessagePosted | CardPosted | SelectionMade
"""What says something in a room."""
Message = Spoken | MessageRecalled
"""What has a number in a room."""
SessionEvent = (
    SessionOpened
    | SessionAssigned
    | MessagePosted
    | SessionClosed
    | SessionQueued
    | SessionOffered
    | OfferLapsed
    | TransferRequested
    | TransferEnded
    | StageEntered
    | Annotated
    | AgentReminded
    | VisitorWarned
    | VisitorPresence
    | MessageRecalled
    | ReceiptsKept
    | RulesFollowed
    | GuestCalled
    | GuestJoined
    | GuestLeft
    | CopyAsked
    | CardPosted
    | SelectionMade
    | ServerAnswered
    | FlowBegan
    | FlowMoved
    | MessageLeft
    | VisitorAwaited
    | VisitorReached
    | RobotAsked
    | RobotAnswered
    | AnswerRated
    | HandedOver
    | IntentRecognised
    | ContentErased
)
