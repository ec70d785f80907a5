"""The arguments of `triodesk keys`."""

from __future__ import annotations

import argparse
from typing import Final

from admin.operator.acts import add_acts

SCOPES: Final = (
    "agent_login",
    "edit_admins",
    "edit_members",
    "read_members",
    "read_audit",
    "supervise",
    "read_customers",
    "note_customers",
    "rank_customers",
    "block_customers",
    "see_contacts",
    "read_records",
    "read_knowledge",
    "edit_knowledge",
    "publish_knowledge",
    "edit_replies",
    "read_rules",
    "edit_rules",
    "read_reports",
    "edit_webhooks",
    "observe",
    "intervene",
    "keep_data",
)
"""Words of `Scope`, which is not imported for a list of words."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the sub-commands; without one the keys are listed."""
    acts = add_acts(parser, required=False)
    acts.add_parser("list", help="what there is, without the secrets")
    add = acts.add_parser("add", help="make one; its secret is shown once")
    add.add_argument("name", help="what it is for")
    every = ", ".join(SCOPES)
    scope = f"what it is good for, may be repeated (default: agent_login): {every}"
    add.add_argument(
        "--scope", action="append", choices=SCOPES, metavar="SCOPE", help=scope
    )
    days = "after so many it is good no more (0: never)"
    add.add_argument("--days", type=int, default=0, metavar="N", help=days)
    remove = acts.add_parser("remove", help="take one back, and what came of it")
    remove.add_argument("key", metavar="ID", help="as the list has it")
