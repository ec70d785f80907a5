"""PURE: why a rule said no. A refusal is an answer; nothing has changed by it."""

from __future__ import annotations

from enum import Enum

import msgspec


class Rule(Enum):
    """The rule that refused."""

    NO_SUCH_SESSION = "no_such_session"
    CLOSED = "closed"
    WRONG_STATE = "wrong_state"
    FORBIDDEN = "forbidden"
    ID_CONFLICT = "id_conflict"
    NO_SUCH_GROUP = "no_such_group"
    NO_SUCH_AGENT = "no_such_agent"
    NO_SUCH_OFFER = "no_such_offer"
    """It lapsed, was withdrawn, or was never made to this agent."""
    AGENT_FULL = "agent_full"
    AGENT_NOT_FREE = "agent_not_free"
    BAD_VALUE = "bad_value"
    NO_SUCH_MESSAGE = "no_such_message"
    NOT_YOURS = "not_yours"
    TOO_LATE = "too_late"
    ANSWERED = "answered"
    TAGS_MISSING = "tags_missing"
    NO_SUCH_VISITOR = "no_such_visitor"
    BLOCKED = "blocked"
    """The visitor is not served."""
    NOT_SET_UP = "not_set_up"
    """Of what it takes the service has nothing, by its configuration."""


class Refused(msgspec.Struct, frozen=True, array_like=True, tag="refused"):
    """The answer to a command that a rule refused."""

    rule: Rule
    text: str
