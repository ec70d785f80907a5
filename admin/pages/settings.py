"""`/admin/settings`: the settings and texts of service rules (M3).

GET /admin/settings            the one table of settings, of a rule
GET /admin/settings/prompts    what is said, and when
"""

from __future__ import annotations

from dataclasses import dataclass

from quart import Blueprint, Response

from actors.accounts.permissions import Permission
from actors.rules.rulebook import ServiceRule
from actors.rules.setting_table import SETTINGS, written
from actors.rules.setting_values import MAX_SECONDS, Value
from admin.pages.frame import Frame, page
from admin.pages.nav import ROOT
from admin.pages.phrases.service import ServiceProblem, choice_name, unit_name
from admin.pages.phrases.settings import SettingsPhrase
from admin.pages.rule_view import (
    Options,
    PromptsView,
    RuleLink,
    RuleParts,
    RuleView,
    rule_of,
    rule_parts,
)
from admin.pages.setting_sections import GROUP_SETTINGS, SECTIONS, input_of
from admin.rules_office import RulesOffice
from admin.rules_view import SettingCard, prompt_cards, setting_cards
from runtime.http_app import read_query


@dataclass(frozen=True, slots=True)
class SettingsView(RuleView):
    """What the page of settings shows."""

    cards: tuple[SettingCard, ...]

    @property
    def sections(self) -> tuple[tuple[str, tuple[SettingCard, ...]], ...]:
        """Titles, and the settings below them."""
        known = {each.name: each for each in self.cards}
        return tuple(
            (self.words(title), tuple(known[name] for name in names))
            for title, names in SECTIONS.items()
            if self.is_default or title is not SettingsPhrase.DESK
        )

    def input_of(self, card: SettingCard) -> str:
        """How its value is asked for; see `Input`."""
        return input_of(card).value

    def choices(self, card: SettingCard) -> Options:
        """The values that it may have, and what they are called."""
        if card.name not in GROUP_SETTINGS:
            return tuple((x, choice_name(x, self.words)) for x in card.choices)
        every = [(each.group, each.name) for each in self.groups]
        return ("", self.words(SettingsPhrase.NO_OVERFLOW)), *every

    def written(self, value: Value) -> str:
        """As an input shows it."""
        return written(value)

    def told(self, card: SettingCard, value: Value) -> str:
        """A value in words, with its unit."""
        if isinstance(value, bool):
            return self.words(SettingsPhrase.ON if value else SettingsPhrase.OFF)
        text = dict(self.choices(card)).get(str(value)) or written(value)
        if not text:
            return self.words(SettingsPhrase.EMPTY)
        return f"{text} {self.unit(card)}".strip()

    def range_of(self, card: SettingCard) -> str:
        """What its value may be, in words; "" where all there is can be chosen."""
        bounds = SETTINGS[card.name].bounds
        if bounds is None or card.name in GROUP_SETTINGS:
            return ""
        if isinstance(card.value, str):
            return self.words(SettingsPhrase.UP_TO, most=f"{bounds.most:,.0f}")
        phrase = SettingsPhrase.ABOVE if bounds.is_above else SettingsPhrase.BETWEEN
        most = f"{bounds.most:,.15g} {self.unit(card)}".strip()
        if bounds.most == MAX_SECONDS:
            most = self.words(SettingsPhrase.LONGEST)
        return self.words(phrase, least=f"{bounds.least:g}", most=most)

    def unit(self, card: SettingCard) -> str:
        """Of its value."""
        return unit_name(card.unit, self.words)


def settings_pages(frame: Frame, rules: RulesOffice) -> Blueprint:
    """The routes.

    Args:
        frame: of all pages.
        rules: of the service.
    """
    desk = _Settings(frame, rules)
    routes = Blueprint("settings_pages", __name__, url_prefix=f"{ROOT}/settings")
    routes.add_url_rule("", view_func=desk.settings)
    routes.add_url_rule("/prompts", view_func=desk.prompts)
    return frame.opened(routes)


class _Settings:
    def __init__(self, frame: Frame, rules: RulesOffice) -> None:
        self._frame = frame
        self._rules = rules

    @page("The settings of a service rule.", Permission.READ_RULES, RuleLink)
    async def settings(self) -> Response:
        rule, rules = self._rule(), self._rules.rules
        cards = setting_cards(rules.base, rules.book, rule)
        view = SettingsView(*self._parts(rule), cards)
        return self._show("settings.html", view)

    @page("What a service rule says, and when.", Permission.READ_RULES, RuleLink)
    async def prompts(self) -> Response:
        rule = self._rule()
        cards = prompt_cards(rule, is_silent=self._rules.is_silent)
        return self._show("prompts.html", PromptsView(*self._parts(rule), cards))

    def _rule(self) -> ServiceRule:
        return rule_of(self._rules, read_query(RuleLink).rule)

    def _parts(self, rule: ServiceRule) -> RuleParts:
        return rule_parts(self._rules, rule, self._frame.words())

    def _show(self, template: str, view: RuleView) -> Response:
        return self._frame.render(template, view, SettingsPhrase, ServiceProblem)
