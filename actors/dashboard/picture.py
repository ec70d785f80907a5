"""PURE: how the whole desk stands at one moment (M6).

Three sources, none of which counts sessions: groups and agents as their actors know
themselves; sessions by state and the day's sums from the records' tally, which may be
some events behind. A wait that goes on is told by when it began: whoever shows it lets
it grow.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from actors.agent.messages import AgentStatus
from actors.ids import AgentId, GroupId
from actors.records.figures import Sums
from actors.records.tally import Place


class GroupLook(msgspec.Struct, frozen=True):
    """A skill group now.

    Attributes:
        waiting: who stand in line for whom there was nobody when they came.
        since_ms: since when the one of them waits who waits longest; 0 = nobody does.
    """

    group: GroupId
    name: str
    waiting: int
    since_ms: int


class AgentLook(msgspec.Struct, frozen=True):
    """An agent now.

    Attributes:
        load: sessions that have a slot of his, those that ring among them.
        since_ms: when he took the status; 0 for `busy`, which nobody takes.
        is_there: he has a connection, and is neither off-line nor at rest.
    """

    agent: AgentId
    name: str
    status: AgentStatus
    load: int
    capacity: int
    since_ms: int
    is_there: bool
    groups: tuple[GroupId, ...]


class Picture(msgspec.Struct, frozen=True):
    """The whole desk.

    Attributes:
        at_ms: when it was looked at, wall time.
        day_ms: when the day began.
        prompt_seconds: N of the service level.
        behind: events that are not in `sums` and `open` yet.
        groups: by id.
        agents: by id.
        sums: of the day, by group; "" is no group.
        open: how many sessions go on, by group and state.
    """

    at_ms: int
    day_ms: int
    prompt_seconds: int
    behind: int
    groups: tuple[GroupLook, ...]
    agents: tuple[AgentLook, ...]
    sums: Mapping[str, Sums]
    open: Mapping[Place, int]
