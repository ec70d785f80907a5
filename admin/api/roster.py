"""HTTP for adding many members by a table (M1): `POST /api/v1/members/roster`.

The table is looked at row by row first, which changes nothing; then its members are
added, and each is invited.
"""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Final

import msgspec
from msgspec import Meta
from quart import Blueprint, Response

from actors.accounts.accounts import Accounts, FirstPassword
from actors.accounts.members import MemberCard, login_key
from actors.accounts.permissions import Permission
from actors.accounts.refusal import AccountRefused
from actors.accounts.roster import (
    REFUSED,
    TAKEN,
    UNKNOWN_GROUP,
    Roster,
    RosterFault,
    RosterRow,
    read_roster,
)
from admin.api.contract import PREFIX, changing
from admin.api.door import ApiDoor, caller, operation
from admin.api.groups import all_members
from admin.api.inviting import Inviting
from admin.groups_view import group_cards
from admin.rules_office import RulesOffice
from runtime.http_app import answer_json, read_json

MAX_ROWS: Final = 200
"""Each has a password hashed, and a letter written: some twenty seconds for all. Longer
tables are the command's, which waits as long as it takes."""
MAX_TABLE_CHARS: Final = 60_000
"""A request has room for so many Latin ones: 300 to a row."""


class RowState(Enum):
    """What is to become, or became, of a row."""

    NEW = "new"
    ADDED = "added"
    WRONG = "wrong"


class RosterBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table as CSV: see `triodesk members import`.

    `is_preview`: it is only looked at.
    """

    csv: Annotated[str, Meta(max_length=MAX_TABLE_CHARS)]
    is_preview: bool = True


class RowSeen(msgspec.Struct, frozen=True):
    """A row of the table; `line` counts from the heading.

    Attributes:
        text: what is wrong with it.
        fault: the same as a code, see `RosterFault`; "" = nothing.
        about: the value that is wrong.
    """

    line: int
    email: str
    name: str
    role: str
    state: RowState
    text: str = ""
    fault: str = ""
    about: str = ""


class RosterSheet(msgspec.Struct, frozen=True):
    """All rows in order, and how many members were added."""

    rows: tuple[RowSeen, ...]
    wrong: int
    added: int


def roster_api(
    door: ApiDoor, accounts: Accounts, inviting: Inviting, rules: RulesOffice
) -> Blueprint:
    """The route.

    Args:
        door: lets those in who may.
        accounts: of the service.
        inviting: tells who is new how he comes in.
        rules: know the skill groups.
    """
    desk = _Rosters(accounts, inviting, rules)
    routes = Blueprint("roster", __name__, url_prefix=f"{PREFIX}/members")
    routes.add_url_rule("/roster", view_func=desk.bring, methods=["POST"])
    return door.opened(routes)


class _Rosters:
    def __init__(
        self, accounts: Accounts, inviting: Inviting, rules: RulesOffice
    ) -> None:
        self._accounts = accounts
        self._inviting = inviting
        self._rules = rules

    @changing(
        "Look at a table of members row by row, or add them; a wrong row adds nobody.",
        Permission.EDIT_MEMBERS,
        body=RosterBody,
        answer=RosterSheet,
    )
    async def bring(self) -> Response:
        body = await read_json(RosterBody)
        roster = read_roster(body.csv.encode())
        known = await all_members(self._accounts, caller())
        rules = self._rules
        cards = group_cards(rules.groups(), rules.rules)
        groups = frozenset(each.group for each in cards if not each.heir)
        name = operation()
        if not body.is_preview:
            known = await self._others(roster, known, name)
        sheet = looked_at(roster, known, groups)
        if body.is_preview or sheet.wrong:
            return answer_json(sheet)
        added = [await self._add(row, f"{name}/{row.line}") for row in roster.rows]
        return answer_json(_sheet(added))

    async def _others(
        self, roster: Roster, known: tuple[MemberCard, ...], name: str
    ) -> tuple[MemberCard, ...]:
        """All but those whom the same act has added, when its answer was lost."""
        logins = {login_key(each.email) for each in known}
        own: set[str] = set()
        for row in roster.rows[:MAX_ROWS]:
            if login_key(row.draft.email) not in logins:
                continue
            # Whoever is there is refused, and who was added by this is told again.
            answer = await self._accounts.add_member(
                caller(), f"{name}/{row.line}", row.draft
            )
            if isinstance(answer, FirstPassword):
                own.add(answer.member.id)
        return tuple(each for each in known if each.id not in own)

    async def _add(self, row: RosterRow, name: str) -> RowSeen:
        answer = await self._accounts.add_member(caller(), name, row.draft)
        if isinstance(answer, AccountRefused):
            return _seen(row, RosterFault(row.line, answer.text, REFUSED))
        await self._inviting.told(answer, name)
        return msgspec.structs.replace(_seen(row), state=RowState.ADDED)


def looked_at(
    roster: Roster, known: tuple[MemberCard, ...], groups: frozenset[str]
) -> RosterSheet:
    """What would become of a table.

    Args:
        roster: as it was read.
        known: members there are.
        groups: ids of the skill groups there are.
    """
    logins = {login_key(x) for each in known for x in (each.email, each.staff_number)}
    rows = [_seen(row, _fault(row, logins, groups)) for row in roster.rows]
    faults = roster.faults
    if len(roster.rows) > MAX_ROWS:
        text = f"expected at most {MAX_ROWS} members, got {len(roster.rows)}"
        faults = (*faults, RosterFault(0, f"{text}: use `triodesk members import`"))
    rows += [
        RowSeen(
            each.line, "", "", "", RowState.WRONG, each.text, each.fault, each.about
        )
        for each in faults
    ]
    return _sheet(sorted(rows, key=lambda row: row.line))


def _fault(
    row: RosterRow, logins: set[str], groups: frozenset[str]
) -> RosterFault | None:
    """What is wrong with a row that can be read."""
    draft = row.draft
    for login in filter(None, (draft.email, draft.staff_number)):
        if login_key(login) in logins:
            text = f"{login} is a member's already"
            return RosterFault(row.line, text, TAKEN, login)
    for unknown in (each for each in draft.groups if each not in groups):
        text = f"there is no skill group {unknown!r}"
        return RosterFault(row.line, text, UNKNOWN_GROUP, unknown)
    return None


def _seen(row: RosterRow, fault: RosterFault | None = None) -> RowSeen:
    draft = row.draft
    told = row.line, draft.email, draft.name, draft.role.value
    if fault is None:
        return RowSeen(*told, RowState.NEW)
    return RowSeen(*told, RowState.WRONG, fault.text, fault.fault, fault.about)


def _sheet(rows: list[RowSeen]) -> RosterSheet:
    states = [row.state for row in rows]
    counts = states.count(RowState.WRONG), states.count(RowState.ADDED)
    return RosterSheet(tuple(rows), *counts)
