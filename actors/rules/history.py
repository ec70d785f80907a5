"""PURE: what a version of the rulebook has changed, and what takes it back (M3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import Enum, unique
from typing import TypeVar

import msgspec
from msgspec.structs import asdict

from actors.refusal import Refused, Rule
from actors.rules.hours import USUAL_HOURS, WorkingHours
from actors.rules.messages import (
    BindGroup,
    Change,
    DropChannel,
    DropGroup,
    DropIntent,
    DropRule,
    PutChannel,
    PutGroup,
    PutIntent,
    PutRule,
    ResetChannel,
    ResetPrompt,
    ResetSetting,
    SetHours,
    SetPrompt,
    SetSetting,
)
from actors.rules.own_channels import OwnChannel
from actors.rules.own_groups import OwnGroup
from actors.rules.rulebook import DEFAULT_RULE, Rulebook, ServiceRule
from actors.rules.setting_table import Override, written

T = TypeVar("T")
K = TypeVar("K")


@unique
class FactKind(Enum):
    """What a fact of the book is about."""

    SETTING = "setting"
    PROMPT = "prompt"
    HOURS = "hours"
    RULE = "rule"
    BINDING = "binding"
    CHANNEL = "channel"
    GROUP = "group"
    INTENT = "intent"


Place = tuple[FactKind, str, str]
"""Of a fact: its kind, whose it is, and its name there."""


class Difference(msgspec.Struct, frozen=True):
    """A fact that a version has changed.

    Attributes:
        owner: id of the rule, group, channel or intent; "" = the whole desk.
        name: of the setting, moment or field.
        before, after: as text; None: there was nothing of its own.
    """

    kind: FactKind
    owner: str
    name: str
    before: str | None
    after: str | None


def differences(before: Rulebook, after: Rulebook) -> tuple[Difference, ...]:
    """All facts that are not the same, by kind, owner and name."""
    old, new = dict(_facts(before)), dict(_facts(after))
    places = [each for each in {**old, **new} if old.get(each) != new.get(each)]
    places.sort(key=lambda place: (place[0].value, *place[1:]))
    return tuple(Difference(*each, old.get(each), new.get(each)) for each in places)


# --- facts


def _facts(book: Rulebook) -> Iterator[tuple[Place, str]]:
    yield from _settings("", book.settings)
    for rule in book.rules:
        yield (FactKind.RULE, rule.id, "name"), rule.name
        yield from _settings(rule.id, rule.settings)
        for prompt in rule.prompts:
            name = f"{prompt.moment} {prompt.language}"
            yield (FactKind.PROMPT, rule.id, name), prompt.text
        yield from _hours(rule.id, rule.hours)
    for binding in book.bindings:
        yield (FactKind.BINDING, binding.group, "rule"), binding.rule
    for own in book.channels:
        yield from _fields(FactKind.CHANNEL, own.id, own.channel)
    for group in book.groups:
        yield (FactKind.GROUP, group.group, "name"), group.name
        if group.heir:
            yield (FactKind.GROUP, group.group, "heir"), group.heir
    for intent in book.intents:
        yield from _fields(FactKind.INTENT, intent.id, intent)


def _settings(rule: str, rows: Iterable[Override]) -> Iterator[tuple[Place, str]]:
    for row in rows:
        yield (FactKind.SETTING, rule, row.name), written(row.value)


def _hours(rule: str, hours: WorkingHours) -> Iterator[tuple[Place, str]]:
    if hours == USUAL_HOURS:
        return
    for name, value in asdict(hours).items():
        if name == "week":
            for day, spans in asdict(hours.week).items():
                yield (FactKind.HOURS, rule, day), " ".join(map(str, spans))
        else:
            yield (FactKind.HOURS, rule, name), _text(value)


def _fields(
    kind: FactKind, owner: str, value: msgspec.Struct | None
) -> Iterator[tuple[Place, str]]:
    if value is None:
        yield (kind, owner, "deleted"), "true"
        return
    for name, field in asdict(value).items():
        yield (kind, owner, name), _text(field)


def _text(value: object) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


# --- taking back


def undoing(before: Rulebook, after: Rulebook) -> tuple[Change, ...] | Refused:
    """The changes that put what is different back to what it was.

    A group that was added is deleted on its own, for it needs an heir.
    """
    old, new = {each.id: each for each in before.rules}, {x.id for x in after.rules}
    changes: list[Change] = [*_overrides("", before.settings, after.settings)]
    for rule in before.rules:
        changes += _rule(rule, after.rule(rule.id))
    bound = {each.group: each.rule for each in before.bindings}
    for group in _changed(before.bindings, after.bindings, lambda each: each.group):
        changes.append(BindGroup(group, bound.get(group, DEFAULT_RULE)))
    changes += [DropRule(each) for each in sorted(new - set(old))]
    known = {each.group: each for each in before.groups}
    for group in _changed(before.groups, after.groups, lambda each: each.group):
        if group not in known:
            text = f"group {group} was added: delete it, and say who takes its visitors"
            return Refused(Rule.WRONG_STATE, text)
        changes.append(_group(known[group]))
    channels = {each.id: each for each in before.channels}
    for channel in _changed(before.channels, after.channels, lambda each: each.id):
        changes.append(_channel(channel, channels.get(channel)))
    intents = {each.id: each for each in before.intents}
    for intent in _changed(before.intents, after.intents, lambda each: each.id):
        was = intents.get(intent)
        changes.append(PutIntent(was) if was is not None else DropIntent(intent))
    return tuple(changes)


def _rule(rule: ServiceRule, now: ServiceRule | None) -> Iterator[Change]:
    """What makes a rule as it was; `now` None: it was deleted."""
    if now is None or now.name != rule.name:
        yield PutRule(rule.id, rule.name)
    now = now or ServiceRule(rule.id, rule.name)
    yield from _overrides(rule.id, rule.settings, now.settings)
    said = {(each.moment, each.language): each.text for each in rule.prompts}
    for place in _changed(rule.prompts, now.prompts, lambda x: (x.moment, x.language)):
        text = said.get(place)
        if text is None:
            yield ResetPrompt(rule.id, *place)
        else:
            yield SetPrompt(rule.id, *place, text)
    if now.hours != rule.hours:
        yield SetHours(rule.id, rule.hours)


def _overrides(
    rule: str, before: Iterable[Override], after: Iterable[Override]
) -> Iterator[Change]:
    old = {each.name: each.value for each in before}
    for name in _changed(before, after, lambda each: each.name):
        if name in old:
            yield SetSetting(rule, name, old[name])
        else:
            yield ResetSetting(rule, name)


def _group(was: OwnGroup) -> Change:
    if was.heir:
        return DropGroup(was.group, was.heir)
    return PutGroup(was.group, was.name)


def _channel(channel: str, was: OwnChannel | None) -> Change:
    if was is None:
        return ResetChannel(channel)
    return DropChannel(channel) if was.channel is None else PutChannel(was.channel)


def _changed(
    before: Iterable[T], after: Iterable[T], key_of: Callable[[T], K]
) -> tuple[K, ...]:
    """The keys of rows that are not the same, in their order."""
    old = {key_of(each): each for each in before}
    new = {key_of(each): each for each in after}
    return tuple(key for key in {**old, **new} if old.get(key) != new.get(key))
