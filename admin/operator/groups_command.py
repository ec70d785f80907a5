"""`triodesk groups`: whoever owns the machine names and deletes skill groups (M2)."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from actors.rules.messages import Change, DropGroup, PutGroup
from admin.data_directory import DataDirectory
from admin.operator.asking import connect, unexpected
from admin.operator.command import run_asking
from admin.operator.group_phrases import GroupPhrase
from admin.operator.rules_clerk import RulesClerk
from admin.operator.settings_frames import GroupsRead, ReadGroups
from gateway.console.phrases import Words
from gateway.console.surroundings import look_around


def run_groups(directory: DataDirectory, options: argparse.Namespace) -> int:
    """Does one command on the service of a directory; returns the exit code.

    Raises:
        Unavailable: see `groups`.
    """
    language = look_around().language
    path = directory.operator_socket
    change = read_change(vars(options))
    ask = partial(groups, path, change, language, as_json=bool(options.json))
    return run_asking(ask, directory, language)


def read_change(given: Mapping[str, object]) -> Change | None:
    """What the arguments change; None: they only look."""
    match given["act"]:
        case "put":
            return PutGroup(str(given["id"]), str(given["name"]))
        case "drop":
            return DropGroup(str(given["id"]), str(given["to"]))
        case _:
            return None


async def groups(
    path: Path, change: Change | None, language: str, *, as_json: bool
) -> int:
    """Lists or changes the groups of a service; returns the exit code.

    Raises:
        NoService: nobody answers there.
        Unavailable: it does not answer now.
        UsageError: the socket cannot be used.
    """
    words = Words(language)
    async with connect(path) as line:
        clerk = RulesClerk(line, words, as_json=as_json)
        if change is not None:
            return await clerk.alter(change)
        read = await clerk.ask(ReadGroups())
    if not isinstance(read, GroupsRead):
        raise unexpected()
    headings = (
        GroupPhrase.GROUP,
        GroupPhrase.NAME,
        GroupPhrase.RULE,
        GroupPhrase.MEMBERS,
        GroupPhrase.WAITING,
        GroupPhrase.HEIR,
    )
    rows = read.groups
    cells = [
        (
            each.group,
            each.name,
            each.rule,
            str(each.members),
            str(each.waiting),
            words(GroupPhrase.GOES_TO, heir=each.heir) if each.heir else "",
        )
        for each in rows
    ]
    return clerk.show(headings, rows, cells)
