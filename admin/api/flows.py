"""HTTP for flows (R10): `GET /api/v1/flows`, the files as they are now."""

from __future__ import annotations

import msgspec
from quart import Blueprint, Response

from actors.accounts.permissions import Permission
from admin.api.contract import PREFIX, looking
from admin.api.door import ApiDoor
from admin.flow_files import FlowFile, FlowFiles
from runtime.http_app import answer_json


class FlowsSheet(msgspec.Struct, frozen=True):
    """Files of flows, by their names."""

    files: tuple[FlowFile, ...]


def flows_api(door: ApiDoor, files: FlowFiles) -> Blueprint:
    """The route.

    Args:
        door: lets those in who may.
        files: of flows.
    """
    routes = Blueprint("flows", __name__, url_prefix=f"{PREFIX}/flows")

    @looking(
        "Files of flows as they are now: what is wrong with them, which are in force.",
        Permission.READ_RULES,
        answer=FlowsSheet,
    )
    async def listed() -> Response:
        return answer_json(FlowsSheet(files.listed()))

    routes.add_url_rule("", view_func=listed)
    return door.opened(routes)
