"""PURE: a change of the rules as the words of the command line that make it.

Those of `triodesk settings` begin with what it does, the others with the command.
"""

from __future__ import annotations

import shlex
from typing import Final

import msgspec
from msgspec.structs import asdict

from actors.intents.intent import Intent
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
    PutChannel: ("channels put", "channel"),
    DropChannel: ("channels drop", "channel"),
    ResetChannel: ("channels reset", "channel"),
    PutGroup: ("groups put", "group", "name"),
    DropGroup: ("groups drop", "group"),
    DropIntent: ("robot intents drop", "intent"),
}
"""By kind the command, then which of its fields follow."""
_OPTIONS: Final = {
    "like": ("--like", ""),
    "rule": ("--rule", DEFAULT_RULE),
    "heir": ("--to", ""),
}
"""Fields that are named, how, and as what they are not."""


def change_words(change: Change) -> str:
    """One line; what comes from a file, or may, stands there as JSON.

    An intent's texts are but counted: they would fill pages.
    """
    if isinstance(change, PutIntent):
        return _of_intent(change.intent)
    values: dict[str, object] = asdict(change)
    command, *fields = _ARGUMENTS[type(change)]
    words = [*command.split(), *(_written(values.pop(field)) for field in fields)]
    for field, (option, usual) in _OPTIONS.items():
        value = values.get(field) or usual
        if value != usual:
            words += [option, str(value)]
    return shlex.join(words)


def _of_intent(intent: Intent) -> str:
    put = f"robot intents put {intent.id}"
    texts = (intent.utterances, intent.words, intent.patterns)
    counts = "{} utterances, {} words, {} patterns".format(*map(len, texts))
    told = shlex.join(("--name", intent.name, "--priority", str(intent.priority)))
    return f"{put} {told} ({counts})"


def _written(value: object) -> str:
    if isinstance(value, str):
        return value
    return msgspec.json.encode(value).decode()
