"""The arguments of `triodesk members`, and what they ask for."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from actors.accounts.core import MemberFilter
from actors.accounts.members import MemberDraft, MemberEdit
from actors.accounts.permissions import Role
from admin.data_directory import DataDirectory
from admin.operator.command import run_asking
from admin.operator.members import (
    ACTS,
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
from runtime.errors import UsageError

T = TypeVar("T")

_ROLES: Final = tuple(role.value for role in Role)
_MEANINGS: Final = {
    "suspend": "sign a member out, and let nobody sign in until restored",
    "restore": "end a suspension",
    "unlock": "forget a member's failures to sign in",
    "delete": "delete a member",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the sub-commands."""
    parser.add_argument("--json", action="store_true", help="one JSON object per line")
    wishes = parser.add_subparsers(required=True, metavar="ACT", dest="act")
    found = wishes.add_parser("list", help="who works here")
    found.add_argument("text", nargs="?", default="", help="part of a name or address")
    found.add_argument("--role", choices=_ROLES)
    found.add_argument("--group", default="")
    added = wishes.add_parser("add", help="add one; prints the first password, once")
    added.add_argument("email")
    added.add_argument("name")
    _add_fields(added)
    edited = wishes.add_parser("edit", help="change one; what is not given stays")
    _add_member(edited)
    edited.add_argument("--name")
    _add_fields(edited)
    for name in ACTS:
        _add_member(wishes.add_parser(name, help=_MEANINGS[name]))
    reset = wishes.add_parser("reset", help="another first password, printed once")
    _add_member(reset)
    lost = "the second factor is lost, too"
    reset.add_argument("--second-factor", action="store_true", help=lost)
    columns = ", ".join(MemberDraft.__struct_fields__)
    imported = wishes.add_parser("import", help=f"add those of a CSV file: {columns}")
    imported.add_argument("file", type=Path)
    wishes.add_parser("audit", help="check the audit log's chain")


def _add_member(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("member", help="e-mail address, staff number or id")


def _add_fields(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--role", choices=_ROLES)
    parser.add_argument("--nickname", help="what visitors see")
    parser.add_argument("--phone")
    parser.add_argument("--staff-number")
    parser.add_argument("--capacity", type=int, help="sessions at once")
    parser.add_argument("--groups", nargs="*", help="ids of skill groups")


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


def read_wish(given: Mapping[str, object]) -> Wish:
    """PURE: what the arguments ask for.

    Raises:
        UsageError: a value is out of its bounds.
    """
    act = given["act"]
    if act == "list":
        return Find(_converted(_some(given, MemberFilter), MemberFilter))
    if act == "add":
        return Add(_converted(_some(given, MemberDraft), MemberDraft))
    if act == "audit":
        return Audit()
    if act == "import":
        return Import(Path(str(given["file"])))
    member = str(given["member"])
    if act == "edit":
        return Edit(member, _converted(_some(given, MemberEdit), MemberEdit))
    if act == "reset":
        return Reset(member, bool(given["second_factor"]))
    return Act(str(act), member)


def _some(given: Mapping[str, object], kind: type[msgspec.Struct]) -> dict[str, object]:
    """What was given of a type's fields."""
    names = kind.__struct_fields__
    return {name: given[name] for name in names if given.get(name) is not None}


def _converted(values: object, kind: type[T]) -> T:
    try:
        return msgspec.convert(values, kind)
    except msgspec.ValidationError as error:
        raise UsageError(str(error)) from None
