"""PURE: the session's life cycle as one table (S1).

A missing row is the refusal. Guards are in `core`; the effects named here are what the
shell carries out after the commit. The table in the README is printed from this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from actors.session.messages import SessionPhase


class Trigger(Enum):
    """What can happen to a session."""

    OPEN = "visitor opens"
    VISITOR_POST = "visitor writes"
    AGENT_POST = "agent writes"
    OFFER = "group offers an agent's slot"
    VISITOR_CLOSE = "visitor closes"
    AGENT_CLOSE = "agent closes"
    SILENCE = "visitor is silent too long"


class Consequence(Enum):
    """What the shell does after the commit."""

    ENQUEUE = "join the group's queue"
    LEAVE_QUEUE = "leave the group's queue"
    OCCUPY_SLOT = "tell agent and group that the slot is taken"
    FREE_SLOT = "tell the agent that the slot is free"
    SHOW_MESSAGE = "show the message to the room"
    SHOW_SESSION = "show the session's new state"


@dataclass(frozen=True, slots=True)
class Row:
    """One transition."""

    next: SessionPhase
    consequences: tuple[Consequence, ...]


_NEW, _QUEUED = SessionPhase.NEW, SessionPhase.QUEUED
_SERVING, _CLOSED = SessionPhase.SERVING, SessionPhase.CLOSED
_SHOW: Final = Consequence.SHOW_SESSION
_LEFT: Final = Row(_CLOSED, (Consequence.LEAVE_QUEUE, _SHOW))
_FREED: Final = Row(_CLOSED, (Consequence.FREE_SLOT, _SHOW))

TRANSITIONS: Final[dict[SessionPhase, dict[Trigger, Row]]] = {
    _NEW: {Trigger.OPEN: Row(_QUEUED, (Consequence.ENQUEUE, _SHOW))},
    _QUEUED: {
        Trigger.VISITOR_POST: Row(_QUEUED, (Consequence.SHOW_MESSAGE,)),
        Trigger.OFFER: Row(_SERVING, (Consequence.OCCUPY_SLOT, _SHOW)),
        Trigger.VISITOR_CLOSE: _LEFT,
    },
    _SERVING: {
        Trigger.VISITOR_POST: Row(_SERVING, (Consequence.SHOW_MESSAGE,)),
        Trigger.AGENT_POST: Row(_SERVING, (Consequence.SHOW_MESSAGE,)),
        Trigger.VISITOR_CLOSE: _FREED,
        Trigger.AGENT_CLOSE: _FREED,
        Trigger.SILENCE: _FREED,
    },
    _CLOSED: {},
}


def markdown() -> str:
    """The table for people."""
    lines = ["| state | when | next | then |", "| --- | --- | --- | --- |"]
    for phase, rows in TRANSITIONS.items():
        for trigger, row in rows.items():
            then = "; ".join(each.value for each in row.consequences)
            lines.append(
                f"| `{phase.value}` | {trigger.value} | `{row.next.value}` | {then} |"
            )
        if not rows:
            lines.append(f"| `{phase.value}` | – | – | final |")
    return "\n".join(lines)
