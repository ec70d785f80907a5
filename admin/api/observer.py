"""HTTP for the observer (M10): the routes below `/api/v1/observer`.

GET  /observer/tree         supervisors, services, regions
GET  /observer/entities     of a region: sessions, agents, groups, customers
GET  /observer/part         one part or entity, with what went wrong with it
GET  /observer/incidents    what went wrong of late
GET  /observer/experiments  interventions, and what came of each
POST /observer/experiments  restarts a part; in demonstrations crashes or kills it
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Final, TypeVar

import msgspec
from msgspec import Meta
from quart import Blueprint, Response

from actors.accounts.permissions import Permission
from admin.api.contract import PREFIX, changing, looking
from admin.api.door import ApiDoor, operation, principal
from admin.observer.experiment import Bar, Barred, Deed, Experiment
from admin.observer.notebook import Incident
from admin.observer.office import ObserverOffice
from admin.observer.shown import EntitiesShown, EntityQuery, PartDetail, TreeShown
from runtime.http_app import HttpRefused, answer_json, read_json, read_query

T = TypeVar("T")

MAX_INCIDENTS: Final = 500
MAX_PATH_CHARS: Final = 300
"""Of a part: names of supervisors, and the longest id."""
STATUSES: Final[Mapping[Bar, HTTPStatus]] = {
    Bar.NO_SUCH_PART: HTTPStatus.NOT_FOUND,
    Bar.NO_DEMONSTRATION: HTTPStatus.FORBIDDEN,
    Bar.BUSY: HTTPStatus.TOO_MANY_REQUESTS,
}
"""Of refusals that are no conflict with what the part does."""
Path = Annotated[str, Meta(min_length=1, max_length=MAX_PATH_CHARS)]


class PartQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which part or entity, by its path."""

    path: Path


class IncidentsQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many."""

    limit: Annotated[int, Meta(ge=1, le=MAX_INCIDENTS)] = 50


class Incidents(msgspec.Struct, frozen=True):
    """What went wrong, newest first."""

    rows: tuple[Incident, ...]


class Experiments(msgspec.Struct, frozen=True):
    """Interventions, newest first."""

    rows: tuple[Experiment, ...]


class ExperimentBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be done, and to which part."""

    deed: Deed
    path: Path


def observer_api(door: ApiDoor, office: ObserverOffice) -> Blueprint:
    """The routes.

    Args:
        door: lets those in who may.
        office: of the service.
    """
    desk = _Observer(office)
    routes = Blueprint("observer", __name__, url_prefix=f"{PREFIX}/observer")
    routes.add_url_rule("/tree", view_func=desk.tree)
    routes.add_url_rule("/entities", view_func=desk.entities)
    routes.add_url_rule("/part", view_func=desk.part)
    routes.add_url_rule("/incidents", view_func=desk.incidents)
    experiments = "/experiments"
    routes.add_url_rule(experiments, view_func=desk.experiments)
    routes.add_url_rule(experiments, view_func=desk.begin, methods=["POST"])
    return door.opened(routes)


class _Observer:
    def __init__(self, office: ObserverOffice) -> None:
        self._office = office

    @looking(
        "The supervision tree without its entities, parents before children.",
        Permission.OBSERVE,
        answer=TreeShown,
    )
    async def tree(self) -> Response:
        return answer_json(await self._office.tree())

    @looking(
        "Entities of a region that are in memory, sorted.",
        Permission.OBSERVE,
        query=EntityQuery,
        answer=EntitiesShown,
        codes=(Bar.NO_SUCH_PART.value,),
    )
    async def entities(self) -> Response:
        query = read_query(EntityQuery)
        return answer_json(unbarred(await self._office.entities(query)))

    @looking(
        "A part or an entity, and what went wrong with it.",
        Permission.OBSERVE,
        query=PartQuery,
        answer=PartDetail,
        codes=(Bar.NO_SUCH_PART.value,),
    )
    async def part(self) -> Response:
        return answer_json(unbarred(self._office.detail(read_query(PartQuery).path)))

    @looking(
        "What went wrong of late, newest first.",
        Permission.OBSERVE,
        query=IncidentsQuery,
        answer=Incidents,
    )
    async def incidents(self) -> Response:
        limit = read_query(IncidentsQuery).limit
        return answer_json(Incidents(self._office.incidents(limit)))

    @looking(
        "Interventions, newest first, and what came of each.",
        Permission.OBSERVE,
        answer=Experiments,
    )
    async def experiments(self) -> Response:
        return answer_json(Experiments(self._office.board()))

    @changing(
        "Restart a part; in demonstrations crash it, or kill its process.",
        Permission.INTERVENE,
        body=ExperimentBody,
        answer=Experiment,
        codes=tuple(bar.value for bar in Bar),
    )
    async def begin(self) -> Response:
        wanted = await read_json(ExperimentBody)
        begun = self._office.intervene(
            wanted.deed, wanted.path, principal(), operation()
        )
        return answer_json(unbarred(await begun))


def unbarred(answer: T | Barred) -> T:
    """The answer, if it is none of a refusal.

    Raises:
        HttpRefused: with the bar's code.
    """
    if isinstance(answer, Barred):
        status = STATUSES.get(answer.bar, HTTPStatus.CONFLICT)
        raise HttpRefused(status, answer.bar.value, answer.text)
    return answer
