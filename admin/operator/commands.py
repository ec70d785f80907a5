"""The commands of whoever owns the machine, for `admin.cli`.

What a command needs is imported when it runs: others start sooner without it.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Final, Protocol

from admin.data_directory import DataDirectory
from admin.operator import (
    channels_arguments,
    customers_arguments,
    groups_arguments,
    keys_arguments,
    members_arguments,
    quick_replies_arguments,
    records_arguments,
    report_arguments,
    retention_arguments,
    robot_ask_arguments,
    robot_feedback_arguments,
    robot_intents_arguments,
    robot_knowledge_arguments,
    robot_sheet_arguments,
    robot_suggestions_arguments,
    robot_unanswered_arguments,
    settings_arguments,
    webhooks_arguments,
)

SORTS: Final = ("busy", "handled", "mailbox", "crashes")
"""Words of `SortKey`, which is not imported for a list of words."""
Find = Callable[[], DataDirectory]
"""Finds the data directory of the service that is meant."""
Arguments = Callable[[argparse.ArgumentParser], None]
Run = Callable[[DataDirectory, argparse.Namespace], int]


class Add(Protocol):
    """Adds a command to the command line."""

    def __call__(
        self, name: str, meaning: str, run: Callable[[argparse.Namespace], int]
    ) -> argparse.ArgumentParser:
        """Returns the command's parser."""
        ...


def _top_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="one look, as plain text")
    parser.add_argument("--json", action="store_true", help="one look, as JSON")
    parser.add_argument(
        "--sort",
        choices=SORTS,
        default=SORTS[0],
        help=f"which sessions, agents and groups come first ({SORTS[0]})",
    )
    limit = "so many of each in one look, 0 to 100 (10)"
    parser.add_argument("--limit", type=int, metavar="N", default=10, help=limit)


def _why_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("session", help="its id, as `triodesk top` shows it")
    parser.add_argument("--json", action="store_true", help="print JSON")


COMMANDS: Final[tuple[tuple[str, str, Arguments], ...]] = (
    ("top", "watch the service's supervision tree", _top_arguments),
    ("why", "explain where a session is, and why nobody serves it", _why_arguments),
    ("members", "administer staff", members_arguments.add_arguments),
    (
        "settings",
        "rules of service: read and change them while it runs",
        settings_arguments.add_arguments,
    ),
    (
        "groups",
        "skill groups: list, name and delete them while the service runs",
        groups_arguments.add_arguments,
    ),
    (
        "channels",
        "ways in for visitors: list, change and delete them while it runs",
        channels_arguments.add_arguments,
    ),
    (
        "records",
        "look up what was: sessions, who served them, what was said",
        records_arguments.add_arguments,
    ),
    (
        "customers",
        "look customers up; tags, VIP level, notes, blocks",
        customers_arguments.add_arguments,
    ),
    (
        "retention",
        "what is kept for a time alone: what would go, what went; let it go now",
        retention_arguments.add_arguments,
    ),
    (
        "report",
        "figures of service by agent, group, channel, hour, day, tag, intent",
        report_arguments.add_arguments,
    ),
    (
        "webhooks",
        "administer what other servers are told of sessions",
        webhooks_arguments.add_arguments,
    ),
    (
        "keys",
        "keys by which your other programs act over HTTP: list, add and remove",
        keys_arguments.add_arguments,
    ),
    (
        "quick-replies",
        "what agents say again and again: list, change, import and export it",
        quick_replies_arguments.add_arguments,
    ),
)
"""Name, meaning and arguments; `NAME_command` has what runs, as `run_NAME`, in both
with `_` for `-`."""
ROBOT_COMMANDS: Final[tuple[tuple[str, str, Arguments], ...]] = (
    (
        "ask",
        "try out what it would say, with the score of each candidate",
        robot_ask_arguments.add_arguments,
    ),
    (
        "unanswered",
        "what visitors asked in vain: list it, make knowledge of it, dismiss it",
        robot_unanswered_arguments.add_arguments,
    ),
    (
        "feedback",
        "which entries answered how often, and whether that helped",
        robot_feedback_arguments.add_arguments,
    ),
    (
        "import",
        "put the rows of a CSV or XLSX file into the draft",
        robot_sheet_arguments.add_import_arguments,
    ),
    (
        "export",
        "write what the robot knows into a CSV or XLSX file",
        robot_sheet_arguments.add_export_arguments,
    ),
    (
        "template",
        "write a CSV or XLSX file to fill in and import",
        robot_sheet_arguments.add_template_arguments,
    ),
    (
        "intents",
        "what visitors want: recognised in what they write",
        robot_intents_arguments.add_intents_arguments,
    ),
)
"""The same of `triodesk robot NAME`; `robot_NAME_command` has what runs."""
KNOWLEDGE_COMMANDS: Final[tuple[tuple[str, str, Arguments], ...]] = (
    (
        "entries",
        "questions and answers: list, write, switch, move and delete them",
        robot_knowledge_arguments.add_entries_arguments,
    ),
    (
        "categories",
        "the drawers that entries are kept in",
        robot_knowledge_arguments.add_categories_arguments,
    ),
    (
        "chitchat",
        "greetings, thanks and the like that came with it: switch and edit them",
        robot_knowledge_arguments.add_chitchat_arguments,
    ),
    (
        "welcome",
        "the card that visitors read first",
        robot_knowledge_arguments.add_welcome_arguments,
    ),
    (
        "publish",
        "let visitors be answered from the draft",
        robot_knowledge_arguments.add_publish_arguments,
    ),
    (
        "versions",
        "what was published, when and by whom",
        robot_knowledge_arguments.add_versions_arguments,
    ),
    (
        "diff",
        "what differs between two versions, or the draft and what is in force",
        robot_knowledge_arguments.add_diff_arguments,
    ),
    (
        "rollback",
        "let visitors be answered from an earlier version again",
        robot_knowledge_arguments.add_rollback_arguments,
    ),
)
"""Those whose `run_robot_NAME` is in `robot_knowledge_command`."""
SUGGESTION_COMMANDS: Final[tuple[tuple[str, str, Arguments], ...]] = (
    (
        "contributions",
        "what agents suggest: list it, put it into the draft or say why not",
        robot_suggestions_arguments.add_contributions_arguments,
    ),
    (
        "news",
        "what was published lately, and who has read it",
        robot_suggestions_arguments.add_news_arguments,
    ),
)
"""The same; `robot_suggestions_command` has what runs."""


def add_commands(add: Add, find: Find) -> None:
    """Adds all of them but the robot's."""
    for name, meaning, arguments in COMMANDS:
        part = name.replace("-", "_")
        arguments(add(name, meaning, partial(_run, part, part, find)))


def add_robot_commands(add: Add, find: Find) -> None:
    """Adds those below `triodesk robot`."""
    for name, meaning, arguments in ROBOT_COMMANDS:
        run = partial(_run, f"robot_{name}", f"robot_{name}", find)
        arguments(add(name, meaning, run))
    for name, meaning, arguments in KNOWLEDGE_COMMANDS:
        run = partial(_run, "robot_knowledge", f"robot_{name}", find)
        arguments(add(name, meaning, run))
    for name, meaning, arguments in SUGGESTION_COMMANDS:
        run = partial(_run, "robot_suggestions", f"robot_{name}", find)
        arguments(add(name, meaning, run))


def _run(part: str, name: str, find: Find, options: argparse.Namespace) -> int:
    module = import_module(f"admin.operator.{part}_command")
    run: Run = getattr(module, f"run_{name}")
    return run(find(), options)
