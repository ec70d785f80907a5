"""HTTP for what agents suggest (R11).

GET  /knowledge/contributions               newest first; one's own, unless one decides
POST /knowledge/contributions/ID/approval   its entry goes into the draft
POST /knowledge/contributions/ID/rejection  it does not; the reason is told
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta
from quart import Blueprint, Response
from werkzeug.exceptions import NotFound

from actors.accounts.permissions import Permission
from actors.knowledge.contribution import (
    MAX_WORDS_CHARS,
    Approve,
    ContributionId,
    ContributionsFound,
    ContributionState,
    FindContributions,
    Reject,
    Words,
)
from actors.knowledge.records import Changed
from actors.knowledge.suggestion_office import SuggestionOffice
from actors.row_number import RowNumber
from admin.api.contract import PREFIX, changing, looking
from admin.api.door import ApiDoor, operation, principal
from admin.api.knowledge_answer import KNOWLEDGE_CODES, known
from runtime.http_app import answer_json, read_json, read_query


class ContributionsQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which are wanted: those that stand there, older than one; 0 = the newest."""

    state: ContributionState | None = None
    before: RowNumber = 0


class DecisionBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of `POST approval`: what is said to the contributor."""

    reason: Words = ""


class RejectionBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of `POST rejection`: why, for the contributor."""

    reason: Annotated[str, Meta(min_length=1, max_length=MAX_WORDS_CHARS)]


def contributions_api(door: ApiDoor, office: SuggestionOffice) -> Blueprint:
    """The routes.

    Args:
        door: lets those in who may.
        office: of suggestions.
    """
    desk = _Contributions(office)
    routes = Blueprint("contributions", __name__, url_prefix=f"{PREFIX}/knowledge")
    routes.add_url_rule("/contributions", view_func=desk.listed)
    one = "/contributions/<contribution>"
    yes, no = f"{one}/approval", f"{one}/rejection"
    routes.add_url_rule(yes, view_func=desk.approve, methods=["POST"])
    routes.add_url_rule(no, view_func=desk.reject, methods=["POST"])
    return door.opened(routes)


class _Contributions:
    def __init__(self, office: SuggestionOffice) -> None:
        self._office = office

    @looking(
        "What agents suggested, newest first; one's own, unless one decides.",
        Permission.READ_KNOWLEDGE,
        query=ContributionsQuery,
        answer=ContributionsFound,
    )
    async def listed(self) -> Response:
        query = read_query(ContributionsQuery)
        wanted = FindContributions(query.state, before=query.before)
        answer = await self._office.find(principal(), wanted)
        return answer_json(known(answer, ContributionsFound))

    @changing(
        "Take a suggested entry into the draft.",
        Permission.EDIT_KNOWLEDGE,
        body=DecisionBody,
        answer=Changed,
        codes=(*KNOWLEDGE_CODES, "not_found"),
    )
    async def approve(self, contribution: str) -> Response:
        reason = (await read_json(DecisionBody)).reason
        return await self._decided(Approve(_number(contribution), reason))

    @changing(
        "Leave a suggested entry out, and say why.",
        Permission.EDIT_KNOWLEDGE,
        body=RejectionBody,
        answer=Changed,
        codes=(*KNOWLEDGE_CODES, "not_found"),
    )
    async def reject(self, contribution: str) -> Response:
        reason = (await read_json(RejectionBody)).reason
        return await self._decided(Reject(_number(contribution), reason))

    async def _decided(self, act: Approve | Reject) -> Response:
        answer = await self._office.act(principal(), act, operation())
        return answer_json(known(answer, Changed))


def _number(contribution: str) -> int:
    """Raises: NotFound: it is none."""
    try:
        return msgspec.convert(contribution, ContributionId, strict=False)
    except msgspec.ValidationError:
        raise NotFound from None
