"""What a session records of who comes and goes beside visitor and agent (S10, S11).

Journal format, and names: as in `actors.session.events`.
"""

from __future__ import annotations

from enum import Enum

import msgspec

from actors.session.aside import LeaveCause, Part


class GuestCalled(msgspec.Struct, frozen=True, array_like=True, tag=20):
    """The serving agent asks a colleague; it rings at him until `until_ms` (S11).

    `room` is the side room that is opened for the two.
    """

    agent: str
    name: str
    room: str
    until_ms: int
    note: str
    by: str
    by_name: str


class GuestJoined(msgspec.Struct, frozen=True, array_like=True, tag=21):
    """Somebody is in the session as `part`, from now on or instead of what he was.

    `room`: his side room, which is opened if it is new; of who was mentioned, where.
    `note`: what he was told. `groups`: of a supervisor, his.
    """

    agent: str
    name: str
    part: Part
    room: str = ""
    note: str = ""
    by: str = ""
    by_name: str = ""
    groups: tuple[str, ...] = ()
    is_hidden: bool = False


class GuestLeft(msgspec.Struct, frozen=True, array_like=True, tag=22):
    """A guest, but for his having been mentioned, is none any more."""

    agent: str
    cause: LeaveCause
    by: str = ""


class CopyKind(Enum):
    """How a copy travels."""

    MAIL = "mail"
    WEBHOOK = "webhook"


class CopyAsked(msgspec.Struct, frozen=True, array_like=True, tag=23):
    """What was said so far is to be sent to an address (S10); `number`: the last of it.

    The sending is an outbox row of the same commit.
    """

    kind: CopyKind
    address: str
    note: str
    number: int
    by: str
    by_name: str = ""
