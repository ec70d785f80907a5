"""PURE: the words that a session and who asks the business server for it share (Q9)."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Final

import msgspec

from actors.ids import GroupId, SessionId

MAX_REASON_CHARS: Final = 200
"""Of what is kept of the business server's own words, or said about them."""
AT_ONCE_MS: Final = 2_000
"""How long those whom it names are waited for when they are not to be waited for: an
offer to one who is free takes a moment."""


class Direction(Enum):
    """What came of asking; all but the first two lead to the session's own group."""

    GROUP = "group"
    AGENTS = "agents"
    FAILED = "failed"
    """It says so itself: `FAIL`, or an error code that is not 0."""
    BAD_REPLY = "bad_reply"
    NO_ANSWER = "no_answer"
    UNKNOWN_GROUP = "unknown_group"
    UNKNOWN_AGENTS = "unknown_agents"
    """Nobody whom it names exists, or is in the group that it names."""
    CIRCUIT_OPEN = "circuit_open"
    """It failed so often just now that it was not asked."""
    OVERLOADED = "overloaded"
    """As many sessions as may wait for it do."""
    NOT_CONFIGURED = "not_configured"
    """The channel asks no business server."""
    OUT_OF_TIME = "out_of_time"
    """Nobody said anything to the session in its time."""

    # As with every enum that is looked up: see `Exclusion`.
    __hash__ = object.__hash__


class Question(msgspec.Struct, frozen=True):
    """What is asked for a session.

    Attributes:
        session: whose.
        since_ms: since when it asks, wall time: with the session it names the question,
            however often that is asked.
        until_ms: nobody waits for the answer any longer, wall time.
        visitor: who wants a human.
        channel: where he came from.
        group: where the session goes when the business server names nobody.
        group_name: its name.
        address: the visitor's, or "".
    """

    session: SessionId
    since_ms: int
    until_ms: int
    visitor: str
    channel: str
    group: GroupId
    group_name: str
    address: str


AskServer = Callable[[Question], None]
"""Returns at once; the session is told `Directed`. Asking again is harmless."""


def ask_nobody(question: Question) -> None:
    """Where there is no business server: the session's own time decides."""
    del question
