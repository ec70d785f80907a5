"""PURE: identities, and the names that entities have in the journal."""

from __future__ import annotations

from random import Random
from typing import Final, NewType

from runtime.operation import operation_key

SessionId = NewType("SessionId", str)
AgentId = NewType("AgentId", str)
GroupId = NewType("GroupId", str)
VisitorId = NewType("VisitorId", str)

SESSION: Final = "session"
AGENT: Final = "agent"
GROUP: Final = "group"
CUSTOMER: Final = "customer"
RULEBOOK: Final = "rulebook"
THE_RULEBOOK: Final = "desk"
"""Id of the one there is."""

_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: sorts as the number does, and has no letters to confuse."""
_PAIRS: Final = tuple(first + second for first in _ALPHABET for second in _ALPHABET)
_TIME_DIGITS: Final = 10
_RANDOM_DIGITS: Final = 16
"""80 random bits: as a ULID, enough that nobody guesses one (S6)."""
_SHIFTS: Final = range(5 * (_TIME_DIGITS + _RANDOM_DIGITS - 2), -1, -10)
"""Of the pairs of digits, the first one first."""


def new_session_id(now_ms: int, random: Random) -> SessionId:
    """An id that sorts by time and cannot be guessed (S6).

    Args:
        now_ms: wall time in ms.
        random: the source of chance; an unguessable one in service.
    """
    chance = random.getrandbits(5 * _RANDOM_DIGITS)
    number = (now_ms << 5 * _RANDOM_DIGITS) | chance
    return SessionId("".join([_PAIRS[number >> shift & 1023] for shift in _SHIFTS]))


def session_entity(session: SessionId) -> str:
    """Name of a session in the journal."""
    return f"{SESSION}/{session}"


def agent_entity(agent: AgentId) -> str:
    """Name of an agent in the journal, and of the resource whose slots are claimed."""
    return f"{AGENT}/{agent}"


def group_entity(group: GroupId) -> str:
    """Name of a skill group in the journal."""
    return f"{GROUP}/{group}"


def customer_entity(visitor: VisitorId) -> str:
    """Name of a customer in the journal."""
    return f"{CUSTOMER}/{visitor}"


def customer_mark(visitor: VisitorId) -> str:
    """Key of the mark that tells what openings must know of a customer."""
    return f"customer/{visitor}"


def visitor_resource(visitor: VisitorId, channel: str) -> str:
    """What an open session holds exclusively: one per visitor and channel (S2)."""
    return f"visitor/{_of_visitor(visitor, channel)}"


def follow_up_place(agent: AgentId) -> str:
    """Where the index has the ended sessions that the agent has to follow up (S8)."""
    return f"follow_up/{agent}"


def left_place(group: GroupId) -> str:
    """Where the index has the sessions in which visitors of the group left messages."""
    return f"left/{group}"


def visitor_topic(visitor: VisitorId, channel: str) -> str:
    """Where the visitor's connections are called to a session that an agent began."""
    return f"called/{_of_visitor(visitor, channel)}"


def turn_mark(agent: AgentId) -> str:
    """Key of the mark that tells when the agent was last given a session, in ms."""
    return f"turn/{agent}"


def served_mark(agent: AgentId) -> str:
    """Key of the mark that tells when a served session last let go of the agent."""
    return f"served/{agent}"


def last_agent_mark(visitor: VisitorId, channel: str) -> str:
    """Key of the mark that tells who served the visitor last in a channel (Q3)."""
    return f"last/{_of_visitor(visitor, channel)}"


def opening_mark(visitor: VisitorId, channel: str, operation: str) -> str:
    """Key of the mark that tells which session an operation of the visitor opened."""
    return f"opened/{_of_visitor(visitor, channel)}/{operation_key(operation)}"


def _of_visitor(visitor: VisitorId, channel: str) -> str:
    """The channel has no slash: else a visitor could take another's place by it."""
    return f"{visitor}/{channel.replace('/', '%2F')}"
