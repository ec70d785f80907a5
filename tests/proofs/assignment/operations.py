"""What can happen in an episode: plain values, so that it can be replayed and shrunk.

Who is meant is said by name (a visitor, an agent), never by what the service made up,
so that an operation means the same when others before it are left out. `pick` chooses
among what is there at that moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

TO_REST = -1
"""Steps after an act: until nothing is to be done."""


class By(Enum):
    """Who does it."""

    VISITOR = "visitor"
    AGENT = "agent"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True)
class Open:
    """A visitor comes."""

    visitor: str
    group: str
    stage: str = "queued"
    priority: int = 0
    skill: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Post:
    """A message in the visitor's session."""

    visitor: str
    by: By


@dataclass(frozen=True, slots=True)
class Close:
    """The visitor's session is ended."""

    visitor: str
    by: By


@dataclass(frozen=True, slots=True)
class Accept:
    """An agent accepts what rings at him."""

    agent: str
    pick: int


@dataclass(frozen=True, slots=True)
class LateAccept:
    """An agent accepts an offer that is over."""

    agent: str
    pick: int


@dataclass(frozen=True, slots=True)
class Decline:
    """An agent declines what rings at him."""

    agent: str
    pick: int


@dataclass(frozen=True, slots=True)
class HandOver:
    """An agent transfers a session to a group, or to one agent of it."""

    agent: str
    pick: int
    group: str
    target: str


@dataclass(frozen=True, slots=True)
class Keep:
    """An agent takes his transfer back."""

    agent: str
    pick: int


@dataclass(frozen=True, slots=True)
class Assign:
    """A supervisor gives the visitor's session to an agent."""

    visitor: str
    agent: str


@dataclass(frozen=True, slots=True)
class Take:
    """An agent takes the visitor's session for himself."""

    visitor: str
    agent: str


@dataclass(frozen=True, slots=True)
class Move:
    """A supervisor puts the visitor's session into a line or another stage."""

    visitor: str
    stage: str
    group: str
    priority: int = 0


@dataclass(frozen=True, slots=True)
class EndHuman:
    """The visitor wants no human any more."""

    visitor: str


@dataclass(frozen=True, slots=True)
class Annotate:
    """A supervisor notes something on the visitor's session, even a closed one."""

    visitor: str


@dataclass(frozen=True, slots=True)
class Status:
    """An agent's status is set."""

    agent: str
    status: str
    by: By


@dataclass(frozen=True, slots=True)
class Capacity:
    """An agent's capacity is raised or cut."""

    agent: str
    slots: int


@dataclass(frozen=True, slots=True)
class Enrol:
    """An agent serves other groups from now on."""

    agent: str
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Connect:
    """An agent opens a connection."""

    agent: str


@dataclass(frozen=True, slots=True)
class Disconnect:
    """An agent loses all connections."""

    agent: str


@dataclass(frozen=True, slots=True)
class Come:
    """A visitor opens a connection."""

    visitor: str


@dataclass(frozen=True, slots=True)
class Leave:
    """A visitor loses all connections."""

    visitor: str


@dataclass(frozen=True, slots=True)
class Again:
    """Somebody who got an error sends the same operation again."""

    pick: int


@dataclass(frozen=True, slots=True)
class Pass:
    """Time passes, timer by timer."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Stall:
    """The process stands still for a while: messages and timers are late."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Crash:
    """An actor dies between two messages."""

    kind: str
    pick: int


@dataclass(frozen=True, slots=True)
class CrashOn:
    """An actor dies of the message that is next in its mailbox."""

    pick: int


@dataclass(frozen=True, slots=True)
class Poison:
    """An actor dies of something that comes after some of its messages."""

    pick: int
    after: int


@dataclass(frozen=True, slots=True)
class Restart:
    """A supervisor of many dies, and all of its children with it."""

    path: str


@dataclass(frozen=True, slots=True)
class Kill:
    """kill -9; `in_flight`: what the store was about to commit is on disk."""

    downtime: float
    in_flight: bool


@dataclass(frozen=True, slots=True)
class Trouble:
    """So many batches are committed unheard (`lose_answer`), lost (`never`), refused
    (`full`)."""

    fate: str
    batches: int


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A message that waits is delivered twice, before its sender says anything else."""

    pick: int


@dataclass(frozen=True, slots=True)
class Delay:
    """A message that waits comes after all others of its mailbox."""

    pick: int


@dataclass(frozen=True, slots=True)
class Lose:
    """A message that waits is lost, where the design allows for it."""

    pick: int


FAULTS = (
    Stall,
    Crash,
    CrashOn,
    Poison,
    Restart,
    Kill,
    Trouble,
    Duplicate,
    Delay,
    Lose,
)

Operation = (
    Open
    | Post
    | Close
    | Accept
    | LateAccept
    | Decline
    | HandOver
    | Keep
    | Assign
    | Take
    | Move
    | EndHuman
    | Annotate
    | Status
    | Capacity
    | Enrol
    | Connect
    | Disconnect
    | Come
    | Leave
    | Again
    | Pass
    | Stall
    | Crash
    | CrashOn
    | Poison
    | Restart
    | Kill
    | Trouble
    | Duplicate
    | Delay
    | Lose
)


@dataclass(frozen=True, slots=True)
class Act:
    """One operation and what runs after it.

    Attributes:
        operation: what happens.
        seed: of the order in which actors get their turns from here on.
        steps: turns and commits before the next act, or `TO_REST`.
    """

    operation: Operation
    seed: int
    steps: int
