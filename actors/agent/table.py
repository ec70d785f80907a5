"""PURE: an agent's statuses as one table (Q12, Q13).

Whatever may be asked for may be asked for in every status; a missing row means that
what happens by rule does not concern this status. `busy` has no row: it is `free`,
shown while the agent is at capacity. The effects named here are what the shell carries
out after the commit. The table in the README is printed from this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from actors.agent.messages import AgentStatus


class Trigger(Enum):
    """What can change a status; what he asks for, a supervisor may set as well."""

    ASK_FREE = "`free` is asked for"
    ASK_NOT_READY = "`not_ready` is asked for"
    ASK_REST = "`rest` is asked for"
    ASK_OFFLINE = "`offline` is asked for"
    LAST_ENDED = "his last session ends"
    WRAP_UP_OVER = "the wrap-up time is over"
    LAPSED = "he lets an offer lapse"
    ABSENT = "nobody is connected for the whole grace"


class Guard(Enum):
    """What must hold besides."""

    WRAPS_UP = "a wrap-up time is set"
    RESTS_ON_SILENCE = "silent agents are set to rest"


class Consequence(Enum):
    """What the shell does after the commit."""

    ANNOUNCE = "tell his groups"
    SHOW = "show it to him"
    WITHDRAW = "take back the offers that ring"
    LET_GO = "tell his sessions that he is gone, if lost agents' sessions are requeued"


@dataclass(frozen=True, slots=True)
class Row:
    """One transition."""

    next: AgentStatus
    consequences: tuple[Consequence, ...] = ()
    guard: Guard | None = None


_OFFLINE, _FREE, _ARRANGE, _NOT_READY, _REST = (
    AgentStatus.OFFLINE,
    AgentStatus.FREE,
    AgentStatus.ARRANGE,
    AgentStatus.NOT_READY,
    AgentStatus.REST,
)
_SAID: Final = (Consequence.ANNOUNCE, Consequence.SHOW)
_LEAVES: Final = (*_SAID, Consequence.WITHDRAW)
_OTHER_REASON: Final = (Consequence.SHOW,)
_LOST: Final = (*_SAID, Consequence.LET_GO)

ASKED: Final[dict[AgentStatus, Trigger]] = {
    _FREE: Trigger.ASK_FREE,
    _NOT_READY: Trigger.ASK_NOT_READY,
    _REST: Trigger.ASK_REST,
    _OFFLINE: Trigger.ASK_OFFLINE,
}
"""What may be asked for; `busy` and `arrange` follow from the work."""

TRANSITIONS: Final[dict[AgentStatus, dict[Trigger, Row]]] = {
    _OFFLINE: {
        Trigger.ASK_FREE: Row(_FREE, _SAID),
        Trigger.ASK_NOT_READY: Row(_NOT_READY, _SAID),
        Trigger.ASK_REST: Row(_REST, _SAID),
        Trigger.ASK_OFFLINE: Row(_OFFLINE, _OTHER_REASON),
        Trigger.ABSENT: Row(_OFFLINE, (Consequence.LET_GO,)),
    },
    _FREE: {
        Trigger.ASK_FREE: Row(_FREE),
        Trigger.ASK_NOT_READY: Row(_NOT_READY, _LEAVES),
        Trigger.ASK_REST: Row(_REST, _LEAVES),
        Trigger.ASK_OFFLINE: Row(_OFFLINE, _LEAVES),
        Trigger.LAST_ENDED: Row(_ARRANGE, _LEAVES, Guard.WRAPS_UP),
        Trigger.LAPSED: Row(_REST, _LEAVES, Guard.RESTS_ON_SILENCE),
        Trigger.ABSENT: Row(_OFFLINE, (*_LEAVES, Consequence.LET_GO)),
    },
    _ARRANGE: {
        Trigger.ASK_FREE: Row(_FREE, _SAID),
        Trigger.ASK_NOT_READY: Row(_NOT_READY, _SAID),
        Trigger.ASK_REST: Row(_REST, _SAID),
        Trigger.ASK_OFFLINE: Row(_OFFLINE, _SAID),
        Trigger.WRAP_UP_OVER: Row(_FREE, _SAID),
        Trigger.ABSENT: Row(_OFFLINE, _LOST),
    },
    _NOT_READY: {
        Trigger.ASK_FREE: Row(_FREE, _SAID),
        Trigger.ASK_NOT_READY: Row(_NOT_READY, _OTHER_REASON),
        Trigger.ASK_REST: Row(_REST, _SAID),
        Trigger.ASK_OFFLINE: Row(_OFFLINE, _SAID),
        Trigger.ABSENT: Row(_OFFLINE, _LOST),
    },
    _REST: {
        Trigger.ASK_FREE: Row(_FREE, _SAID),
        Trigger.ASK_NOT_READY: Row(_NOT_READY, _SAID),
        Trigger.ASK_REST: Row(_REST, _OTHER_REASON),
        Trigger.ASK_OFFLINE: Row(_OFFLINE, _SAID),
        Trigger.ABSENT: Row(_OFFLINE, _LOST),
    },
}


def markdown() -> str:
    """The table for people."""
    lines = [
        "| status | when | and | next | then |",
        "| --- | --- | --- | --- | --- |",
    ]
    for status, rows in TRANSITIONS.items():
        for trigger, row in rows.items():
            guard = "–" if row.guard is None else row.guard.value
            then = "; ".join(each.value for each in row.consequences) or "–"
            lines.append(
                f"| `{status.value}` | {trigger.value} | {guard} "
                f"| `{row.next.value}` | {then} |"
            )
    lines.append("| `busy` | – | – | – | how `free` is shown at capacity |")
    return "\n".join(lines)
