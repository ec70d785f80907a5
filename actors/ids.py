"""PURE: identities, and the names that entities have in the journal."""

from __future__ import annotations

from hashlib import sha256
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
INTERNAL: Final = "internal"
"""Kind, and room, of conversations among agents."""
RULEBOOK: Final = "rulebook"
THE_RULEBOOK: Final = "desk"
"""Id of the one there is."""
PURSE: Final = "purse"
"""Kind of what may be spent on a model."""
THE_PURSE: Final = "desk"

_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: sorts as the number does, and has no letters to confuse."""
_PAIRS: Final = tuple(first + second for first in _ALPHABET for second in _ALPHABET)
_TIME_DIGITS: Final = 10
_OF: Final = "/"
"""Between a session and its room; no id of a session has one."""
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


def place_of(session: str, room: str) -> SessionId:
    """Where a room other than the visitor's is found: what stands for it as an id.

    The visitor's room is found under the session's id alone.
    """
    return SessionId(f"{session}{_OF}{room}")


def session_of(place: str) -> SessionId:
    """The session to which a place belongs."""
    return SessionId(place.partition(_OF)[0])


def room_at(place: str) -> str:
    """The room that is found there; "": the visitor's."""
    return place.partition(_OF)[2]


def internal_entity(talk: str) -> str:
    """Name of an internal conversation in the journal."""
    return f"{INTERNAL}/{talk}"


def talk_id(agent: AgentId, operation: str) -> str:
    """Of the internal conversation that an agent begins by an operation of his.

    The same for a repeated operation, which so finds what it began.
    """
    drawn = sha256(f"{len(agent)}/{agent}/{operation}".encode()).digest()
    number = int.from_bytes(drawn[:17], "big")
    return "".join([_PAIRS[number >> shift & 1023] for shift in _SHIFTS])


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
    return f"{opening_folder(visitor, channel)}{operation_key(operation)}"


def opening_folder(visitor: VisitorId, channel: str) -> str:
    """What the keys of all such marks of the visitor in a channel begin with."""
    return f"opened/{_of_visitor(visitor, channel)}/"


def _of_visitor(visitor: VisitorId, channel: str) -> str:
    """The channel has no slash: else a visitor could take another's place by it."""
    return f"{visitor}/{channel.replace('/', '%2F')}"
