"""The arguments of `triodesk keys`."""

from __future__ import annotations

import argparse
from typing import Final

from admin.operator.acts import add_acts

SCOPES: Final = ("agent_login",)
"""Words of `Scope`, which is not imported for a list of words."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the sub-commands; without one the keys are listed."""
    acts = add_acts(parser, required=False)
    acts.add_parser("list", help="what there is, without the secrets")
    add = acts.add_parser("add", help="make one; its secret is shown once")
    add.add_argument("name", help="what it is for")
    scope = "what it is good for, may be repeated (agent_login)"
    add.add_argument("--scope", action="append", choices=SCOPES, help=scope)
    days = "after so many it is good no more (0: never)"
    add.add_argument("--days", type=int, default=0, metavar="N", help=days)
    remove = acts.add_parser("remove", help="take one back, and what came of it")
    remove.add_argument("key", metavar="ID", help="as the list has it")
