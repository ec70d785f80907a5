"""`/admin/settings/history`: who changed what of the rules, and how it was (M3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import msgspec
from quart import Blueprint, Response

from actors.accounts.accounts import Accounts
from actors.accounts.permissions import Permission
from actors.row_number import RowNumber
from actors.rules.history import Difference, FactKind
from actors.rules.prompts import PROMPTS, Moment
from actors.rules.setting_table import SETTINGS
from admin.api.rule_versions import USUAL_PAGE, VersionCard, version_card
from admin.pages.doers import Doers, doers
from admin.pages.frame import Frame, page
from admin.pages.nav import ROOT
from admin.pages.phrases.service import ServiceProblem, choice_name
from admin.pages.phrases.settings import SettingsPhrase
from admin.rules_office import RulesOffice
from gateway.console.phrases import CHINESE, Words
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


HAVE_DEFAULTS: Final = frozenset(
    {FactKind.SETTING, FactKind.PROMPT, FactKind.HOURS, FactKind.BINDING}
)
"""Of what is not set, something is in force all the same."""
_MOMENTS: Final = frozenset(each.value for each in Moment)


class HistoryLink(msgspec.Struct, frozen=True):
    """The query of the page: versions before one; 0 = the last."""

    before: RowNumber = 0


@dataclass(frozen=True, slots=True)
class HistoryView:
    """What the page shows.

    Attributes:
        words: of who opens it.
        versions: newest first.
        doers: those who made them.
    """

    words: Words
    versions: tuple[VersionCard, ...]
    doers: Doers

    @property
    def older(self) -> int:
        """The version before which the next page begins; 0: there is none."""
        is_last = len(self.versions) < USUAL_PAGE
        return 0 if is_last else self.versions[-1].version

    def about(self, one: Difference) -> str:
        """What a fact is about."""
        parts = (self.words(KINDS[one.kind]), one.owner, self._name(one))
        return " · ".join(part for part in parts if part)

    def _name(self, one: Difference) -> str:
        """Of the fact: what its page calls it, where it has a name there."""
        is_chinese = self.words.language == CHINESE
        if one.kind is FactKind.SETTING and one.name in SETTINGS:
            row = SETTINGS[one.name]
            return row.meaning_zh if is_chinese else row.meaning
        moment, _, language = one.name.partition(" ")
        if one.kind is FactKind.PROMPT and moment in _MOMENTS:
            said = PROMPTS[Moment(moment)]
            meaning = said.meaning_zh if is_chinese else said.meaning
            return f"{meaning} ({language})"
        return one.name

    def told(self, value: str | None, kind: FactKind) -> str:
        """A value in words."""
        if value is None:
            has_default = kind in HAVE_DEFAULTS
            return self.words(
                SettingsPhrase.NOT_SET if has_default else SettingsPhrase.NOT_THERE
            )
        if value.startswith("["):
            return _listed(value) or self.words(SettingsPhrase.EMPTY)
        return choice_name(value, self.words) or self.words(SettingsPhrase.EMPTY)


def _listed(value: str) -> str:
    """A list as people write it; what is none stays."""
    try:
        return " / ".join(msgspec.json.decode(value, type=list[str]))
    except msgspec.DecodeError:
        return value


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
        words = frame.words()
        versions = tuple(map(version_card, found))
        view = HistoryView(words, versions, await doers(accounts, words))
        return frame.render("rule_history.html", view, SettingsPhrase, ServiceProblem)

    routes.add_url_rule("/history", view_func=history)
    return frame.opened(routes)
