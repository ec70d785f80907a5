"""HTTP for the history of the rules (M3): the routes below `/api/v1/rule-versions`.

GET  /rule-versions                    what each has changed, newest first
POST /rule-versions/VERSION/undoing    puts back what it has changed
"""

from __future__ import annotations

from typing import Annotated, Final

import msgspec
from msgspec import Meta
from quart import Blueprint, Response

from actors.accounts.permissions import Permission
from actors.row_number import RowNumber
from actors.rules.history import Difference, differences
from admin.api.contract import PREFIX, changing, looking
from admin.api.door import ApiDoor, operation, principal
from admin.api.rule_acts import Altered, Expected, RuleActs
from admin.rules_office import RulesOffice, ToldVersion
from admin.rules_problems import RULE_CODES, ruled
from runtime.http_app import answer_json, read_query

MAX_PAGE: Final = 100
USUAL_PAGE: Final = 20


class RuleVersionsQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which versions: the last before one; 0 = of all."""

    before: RowNumber = 0
    limit: Annotated[int, Meta(ge=1, le=MAX_PAGE)] = USUAL_PAGE


class VersionCard(msgspec.Struct, frozen=True):
    """A version: who changed what, when (wall time)."""

    version: int
    at_ms: int
    by: str
    differences: tuple[Difference, ...]


class VersionsSheet(msgspec.Struct, frozen=True):
    """Some versions, newest first; fewer than were asked for: the first of all."""

    versions: tuple[VersionCard, ...]


def rule_versions_api(door: ApiDoor, rules: RulesOffice) -> Blueprint:
    """The routes.

    Args:
        door: lets those in who may.
        rules: of the service.
    """
    desk = _Versions(rules)
    prefix = f"{PREFIX}/rule-versions"
    routes = Blueprint("rule_versions", __name__, url_prefix=prefix)
    routes.add_url_rule("", view_func=desk.listed)
    undoing = "/<int:version>/undoing"
    routes.add_url_rule(undoing, view_func=desk.undo, methods=["POST"])
    return door.opened(routes)


def version_card(told: ToldVersion) -> VersionCard:
    """What a version has changed."""
    changed = differences(told.before, told.after)
    return VersionCard(told.version, told.at_ms, told.by, changed)


class _Versions(RuleActs):
    @looking(
        "What each version of the rules has changed, newest first.",
        Permission.READ_RULES,
        query=RuleVersionsQuery,
        answer=VersionsSheet,
    )
    async def listed(self) -> Response:
        query = read_query(RuleVersionsQuery)
        found = await self.office.history(query.before, query.limit)
        return answer_json(VersionsSheet(tuple(map(version_card, found))))

    @changing(
        "Put back what a version of the rules has changed.",
        Permission.EDIT_RULES,
        query=Expected,
        answer=Altered,
        codes=RULE_CODES,
    )
    async def undo(self, version: int) -> Response:
        expected = read_query(Expected).expected
        by, named = principal(), operation()
        done = await self.office.undo(version, by, named, expected)
        return answer_json(Altered(ruled(done)))
