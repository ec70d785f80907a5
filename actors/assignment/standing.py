"""PURE: what a line must know of a session that waits in it.

It stands in the session's index row, so that a group that starts rebuilds its line from
one table without waking anybody.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final

import msgspec
from msgspec.structs import replace

MAX_PRIORITY: Final = 9
"""Priorities are 0 (usual) to 9; a group's own is added, the sum is capped."""
MAX_SKILL_LEVEL: Final = 5
MAX_ONLY: Final = 100
"""Agents that a restriction may name: a business server's list (Q9)."""


class QueueClass(IntEnum):
    """Who comes before whom, whatever the priority (Q4)."""

    NEW = 0
    RETURNED = 1
    """Was offered or served before, or is being transferred."""


class Service(msgspec.Struct, frozen=True, array_like=True):
    """How a session is being served, for supervisors who look at what goes on.

    Attributes:
        group: in whose line it came to its agent; while it is handed over, the group
            among whom another is looked for.
        agent_name: of who serves, when he took it; or "".
        since_ms: when he took it, wall time.
        turn_ms: when the side that wrote last began to; 0 = nothing was written.
        is_unanswered: that side is the visitor.
    """

    group: str
    agent_name: str
    since_ms: int
    turn_ms: int
    is_unanswered: bool


class Standing(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True):
    """A session's claim to be served, and by whom.

    Attributes:
        since_ms: when it joined this line, wall time: ages it, relaxes its wishes.
        queue_class: see `QueueClass`.
        priority: 0 … `MAX_PRIORITY`.
        only: nobody else may serve it (a named target, a webhook's list); empty = all.
        never: the agent who gives it away; may not get it back.
        silent: the agent who just let its offer lapse: gets it again only when no
            other eligible agent exists, and not before `again_ms` (Q7).
        again_ms: end of that back-off, wall time.
        prefer: the visitor's last agent: waited for until `since_ms` + sticky time.
        skill: what is asked for, "" = nothing; `level` 1 … `MAX_SKILL_LEVEL` of it.
        owner: the agent who serves it while it waits to be transferred, or "".
        nickname: the visitor's, as he came; for people who look at the line.
        channel: where he came from; the same.
        service: how `owner` serves it: a line knows it as it was when the session
            joined, the index row as it is.
    """

    since_ms: int
    queue_class: QueueClass = QueueClass.NEW
    priority: int = 0
    only: tuple[str, ...] = ()
    never: str = ""
    silent: str = ""
    again_ms: int = 0
    prefer: str = ""
    skill: str = ""
    level: int = 0
    owner: str = ""
    nickname: str = ""
    channel: str = ""
    service: Service | None = None


_DECODER: Final = msgspec.msgpack.Decoder(Standing)
_ENCODER: Final = msgspec.msgpack.Encoder()


def encode_standing(standing: Standing) -> bytes:
    """As it is kept in `IndexRow.detail`."""
    return _ENCODER.encode(standing)


def decode_standing(detail: bytes) -> Standing:
    """What `encode_standing` wrote."""
    return _DECODER.decode(detail)


def rested(standing: Standing, lost_ms: int, latest_ms: int) -> Standing:
    """A standing without the time that was lost, and with no pause past `latest_ms`."""
    since_ms = standing.since_ms + lost_ms
    again_ms = min(standing.again_ms, latest_ms)
    if (since_ms, again_ms) == (standing.since_ms, standing.again_ms):
        return standing
    return replace(standing, since_ms=since_ms, again_ms=again_ms)
