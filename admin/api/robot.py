"""HTTP for the robot's versions (R8): the routes below `/api/v1/robot`.

GET  /robot               which version answers, and how far the next one is
GET  /robot/versions      newest first
GET  /robot/diff          what differs between two of them, or the draft
POST /robot/publications  the draft becomes the version in force
POST /robot/rollbacks     what an earlier version had comes into force again
POST /robot/trials        what would be said to these texts, and why
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta
from quart import Blueprint, Response

from actors.accounts.permissions import Permission
from actors.knowledge.changes import Note, Publication, Publish, RollBack, Version
from actors.knowledge.office import KnowledgeOffice
from actors.knowledge.records import (
    DRAFT,
    MAX_FOUND,
    NEWEST,
    AnyVersion,
    Changed,
    Cursor,
    Diff,
    Limit,
    ReadDiff,
    ReadVersions,
    VersionsFound,
)
from actors.robot.console import RobotConsole
from actors.robot.state import RobotState
from actors.robot.trial import MAX_TEXTS, Name, Text, Trials, TryRobot
from actors.row_number import RowNumber
from admin.api.contract import PREFIX, changing, looking
from admin.api.door import ApiDoor, operation, principal
from admin.api.knowledge_answer import KNOWLEDGE_CODES, known
from runtime.http_app import answer_json, read_json, read_query


class VersionsQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which versions are wanted: those before one, 0 = from the newest."""

    before: RowNumber = 0
    limit: Limit = MAX_FOUND


class DiffQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Between which two: 0 = the draft, -1 = the version in force."""

    old: AnyVersion = NEWEST
    new: AnyVersion = DRAFT
    after: Cursor = ""
    limit: Limit = MAX_FOUND


class PublishBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of `POST publications`; `note`: what is new."""

    note: Note = ""


class RollBackBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of `POST rollbacks`; `note`: why."""

    version: Version
    note: Note = ""


class TrialBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of `POST trials`; see `TryRobot`."""

    texts: Annotated[tuple[Text, ...], Meta(min_length=1, max_length=MAX_TEXTS)]
    is_draft: bool = True
    channel: Name = ""
    group: Name = ""
    language: Name = ""


def robot_api(
    door: ApiDoor, office: KnowledgeOffice, console: RobotConsole
) -> Blueprint:
    """The routes.

    Args:
        door: lets those in who may.
        office: of knowledge.
        console: tries things out.
    """
    desk = _Robot(office, console)
    routes = Blueprint("robot", __name__, url_prefix=f"{PREFIX}/robot")
    routes.add_url_rule("", view_func=desk.state)
    routes.add_url_rule("/versions", view_func=desk.versions)
    routes.add_url_rule("/diff", view_func=desk.diff)
    routes.add_url_rule("/publications", view_func=desk.publish, methods=["POST"])
    routes.add_url_rule("/rollbacks", view_func=desk.roll_back, methods=["POST"])
    routes.add_url_rule("/trials", view_func=desk.try_out, methods=["POST"])
    return door.opened(routes)


class _Robot:
    def __init__(self, office: KnowledgeOffice, console: RobotConsole) -> None:
        self._office = office
        self._console = console

    @looking(
        "Which version answers, and how far the next one is.",
        Permission.READ_KNOWLEDGE,
        answer=RobotState,
    )
    async def state(self) -> Response:
        return answer_json(self._console.state())

    @looking(
        "Versions, newest first.",
        Permission.READ_KNOWLEDGE,
        query=VersionsQuery,
        answer=VersionsFound,
    )
    async def versions(self) -> Response:
        query = read_query(VersionsQuery)
        wanted = ReadVersions(query.before, query.limit)
        answer = await self._office.look(principal(), wanted)
        return answer_json(known(answer, VersionsFound))

    @looking(
        "What differs between two versions, or a version and the draft.",
        Permission.READ_KNOWLEDGE,
        query=DiffQuery,
        answer=Diff,
    )
    async def diff(self) -> Response:
        query = read_query(DiffQuery)
        wanted = ReadDiff(query.old, query.new, query.after, query.limit)
        answer = await self._office.look(principal(), wanted)
        return answer_json(known(answer, Diff))

    @changing(
        "Publish the draft: visitors are answered from it then.",
        Permission.PUBLISH_KNOWLEDGE,
        body=PublishBody,
        answer=Changed,
        codes=KNOWLEDGE_CODES,
    )
    async def publish(self) -> Response:
        body = await read_json(PublishBody)
        return await self._published(Publish(body.note))

    @changing(
        "Bring back what an earlier version had, as a new version; the draft stays.",
        Permission.PUBLISH_KNOWLEDGE,
        body=RollBackBody,
        answer=Changed,
        codes=KNOWLEDGE_CODES,
    )
    async def roll_back(self) -> Response:
        body = await read_json(RollBackBody)
        return await self._published(RollBack(body.version, body.note))

    @changing(
        "Ask the robot as a visitor would: the answer, and each candidate's score.",
        Permission.EDIT_KNOWLEDGE,
        body=TrialBody,
        answer=Trials,
    )
    async def try_out(self) -> Response:
        body = await read_json(TrialBody)
        wish = TryRobot(*msgspec.structs.astuple(body))
        return answer_json(await self._console.try_out(wish))

    async def _published(self, change: Publication) -> Response:
        answer = await self._office.change(principal(), change, operation())
        return answer_json(known(answer, Changed))
