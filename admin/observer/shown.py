"""What the observer shows of a running tree."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec

from admin.observer.notebook import Incident
from admin.observer.paces import Pace
from runtime.introspect import CellStatistics
from runtime.survey import RegionTotals, SortKey

MAX_PAGE: Final = 100
"""Entities on one page."""
MAX_DEPTH: Final = 1_000
"""Entities that can be paged through; whoever looks for another searches its id."""
MAX_SEARCH_CHARS: Final = 100
"""Of an id, or a part of one."""


class PartShown(msgspec.Struct, frozen=True):
    """A supervisor, a service, a region or an entity.

    Attributes:
        cell: its figures.
        depth: how far below the root it stands.
        is_up: it runs, and serves.
        pace: since an earlier look; None: there was none.
        memory_bytes: of its child process; the root's is this process's; 0: it has
            none.
        totals: of a region's entities.
        totals_pace: theirs.
    """

    cell: CellStatistics
    depth: int
    is_up: bool
    pace: Pace | None
    memory_bytes: int = 0
    totals: RegionTotals | None = None
    totals_pace: Pace | None = None


class TreeShown(msgspec.Struct, frozen=True):
    """The tree without its entities, parents before children.

    Attributes:
        process: id of the service's process.
        up_seconds: since its start.
        is_demonstration: actors may be crashed and processes killed.
        parts: parents before children.
    """

    process: int
    up_seconds: float
    is_demonstration: bool
    parts: tuple[PartShown, ...]


class EntityQuery(msgspec.Struct, frozen=True):
    """Which entities of a region are wanted.

    Attributes:
        region: its path.
        sort: which come first.
        search: a part of the id; empty: all.
        offset: how many to pass over.
        limit: how many are wanted.
    """

    region: str
    sort: SortKey = SortKey.BUSY
    search: Annotated[str, msgspec.Meta(max_length=MAX_SEARCH_CHARS)] = ""
    offset: Annotated[int, msgspec.Meta(ge=0, le=MAX_DEPTH)] = 0
    limit: Annotated[int, msgspec.Meta(ge=1, le=MAX_PAGE)] = 50


class EntitiesShown(msgspec.Struct, frozen=True):
    """Entities of a region.

    Attributes:
        totals: of the whole region.
        found: how many are in memory and match.
        rows: of them, what was wanted.
        is_asleep: the one whose whole id was searched for left memory; a message
            wakes it.
    """

    totals: RegionTotals
    found: int
    rows: tuple[PartShown, ...]
    is_asleep: bool


class PartDetail(msgspec.Struct, frozen=True):
    """One part or entity.

    Attributes:
        part: its figures.
        restarts_left: how many more crashes are forgiven now.
        entity: its name in the journal; "" of what is in none.
        incidents: what went wrong with it, newest first.
    """

    part: PartShown
    restarts_left: int
    entity: str
    incidents: tuple[Incident, ...]
