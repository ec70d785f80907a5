"""HTTP for administering service rules (M3): the routes below `/api/v1/rules`.

GET    /rules                                  all of them, and which groups go by them
POST   /rules                                  adds one
PUT    /rules/RULE                             names it anew
DELETE /rules/RULE
GET    /rules/RULE/settings                    as they are in force
PUT    /rules/RULE/settings/NAME
DELETE /rules/RULE/settings/NAME               puts it back
GET    /rules/RULE/prompts                     what is said, and when
PUT    /rules/RULE/prompts/MOMENT/LANGUAGE
DELETE /rules/RULE/prompts/MOMENT/LANGUAGE     puts it back

Working hours are in `admin.api.hours`. The settings of the whole desk are set over any
rule; they are everybody's.
"""

from __future__ import annotations

from typing import Annotated, Final

import msgspec
from msgspec import Meta
from quart import Blueprint, Response

from actors.accounts.permissions import Permission
from actors.rules.changes import MAX_ID_CHARS, MAX_NAME_CHARS
from actors.rules.messages import (
    DropRule,
    PutRule,
    ResetPrompt,
    ResetSetting,
    SetPrompt,
    SetSetting,
)
from actors.rules.rulebook import ServiceRule
from actors.rules.setting_values import Value
from actors.rules.settings import OF_THE_DESK
from admin.api.contract import PREFIX, changing, looking
from admin.api.door import ApiDoor, operation
from admin.api.rule_acts import Added, Altered, Expected, RuleActs
from admin.free_id import made_id
from admin.rules_office import RulesOffice
from admin.rules_problems import NOT_FOUND, RULE_CODES
from admin.rules_view import PromptCard, SettingCard, prompt_cards, setting_cards
from runtime.http_app import answer_json, read_json

_CODES: Final = (NOT_FOUND, *RULE_CODES)


class RuleCard(msgspec.Struct, frozen=True):
    """A service rule.

    Attributes:
        rule: its id.
        groups: that are bound to it; all others go by the default rule.
        settings, prompts: how many it changes.
    """

    rule: str
    name: str
    groups: tuple[str, ...]
    settings: int
    prompts: int


class RulesSheet(msgspec.Struct, frozen=True):
    """All service rules, the default one first."""

    version: int
    rules: tuple[RuleCard, ...]


RuleName = Annotated[str, Meta(min_length=1, max_length=MAX_NAME_CHARS)]


class RuleDraft(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of `POST rules`; `like`: it begins as that rule is; without an id one is made."""

    name: RuleName
    like: str = ""
    id: Annotated[str, Meta(max_length=MAX_ID_CHARS)] = ""


class RuleNaming(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of `PUT rules/RULE`."""

    name: RuleName


class SettingsSheet(msgspec.Struct, frozen=True):
    """All settings of a rule and of the desk, as they are in force."""

    version: int
    settings: tuple[SettingCard, ...]


class SettingValue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of `PUT settings/NAME`; words for numbers are understood."""

    value: Value


class PromptsSheet(msgspec.Struct, frozen=True):
    """All prompts of a rule, as they are in force."""

    version: int
    prompts: tuple[PromptCard, ...]


class PromptWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of `PUT prompts/…`; "" says nothing."""

    text: str


def rules_api(door: ApiDoor, rules: RulesOffice) -> Blueprint:
    """The routes.

    Args:
        door: lets those in who may.
        rules: of the service.
    """
    desk = _Rules(rules)
    routes = Blueprint("rules", __name__, url_prefix=f"{PREFIX}/rules")
    routes.add_url_rule("", view_func=desk.listed)
    one = "/<rule>"
    routes.add_url_rule("", view_func=desk.add, methods=["POST"])
    routes.add_url_rule(one, view_func=desk.rename, methods=["PUT"])
    routes.add_url_rule(one, view_func=desk.drop, methods=["DELETE"])
    settings, prompts = f"{one}/settings", f"{one}/prompts"
    routes.add_url_rule(settings, view_func=desk.settings)
    routes.add_url_rule(f"{settings}/<name>", view_func=desk.set, methods=["PUT"])
    routes.add_url_rule(f"{settings}/<name>", view_func=desk.reset, methods=["DELETE"])
    routes.add_url_rule(prompts, view_func=desk.prompts)
    said = f"{prompts}/<moment>/<language>"
    routes.add_url_rule(said, view_func=desk.say, methods=["PUT"])
    routes.add_url_rule(said, view_func=desk.unsay, methods=["DELETE"])
    return door.opened(routes)


def rule_cards(rules: RulesOffice) -> tuple[RuleCard, ...]:
    """All service rules."""
    book = rules.rules.book
    return tuple(
        RuleCard(
            each.id,
            each.name,
            tuple(one.group for one in book.bindings if one.rule == each.id),
            len(each.settings),
            len(each.prompts),
        )
        for each in book.rules
    )


class _Rules(RuleActs):
    @looking(
        "All service rules, and which groups go by them.",
        Permission.READ_RULES,
        answer=RulesSheet,
    )
    async def listed(self) -> Response:
        return answer_json(RulesSheet(self._version, rule_cards(self.office)))

    @changing(
        "Add a service rule.",
        Permission.EDIT_RULES,
        query=Expected,
        body=RuleDraft,
        answer=Added,
        codes=_CODES,
    )
    async def add(self) -> Response:
        draft = await read_json(RuleDraft)
        rule = draft.id or made_id(draft.name, "rule", operation())
        return await self.put_new(PutRule(rule, draft.name, draft.like), rule)

    @changing(
        "Name a service rule anew.",
        Permission.EDIT_RULES,
        query=Expected,
        body=RuleNaming,
        answer=Altered,
        codes=_CODES,
    )
    async def rename(self, rule: str) -> Response:
        name = (await read_json(RuleNaming)).name
        return await self.alter(PutRule(self.rule(rule).id, name))

    @changing(
        "Delete a service rule by which no group goes.",
        Permission.EDIT_RULES,
        query=Expected,
        answer=Altered,
        codes=_CODES,
    )
    async def drop(self, rule: str) -> Response:
        self.rule(rule)
        return await self.alter(DropRule(rule))

    @looking(
        "All settings of a rule, and of the desk, as they are in force.",
        Permission.READ_RULES,
        answer=SettingsSheet,
        codes=(NOT_FOUND,),
    )
    async def settings(self, rule: str) -> Response:
        known, rules = self.rule(rule), self.office.rules
        cards = setting_cards(rules.base, rules.book, known)
        return answer_json(SettingsSheet(self._version, cards))

    @changing(
        "Change a setting, at once for everybody.",
        Permission.EDIT_RULES,
        query=Expected,
        body=SettingValue,
        answer=Altered,
        codes=_CODES,
    )
    async def set(self, rule: str, name: str) -> Response:
        value = (await read_json(SettingValue)).value
        return await self.alter(SetSetting(_owner(self.rule(rule), name), name, value))

    @changing(
        "A setting is as configured again.",
        Permission.EDIT_RULES,
        query=Expected,
        answer=Altered,
        codes=_CODES,
    )
    async def reset(self, rule: str, name: str) -> Response:
        return await self.alter(ResetSetting(_owner(self.rule(rule), name), name))

    @looking(
        "What a rule's groups say, and when.",
        Permission.READ_RULES,
        answer=PromptsSheet,
        codes=(NOT_FOUND,),
    )
    async def prompts(self, rule: str) -> Response:
        cards = prompt_cards(self.rule(rule), is_silent=self.office.is_silent)
        return answer_json(PromptsSheet(self._version, cards))

    @changing(
        "Change what is said at a moment.",
        Permission.EDIT_RULES,
        query=Expected,
        body=PromptWords,
        answer=Altered,
        codes=_CODES,
    )
    async def say(self, rule: str, moment: str, language: str) -> Response:
        text = (await read_json(PromptWords)).text
        known = self.rule(rule).id
        return await self.alter(SetPrompt(known, moment, language, text))

    @changing(
        "What is said at a moment is the usual text again.",
        Permission.EDIT_RULES,
        query=Expected,
        answer=Altered,
        codes=_CODES,
    )
    async def unsay(self, rule: str, moment: str, language: str) -> Response:
        return await self.alter(ResetPrompt(self.rule(rule).id, moment, language))

    @property
    def _version(self) -> int:
        return self.office.rules.book.version


def _owner(rule: ServiceRule, name: str) -> str:
    """The desk's settings are the desk's, whatever rule is named."""
    return "" if name in OF_THE_DESK else rule.id
