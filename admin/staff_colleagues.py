"""HTTP for whom somebody of the desk works with: skill groups and colleagues (Q10, W4).

GET /api/staff/groups       where a session can go, and what a group asks of its end
GET /api/staff/colleagues   who serves, to be found by name, e-mail or number
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Final

import msgspec
from msgspec import Meta
from quart import Blueprint, Response

from actors.accounts.actor import MAX_PAGE
from actors.accounts.core import MemberFilter, serves
from actors.accounts.members import MAX_MEMBERS
from actors.accounts.messages import ByOperator
from actors.accounts.refusal import AccountRule
from actors.figures import GroupFigure
from actors.rules.rulebook import Rules
from actors.session.tag_rule import tag_rule
from admin.account_problems import granted
from admin.staff import PREFIX
from admin.staff_door import StaffDoor
from runtime.http_app import answer_json, read_query
from runtime.http_contract import Access, Operation

_CODES: Final = tuple(rule.value for rule in AccountRule)
_AT_WORK: Final = MemberFilter(is_suspended=False)
_SERVICE: Final = ByOperator()
"""Names and addresses of the house are told to all who serve in it, and nothing else of
what only who administers members is shown."""


class GroupRow(msgspec.Struct, frozen=True):
    """A skill group as those who hand over see it (Q10).

    Attributes:
        group: its id.
        name: as visitors read it.
        is_own: the caller is in it.
        members: how many agents are in it.
        waiting: how many sessions stand in its line.
        tags: that its sessions may bear; empty: any.
        needs_tags: its agents end no session without one (S8).
    """

    group: str
    name: str
    is_own: bool
    members: int
    waiting: int
    tags: tuple[str, ...]
    needs_tags: bool


class Groups(msgspec.Struct, frozen=True):
    """All skill groups, by id."""

    groups: tuple[GroupRow, ...]


class ColleaguesQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which members: those behind the first `skip`."""

    skip: Annotated[int, Meta(ge=0, le=MAX_MEMBERS)] = 0


class ColleagueRow(msgspec.Struct, frozen=True):
    """Somebody who serves: his id, what colleagues call him, how he can be found."""

    agent: str
    name: str
    email: str
    staff_number: str


class ColleaguesPage(msgspec.Struct, frozen=True):
    """Some of those who serve; `next`: `skip` of the next page, 0 = there is none."""

    colleagues: tuple[ColleagueRow, ...]
    next: int


ReadGroups = Callable[[], tuple[GroupFigure, ...]]


def staff_colleagues(
    door: StaffDoor, read_groups: ReadGroups, rules: Rules
) -> Blueprint:
    """The routes.

    Args:
        door: knows who asks.
        read_groups: the skill groups as they are now.
        rules: in force.
    """
    desk = _ColleaguesDesk(door, read_groups, rules)
    routes = Blueprint("colleagues", __name__, url_prefix=PREFIX)
    routes.add_url_rule("/groups", view_func=desk.groups)
    routes.add_url_rule("/colleagues", view_func=desk.colleagues)
    return routes


class _ColleaguesDesk:
    def __init__(self, door: StaffDoor, read_groups: ReadGroups, rules: Rules) -> None:
        self._door = door
        self._read_groups = read_groups
        self._rules = rules

    @Operation(
        summary="The skill groups to which a session can be handed over.",
        answer=Groups,
        access=Access.STAFF,
        codes=_CODES,
    )
    async def groups(self) -> Response:
        own = (await self._door.expect_agent()).card.groups
        rows = (self._row(one, is_own=one.group in own) for one in self._read_groups())
        return answer_json(Groups(tuple(rows)))

    @Operation(
        summary="Who serves.",
        query=ColleaguesQuery,
        answer=ColleaguesPage,
        access=Access.STAFF,
        codes=_CODES,
    )
    async def colleagues(self) -> Response:
        skip = read_query(ColleaguesQuery).skip
        await self._door.expect_agent()
        accounts = self._door.accounts
        page = granted(await accounts.members(_SERVICE, _AT_WORK, skip, MAX_PAGE))
        rows = tuple(
            ColleagueRow(each.id, each.shown_name, each.email, each.staff_number)
            for each in page.members
            if serves(each)
        )
        behind = skip + len(page.members)
        return answer_json(ColleaguesPage(rows, behind if behind < page.total else 0))

    def _row(self, one: GroupFigure, *, is_own: bool) -> GroupRow:
        asked = tag_rule(self._rules.of(one.group).settings)
        return GroupRow(
            one.group,
            one.name,
            is_own,
            one.members,
            one.waiting,
            asked.allowed,
            asked.is_required,
        )
