"""PURE: what an agent who is not at his desk is to be reminded of, in a robot's words.

Robots of groups in DingTalk and WeCom take the same JSON, and answer with an `errcode`;
those that take only texts with a key word find `triodesk` in each.

Source: DingTalk, "Custom robot access"; WeCom, "Group robot configuration".
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Final

import msgspec

from actors.ids import AgentId, SessionId
from runtime.outgoing import HttpFailure, HttpOutcome

MAX_A_MINUTE: Final = 20
"""Reminders by one robot; of more DingTalk and WeCom refuse all for ten minutes."""
_MINUTE_SECONDS: Final = 60.0
MAX_NAME_CHARS: Final = 64
"""Of a visitor's name: he chooses it, and colleagues read it."""


class Occasion(Enum):
    """What the agent is wanted for."""

    OFFER = "offer"
    ASSIGNED = "assigned"
    UNANSWERED = "unanswered"
    CALLED = "called"
    """A colleague asks him in (S10, S11)."""

    # As with every enum that is looked up: see `Exclusion`.
    __hash__ = object.__hash__


_WORDS: Final[Mapping[Occasion, tuple[str, str]]] = {
    Occasion.OFFER: ("有新会话等待接受", "a session is offered"),
    Occasion.ASSIGNED: ("有新会话分配给您", "a session is yours"),
    Occasion.UNANSWERED: ("有访客消息待回复", "a message waits for an answer"),
    Occasion.CALLED: ("有同事请您协助", "a colleague asks for you"),
}
"""In Chinese and English: a robot's group has no language."""


class Reminder(msgspec.Struct, frozen=True):
    """An agent is wanted.

    Attributes:
        url: of the robot.
        agent: who.
        occasion: for what.
        session: where.
        visitor: his name, or "".
        group: the name of the skill group, or "".
    """

    url: str
    agent: AgentId
    occasion: Occasion
    session: SessionId
    visitor: str = ""
    group: str = ""


Remind = Callable[[Reminder], None]
"""Has the agent reminded, if he is not at his desk; never waits."""


def remind_nobody(reminder: Reminder) -> None:
    """There is nobody who reminds."""
    del reminder


class _Text(msgspec.Struct, frozen=True):
    content: str


class _Message(msgspec.Struct, frozen=True):
    text: _Text
    msgtype: str = "text"


class _Answer(msgspec.Struct, frozen=True):
    errcode: int = 0
    errmsg: str = ""


def message(reminder: Reminder, name: str) -> bytes:
    """The body of the request.

    Args:
        reminder: of what.
        name: the agent's.
    """
    zh, en = _WORDS[reminder.occasion]
    visitor = reminder.visitor[:MAX_NAME_CHARS]
    whom = " · ".join(each for each in (visitor, reminder.group) if each)
    told = f"triodesk @{name}\n{zh} / {en}"
    return msgspec.json.encode(_Message(_Text(f"{told}\n{whom}" if whom else told)))


def why_refused(outcome: HttpOutcome) -> str:
    """Why the robot did not take it; "" = it did. Never names the URL: it is a key."""
    if isinstance(outcome, HttpFailure):
        return outcome.cause.value
    if not outcome.is_good:
        return f"expected a status 2xx, got {outcome.status}"
    try:
        said = msgspec.json.decode(outcome.body, type=_Answer)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ""  # robots of other makers answer as they like
    return f"errcode {said.errcode}: {said.errmsg:.200}" if said.errcode else ""


class Pace:
    """How many reminders one robot has said within a minute."""

    def __init__(self) -> None:
        self._said: deque[float] = deque(maxlen=MAX_A_MINUTE)

    def lets_pass(self, now: float) -> bool:
        """Whether another may be said; counts it.

        Args:
            now: seconds, monotonic.
        """
        said = self._said
        if len(said) == MAX_A_MINUTE and now - said[0] < _MINUTE_SECONDS:
            return False
        said.append(now)
        return True
