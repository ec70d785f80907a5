"""PURE: what a model answers: lines to print, and things to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from gateway.console.styled import Line
from gateway.wire.terms import OutcomeName, Status


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


class Leave(msgspec.Struct, frozen=True):
    """The user wants to go."""


class GiveUp(msgspec.Struct, frozen=True):
    """There is no point in going on."""

    reason: str


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
)
"""What the server is asked for; each comes from a command."""
Parting = EndSession | EndHumanService | HandOver | GiveSession
"""Afterwards the user may have no more to say in the session."""
Action = PostText | SendFile | SaveFile | Leave | GiveUp | Request


class Turn(msgspec.Struct, frozen=True):
    """Lines first, then actions, in order."""

    lines: Sequence[Line] = ()
    actions: Sequence[Action] = ()
