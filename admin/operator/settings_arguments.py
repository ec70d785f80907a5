"""The arguments of `triodesk settings`; apart, because every command declares them."""

from __future__ import annotations

import argparse
from pathlib import Path

from actors.rules.rulebook import DEFAULT_RULE
from admin.operator.acts import Parsers, add_acts

_LANGUAGES = ("zh", "en")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the sub-commands."""
    wishes = add_acts(parser)
    _add_rule(wishes.add_parser("list", help="every setting as it is in force"))
    changed = wishes.add_parser("set", help="change a setting, at once for everybody")
    changed.add_argument("name", help="as `settings list` shows it")
    changed.add_argument("value")
    _add_rule(changed)
    reset = wishes.add_parser("reset", help="a setting is as configured again")
    reset.add_argument("name")
    _add_rule(reset)
    wishes.add_parser("rules", help="the service rules, and which groups go by them")
    put = wishes.add_parser("rule", help="add a service rule, or rename one")
    put.add_argument("id")
    put.add_argument("name", help="for people")
    put.add_argument("--like", default="", help="a new one begins as this rule is")
    wishes.add_parser("drop", help="delete a service rule").add_argument("id")
    bound = wishes.add_parser("bind", help="a skill group goes by this rule")
    bound.add_argument("group")
    bound.add_argument("id", help=f"of the rule; {DEFAULT_RULE} is everybody's else")
    _add_prompts(wishes)
    hours = wishes.add_parser("hours", help="working hours: show them, or set them")
    what = "a TOML or JSON file that says all of them; without it they are printed"
    hours.add_argument("file", nargs="?", type=Path, help=what)
    _add_rule(hours)
    wishes.add_parser("history", help="who changed what, and when")


def _add_prompts(wishes: Parsers) -> None:
    _add_rule(wishes.add_parser("prompts", help="what the service says, and when"))
    said = wishes.add_parser("say", help="change a prompt; an empty text says nothing")
    _add_moment(said)
    said.add_argument("text")
    _add_rule(said)
    unsaid = wishes.add_parser("unsay", help="a prompt is the usual one again")
    _add_moment(unsaid)
    _add_rule(unsaid)


def _add_rule(parser: argparse.ArgumentParser) -> None:
    what = "id of the service rule; without it the default rule"
    parser.add_argument("--rule", default=DEFAULT_RULE, help=what)


def _add_moment(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("moment", help="as `settings prompts` shows it")
    parser.add_argument("language", choices=_LANGUAGES)
