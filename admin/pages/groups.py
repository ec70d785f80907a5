"""`/admin/groups`: skill groups, who waits there and who serves (M2)."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from quart import Blueprint, Response

from actors.accounts.accounts import Accounts
from actors.accounts.members import MemberCard
from actors.accounts.permissions import Permission, is_allowed
from actors.assignment.routing import Reception, Strategy
from actors.channels.core import Channel
from actors.records.bounds import Sought
from actors.rules.rulebook import Rulebook
from admin.api.groups import all_members
from admin.groups_view import GroupCard, group_cards
from admin.pages.frame import Frame, caller, page, principal
from admin.pages.nav import ROOT
from admin.pages.phrases.groups import GroupsPhrase
from admin.pages.phrases.service import ServiceProblem, choice_name, rule_name
from admin.rules_office import RulesOffice
from gateway.console.phrases import Words
from runtime.http_app import read_query

Options = tuple[tuple[str, str], ...]


class GroupsLink(msgspec.Struct, frozen=True):
    """The query of the page: which groups."""

    text: Sought = ""


@dataclass(frozen=True, slots=True)
class GroupsView:
    """What the page shows.

    Attributes:
        words: of who opens it.
        every: all groups, also deleted ones.
        members: whom he may see.
        channels: the ways in.
        book: the rules.
    """

    words: Words
    query: GroupsLink
    every: tuple[GroupCard, ...]
    members: tuple[MemberCard, ...]
    channels: tuple[Channel, ...]
    book: Rulebook

    @property
    def alive(self) -> tuple[GroupCard, ...]:
        """Those that are not deleted."""
        return tuple(each for each in self.every if not each.heir)

    @property
    def shown(self) -> tuple[GroupCard, ...]:
        """Those of them that are looked for."""
        sought = self.query.text.casefold()
        return tuple(
            x for x in self.alive if sought in f"{x.name} {x.group}".casefold()
        )

    @property
    def deleted(self) -> tuple[GroupCard, ...]:
        """Those that are."""
        return tuple(each for each in self.every if each.heir)

    @property
    def rules(self) -> Options:
        """Ids and names of all service rules."""
        return tuple((each.id, self.rule_of(each.id)) for each in self.book.rules)

    @property
    def strategies(self) -> Options:
        """Values and names."""
        return tuple((x.value, self.choice(x.value)) for x in Strategy)

    @property
    def receptions(self) -> Options:
        """Values and names."""
        return tuple((x.value, self.choice(x.value)) for x in Reception)

    def choice(self, value: str) -> str:
        """What a strategy or reception is called."""
        return choice_name(value, self.words)

    def rule_of(self, rule: str) -> str:
        """What a service rule is called."""
        known = self.book.rule(rule)
        return rule_name(rule, known.name if known else "", self.words)

    def channels_of(self, group: GroupCard) -> str:
        """What the channels are called that lead there."""
        names = {each.id: each.public_name for each in self.channels}
        return ", ".join(names[each] for each in group.channels)

    def heirs(self, group: GroupCard) -> Options:
        """Who can take a group's visitors."""
        others = (each for each in self.alive if each.group != group.group)
        return tuple((each.group, each.name) for each in others)

    def members_of(self, group: GroupCard) -> tuple[MemberCard, ...]:
        """Who serves there, of whom one may see."""
        return tuple(each for each in self.members if group.group in each.groups)

    @property
    def people(self) -> Options:
        """Ids and names of all members."""
        return tuple((each.id, f"{each.name} · {each.email}") for each in self.members)


def groups_page(frame: Frame, rules: RulesOffice, accounts: Accounts) -> Blueprint:
    """The route.

    Args:
        frame: of all pages.
        rules: of the service.
        accounts: know who serves.
    """
    routes = Blueprint("groups_page", __name__, url_prefix=ROOT)

    @page("Skill groups: who waits, who serves.", Permission.READ_RULES, GroupsLink)
    async def groups() -> Response:
        query = read_query(GroupsLink)
        members: tuple[MemberCard, ...] = ()
        if is_allowed(principal(), Permission.READ_MEMBERS):
            members = await all_members(accounts, caller())
        cards = group_cards(rules.groups(), rules.rules)
        channels = tuple(rules.rules.channels)
        book = rules.rules.book
        view = GroupsView(frame.words(), query, cards, members, channels, book)
        return frame.render("groups.html", view, GroupsPhrase, ServiceProblem)

    routes.add_url_rule("/groups", view_func=groups)
    return frame.opened(routes)
