"""PURE: the rules of service that can be changed, with their units and defaults."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import Enum
from typing import Final

from runtime.errors import UsageError


class LostAgent(Enum):
    """What becomes of the sessions of an agent who stays away past the grace (Q12)."""

    KEEP = "keep"
    REQUEUE = "requeue"


_POSITIVE: Final = frozenset({"reservation_seconds", "position_seconds"})
"""Times that nothing works without."""


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """All times are seconds; 0 switches off what it times, and no word what is said.

    Attributes:
        visitor_silence_seconds: a visitor who says nothing for so long after the
            agent's last message loses the session (S4).
        visitor_warning_seconds: so long before that the visitor is warned (S4).
        robot_silence_seconds: the same in `robot` and `collecting`, since anybody's
            last message (S4).
        agent_reminder_seconds: an agent who leaves a visitor's message unanswered for
            so long is reminded (S5).
        agent_silence_seconds: after so long the session goes to another agent (S5).
        accept_seconds: how long a manual offer rings (Q7); 0 = until it is answered.
        rests_on_silence: an agent who lets an offer lapse is set to `rest` (Q7).
        backoff_seconds: wait before the agent who let an offer lapse gets it again,
            when there is nobody else (Q7).
        transfer_seconds: how long a transfer looks for somebody to take it (Q10); what
            rings when that is over rings on, and then nobody else is tried.
        sticky_seconds: how long a session waits for the visitor's last agent (Q3).
        relax_seconds: a skill requirement falls by one level per such step (Q3).
        ageing_seconds: urgency grows by one level per such step of waiting (Q4).
        wrap_up_seconds: `arrange` after an agent's last session (Q13).
        agent_grace_seconds: how long an agent without a connection counts as present
            (Q12); nothing new is assigned meanwhile.
        lost_agent: what then becomes of the agent's sessions (Q12).
        visitor_grace_seconds: how long a queued visitor without a connection keeps
            the place (Q6).
        position_seconds: least time between two words on the position (Q5).
        reservation_seconds: how long a slot is held for a session that is on its way.
        settle_seconds: how long a group that starts listens for its agents before it
            assigns.
        bid_seconds: how long a freed slot waits for the bids of all the agent's groups
            (Q1); they answer at once, so this only bounds a group that is away.
        typing_preview: agents see what a visitor types before it is sent (V4); the
            visitor's client is told, and tells the visitor.
        recall_seconds: how long a message can be taken back by who sent it (V2); 0 =
            not at all.
        end_words: a visitor who writes nothing but one of these ends human service
            (S3); apart by spaces.
    """

    visitor_silence_seconds: float = 0.0
    visitor_warning_seconds: float = 0.0
    robot_silence_seconds: float = 1800.0
    agent_reminder_seconds: float = 60.0
    agent_silence_seconds: float = 0.0
    accept_seconds: float = 20.0
    rests_on_silence: bool = False
    backoff_seconds: float = 5.0
    transfer_seconds: float = 60.0
    sticky_seconds: float = 30.0
    relax_seconds: float = 15.0
    ageing_seconds: float = 60.0
    wrap_up_seconds: float = 0.0
    agent_grace_seconds: float = 30.0
    lost_agent: LostAgent = LostAgent.KEEP
    visitor_grace_seconds: float = 60.0
    position_seconds: float = 2.0
    reservation_seconds: float = 5.0
    settle_seconds: float = 0.25
    bid_seconds: float = 0.25
    typing_preview: bool = False
    recall_seconds: float = 120.0
    end_words: str = "结束会话"

    def __post_init__(self) -> None:
        for field in fields(self):
            seconds = getattr(self, field.name)
            if not isinstance(seconds, int | float):
                continue
            least = "> 0" if field.name in _POSITIVE else ">= 0"
            if seconds < 0 or (field.name in _POSITIVE and seconds == 0):
                raise UsageError(f"expected {field.name} {least} s, got {seconds}")
