"""PURE: a change of the rules as the arguments of `triodesk settings` that make it."""

from __future__ import annotations

import shlex
from typing import Final

import msgspec
from msgspec.structs import asdict

from actors.rules.messages import (
    BindGroup,
    Change,
    DropRule,
    PutRule,
    ResetPrompt,
    ResetSetting,
    SetHours,
    SetPrompt,
    SetSetting,
)
from actors.rules.rulebook import DEFAULT_RULE

_ARGUMENTS: Final[dict[type[Change], tuple[str, ...]]] = {
    SetSetting: ("set", "name", "value"),
    ResetSetting: ("reset", "name"),
    PutRule: ("rule", "rule", "name"),
    DropRule: ("drop", "rule"),
    BindGroup: ("bind", "group", "rule"),
    SetPrompt: ("say", "moment", "language", "text"),
    ResetPrompt: ("unsay", "moment", "language"),
    SetHours: ("hours", "hours"),
}
"""By kind the command, then which of its fields follow."""
_OPTIONS: Final = {"like": "", "rule": DEFAULT_RULE}
"""Fields that are named, and as what they are not."""


def change_words(change: Change) -> str:
    """One line; working hours, which come from a file, stand there as JSON."""
    values: dict[str, object] = asdict(change)
    command, *fields = _ARGUMENTS[type(change)]
    words = [command, *(_written(values.pop(field)) for field in fields)]
    for option, usual in _OPTIONS.items():
        value = values.get(option) or usual
        if value != usual:
            words += [f"--{option}", str(value)]
    return shlex.join(words)


def _written(value: object) -> str:
    if isinstance(value, str):
        return value
    return msgspec.json.encode(value).decode()
