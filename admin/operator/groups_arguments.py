"""The arguments of `triodesk groups`; apart, because every command declares them."""

from __future__ import annotations

import argparse

from admin.operator.acts import add_acts


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the sub-commands; without one the groups are listed."""
    wishes = add_acts(parser, required=False)
    wishes.add_parser("list", help="the groups, and who waits")
    put = wishes.add_parser("put", help="add a group, or rename one")
    put.add_argument("id")
    put.add_argument("name", help="for people")
    dropped = wishes.add_parser("drop", help="delete a group")
    dropped.add_argument("id")
    heir = "group that takes who waits there, and whoever is led there later"
    dropped.add_argument("--to", required=True, metavar="GROUP", help=heir)
