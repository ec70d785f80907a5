"""PURE: the words that commands, events and views of a session share."""

from __future__ import annotations

from enum import Enum
from typing import Final

import msgspec

from actors.ids import GroupId

VISITOR_ROOM = "visitor"
"""The room in which the visitor hears; side rooms are `side-1`, `side-2` …"""

INTERNAL_ROOM = "internal"
"""The one room of an internal conversation, which no session has."""


class Role(Enum):
    """Who speaks."""

    VISITOR = "visitor"
    AGENT = "agent"
    ROBOT = "robot"
    SYSTEM = "system"


class SessionPhase(Enum):
    """The states of a session (S1); `new` is before the first event."""

    NEW = "new"
    ROBOT = "robot"
    COLLECTING = "collecting"
    ROUTING = "routing"
    QUEUED = "queued"
    OFFERED = "offered"
    SERVING = "serving"
    MESSAGE_LEFT = "message_left"
    CLOSED = "closed"

    # As with every enum that is looked up: see `Exclusion`.
    __hash__ = object.__hash__


class CloseReason(Enum):
    """Who or what ended a session (S3)."""

    CLIENT = "client"
    SEAT = "seat"
    ADMIN = "admin"
    TIMER = "timer"


class CloseCause(Enum):
    """What exactly ended it: one reason may have several causes."""

    ASKED = "asked"
    SILENCE = "silence"
    """S4."""
    ABANDONED = "abandoned"
    """The visitor was away for the whole grace while nobody served (Q6)."""
    QUARANTINE = "quarantine"
    UNREACHED = "unreached"
    """The visitor did not come to what an agent had begun (S9)."""


class Sender(msgspec.Struct, frozen=True, array_like=True):
    """Somebody in a room, or who does something to a session.

    `supervises`: the groups on whose sessions he may act as a supervisor (M1, Q11).
    """

    role: Role
    id: str
    supervises: tuple[GroupId, ...] = ()


SERVICE: Final = Sender(Role.SYSTEM, "")
"""The service itself, who sees all."""


class Note(Enum):
    """What can be noted on a session, also after its end (S1, S8)."""

    RATING = "rating"
    """How content the visitor was, 1 … 5."""
    TAG = "tag"
    """What it was about: a set of tags, see `tag_rule`."""
    REMARK = "remark"
    FOLLOW_UP = "follow_up"
    """What is still to be done, perhaps by a certain time (待跟进)."""
    OUTCOME = "outcome"
    """An `Outcome` of `actors.cards.card`."""
