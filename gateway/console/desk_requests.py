"""PURE: what an agent asks the server to do."""

from __future__ import annotations

from typing import Literal

import msgspec

from gateway.wire.customer_frames import ChangeCustomer
from gateway.wire.terms import NoteName, Status


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


class NoteSession(msgspec.Struct, frozen=True):
    """Note something on a session; "": take it back. Due in `seconds`; 0: never."""

    session: str
    note: NoteName
    value: str
    seconds: int = 0


class AlterCustomer(msgspec.Struct, frozen=True):
    """Change what is known of a customer, by the command `word`.

    `seconds`: how long a block holds; 0: for ever.
    """

    change: ChangeCustomer
    word: str
    seconds: int = 0


class BeginSession(msgspec.Struct, frozen=True):
    """Begin a session with a visitor."""

    visitor: str
    text: str


DeskRequest = (
    ChangeStatus
    | TakeOffer
    | LeaveOffer
    | HandOver
    | KeepSession
    | GiveSession
    | ChangeAgent
    | NoteSession
    | AlterCustomer
    | BeginSession
)
"""By agents, about sessions, customers and agents."""
