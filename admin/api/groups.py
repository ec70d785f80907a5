"""HTTP for administering skill groups (M2): the routes below `/api/v1/groups`.

GET    /groups                all of them, and who waits
POST   /groups                adds one
PATCH  /groups/ID             another name, rule, strategy or reception
PUT    /groups/ID/members     who serves in it
POST   /groups/ID/deletion    deletes it; who waits there goes on to another
"""

from __future__ import annotations

from typing import Annotated, Final

import msgspec
from msgspec import Meta
from quart import Blueprint, Response

from actors.accounts.accounts import Accounts
from actors.accounts.actor import MAX_PAGE
from actors.accounts.core import MemberFilter
from actors.accounts.members import MAX_MEMBERS, MemberCard, MemberEdit
from actors.accounts.messages import MAX_OPERATION_CHARS, Caller, EditMember
from actors.accounts.permissions import Permission
from actors.accounts.refusal import AccountRule
from actors.ids import GroupId
from actors.refusal import Refused, Rule
from actors.rules.messages import DropGroup, PutGroup
from admin.account_problems import granted
from admin.api.contract import PREFIX, changing, looking
from admin.api.door import ApiDoor, caller, no_content, operation
from admin.api.rule_acts import Added, Altered, Expected, RuleActs
from admin.free_id import made_id
from admin.groups_view import (
    GroupCard,
    GroupEdit,
    GroupName,
    group_cards,
    group_changes,
    memberships,
)
from admin.rules_office import RulesOffice
from admin.rules_problems import NOT_FOUND, RULE_CODES, found, ruled
from runtime.http_app import answer_json, read_json

_CODES: Final = (NOT_FOUND, *RULE_CODES)


class GroupsSheet(msgspec.Struct, frozen=True):
    """All groups, by id, at a version of the rules."""

    version: int
    groups: tuple[GroupCard, ...]


class GroupDraft(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of `POST groups`; without an id one is made of the name."""

    name: GroupName
    id: Annotated[str, Meta(max_length=64)] = ""


class Heir(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of `POST deletion`: to whom go who waits, and who is led there later."""

    to: Annotated[str, Meta(min_length=1, max_length=64)]


class GroupMembers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of `PUT members`: ids of all who are to serve there."""

    members: Annotated[tuple[str, ...], Meta(max_length=MAX_MEMBERS)]


def groups_api(door: ApiDoor, rules: RulesOffice, accounts: Accounts) -> Blueprint:
    """The routes.

    Args:
        door: lets those in who may.
        rules: of the service.
        accounts: likewise.
    """
    desk = _Groups(rules, accounts)
    routes = Blueprint("groups", __name__, url_prefix=f"{PREFIX}/groups")
    routes.add_url_rule("", view_func=desk.listed)
    routes.add_url_rule("", view_func=desk.add, methods=["POST"])
    one = "/<group>"
    routes.add_url_rule(one, view_func=desk.edit, methods=["PATCH"])
    routes.add_url_rule(f"{one}/members", view_func=desk.staff, methods=["PUT"])
    routes.add_url_rule(f"{one}/deletion", view_func=desk.delete, methods=["POST"])
    return door.opened(routes)


async def all_members(accounts: Accounts, by: Caller) -> tuple[MemberCard, ...]:
    """All whom somebody may see.

    Raises:
        HttpRefused: he may see none.
    """
    cards: list[MemberCard] = []
    while True:
        wanted = accounts.members(by, MemberFilter(), len(cards), MAX_PAGE)
        page = granted(await wanted)
        cards += page.members
        if not page.members or len(cards) >= page.total:
            return tuple(cards)


class _Groups(RuleActs):
    def __init__(self, rules: RulesOffice, accounts: Accounts) -> None:
        super().__init__(rules)
        self._accounts = accounts

    @looking(
        "All skill groups, who waits there, and how they assign.",
        Permission.READ_RULES,
        answer=GroupsSheet,
    )
    async def listed(self) -> Response:
        version = self.office.rules.book.version
        return answer_json(GroupsSheet(version, self._cards()))

    @changing(
        "Add a skill group.",
        Permission.EDIT_RULES,
        query=Expected,
        body=GroupDraft,
        answer=Added,
        codes=_CODES,
    )
    async def add(self) -> Response:
        draft = await read_json(GroupDraft)
        group = draft.id or made_id(draft.name, "group", operation())
        own = {each.group for each in self.office.rules.book.groups}
        if group in {each.group for each in self._cards()} - own:
            text = f"expected an id that is free, got {group!r}"
            ruled(Refused(Rule.ID_CONFLICT, text))
        return await self.put_new(PutGroup(group, draft.name), group)

    @changing(
        "Change a group's name, rule, strategy or reception; what is not given stays.",
        Permission.EDIT_RULES,
        query=Expected,
        body=GroupEdit,
        answer=Altered,
        codes=_CODES,
    )
    async def edit(self, group: str) -> Response:
        edit = await read_json(GroupEdit)
        card = self._card(group)
        book = self.office.rules.book
        return await self.alter(*group_changes(book, group, card.name, edit))

    @changing(
        "Say who serves in a group: just those.",
        Permission.EDIT_MEMBERS,
        body=GroupMembers,
        codes=(*_CODES, *(rule.value for rule in AccountRule)),
    )
    async def staff(self, group: str) -> Response:
        wanted = frozenset((await read_json(GroupMembers)).members)
        self._card(group)
        named = operation()
        every = await all_members(self._accounts, caller())
        for unknown in sorted(wanted - {each.id for each in every}):
            found(None, f"member {unknown!r}")
        for member, groups in memberships(every, GroupId(group), wanted):
            act = EditMember(member, MemberEdit(groups=groups))
            own = f"{member} {named}"[:MAX_OPERATION_CHARS]
            granted(await self._accounts.administer(caller(), own, act))
        return no_content()

    @changing(
        "Delete a group: who waits there, and is led there later, goes on.",
        Permission.EDIT_RULES,
        query=Expected,
        body=Heir,
        answer=Altered,
        codes=_CODES,
    )
    async def delete(self, group: str) -> Response:
        heir = (await read_json(Heir)).to
        self._card(group)
        return await self.alter(DropGroup(group, heir))

    def _cards(self) -> tuple[GroupCard, ...]:
        return group_cards(self.office.groups(), self.office.rules)

    def _card(self, group: str) -> GroupCard:
        known = {each.group: each for each in self._cards() if not each.heir}
        return found(known.get(group), f"group {group!r}")
