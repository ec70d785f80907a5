"""The arguments of `triodesk channels`; apart, because every command declares them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from admin.operator.acts import add_acts

OPTIONS: Final = {
    "key": "names it in pages, no secret",
    "name": "shown to visitors",
    "account": "customer-service account that visitors talk to",
    "group": "where a session goes that names no group",
    "entry": "what comes first: group, choice, flow, robot or robot_only",
    "flow": "id of the flow that asks first",
    "color": "of what the visitor writes, as #1f5fd0; empty = the usual one",
    "avatar": "https address of the picture at the head of the chat",
}
"""Of `put`: fields of `Channel` that are one word."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the sub-commands; without one the channels are listed."""
    secrets = "show what business servers sign identity tokens with, too"
    parser.add_argument("--secrets", action="store_true", help=secrets)
    wishes = add_acts(parser, required=False)
    wishes.add_parser("list", help="the ways in for visitors, as they are in force")
    put = wishes.add_parser("put", help="add a channel, or change one")
    put.add_argument("id")
    what = "a TOML or JSON file that says all of it; else what is not given stays"
    put.add_argument("--from", dest="file", type=Path, metavar="FILE", help=what)
    for name, meaning in OPTIONS.items():
        put.add_argument(f"--{name}", help=meaning)
    named = "groups that visitors may name beside it; * = any"
    put.add_argument("--groups", nargs="*", metavar="GROUP", help=named)
    pages = "web origins whose pages may get tickets"
    put.add_argument("--origins", nargs="*", metavar="ORIGIN", help=pages)
    needs = "every visitor is identified by the business server"
    put.add_argument("--needs-identity", choices=("true", "false"), help=needs)
    dropped = wishes.add_parser("drop", help="delete a channel")
    dropped.add_argument("id")
    reset = wishes.add_parser("reset", help="a channel is as configured again")
    reset.add_argument("id")
