"""What the rulebook accepts, answers and records.

Journal format: tags and positions are for ever, new fields go last.
"""

from __future__ import annotations

import msgspec

from actors.channels.core import Channel
from actors.intents.intent import Intent
from actors.refusal import Refused
from actors.rules.hours import WorkingHours
from actors.rules.rulebook import Rulebook
from actors.rules.setting_values import Value
from runtime.request import Request

# --- changes


class SetSetting(msgspec.Struct, frozen=True, array_like=True, tag=1):
    """A setting of a rule, or of the desk (`rule` ""), has this value."""

    rule: str
    name: str
    value: Value


class ResetSetting(msgspec.Struct, frozen=True, array_like=True, tag=2):
    """A setting of a rule, or of the desk, is as the configuration has it."""

    rule: str
    name: str


class PutRule(msgspec.Struct, frozen=True, array_like=True, tag=3):
    """There is a rule with this name.

    `like`: a new one begins as that one is; "" = as the configuration has it.
    """

    rule: str
    name: str
    like: str = ""


class DropRule(msgspec.Struct, frozen=True, array_like=True, tag=4):
    """There is no such rule any more."""

    rule: str


class BindGroup(msgspec.Struct, frozen=True, array_like=True, tag=5):
    """A group goes by this rule."""

    group: str
    rule: str


class SetPrompt(msgspec.Struct, frozen=True, array_like=True, tag=6):
    """A rule says this at that moment; "" = nothing."""

    rule: str
    moment: str
    language: str
    text: str


class ResetPrompt(msgspec.Struct, frozen=True, array_like=True, tag=7):
    """A rule says at that moment what is usual."""

    rule: str
    moment: str
    language: str


class SetHours(msgspec.Struct, frozen=True, array_like=True, tag=8):
    """A rule's working hours, all of them (M4)."""

    rule: str
    hours: WorkingHours


class PutChannel(msgspec.Struct, frozen=True, array_like=True, tag=9):
    """There is this channel, instead of one of the same id (M5)."""

    channel: Channel


class DropChannel(msgspec.Struct, frozen=True, array_like=True, tag=10):
    """There is no such channel, also where the configuration has one."""

    channel: str


class ResetChannel(msgspec.Struct, frozen=True, array_like=True, tag=11):
    """A channel is as the configuration has it; where that has none there is none."""

    channel: str


class PutGroup(msgspec.Struct, frozen=True, array_like=True, tag=12):
    """There is a skill group with this name, for people (M2)."""

    group: str
    name: str


class DropGroup(msgspec.Struct, frozen=True, array_like=True, tag=13):
    """There is no such group any more: who waits there, or is led there, goes on.

    `heir`: to this group, which is there.
    """

    group: str
    heir: str


class PutIntent(msgspec.Struct, frozen=True, array_like=True, tag=14):
    """There is this intent, instead of one of the same id (R12)."""

    intent: Intent


class DropIntent(msgspec.Struct, frozen=True, array_like=True, tag=15):
    """There is no such intent any more."""

    intent: str


Change = (
    SetSetting
    | ResetSetting
    | PutRule
    | DropRule
    | BindGroup
    | SetPrompt
    | ResetPrompt
    | SetHours
    | PutChannel
    | DropChannel
    | ResetChannel
    | PutGroup
    | DropGroup
    | PutIntent
    | DropIntent
)


# --- events


class RulebookChanged(msgspec.Struct, frozen=True, array_like=True, tag=1):
    """All of these changes together made this version; `by` whom."""

    version: int
    by: str
    changes: tuple[Change, ...]


class RulebookSpread(msgspec.Struct, frozen=True, array_like=True, tag=2):
    """Everybody, also asleep, has heard of this version."""

    version: int


RulebookEvent = RulebookChanged | RulebookSpread


# --- commands and answers


class RulesChanged(msgspec.Struct, frozen=True, array_like=True, tag="changed"):
    """In force, and on disk, as this version."""

    version: int


class ChangeRules(msgspec.Struct, Request[RulesChanged | Refused], frozen=True):
    """Makes all of these changes, or none.

    `expected`: the version that who asks has seen; another one is refused
    (`wrong_state`), so that two administrators do not undo each other's work; 0 = any.
    `adds`: rules, channels and groups that are put are new; one that is there, and not
    deleted, is refused (`id_conflict`).
    """

    changes: tuple[Change, ...]
    by: str
    operation: str
    expected: int = 0
    adds: bool = False


class GetRulebook(msgspec.Struct, Request[Rulebook], frozen=True):
    """Asks for the book as it is."""


class SpreadOn(msgspec.Struct, frozen=True):
    """Tells the next page of sessions, those after `after`, of a version."""

    version: int
    after: str


class SpreadOver(msgspec.Struct, frozen=True):
    """All sessions have followed a version."""

    version: int


RulebookCommand = ChangeRules | GetRulebook | SpreadOn | SpreadOver


class FollowRules(msgspec.Struct, Request[None], frozen=True):
    """To groups, agents and sessions: other rules are in force than before.

    Answered when what follows from them is on disk.

    Attributes:
        version: of the rulebook; 0: the same as before, at other hours.
    """

    version: int
