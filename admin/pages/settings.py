"""`/admin/settings`: the settings and texts of service rules (M3).

GET /admin/settings            the one table of settings, of a rule
GET /admin/settings/prompts    what is said, and when
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import msgspec
from quart import Blueprint, Response

from actors.accounts.permissions import Permission
from actors.language import CHINESE as TEXT_CHINESE
from actors.records.bounds import Sought
from actors.rules.prompts import MAX_PROMPT_CHARS
from actors.rules.rulebook import DEFAULT_RULE, ServiceRule
from actors.rules.setting_table import written
from actors.rules.setting_values import Value
from admin.groups_view import GroupCard, group_cards
from admin.pages.frame import Frame, page
from admin.pages.nav import ROOT
from admin.pages.phrases.service import (
    ServiceProblem,
    choice_name,
    rule_name,
    unit_name,
)
from admin.pages.phrases.settings import SettingsPhrase
from admin.pages.setting_sections import GROUP_SETTINGS, SECTIONS, input_of
from admin.rules_office import RulesOffice
from admin.rules_problems import found
from admin.rules_view import PromptCard, SettingCard, prompt_cards, setting_cards
from gateway.console.phrases import CHINESE, Words
from runtime.http_app import read_query

Options = tuple[tuple[str, str], ...]
SAMPLES: Final = {
    "GroupName": SettingsPhrase.SAMPLE_GROUP,
    "StaffName": SettingsPhrase.SAMPLE_AGENT,
    "EstimatedWait": SettingsPhrase.SAMPLE_WAIT,
}
"""What stands for variables in previews; the others are numbers."""
SAMPLE_NUMBER: Final = "3"


class RuleLink(msgspec.Struct, frozen=True):
    """The query of the pages: which rule."""

    rule: Sought = DEFAULT_RULE


@dataclass(frozen=True, slots=True)
class RuleView:
    """What pages of one rule show.

    Attributes:
        words: of who opens it.
        rule: that is looked at.
        rules: all of them.
        version: of the rules.
        groups: that are alive.
    """

    words: Words
    rule: ServiceRule
    rules: tuple[ServiceRule, ...]
    version: int
    groups: tuple[GroupCard, ...]

    @property
    def is_default(self) -> bool:
        """True of the rule that always is there."""
        return self.rule.id == DEFAULT_RULE

    @property
    def name(self) -> str:
        """Of the rule."""
        return self.name_of(self.rule)

    def name_of(self, rule: ServiceRule) -> str:
        """What a rule is called."""
        return rule_name(rule.id, rule.name, self.words)

    @property
    def options(self) -> Options:
        """Ids and names of all rules."""
        return tuple((each.id, self.name_of(each)) for each in self.rules)

    @property
    def touched(self) -> tuple[GroupCard, ...]:
        """The groups that go by the rule."""
        return tuple(each for each in self.groups if each.rule == self.rule.id)

    @property
    def waiting(self) -> int:
        """How many wait there."""
        return sum(each.waiting for each in self.touched)

    def meaning(self, card: SettingCard | PromptCard) -> str:
        """In the reader's language."""
        is_chinese = self.words.language == CHINESE
        return card.meaning_zh if is_chinese else card.meaning


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

    def unit(self, card: SettingCard) -> str:
        """Of its value."""
        return unit_name(card.unit, self.words)


@dataclass(frozen=True, slots=True)
class PromptsView(RuleView):
    """What the page of texts shows."""

    cards: tuple[PromptCard, ...]
    max_chars: int = MAX_PROMPT_CHARS

    @property
    def moments(self) -> tuple[tuple[PromptCard, ...], ...]:
        """The texts of each moment, one per language."""
        by_moment: dict[str, list[PromptCard]] = {}
        for card in self.cards:
            by_moment.setdefault(card.moment.value, []).append(card)
        return tuple(map(tuple, by_moment.values()))

    def language_of(self, card: PromptCard) -> str:
        """What its language is called."""
        is_chinese = card.language == TEXT_CHINESE
        name = SettingsPhrase.CHINESE if is_chinese else SettingsPhrase.ENGLISH
        return self.words(name)

    @property
    def samples(self) -> dict[str, dict[str, str]]:
        """What stands for variables in previews, by language and name."""
        names = {name for card in self.cards for name in card.variables}
        return {
            language: {name: _sample(name, words) for name in sorted(names)}
            for language, words in (("zh", Words(CHINESE)), ("en", Words("en")))
        }


def _sample(name: str, words: Words) -> str:
    phrase = SAMPLES.get(name)
    return SAMPLE_NUMBER if phrase is None else words(phrase)


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
        view = SettingsView(*self._common(rule), cards)
        return self._show("settings.html", view)

    @page("What a service rule says, and when.", Permission.READ_RULES, RuleLink)
    async def prompts(self) -> Response:
        rule = self._rule()
        cards = prompt_cards(rule, is_silent=self._rules.is_silent)
        return self._show("prompts.html", PromptsView(*self._common(rule), cards))

    def _rule(self) -> ServiceRule:
        wanted = read_query(RuleLink).rule
        return found(self._rules.rules.book.rule(wanted), f"service rule {wanted!r}")

    def _common(
        self, rule: ServiceRule
    ) -> tuple[Words, ServiceRule, tuple[ServiceRule, ...], int, tuple[GroupCard, ...]]:
        book = self._rules.rules.book
        return self._frame.words(), rule, book.rules, book.version, alive(self._rules)

    def _show(self, template: str, view: RuleView) -> Response:
        return self._frame.render(template, view, SettingsPhrase, ServiceProblem)


def alive(rules: RulesOffice) -> tuple[GroupCard, ...]:
    """All groups that are not deleted."""
    cards: Iterable[GroupCard] = group_cards(rules.groups(), rules.rules)
    return tuple(each for each in cards if not each.heir)
