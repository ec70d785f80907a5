"""PURE: what is recorded of a session: the columns of its rows.

The rows are also the projection's state: what an event means is told by the rows that
were there before it, and by nothing else. So a projector that stopped anywhere goes on
from what it wrote, and one that begins anew writes the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, IntFlag
from typing import Final

import msgspec

MESSAGE_BITS: Final = 14
"""Of a message's key its number in the session takes so many: above `MAX_MESSAGES` and
`MAX_RECALLED` of `actors.session.bounds` together."""
MAX_NUMBER: Final = (2**63 - 1) >> MESSAGE_BITS
"""Of sessions: the keys of their messages are signed and have 64 bits."""


def message_key(number: int, message: int) -> int:
    """The key of a message: sorts as the session's number does, then as its own."""
    return number << MESSAGE_BITS | message


class Ending(Enum):
    """How a session ended; "" while it has not."""

    OPEN = ""
    NORMAL = "normal"
    """An agent had served."""
    ABANDONED = "abandoned"
    """The visitor left a line before anybody served."""
    UNSERVED = "unserved"
    """It was closed in a line, by time or by somebody of the staff."""
    ROBOT = "robot"
    """It ended with the robot."""
    MESSAGE_LEFT = "message_left"
    BROKEN = "broken"
    """Its actor could not live (quarantine)."""


class LegKind(Enum):
    """What a stretch of a session was."""

    ROBOT = "robot"
    SERVED = "served"
    SILENT = "silent"
    """It rang at an agent who did not take it, or rings now."""
    WAITED = "waited"
    """A wait in a group's line, served by nobody; the agent is who ended it."""


class LegEnding(Enum):
    """What ended a leg; "" while it goes on."""

    OPEN = ""
    CLOSED = "closed"
    TRANSFERRED = "transferred"
    """The agent handed over."""
    SILENCE = "silence"
    """Another agent was found, because this one did not answer (S5)."""
    TAKEN = "taken"
    """Somebody took it by hand."""
    AGENT_LOST = "agent_lost"
    RETURNED = "returned"
    """Back to the robot, or out of human service."""
    QUEUED = "queued"
    """Put into a line again, or into another one."""
    HANDED = "handed"
    """The robot gave it to people."""
    EXPIRED = "expired"
    """Of a silent leg: it was not taken in time (the timeout transfer, Q7)."""
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ANSWERED = "answered"
    """Of a wait: by an agent."""
    ABANDONED = "abandoned"
    OVERFLOWED = "overflowed"
    MESSAGE_LEFT = "message_left"


class Erasure(IntFlag):
    """What of a session is gone: the column `erasure`."""

    TEXTS = 1
    PERSON = 2
    FILES = 4


NOTHING: Final = Erasure(0)


class SessionRow(msgspec.Struct):
    """A session. Times are wall time in ms, lengths are ms; None = not (yet).

    Attributes:
        number: position of its first event in the journal; newer sessions have
            higher ones.
        group, agent: the last that waited for or served it; `agent_name` and
            `group_name` as they were called then.
        stage: name of its state.
        ending: see `Ending`.
        reason, cause, closed_by: of its end.
        rating: as it was given; `stars` 1 to 5, when it says that.
        tags: as noted, in one text; see `tags_of` of `actors.session.tag_rule`.
        solved: as noted: `solved`, `unsolved`.
        legs: how many rows it has; `served` the number of the leg that served last, 0
            if none did; `ringing`, `robot`, `line`: of those that go on, or 0.
        lapses: offers that were let lapse or declined; `transfers`: changes of agent.
        handed_ms: when it was handed to people, until it leaves them.
        asked_ms: since when a message of the visitor's has no answer.
        replied: 1 once an agent has answered since it was handed to people.
        transfer: why another agent is looked for, or "".
        wait_ms: its first wait that an agent ended.
        frt_ms: see `actors.records.figures`.
        erasure: see `Erasure`.
    """

    number: int
    session: str
    opened_ms: int
    visitor: str = ""
    nickname: str = ""
    channel: str = ""
    group: str = ""
    group_name: str = ""
    agent: str = ""
    agent_name: str = ""
    closed_ms: int | None = None
    stage: str = ""
    ending: str = ""
    reason: str = ""
    cause: str = ""
    closed_by: str = ""
    rating: str = ""
    stars: int | None = None
    tags: str = ""
    remark: str = ""
    follow_up: str = ""
    solved: str = ""
    legs: int = 0
    served: int = 0
    ringing: int = 0
    robot: int = 0
    line: int = 0
    lapses: int = 0
    transfers: int = 0
    messages: int = 0
    handed_ms: int | None = None
    asked_ms: int | None = None
    replied: int = 0
    transfer: str = ""
    wait_ms: int | None = None
    frt_ms: int | None = None
    erasure: int = 0


class LegRow(msgspec.Struct):
    """A stretch of a session.

    Attributes:
        number, leg: of the session, and its own, from 1.
        kind, ending: see `LegKind`, `LegEnding`.
        begun_ms: when it began to be served, to ring, to wait.
        way: how it came to the agent.
        wait_ms: how long a wait was that has ended.
        frt_ms, replies, reply_ms, handle_ms: see `actors.records.figures`.
        visitor_messages, agent_messages: within it; of a robot's leg the robot's.
        stars, is_solved: what was noted, of the leg that served last.
    """

    number: int
    leg: int
    kind: str
    begun_ms: int
    channel: str
    group: str = ""
    group_name: str = ""
    agent: str = ""
    agent_name: str = ""
    ended_ms: int | None = None
    ending: str = ""
    way: str = ""
    wait_ms: int | None = None
    frt_ms: int | None = None
    replies: int = 0
    reply_ms: int = 0
    handle_ms: int | None = None
    visitor_messages: int = 0
    agent_messages: int = 0
    stars: int | None = None
    is_solved: int | None = None


class MessageRow(msgspec.Struct):
    """A message of the visitor's room; `text` is what of it can be searched.

    `kind` is the body's; `recalled` of one that was taken back, which has no text.
    """

    id: int
    at_ms: int
    role: str
    sender: str
    name: str
    kind: str
    text: str


class UnansweredRow(msgspec.Struct):
    """The robot had no answer to the message of key `id`, at that wall time."""

    id: int
    at_ms: int


class AnswerRow(msgspec.Struct):
    """An entry of the robot's answered with the message of key `id`.

    `helped`: 1 and -1 say whether it did, 0: the visitor has not said. `at_ms`: wall
    time of the last of both.
    """

    id: int
    entry: str
    at_ms: int
    helped: int


@dataclass(slots=True)
class Story:
    """A session's rows on their way from one state to the next.

    Attributes:
        row: the session.
        legs: those that go on, the last that served, and new ones; by number.
        changed: numbers of the legs that differ from what is stored.
        said: new messages, in order.
        recalled: keys of messages that were taken back.
        unanswered: messages that the robot had no answer to.
        answers: of the robot that were said, or rated, by key.
        is_tagged: the tags were noted anew.
        erased: what of it was erased now.
        meant: intents that were recognised, by id, with their names.
    """

    row: SessionRow
    legs: dict[int, LegRow] = field(default_factory=dict)
    changed: set[int] = field(default_factory=set)
    said: list[MessageRow] = field(default_factory=list)
    recalled: list[int] = field(default_factory=list)
    unanswered: list[UnansweredRow] = field(default_factory=list)
    answers: dict[int, AnswerRow] = field(default_factory=dict)
    is_tagged: bool = False
    erased: Erasure = NOTHING
    meant: dict[str, str] = field(default_factory=dict)
