"""Sessions, agents and groups as their events tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from tests.proofs.assignment.audit.rows import Rules

NEW, RETURNED = 0, 1
_LEVELS: Final = 10


@dataclass(frozen=True, slots=True)
class Spell:
    """A stay in one group's line, with what is asked for.

    `ticket` is the event that began it, `commit` the first of the same commit, at the
    earliest: the index has something between the two.
    """

    group: str
    ticket: int
    commit: int
    since_ms: int
    queue_class: int
    priority: int
    skill: str = ""
    level: int = 0
    only: tuple[str, ...] = ()
    never: str = ""
    silent: str = ""
    again_ms: int = 0
    prefer: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Ringing:
    """An offer that waits for its agent; `expires_ms` 0 = it never lapses by itself."""

    offer: str
    agent: str
    slot: int
    since_ms: int
    expires_ms: int


@dataclass(frozen=True, slots=True)
class Handing:
    """A transfer that is wanted; `agent` "" = anybody of the group."""

    group: str
    agent: str
    note: str
    by: str
    since_ms: int


@dataclass(slots=True, repr=False)
class SessionLife:
    """One session; `held` are its claims on slots, as (agent, slot)."""

    name: str
    visitor: str
    channel: str
    group: str
    phase: str
    priority: int
    skill: str
    level: int
    prefer: str
    agent: str = ""
    slot: int = 0
    spell: Spell | None = None
    ringing: Ringing | None = None
    handing: Handing | None = None
    away_since_ms: int = 0
    is_awaited: bool = False
    """Nobody expects him to be there: his absence ends nothing."""
    last_number: int = 0
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    """Message number by (sender, client id)."""
    notes: set[str] = field(default_factory=set)
    """Every value that was ever noted on it."""
    handings: set[str] = field(default_factory=set)
    """Notes of all transfers that were wanted."""
    is_refused: bool = False
    """The agent to whom it was to go did not take it: the transfer must end."""
    has_kept: bool = False
    """Some transfer was taken back."""
    moves: set[str] = field(default_factory=set)
    """By whom it was put into a line or stage."""
    takers: set[str] = field(default_factory=set)
    """By whom it was given to somebody by hand."""
    ends: dict[str, tuple[str, str]] = field(default_factory=dict)
    """How each offer ended, and at whom it rang."""

    def __repr__(self) -> str:
        parts = [self.name, f"of {self.visitor}", self.phase]
        if self.agent:
            parts.append(f"at {self.agent}/{self.slot}")
        parts += [
            str(part) for part in (self.spell, self.ringing, self.handing) if part
        ]
        return f"<{', '.join(parts)}>"

    @property
    def is_waiting(self) -> bool:
        """In a line, and not ringing anywhere."""
        return self.spell is not None and self.ringing is None


@dataclass(slots=True)
class AgentLife:
    """One agent; `held`: session by slot, ringing ones included."""

    name: str
    groups: tuple[str, ...] = ()
    capacity: int = 0
    skills: Mapping[str, int] = field(default_factory=dict)
    status: str = "offline"
    status_ms: int = 0
    is_present: bool = True
    absent_ms: int = 0
    held: dict[int, str] = field(default_factory=dict)
    statuses: set[str] = field(default_factory=set)
    """All that he ever had."""

    @property
    def is_able(self) -> bool:
        """Free, and there."""
        return self.status == "free" and self.is_present

    @property
    def could_serve(self) -> bool:
        """Able, and below capacity."""
        return self.is_able and len(self.held) < self.capacity


@dataclass(slots=True)
class GroupLife:
    """One group's rule."""

    strategy: str = "longest_idle"
    reception: str = "auto"
    priority: int = 0
    max_waiting: int = 0
    max_wait_ms: int = 0
    turns_away: bool = False


class Bid(NamedTuple):
    """The smaller one comes first."""

    rank: int
    ticket: int


def bid(spell: Spell, group: GroupLife, waited_ms: int, rules: Rules) -> Bid:
    """A session's place among all who wait, after such a wait (Q4)."""
    priority = min(_LEVELS - 1, spell.priority + group.priority)
    level = spell.queue_class * _LEVELS + priority
    if rules.ageing_ms:
        return Bid(-level * rules.ageing_ms - waited_ms, spell.ticket)
    return Bid(-level, spell.ticket)


def needed_level(spell: Spell, waited_ms: int, rules: Rules) -> int:
    """What is left of the skill that was asked for (Q3); of named agents nothing is."""
    if not spell.skill or spell.only:
        return 0
    steps = waited_ms // rules.relax_ms if rules.relax_ms else 0
    return max(0, spell.level - steps)


def why_not(
    agent: AgentLife,
    spell: Spell,
    group: GroupLife,
    waited_ms: int,
    rules: Rules,
    *,
    is_last_there: bool,
) -> str:
    """What keeps a session from an agent, whatever he does; "" = nothing.

    The one who let the offer lapse is another matter (`silent`): he may get it when
    there is nobody else.

    Args:
        agent: who might serve it.
        spell: what it asks for.
        group: in whose line.
        waited_ms: for how long it stands there.
        rules: the settings in force.
        is_last_there: the visitor's last agent serves this group and is not off-line.
    """
    if spell.group not in agent.groups:
        return "no member"
    if spell.only and agent.name not in spell.only:
        return "not named"
    if spell.never == agent.name:
        return "gives it away"
    if agent.skills.get(spell.skill, 0) < needed_level(spell, waited_ms, rules):
        return "lacks skill"
    is_sticky = (
        group.strategy == "last_agent"
        and spell.prefer not in ("", spell.never, spell.silent)
        and not spell.only
        and is_last_there
        and waited_ms < rules.sticky_ms
    )
    if is_sticky and agent.name != spell.prefer:
        return "not the last agent"
    return ""
