"""What the arguments of `triodesk members` ask for."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec

from actors.accounts.core import MemberFilter
from actors.accounts.members import MemberDraft, MemberEdit
from admin.data_directory import DataDirectory
from admin.operator.command import run_asking
from admin.operator.given import Given, converted, some
from admin.operator.members import (
    Act,
    Add,
    Audit,
    Edit,
    Find,
    Import,
    Reset,
    Wish,
    members,
)
from gateway.console.surroundings import look_around

S = TypeVar("S", bound=msgspec.Struct)


def run_members(directory: DataDirectory, options: argparse.Namespace) -> int:
    """Does one command on the service of a directory; returns the exit code.

    Raises:
        UsageError: a value is out of its bounds; also see `members`.
        Unavailable: see `members`.
    """
    wish = read_wish(vars(options))
    language = look_around().language
    path = directory.operator_socket
    ask = partial(members, path, wish, language, as_json=bool(options.json))
    return run_asking(ask, directory, language)


def read_wish(given: Given) -> Wish:
    """PURE: what the arguments ask for.

    Raises:
        UsageError: a value is out of its bounds.
    """
    act = given["act"]
    if act == "list":
        return Find(_filled(given, MemberFilter))
    if act == "add":
        return Add(_filled(given, MemberDraft))
    if act == "audit":
        return Audit()
    if act == "import":
        return Import(Path(str(given["file"])))
    member = str(given["member"])
    if act == "edit":
        return Edit(member, _filled(given, MemberEdit))
    if act == "reset":
        return Reset(member, bool(given["second_factor"]))
    return Act(str(act), member)


def _filled(given: Given, kind: type[S]) -> S:
    """With what was given of its fields."""
    return converted(some(given, kind.__struct_fields__), kind)
