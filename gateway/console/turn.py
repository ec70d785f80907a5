"""PURE: what a model answers: lines to print, and things to do."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from gateway.console.aside_requests import AsideRequest
from gateway.console.desk_requests import DeskRequest, GiveSession, HandOver
from gateway.console.knowledge_requests import KnowledgeRequest
from gateway.console.questions import Question
from gateway.console.styled import Line
from gateway.console.visitor_requests import EndHumanService, VisitorRequest


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


class AskRating(msgspec.Struct, frozen=True):
    """Have the visitor asked to rate."""

    session: str


class EndSession(msgspec.Struct, frozen=True):
    """Close a session."""

    session: str


class Leave(msgspec.Struct, frozen=True):
    """The user wants to go."""


class GiveUp(msgspec.Struct, frozen=True):
    """There is no point in going on."""

    reason: str


CommonRequest = TakeBack | AskRating | EndSession
"""What visitors and agents may do."""
Request = (
    VisitorRequest
    | DeskRequest
    | Question
    | KnowledgeRequest
    | AsideRequest
    | CommonRequest
)
"""What the server is asked for; each comes from a command."""
Parting = EndSession | EndHumanService | HandOver | GiveSession
"""Afterwards the user may have no more to say in the session."""
Action = PostText | SendFile | SaveFile | Leave | GiveUp | Request


class Turn(msgspec.Struct, frozen=True):
    """Lines first, then actions, in order."""

    lines: Sequence[Line] = ()
    actions: Sequence[Action] = ()
