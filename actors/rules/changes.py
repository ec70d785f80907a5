"""PURE: each change of the rulebook: whether it can be made, and what comes of it."""

from __future__ import annotations

import re
from typing import Final, assert_never

from msgspec.structs import replace

from actors.channels.core import MAX_CHANNELS
from actors.intents.intent import MAX_INTENTS, Intent
from actors.intents.intent import fault_of as fault_of_intent
from actors.refusal import Refused, Rule
from actors.rules.hours import WorkingHours
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
from actors.rules.own_groups import Groups, OwnGroup
from actors.rules.prompts import PromptText, prompt_text
from actors.rules.rulebook import (
    DEFAULT_RULE,
    Binding,
    Rulebook,
    ServiceRule,
    replaced,
    with_rule,
)
from actors.rules.setting_table import SETTINGS, Override, override
from actors.rules.settings import OF_THE_DESK

MAX_RULES: Final = 200
"""More than a shop has groups that differ."""
MAX_BINDINGS: Final = 10_000
MAX_GROUPS: Final = 1_000
"""Groups that were named or deleted; a shop has some dozens."""
MAX_ID_CHARS: Final = 64
MAX_NAME_CHARS: Final = 64

_ID: Final = re.compile(rf"[A-Za-z0-9_.-]{{1,{MAX_ID_CHARS}}}\Z")


def made(  # noqa: C901, PLR0912 - one row per change
    book: Rulebook, change: Change
) -> Rulebook | Refused:
    """The book after one change, or why it cannot be made."""
    match change:
        case SetSetting(rule, name, value):
            new = override(name, value)
            if isinstance(new, Refused):
                return new
            return _with_setting(book, rule, name, new)
        case ResetSetting(rule, name):
            return _with_setting(book, rule, name, None)
        case SetPrompt(rule, moment, language, text):
            said = prompt_text(moment, language, text)
            if isinstance(said, Refused):
                return said
            return _with_prompt(book, rule, said, said)
        case ResetPrompt(rule, moment, language):
            said = prompt_text(moment, language, "")
            if isinstance(said, Refused):
                return said
            return _with_prompt(book, rule, said, None)
        case SetHours(rule, hours):
            return _with_hours(book, rule, hours)
        case PutRule():
            return _put(book, change)
        case DropRule(rule):
            return _drop(book, rule)
        case BindGroup(group, rule):
            return _bind(book, group, rule)
        case PutChannel(channel):
            return _with_channel(book, channel.id, OwnChannel(channel.id, channel))
        case DropChannel(channel):
            return _with_channel(book, channel, OwnChannel(channel, None))
        case ResetChannel(channel):
            return _with_channel(book, channel, None)
        case PutGroup(group, name):
            return _put_group(book, group, name)
        case DropGroup(group, heir):
            return _drop_group(book, group, heir)
        case PutIntent(intent):
            return _put_intent(book, intent)
        case DropIntent(intent):
            return replace(
                book, intents=replaced(book.intents, _intent_id, intent, None)
            )
        case _:
            assert_never(change)


def _with_setting(
    book: Rulebook, rule: str, name: str, new: Override | None
) -> Rulebook | Refused:
    if name not in SETTINGS:
        return Refused(Rule.BAD_VALUE, f"there is no setting {name!r}")
    if not rule:
        if name not in OF_THE_DESK:
            text = f"{name} belongs to service rules: name one of them"
            return Refused(Rule.BAD_VALUE, text)
        settings = replaced(book.settings, _name, name, new)
        return replace(book, settings=settings)
    if name in OF_THE_DESK:
        text = f"{name} is the whole desk's: no service rule has its own"
        return Refused(Rule.BAD_VALUE, text)
    known = book.rule(rule)
    if known is None:
        return _no_rule(rule)
    settings = replaced(known.settings, _name, name, new)
    return with_rule(book, replace(known, settings=settings))


def _with_prompt(
    book: Rulebook, rule: str, at: PromptText, new: PromptText | None
) -> Rulebook | Refused:
    known = book.rule(rule)
    if known is None:
        return _no_rule(rule)
    prompts = replaced(known.prompts, _place, _place(at), new)
    return with_rule(book, replace(known, prompts=prompts))


def _name(one: Override) -> str:
    return one.name


def _place(one: PromptText) -> tuple[str, str]:
    return one.moment, one.language


def _with_hours(book: Rulebook, rule: str, hours: WorkingHours) -> Rulebook | Refused:
    known = book.rule(rule)
    if known is None:
        return _no_rule(rule)
    return with_rule(book, replace(known, hours=hours))


def _fault_of(named: str, name: str) -> Refused | None:
    """What is wrong with an id, or with a name for people."""
    if not _ID.match(named):
        form = f"1 to {MAX_ID_CHARS} of A-Z a-z 0-9 _ . -"
        text = f"expected an id of {form}, got {named!r}"
        return Refused(Rule.BAD_VALUE, text)
    if len(name) > MAX_NAME_CHARS or not name.isprintable():
        text = f"expected a name of at most {MAX_NAME_CHARS} characters, got {name!r}"
        return Refused(Rule.BAD_VALUE, text)
    return None


def _put(book: Rulebook, put: PutRule) -> Rulebook | Refused:
    if (fault := _fault_of(put.rule, put.name)) is not None:
        return fault
    known = book.rule(put.rule)
    if known is not None:
        return with_rule(book, replace(known, name=put.name))
    if len(book.rules) >= MAX_RULES:
        return Refused(Rule.BAD_VALUE, f"expected at most {MAX_RULES} service rules")
    model = book.rule(put.like) if put.like else ServiceRule("", "")
    if model is None:
        return _no_rule(put.like)
    return with_rule(book, replace(model, id=put.rule, name=put.name))


def _drop(book: Rulebook, rule: str) -> Rulebook | Refused:
    if rule == DEFAULT_RULE:
        return Refused(Rule.FORBIDDEN, "the default rule cannot be deleted")
    if book.rule(rule) is None:
        return _no_rule(rule)
    bound = [each.group for each in book.bindings if each.rule == rule]
    if bound:
        text = f"groups go by {rule}: give them another rule first: {', '.join(bound)}"
        return Refused(Rule.WRONG_STATE, text)
    rules = tuple(each for each in book.rules if each.id != rule)
    return replace(book, rules=rules)


def _bind(book: Rulebook, group: str, rule: str) -> Rulebook | Refused:
    if book.rule(rule) is None:
        return _no_rule(rule)
    others = [each for each in book.bindings if each.group != group]
    if rule != DEFAULT_RULE:
        others.append(Binding(group, rule))
    if len(others) > MAX_BINDINGS:
        return Refused(Rule.BAD_VALUE, f"expected at most {MAX_BINDINGS} groups")
    others.sort(key=lambda each: each.group)
    return replace(book, bindings=tuple(others))


def _with_channel(
    book: Rulebook, channel: str, new: OwnChannel | None
) -> Rulebook | Refused:
    """Whether all channels agree with each other is seen at the end: see `core`."""
    channels = replaced(book.channels, _id, channel, new)
    if len(channels) > MAX_CHANNELS:
        return Refused(Rule.BAD_VALUE, f"expected at most {MAX_CHANNELS} channels")
    return replace(book, channels=channels)


def _put_group(book: Rulebook, group: str, name: str) -> Rulebook | Refused:
    if (fault := _fault_of(group, name)) is not None:
        return fault
    if not name:
        text = f"expected a name of 1 to {MAX_NAME_CHARS} characters, got none"
        return Refused(Rule.BAD_VALUE, text)
    return _with_group(book, OwnGroup(group, name))


def _drop_group(book: Rulebook, group: str, heir: str) -> Rulebook | Refused:
    groups = Groups(book.groups)
    if not heir or heir == group:
        text = f"expected another group that takes the visitors of {group!r}"
        return Refused(Rule.BAD_VALUE, f"{text}, got {heir!r}")
    if other := groups.heir_of(heir):
        text = f"{heir} was deleted, and {other} stands in for it: name that one"
        return Refused(Rule.WRONG_STATE, text)
    named = (each.name for each in book.groups if each.group == group)
    return _with_group(book, OwnGroup(group, next(named, ""), heir))


def _with_group(book: Rulebook, new: OwnGroup) -> Rulebook | Refused:
    groups = replaced(book.groups, _group, new.group, new)
    if len(groups) > MAX_GROUPS:
        return Refused(Rule.BAD_VALUE, f"expected at most {MAX_GROUPS} groups")
    return replace(book, groups=groups)


def _put_intent(book: Rulebook, intent: Intent) -> Rulebook | Refused:
    if fault := fault_of_intent(intent):
        return Refused(Rule.BAD_VALUE, fault)
    intents = replaced(book.intents, _intent_id, intent.id, intent)
    if len(intents) > MAX_INTENTS:
        return Refused(Rule.BAD_VALUE, f"expected at most {MAX_INTENTS} intents")
    return replace(book, intents=intents)


def _intent_id(one: Intent) -> str:
    return one.id


def _id(one: OwnChannel) -> str:
    return one.id


def _group(one: OwnGroup) -> str:
    return one.group


def _no_rule(rule: str) -> Refused:
    return Refused(Rule.BAD_VALUE, f"there is no service rule {rule!r}")
