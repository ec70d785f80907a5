"""`/admin/settings/history`: who changed what of the rules, and how it was (M3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import msgspec
from quart import Blueprint, Response

from actors.accounts.accounts import Accounts
from actors.accounts.permissions import OPERATOR, Permission, is_allowed
from actors.row_number import RowNumber
from actors.rules.history import Difference, FactKind
from admin.api.groups import all_members
from admin.api.rule_versions import USUAL_PAGE, VersionCard, version_card
from admin.pages.frame import Frame, caller, page, principal
from admin.pages.nav import ROOT
from admin.pages.phrases.service import ServiceProblem, choice_name
from admin.pages.phrases.settings import SettingsPhrase
from admin.rules_office import RulesOffice
from gateway.console.phrases import Words
from runtime.http_app import read_query

KINDS: Final[Mapping[FactKind, SettingsPhrase]] = {
    FactKind.SETTING: SettingsPhrase.SETTING,
    FactKind.PROMPT: SettingsPhrase.PROMPT_FACT,
    FactKind.HOURS: SettingsPhrase.HOURS_FACT,
    FactKind.RULE: SettingsPhrase.RULE_FACT,
    FactKind.BINDING: SettingsPhrase.BINDING_FACT,
    FactKind.CHANNEL: SettingsPhrase.CHANNEL_FACT,
    FactKind.GROUP: SettingsPhrase.GROUP_FACT,
    FactKind.INTENT: SettingsPhrase.INTENT_FACT,
}


class HistoryLink(msgspec.Struct, frozen=True):
    """The query of the page: versions before one; 0 = the last."""

    before: RowNumber = 0


@dataclass(frozen=True, slots=True)
class HistoryView:
    """What the page shows.

    Attributes:
        words: of who opens it.
        versions: newest first.
        names: of members, by their ids.
    """

    words: Words
    versions: tuple[VersionCard, ...]
    names: Mapping[str, str]

    @property
    def older(self) -> int:
        """The version before which the next page begins; 0: there is none."""
        is_last = len(self.versions) < USUAL_PAGE
        return 0 if is_last else self.versions[-1].version

    def who(self, by: str) -> str:
        """Who made a version."""
        if by == OPERATOR:
            return self.words(SettingsPhrase.OPERATOR)
        if by.startswith("key:"):
            return self.words(SettingsPhrase.PROGRAM)
        return self.names.get(by, by)

    def about(self, one: Difference) -> str:
        """What a fact is about."""
        parts = (self.words(KINDS[one.kind]), one.owner, one.name)
        return " · ".join(part for part in parts if part)

    def told(self, value: str | None) -> str:
        """A value in words."""
        if value is None:
            return self.words(SettingsPhrase.NOT_SET)
        return choice_name(value, self.words) or self.words(SettingsPhrase.EMPTY)


def history_page(frame: Frame, rules: RulesOffice, accounts: Accounts) -> Blueprint:
    """The route.

    Args:
        frame: of all pages.
        rules: of the service.
        accounts: know who made a version.
    """
    routes = Blueprint("rule_history", __name__, url_prefix=f"{ROOT}/settings")

    @page("Who changed what of the rules.", Permission.READ_RULES, HistoryLink)
    async def history() -> Response:
        before = read_query(HistoryLink).before
        found = await rules.history(before, USUAL_PAGE)
        names: dict[str, str] = {}
        if is_allowed(principal(), Permission.READ_MEMBERS):
            members = await all_members(accounts, caller())
            names = {each.id: each.name for each in members}
        view = HistoryView(frame.words(), tuple(map(version_card, found)), names)
        return frame.render("rule_history.html", view, SettingsPhrase, ServiceProblem)

    routes.add_url_rule("/history", view_func=history)
    return frame.opened(routes)
