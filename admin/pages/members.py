"""`/admin/members`: who works here, and what he may (M1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final, Literal

import msgspec
import trio
from msgspec import Meta
from quart import Blueprint, Response

from actors.accounts.accounts import Accounts
from actors.accounts.core import MemberFilter, MemberPage
from actors.accounts.members import MAX_MEMBERS, MemberCard
from actors.accounts.permissions import Permission, Principal, Role, is_allowed
from actors.agent.limits import MAX_CAPACITY
from actors.records.bounds import Sought
from admin.account_problems import granted
from admin.pages.frame import Frame, caller, page, principal
from admin.pages.nav import ROOT
from admin.pages.pager import Pager, pager
from admin.pages.phrases.members import ROLES, MembersPhrase, MembersProblem
from admin.rules_office import RulesOffice
from gateway.console.phrases import Words
from runtime.http_app import read_query

PAGE: Final = 50
_ADMINS: Final = frozenset({Role.SUPER_ADMIN, Role.ADMIN})


class MembersLink(msgspec.Struct, frozen=True):
    """The query of the page: which members, and from which on."""

    text: Sought = ""
    role: Literal["", "super_admin", "admin", "supervisor", "agent"] = ""
    group: Sought = ""
    skip: Annotated[int, Meta(ge=0, le=MAX_MEMBERS)] = 0


@dataclass(frozen=True, slots=True)
class MembersView:
    """What the page shows.

    Attributes:
        who: opens it.
        words: of his language.
        groups: ids and names of all skill groups.
    """

    who: Principal
    words: Words
    query: MembersLink
    page: MemberPage
    pager: Pager
    groups: tuple[tuple[str, str], ...]
    max_capacity: int = MAX_CAPACITY

    @property
    def every_role(self) -> tuple[tuple[str, str], ...]:
        """Values and names."""
        return tuple((role.value, self.words(name)) for role, name in ROLES.items())

    @property
    def roles(self) -> tuple[tuple[str, str], ...]:
        """Those that somebody may be given here."""
        given = {Role.SUPERVISOR, Role.AGENT}
        if is_allowed(self.who, Permission.EDIT_ADMINS):
            given.add(Role.ADMIN)
        return tuple(
            (role.value, self.words(name))
            for role, name in reversed(ROLES.items())
            if role in given
        )

    def role_of(self, member: MemberCard) -> str:
        """What a member's role is called."""
        return self.words(ROLES[member.role])

    def groups_of(self, member: MemberCard) -> str:
        """What a member's skill groups are called."""
        names = dict(self.groups)
        return ", ".join(names.get(each, each) for each in member.groups)

    def is_editable(self, member: MemberCard) -> bool:
        """True if who looks may change that member's record."""
        is_admin = member.role in _ADMINS
        wanted = Permission.EDIT_ADMINS if is_admin else Permission.EDIT_MEMBERS
        is_fixed = member.role is Role.SUPER_ADMIN
        return self.is_own(member) or (not is_fixed and is_allowed(self.who, wanted))

    def is_own(self, member: MemberCard) -> bool:
        """True of his own record: of that he changes neither role nor access."""
        return member.id == self.who.who and is_allowed(
            self.who, Permission.EDIT_MEMBERS
        )


def members_page(frame: Frame, accounts: Accounts, rules: RulesOffice) -> Blueprint:
    """The route.

    Args:
        frame: of all pages.
        accounts: of the service.
        rules: know the skill groups.
    """
    routes = Blueprint("members_page", __name__, url_prefix=ROOT)

    @page("Who works here, and what he may.", Permission.READ_MEMBERS, MembersLink)
    async def members() -> Response:
        query = read_query(MembersLink)
        role = Role(query.role) if query.role else None
        wanted = MemberFilter(query.text, role, query.group)
        found = granted(await accounts.members(caller(), wanted, query.skip, PAGE))
        view = MembersView(
            principal(),
            frame.words(),
            query,
            found,
            pager(query, query.skip, len(found.members), found.total, PAGE),
            tuple((each.group, each.name) for each in rules.groups()),
        )
        return frame.render("members.html", view, MembersPhrase, MembersProblem)

    @page("Adds many by a table.", Permission.EDIT_MEMBERS)
    async def importing() -> Response:
        await trio.lowlevel.checkpoint()
        return frame.render("members_import.html", ROLES, MembersPhrase, MembersProblem)

    routes.add_url_rule("/members", view_func=members)
    routes.add_url_rule("/members/import", view_func=importing)
    return frame.opened(routes)
