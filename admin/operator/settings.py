"""`triodesk settings`: whoever owns the machine reads and changes the rules of service.

With `--json` each answer is one line of JSON, or one per row.
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

import msgspec

from actors.language import LANGUAGES
from actors.rules.messages import Change
from actors.rules.prompts import PROMPTS, PromptRow
from actors.rules.rulebook import DEFAULT_RULE, ServiceRule
from actors.rules.setting_table import SETTINGS, SettingRow, written
from actors.rules.setting_values import Value
from admin.change_words import change_words
from admin.operator.asking import connect, unexpected
from admin.operator.command import FAILED
from admin.operator.hours_file import hours_file
from admin.operator.rules_clerk import RulesClerk
from admin.operator.settings_frames import ReadVersions, RulesRead, VersionsRead
from admin.operator.settings_phrases import SOURCES, UNITS, SettingPhrase
from admin.rules_office import MAX_VERSIONS, RulesVersion
from admin.rules_view import (
    PromptCard,
    SettingCard,
    Source,
    prompt_cards,
    setting_cards,
)
from gateway.console.phrases import CHINESE, Words


class Look(Enum):
    """What can be looked at."""

    SETTINGS = "list"
    RULES = "rules"
    PROMPTS = "prompts"
    HISTORY = "history"
    HOURS = "hours"


class List(msgspec.Struct, frozen=True):
    """Looks at something, of a rule where it is a rule's."""

    look: Look
    rule: str = ""


class Alter(msgspec.Struct, frozen=True):
    """Changes something."""

    change: Change


Wish = List | Alter


class ShownSetting(msgspec.Struct, frozen=True):
    """A setting as it is in force, for programs."""

    name: str
    value: Value
    usual: Value
    unit: str
    range: str
    source: str
    meaning: str


class ShownPrompt(msgspec.Struct, frozen=True):
    """A prompt as it is in force, for programs."""

    moment: str
    language: str
    text: str
    source: str
    meaning: str


class ShownRule(msgspec.Struct, frozen=True):
    """A service rule, for programs; `groups` are those bound to it."""

    rule: str
    name: str
    groups: tuple[str, ...]
    settings: int
    prompts: int


class ShownVersion(msgspec.Struct, frozen=True):
    """A version of the rules, for programs."""

    version: int
    at_ms: int
    by: str
    changes: tuple[str, ...]


async def settings(path: Path, wish: Wish, language: str, *, as_json: bool) -> int:
    """Does one command on the service whose socket this is; returns the exit code.

    Raises:
        NoService: nobody answers there.
        Unavailable: it does not answer now.
        UsageError: the socket cannot be used.
    """
    async with connect(path) as line:
        return await _Clerk(line, Words(language), as_json=as_json).do(wish)


class _Clerk(RulesClerk):
    async def do(self, wish: Wish) -> int:
        if isinstance(wish, Alter):
            return await self.alter(wish.change)
        if wish.look is Look.HISTORY:
            return await self._history()
        read = await self.read()
        if wish.look is Look.RULES:
            return self._rules(read)
        rule = read.book.rule(wish.rule)
        if rule is None:
            self.complain(SettingPhrase.NO_RULE, rule=wish.rule)
            return FAILED
        if wish.look is Look.PROMPTS:
            return self._prompts(read, rule)
        if wish.look is Look.HOURS:
            return self._hours(rule)
        return self._settings(read, rule)

    # --- looks

    def _settings(self, read: RulesRead, rule: ServiceRule) -> int:
        cards = setting_cards(read.base, read.book, rule)
        rows = [self._setting(card) for card in cards]
        return self.show(
            (
                SettingPhrase.SETTING,
                SettingPhrase.VALUE,
                SettingPhrase.USUAL,
                SettingPhrase.RANGE,
                SettingPhrase.FROM,
            ),
            rows,
            [
                (
                    each.name,
                    self._measured(each.value, each.unit),
                    self._measured(each.usual, each.unit),
                    each.range,
                    each.source,
                )
                for each in rows
            ],
            [self._meaning(SETTINGS[each.name]) for each in rows],
        )

    def _measured(self, value: Value, unit: str) -> str:
        told = written(value)
        phrase = UNITS.get(unit)
        if phrase is not None:
            return self._words(phrase, value=told)
        return told or self._words(SettingPhrase.EMPTY)

    def _meaning(self, row: SettingRow | PromptRow) -> str:
        is_chinese = self._words.language == CHINESE
        return row.meaning_zh if is_chinese else row.meaning

    def _setting(self, card: SettingCard) -> ShownSetting:
        told = self._source(card.source)
        return ShownSetting(
            card.name, card.value, card.usual, card.unit, card.range, told, card.meaning
        )

    def _source(self, source: Source) -> str:
        phrase = SOURCES[source]
        return phrase.value[1] if self._as_json else self._words(phrase)

    def _prompts(self, read: RulesRead, rule: ServiceRule) -> int:
        cards = prompt_cards(rule, is_silent=read.is_silent)
        rows = [self._prompt(card) for card in cards]
        return self.show(
            (
                SettingPhrase.MOMENT,
                SettingPhrase.LANGUAGE,
                SettingPhrase.FROM,
                SettingPhrase.TEXT,
            ),
            rows,
            [
                (
                    each.moment,
                    each.language,
                    each.source,
                    each.text or self._words(SettingPhrase.SILENT),
                )
                for each in rows
            ],
            [
                self._meaning(row) if language == LANGUAGES[-1] else ""
                for row in PROMPTS.values()
                for language in LANGUAGES
            ],
        )

    def _prompt(self, card: PromptCard) -> ShownPrompt:
        moment, told = card.moment.value, self._source(card.source)
        return ShownPrompt(moment, card.language, card.text, told, card.meaning)

    def _rules(self, read: RulesRead) -> int:
        rows: list[ShownRule] = []
        for rule in read.book.rules:
            groups = [one.group for one in read.book.bindings if one.rule == rule.id]
            changed = len(rule.settings), len(rule.prompts)
            rows.append(ShownRule(rule.id, rule.name, tuple(groups), *changed))
        return self.show(
            (
                SettingPhrase.RULE,
                SettingPhrase.NAME,
                SettingPhrase.GROUPS,
                SettingPhrase.CHANGES,
            ),
            rows,
            [(each.rule, each.name, self._bound(each), _count(each)) for each in rows],
        )

    def _hours(self, rule: ServiceRule) -> int:
        """For people as the file that `settings hours FILE` reads."""
        is_json = self._as_json
        as_json = msgspec.json.encode(rule.hours).decode()
        print(as_json if is_json else hours_file(rule.hours))  # noqa: T201
        return 0

    def _bound(self, rule: ShownRule) -> str:
        if rule.rule == DEFAULT_RULE:
            return self._words(SettingPhrase.ALL_OTHERS)
        return " ".join(rule.groups)

    async def _history(self) -> int:
        found: list[RulesVersion] = []
        while True:
            after = found[-1].version if found else 0
            answer = await self.ask(ReadVersions(after))
            if not isinstance(answer, VersionsRead):
                raise unexpected()
            found += answer.versions
            if len(answer.versions) < MAX_VERSIONS:
                break
        rows = [
            ShownVersion(
                each.version,
                each.at_ms,
                each.by,
                tuple(map(change_words, each.changes)),
            )
            for each in found
        ]
        if not rows:
            self.say(SettingPhrase.NEVER)
            return 0
        return self.show(
            (
                SettingPhrase.VERSION,
                SettingPhrase.WHEN,
                SettingPhrase.WHO,
                SettingPhrase.CHANGES,
            ),
            rows,
            [
                (str(each.version), _when(each.at_ms), each.by, "; ".join(each.changes))
                for each in rows
            ],
        )


def _count(rule: ShownRule) -> str:
    return str(rule.settings + rule.prompts)


def _when(at_ms: int) -> str:
    when = datetime.fromtimestamp(at_ms / 1000, UTC)
    return when.strftime("%Y-%m-%d %H:%M:%S UTC")
