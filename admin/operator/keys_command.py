"""What `triodesk keys` runs."""

from __future__ import annotations

import argparse

from actors.api_keys.key import KeyDraft
from actors.api_keys.records import ReadKeys
from admin.data_directory import DataDirectory
from admin.operator.asking import connect
from admin.operator.command import run_asking
from admin.operator.given import Given, converted
from admin.operator.key_frames import AddKey, KeyAct, RemoveKey
from admin.operator.keys import KeyClerk
from admin.operator.keys_arguments import SCOPES
from admin.operator.operation import new_operation
from gateway.console.phrases import Words
from gateway.console.surroundings import look_around


def run_keys(directory: DataDirectory, options: argparse.Namespace) -> int:
    """Does one command on the service of a directory; returns the exit code.

    Raises:
        UsageError: a value is out of its bounds.
        Unavailable: the service does not answer now.
    """
    act = read_act(vars(options), new_operation())
    language = look_around().language

    async def do() -> int:
        async with connect(directory.operator_socket) as line:
            clerk = KeyClerk(line, Words(language), as_json=bool(options.json))
            return await clerk.do(act)

    return run_asking(do, directory, language)


def read_act(given: Given, operation: str) -> KeyAct:
    """PURE: what the arguments ask for.

    Raises:
        UsageError: a value is out of its bounds.
    """
    match given.get("act"):
        case "add":
            scopes = given["scope"] or SCOPES[:1]
            draft = {"name": given["name"], "scopes": scopes, "days": given["days"]}
            return AddKey(operation, converted(draft, KeyDraft))
        case "remove":
            return RemoveKey(operation, str(given["key"]))
        case _:
            return ReadKeys()
