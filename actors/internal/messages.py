"""What an internal conversation accepts, records, and does after a commit."""

from __future__ import annotations

from typing import Final

import msgspec

from actors.ids import AgentId
from actors.refusal import Refused
from actors.session.effects import ShowMessage, ShowReceipt, TellGuest
from actors.session.events import MessagePosted, MessageRecalled
from actors.session.messages import SessionCommand
from actors.session.replies import Opened
from actors.session.terms import Sender
from runtime.ref import Request

MAX_MEMBERS: Final = 16
"""Agents in one conversation."""
MAX_TALK_MESSAGES: Final = 10_000
"""Messages of one conversation; then begin another."""
MAX_TALK_RECALLED: Final = 1_000
MAX_CHANGES: Final = 500
"""How often somebody may come or go."""


class TalkMember(msgspec.Struct, frozen=True, array_like=True):
    """Who takes part, by the name that he had when he came."""

    agent: str
    name: str


class BeginTalk(msgspec.Struct, Request[Opened | Refused], frozen=True):
    """An agent begins it with others; `name` is his."""

    sender: Sender
    members: tuple[TalkMember, ...]
    operation: str
    name: str = ""


TalkCommand = BeginTalk | SessionCommand
"""Of a session's commands those are served that are about a room."""


# --- events (journal format: tags and positions are for ever, new fields go last)


class TalkBegun(msgspec.Struct, frozen=True, array_like=True, tag=101):
    """It begins with these, the first of them by his own wish."""

    members: tuple[TalkMember, ...]


class TalkJoined(msgspec.Struct, frozen=True, array_like=True, tag=102):
    """A colleague was mentioned, and takes part from now on."""

    member: TalkMember
    by: str


class TalkLeft(msgspec.Struct, frozen=True, array_like=True, tag=103):
    """A member takes part no more."""

    agent: AgentId


TalkEvent = TalkBegun | TalkJoined | TalkLeft | MessagePosted | MessageRecalled
"""What is said is recorded as in sessions."""


class TalkState(msgspec.Struct, frozen=True, array_like=True):
    """A conversation folded from its events; without members it is over.

    `changes` counts who came and went after its beginning.
    """

    members: tuple[TalkMember, ...] = ()
    has_begun: bool = False
    last_number: int = 0
    recalled: tuple[int, ...] = ()
    changes: int = 0


class ShowRoom(msgspec.Struct, frozen=True):
    """Publish what the conversation is now."""


TalkEffect = ShowMessage | ShowReceipt | ShowRoom | TellGuest
