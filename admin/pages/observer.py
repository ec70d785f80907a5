"""`/admin/observer`: the supervision tree, and what comes of interventions (M10)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta
from quart import Blueprint, Response

from actors.accounts.permissions import Permission
from admin.observer.experiment import Barred, Experiment
from admin.observer.notebook import Incident, IncidentKind
from admin.observer.office import ObserverOffice
from admin.observer.shown import (
    MAX_DEPTH,
    MAX_SEARCH_CHARS,
    EntitiesShown,
    EntityQuery,
    PartDetail,
    PartShown,
    TreeShown,
)
from admin.operator.phrases import PHASES
from admin.pages.frame import Frame, page
from admin.pages.nav import ROOT
from admin.pages.pager import Pager, pager
from admin.pages.phrases.observer import (
    DEEDS,
    STAGES,
    ObserverPhrase,
    ObserverProblem,
)
from gateway.console.duration import duration
from gateway.console.phrases import Words
from runtime.http_app import read_query
from runtime.introspect import CellStatistics
from runtime.survey import SortKey

PAGE: Final = 50
SHOWN_INCIDENTS: Final = 20
_MS: Final = 1_000
_PERCENT: Final = 100
_MIB: Final = 1 << 20
_NONE: Final = "–"
_MAX_PATH_CHARS: Final = 300
_SORTS: Final[Mapping[SortKey, ObserverPhrase]] = {
    SortKey.BUSY: ObserverPhrase.BY_BUSY,
    SortKey.HANDLED: ObserverPhrase.BY_HANDLED,
    SortKey.MAILBOX: ObserverPhrase.BY_MAILBOX,
    SortKey.CRASHES: ObserverPhrase.BY_CRASHES,
}
_INCIDENTS: Final[Mapping[IncidentKind, ObserverPhrase]] = {
    IncidentKind.CRASHED: ObserverPhrase.INCIDENT_CRASHED,
    IncidentKind.RESTARTED: ObserverPhrase.INCIDENT_RESTARTED,
    IncidentKind.QUARANTINED: ObserverPhrase.INCIDENT_QUARANTINED,
    IncidentKind.KILLED: ObserverPhrase.INCIDENT_KILLED,
    IncidentKind.DEAD_LETTER: ObserverPhrase.INCIDENT_DEAD_LETTER,
}
_Path = Annotated[str, Meta(max_length=_MAX_PATH_CHARS)]


class ObserverLink(msgspec.Struct, frozen=True):
    """The query of the page: which region is opened, and which part or entity."""

    region: _Path = ""
    sort: SortKey = SortKey.BUSY
    search: Annotated[str, Meta(max_length=MAX_SEARCH_CHARS)] = ""
    skip: Annotated[int, Meta(ge=0, le=MAX_DEPTH)] = 0
    part: _Path = ""


@dataclass(frozen=True, slots=True)
class ObserverView:
    """What the page shows.

    Attributes:
        words: of who reads it.
        zone: his.
        entities: of the region that is opened; None: none is, or it is gone.
        detail: of the part that is opened, likewise.
        board: interventions, newest first.
        incidents: what went wrong of late, newest first.
    """

    words: Words
    zone: ZoneInfo
    query: ObserverLink
    tree: TreeShown
    entities: EntitiesShown | None
    pager: Pager | None
    detail: PartDetail | None
    board: tuple[Experiment, ...]
    incidents: tuple[Incident, ...]

    @property
    def up(self) -> str:
        """How long the process has been there."""
        return duration(self.words, round(self.tree.up_seconds * _MS))

    @property
    def sorts(self) -> tuple[tuple[str, str], ...]:
        """Values and names."""
        return tuple((key.value, self.words(name)) for key, name in _SORTS.items())

    def clock(self, ms: int) -> str:
        """A moment of this process's life, to the second."""
        return f"{datetime.fromtimestamp(ms / _MS, self.zone):%m-%d %H:%M:%S}"

    def name(self, path: str) -> str:
        """The last part of a path."""
        return path.rpartition("/")[2] or path

    def entity(self, path: str) -> str:
        """An entity's id; it may have slashes of its own."""
        return path.removeprefix(f"{self.query.region}/")

    def kind(self, part: PartShown) -> str:
        """What a part is."""
        if part.cell.strategy:
            supervisor = ObserverPhrase.SUPERVISOR
            return self.words(supervisor, strategy=part.cell.strategy)
        if part.totals is not None:
            return self.words(ObserverPhrase.REGION)
        return part.cell.kind

    def state(self, cell: CellStatistics) -> str:
        """What it does."""
        if cell.waiting_on:
            return self.words(ObserverPhrase.WAITS_FOR, path=cell.waiting_on)
        return self.words(PHASES[cell.phase])

    def pace(self, part: PartShown) -> str:
        """Messages per second: of a region, its entities'."""
        pace = part.pace if part.totals is None else part.totals_pace
        return _NONE if pace is None else f"{pace.per_second:,.1f}"

    def busy(self, part: PartShown) -> str:
        """Percent of the time, likewise."""
        pace = part.pace if part.totals is None else part.totals_pace
        return _NONE if pace is None else f"{pace.busy_share * _PERCENT:.1f}"

    def mailbox(self, part: PartShown) -> int:
        """Messages that wait, a region's entities' included."""
        return part.cell.mailbox + (part.totals.mailbox if part.totals else 0)

    def memory(self, part: PartShown) -> str:
        """Of the process behind it."""
        return f"{part.memory_bytes / _MIB:,.0f} MiB" if part.memory_bytes else ""

    def deed(self, experiment: Experiment) -> str:
        """What was done."""
        return self.words(DEEDS[experiment.deed])

    def stage(self, experiment: Experiment) -> str:
        """How far it is."""
        return self.words(STAGES[experiment.stage])

    def incident(self, incident: Incident) -> str:
        """What happened."""
        return self.words(_INCIDENTS[incident.kind])


def observer_page(frame: Frame, office: ObserverOffice) -> Blueprint:
    """The route.

    Args:
        frame: of all pages.
        office: of the service.
    """
    routes = Blueprint("observer_page", __name__, url_prefix=ROOT)

    @page("The supervision tree, live.", Permission.OBSERVE, ObserverLink)
    async def observer() -> Response:
        query = read_query(ObserverLink)
        entities = await _entities(office, query)
        view = ObserverView(
            frame.words(),
            frame.zone(),
            query,
            await office.tree(),
            entities,
            None if entities is None else _pager(query, entities),
            _detail(office, query),
            office.board(),
            office.incidents(SHOWN_INCIDENTS),
        )
        return frame.render("observer.html", view, ObserverPhrase, ObserverProblem)

    routes.add_url_rule("/observer", view_func=observer)
    return frame.opened(routes)


async def _entities(
    office: ObserverOffice, query: ObserverLink
) -> EntitiesShown | None:
    if not query.region:
        return None
    wanted = EntityQuery(query.region, query.sort, query.search, query.skip, PAGE)
    found = await office.entities(wanted)
    return None if isinstance(found, Barred) else found


def _pager(query: ObserverLink, entities: EntitiesShown) -> Pager:
    total = min(entities.found, MAX_DEPTH)
    return pager(query, query.skip, len(entities.rows), total, PAGE)


def _detail(office: ObserverOffice, query: ObserverLink) -> PartDetail | None:
    if not query.part:
        return None
    found = office.detail(query.part)
    return None if isinstance(found, Barred) else found
