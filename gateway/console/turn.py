"""PURE: what a model answers: lines to print, and things to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from gateway.console.styled import Line
from gateway.wire.aside_frames import WatchHow
from gateway.wire.customer_frames import ChangeCustomer
from gateway.wire.terms import NoteName, OutcomeName, Status


class OpenSession(msgspec.Struct, frozen=True):
    """Open or resume the visitor's session."""


class EndHumanService(msgspec.Struct, frozen=True):
    """Take the visitor back to the robot."""

    session: str


class PostText(msgspec.Struct, frozen=True):
    """Send a message."""

    session: str
    text: str


class SendFile(msgspec.Struct, frozen=True):
    """Upload a file and send it."""

    session: str
    path: str


class SaveFile(msgspec.Struct, frozen=True):
    """Download the file of message `number` to `path`; "": under its own name."""

    session: str
    number: int
    path: str


class TakeBack(msgspec.Struct, frozen=True):
    """Recall a message of one's own."""

    session: str
    number: int


class AnswerCard(msgspec.Struct, frozen=True):
    """Answer a menu, a form or an invitation to rate."""

    session: str
    number: int
    option: str = ""
    values: tuple[tuple[str, str], ...] = ()
    outcome: OutcomeName = ""
    comment: str = ""


class AskRating(msgspec.Struct, frozen=True):
    """Have the visitor asked to rate."""

    session: str


class EndSession(msgspec.Struct, frozen=True):
    """Close a session."""

    session: str


class ChangeStatus(msgspec.Struct, frozen=True):
    """Set the agent's status."""

    status: Status
    reason: str = ""


class TakeOffer(msgspec.Struct, frozen=True):
    """Accept what rings."""

    session: str
    offer: str


class LeaveOffer(msgspec.Struct, frozen=True):
    """Decline what rings."""

    session: str
    offer: str


class HandOver(msgspec.Struct, frozen=True):
    """Look for another agent: of a group, or a certain one."""

    session: str
    group: str
    agent: str
    note: str


class KeepSession(msgspec.Struct, frozen=True):
    """Look for another agent no longer."""

    session: str


class GiveSession(msgspec.Struct, frozen=True):
    """Take a session past the queue, or give it to another agent."""

    session: str
    agent: str = ""


class ChangeAgent(msgspec.Struct, frozen=True):
    """Set another agent's status or capacity; "" and 0 leave them."""

    agent: str
    status: Literal["", Status] = ""
    capacity: int = 0


class AskColleagues(msgspec.Struct, frozen=True):
    """Ask who serves in a group."""

    group: str


class AskQueue(msgspec.Struct, frozen=True):
    """Ask who waits in a group."""

    group: str


class AskServing(msgspec.Struct, frozen=True):
    """Ask whom a group serves."""

    group: str


class AskWhy(msgspec.Struct, frozen=True):
    """Ask why a session is where it is."""

    session: str


class NoteSession(msgspec.Struct, frozen=True):
    """Note something on a session; "": take it back. Due in `seconds`; 0: never."""

    session: str
    note: NoteName
    value: str
    seconds: int = 0


class AskFollowUps(msgspec.Struct, frozen=True):
    """Ask what is still to be followed up."""


class AskCustomer(msgspec.Struct, frozen=True):
    """Ask what is known of a session's visitor, or of a visitor by his id."""

    session: str
    visitor: str


class AlterCustomer(msgspec.Struct, frozen=True):
    """Change what is known of a customer, by the command `word`.

    `seconds`: how long a block holds; 0: for ever.
    """

    change: ChangeCustomer
    word: str
    seconds: int = 0


class LeaveWord(msgspec.Struct, frozen=True):
    """Leave a message where nobody can serve."""

    session: str
    text: str
    contact: str


class BeginSession(msgspec.Struct, frozen=True):
    """Begin a session with a visitor."""

    visitor: str
    text: str


class AskLeft(msgspec.Struct, frozen=True):
    """Ask what visitors left with a group."""

    group: str


class CallColleague(msgspec.Struct, frozen=True):
    """Ask a colleague aside."""

    session: str
    agent: str
    note: str


class AnswerColleague(msgspec.Struct, frozen=True):
    """Come when a colleague asks, or not."""

    session: str
    is_accepted: bool


class WatchSession(msgspec.Struct, frozen=True):
    """Follow a session as a supervisor."""

    session: str
    how: WatchHow
    is_hidden: bool


class LeaveAside(msgspec.Struct, frozen=True):
    """Leave as a guest, or send a colleague away."""

    session: str
    agent: str = ""


class MentionAgent(msgspec.Struct, frozen=True):
    """Name a colleague, who may read then."""

    session: str
    agent: str
    text: str


class CopyTo(msgspec.Struct, frozen=True):
    """Have what was said sent to an address."""

    session: str
    address: str
    note: str


class BeginTalk(msgspec.Struct, frozen=True):
    """Say something to colleagues, in a conversation of their own."""

    agents: tuple[str, ...]
    text: str


class AskContext(msgspec.Struct, frozen=True):
    """Ask what was said last in a session, or a room."""

    session: str


class Leave(msgspec.Struct, frozen=True):
    """The user wants to go."""


class GiveUp(msgspec.Struct, frozen=True):
    """There is no point in going on."""

    reason: str


AsideRequest = (
    CallColleague
    | AnswerColleague
    | WatchSession
    | LeaveAside
    | MentionAgent
    | CopyTo
    | BeginTalk
    | AskContext
)
"""What agents ask of each other."""
Request = (
    OpenSession
    | EndHumanService
    | EndSession
    | TakeBack
    | AnswerCard
    | AskRating
    | ChangeStatus
    | TakeOffer
    | LeaveOffer
    | HandOver
    | KeepSession
    | GiveSession
    | ChangeAgent
    | AskColleagues
    | AskQueue
    | AskServing
    | AskWhy
    | NoteSession
    | AskFollowUps
    | AskCustomer
    | LeaveWord
    | BeginSession
    | AskLeft
    | AlterCustomer
    | AsideRequest
)
"""What the server is asked for; each comes from a command."""
Parting = EndSession | EndHumanService | HandOver | GiveSession
"""Afterwards the user may have no more to say in the session."""
Action = PostText | SendFile | SaveFile | Leave | GiveUp | Request


class Turn(msgspec.Struct, frozen=True):
    """Lines first, then actions, in order."""

    lines: Sequence[Line] = ()
    actions: Sequence[Action] = ()
