"""PURE: why a session was given to somebody, or to nobody (Q15).

A record is made of what the line knows anyway: counts are kept as agents change, and
only the first few are named, so that a decision costs the same with ten agents and with
ten thousand. It is written in the event that the decision leads to.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

import msgspec

MAX_NAMED: Final = 5
"""Candidates, and excluded agents per reason, that a record names."""


BINDINGS_PER_MS: Final = 1_000_000
"""Bindings are numbered from the group's start, in ms times this: no group binds so
many in 1 ms, so that numbers grow over starts."""


class Strategy(Enum):
    """Who is asked first among those who could serve (Q3)."""

    LONGEST_IDLE = "longest_idle"
    LEAST_LOADED = "least_loaded"
    ROUND_ROBIN = "round_robin"
    LAST_AGENT = "last_agent"
    SKILL_LEVEL = "skill_level"


class Reception(Enum):
    """How an offer is taken (Q7)."""

    AUTO = "auto"
    MANUAL = "manual"


class Exclusion(Enum):
    """Why an agent was no candidate for a session."""

    OFFLINE = "offline"
    DISCONNECTED = "disconnected"
    NOT_READY = "not_ready"
    REST = "rest"
    WRAPPING_UP = "arrange"
    FULL = "full"
    ASKED = "asked"
    """Was just asked for a slot, for this session or another."""
    NOT_NAMED = "not_named"
    GIVES_IT_AWAY = "gives_it_away"
    LET_IT_LAPSE = "let_it_lapse"
    LACKS_SKILL = "lacks_skill"
    NOT_THE_LAST_AGENT = "not_the_last_agent"

    # A member is itself alone; `Enum` hashes its name, which shows in a hot path.
    __hash__ = object.__hash__


class Excluded(msgspec.Struct, frozen=True, array_like=True):
    """How many were excluded for one reason, and the first of them."""

    reason: Exclusion
    count: int
    first: tuple[str, ...]


class Routing(msgspec.Struct, frozen=True, array_like=True):
    """One look of a line at a session: who could have served it, and who was chosen.

    Attributes:
        at_ms: wall time.
        group: whose line.
        strategy: by which rule the choice was made.
        level: the session's urgency, ageing included (see `urgency`).
        waited_ms: since it joined the line.
        position: its place in the line, from 1; as it was last counted where not
            everybody may be served by everybody.
        chosen: the agent, or "" when nobody could serve it.
        candidates: how many could have, and `first` of them, best first.
        excluded: everybody else of the group, by reason.
    """

    at_ms: int
    group: str
    strategy: Strategy
    level: int
    waited_ms: int
    position: int
    chosen: str
    candidates: int
    first: tuple[str, ...]
    excluded: tuple[Excluded, ...]
