"""HTTP for what the robot had no answer to (R11), and what helped (R7).

GET  /robot/unanswered           questions by what they mean, most often first
POST /robot/unanswered/entries   a group becomes a new entry of the draft
POST /robot/unanswered/similar   a group becomes similar questions of one
POST /robot/unanswered/settled   a group is not to be shown any more
GET  /robot/feedback             which entries answered, and whether that helped
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Final

import msgspec
from msgspec import Meta
from quart import Blueprint, Response

from actors.accounts.permissions import Permission
from actors.knowledge.entry import MAX_ID_CHARS
from actors.records.feedback import Feedback
from actors.records.unanswered import MAX_TEXTS, Text
from actors.robot.cluster import Cluster
from admin.api.contract import PREFIX, changing, looking
from admin.api.door import ApiDoor, operation, principal
from admin.api.knowledge_answer import KNOWLEDGE_CODES, known
from admin.operator.moment import since_ms
from admin.operator.robot_unanswered_wish import ConvertUnanswered
from admin.unanswered_office import Converted, Gathered, UnansweredOffice
from runtime.http_app import answer_json, read_json, read_query

USUAL_DAYS: Final = 30
MAX_DAYS: Final = 36_500
Id = Annotated[str, Meta(min_length=1, max_length=MAX_ID_CHARS)]


class DaysQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of the last so many days."""

    days: Annotated[int, Meta(ge=1, le=MAX_DAYS)] = USUAL_DAYS


class ClusterBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A group, as `GET unanswered` tells it: its id and its questions."""

    id: Id
    question: Text
    others: Annotated[tuple[Text, ...], Meta(max_length=MAX_TEXTS)] = ()

    @property
    def cluster(self) -> Cluster:
        """The group."""
        return Cluster(self.id, self.question, self.others, 0, 0, "")


class NewEntryBody(ClusterBody, frozen=True, forbid_unknown_fields=True):
    """Of `POST entries`: the answer, and the standard question, "" = the first."""

    answer: str = ""
    standard: str = ""
    category: str = ""


class TeachBody(ClusterBody, frozen=True, forbid_unknown_fields=True):
    """Of `POST similar`: the entry that answers them."""

    into: str = ""


def unanswered_api(
    door: ApiDoor, office: UnansweredOffice, wall_ms: Callable[[], int]
) -> Blueprint:
    """The routes.

    Args:
        door: lets those in who may.
        office: of what had no answer.
        wall_ms: wall time.
    """
    desk = _Unanswered(office, wall_ms)
    routes = Blueprint("unanswered", __name__, url_prefix=f"{PREFIX}/robot")
    here = "/unanswered"
    routes.add_url_rule(here, view_func=desk.listed)
    routes.add_url_rule(f"{here}/entries", view_func=desk.convert, methods=["POST"])
    routes.add_url_rule(f"{here}/similar", view_func=desk.teach, methods=["POST"])
    routes.add_url_rule(f"{here}/settled", view_func=desk.settle, methods=["POST"])
    routes.add_url_rule("/feedback", view_func=desk.feedback)
    return door.opened(routes)


class _Unanswered:
    def __init__(self, office: UnansweredOffice, wall_ms: Callable[[], int]) -> None:
        self._office = office
        self._wall_ms = wall_ms

    @looking(
        "What had no answer, gathered by what it means.",
        Permission.EDIT_KNOWLEDGE,
        query=DaysQuery,
        answer=Gathered,
    )
    async def listed(self) -> Response:
        return answer_json(await self._office.gathered(self._since()))

    @changing(
        "Make a group of questions an entry of the draft.",
        Permission.EDIT_KNOWLEDGE,
        body=NewEntryBody,
        answer=Converted,
        codes=KNOWLEDGE_CODES,
    )
    async def convert(self) -> Response:
        body = await read_json(NewEntryBody)
        wish = ConvertUnanswered(
            body.id, body.answer, body.standard.strip(), body.category, ""
        )
        return await self._converted(body.cluster, wish)

    @changing(
        "Make a group of questions similar questions of an entry of the draft.",
        Permission.EDIT_KNOWLEDGE,
        body=TeachBody,
        answer=Converted,
        codes=KNOWLEDGE_CODES,
    )
    async def teach(self) -> Response:
        body = await read_json(TeachBody)
        wish = ConvertUnanswered(body.id, "", "", "", body.into)
        return await self._converted(body.cluster, wish)

    @changing(
        "Have a group of questions not shown any more.",
        Permission.EDIT_KNOWLEDGE,
        body=ClusterBody,
        answer=Converted,
    )
    async def settle(self) -> Response:
        cluster = (await read_json(ClusterBody)).cluster
        done = await self._office.dismiss(principal(), cluster, operation())
        return answer_json(done)

    @looking(
        "Which entries answered, and whether that helped: the worst first.",
        Permission.EDIT_KNOWLEDGE,
        query=DaysQuery,
        answer=Feedback,
    )
    async def feedback(self) -> Response:
        return answer_json(await self._office.feedback(self._since()))

    async def _converted(self, cluster: Cluster, wish: ConvertUnanswered) -> Response:
        done = await self._office.convert(principal(), cluster, wish, operation())
        converted = done if isinstance(done, Converted) else known(done, Converted)
        return answer_json(converted)

    def _since(self) -> int:
        return since_ms(read_query(DaysQuery).days, self._wall_ms())
