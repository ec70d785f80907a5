"""HTTP for what keeps and lets go data (P6, P8): the routes below `/api/v1/upkeep`.

GET  /upkeep           the last backup; what is kept for a time alone; what was erased
POST /upkeep/sweeps    lets go now what is due
POST /upkeep/erasures  erases a visitor
"""

from __future__ import annotations

import msgspec
from quart import Blueprint, Response

from actors.accounts.permissions import Permission
from actors.erasure.messages import VisitorErased
from admin.api.contract import PREFIX, changing, looking
from admin.api.door import ApiDoor, no_content, operation, principal
from admin.operator.customer_frames import CustomerId
from admin.upkeep.office import UpkeepOffice, UpkeepState
from runtime.http_app import answer_json, read_json


class EraseBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who is to be erased: the visitor's id."""

    visitor: CustomerId


class Erased(msgspec.Struct, frozen=True):
    """He is erased, with so many sessions and attachments."""

    sessions: int
    files: int


def upkeep_api(door: ApiDoor, office: UpkeepOffice) -> Blueprint:
    """The routes.

    Args:
        door: lets those in who may.
        office: of the service.
    """
    desk = _Upkeep(office)
    routes = Blueprint("upkeep", __name__, url_prefix=f"{PREFIX}/upkeep")
    routes.add_url_rule("", view_func=desk.state)
    routes.add_url_rule("/sweeps", view_func=desk.sweep, methods=["POST"])
    routes.add_url_rule("/erasures", view_func=desk.erase, methods=["POST"])
    return door.opened(routes)


class _Upkeep:
    def __init__(self, office: UpkeepOffice) -> None:
        self._office = office

    @looking(
        "The last backup, what is kept for a time alone, and what was erased.",
        Permission.KEEP_DATA,
        answer=UpkeepState,
    )
    async def state(self) -> Response:
        return answer_json(await self._office.state())

    @changing(
        "Let go now what is due; it goes on after the answer.",
        Permission.KEEP_DATA,
    )
    async def sweep(self) -> Response:
        self._office.sweep()
        return no_content()

    @changing(
        "Erase a visitor for good: profile, notes, what was said, attachments. "
        "What he has open is closed; figures stay. Done again, it is harmless.",
        Permission.KEEP_DATA,
        body=EraseBody,
        answer=Erased,
    )
    async def erase(self) -> Response:
        body = await read_json(EraseBody)
        by = principal()
        told: VisitorErased = await self._office.erase(body.visitor, by, operation())
        return answer_json(Erased(told.sessions, told.files))
