"""The arguments of `triodesk members`; apart, because every command declares them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from actors.accounts.members import MemberDraft
from actors.accounts.permissions import Role
from admin.operator.acts import add_acts

_ROLES: Final = tuple(role.value for role in Role)
ACTS: Final = {
    "suspend": "sign a member out, and let nobody sign in until restored",
    "restore": "end a suspension",
    "unlock": "forget a member's failures to sign in",
    "delete": "delete a member",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the sub-commands."""
    wishes = add_acts(parser)
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
    for name, meaning in ACTS.items():
        _add_member(wishes.add_parser(name, help=meaning))
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
