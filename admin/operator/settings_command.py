"""What the arguments of `triodesk settings` ask for."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

import msgspec

from actors.rules.hours import WorkingHours
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
from actors.rules.settings import OF_THE_DESK
from admin.data_directory import DataDirectory
from admin.operator.command import run_asking
from admin.operator.documents import read_document
from admin.operator.settings import Alter, List, Look, Wish, settings
from gateway.console.surroundings import look_around
from runtime.errors import UsageError


def run_settings(directory: DataDirectory, options: argparse.Namespace) -> int:
    """Does one command on the service of a directory; returns the exit code.

    Raises:
        UsageError: see `read_hours`.
        Unavailable: see `settings`.
    """
    wish = read_wish(vars(options))
    language = look_around().language
    path = directory.operator_socket
    ask = partial(settings, path, wish, language, as_json=bool(options.json))
    return run_asking(ask, directory, language)


def read_hours(file: Path) -> WorkingHours:
    """What a file says of working hours.

    Raises:
        UsageError: it cannot be read, or says what cannot be.
    """
    document = read_document(file)
    try:
        return msgspec.convert(document, WorkingHours)
    except ValueError as error:
        raise UsageError(f"{file}: {error}") from error


_LOOKS: Final = {look.value: look for look in Look}


def read_wish(given: Mapping[str, object]) -> Wish:
    """What the arguments ask for.

    Raises:
        UsageError: see `read_hours`.
    """
    act = str(given["act"])
    if act == "hours" and isinstance(file := given["file"], Path):
        return Alter(SetHours(str(given["rule"]), read_hours(file)))
    if act in _LOOKS:
        return List(_LOOKS[act], str(given.get("rule", "")))
    return Alter(_change(act, {name: str(text) for name, text in given.items()}))


def _change(act: str, given: Mapping[str, str]) -> Change:
    match act:
        case "set":
            name = given["name"]
            return SetSetting(_owner(name, given), name, given["value"])
        case "reset":
            name = given["name"]
            return ResetSetting(_owner(name, given), name)
        case "rule":
            return PutRule(given["id"], given["name"], given["like"])
        case "drop":
            return DropRule(given["id"])
        case "bind":
            return BindGroup(given["group"], given["id"])
        case "say":
            where = given["rule"], given["moment"], given["language"]
            return SetPrompt(*where, given["text"])
        case _:
            return ResetPrompt(given["rule"], given["moment"], given["language"])


def _owner(name: str, given: Mapping[str, str]) -> str:
    """The desk's settings are the desk's, whatever rule is named."""
    return "" if name in OF_THE_DESK else given["rule"]
