"""The arguments of `triodesk robot intents`; apart, as every command declares them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from admin.operator.acts import add_acts

LANGUAGES: Final = ("zh", "en", "both")
"""Of presets."""


def add_intents_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the sub-commands; without one the intents are listed."""
    wishes = add_acts(parser, required=False)
    wishes.add_parser("list", help="what visitors want, as it is recognised")
    show = wishes.add_parser("show", help="all of an intent, as JSON")
    show.add_argument("id")
    put = wishes.add_parser("put", help="add an intent, or change one")
    put.add_argument("id")
    what = "a TOML or JSON file that says all of it; else what is not given stays"
    put.add_argument("--from", dest="file", type=Path, metavar="FILE", help=what)
    put.add_argument("--name", help="for people")
    urgent = "least priority in line of who means it, 0 to 9"
    put.add_argument("--priority", type=int, metavar="N", help=urgent)
    for field, meaning in (
        ("utterances", "ways to say it"),
        ("words", "key words"),
        ("patterns", "words in an order, * between them, # for a digit"),
    ):
        put.add_argument(f"--{field}", nargs="*", metavar="TEXT", help=meaning)
    dropped = wishes.add_parser("drop", help="delete an intent")
    dropped.add_argument("id")
    tried = wishes.add_parser(
        "try", help="what a text would mean, and how sure that is"
    )
    tried.add_argument("text")
    presets = "take over those of a web shop that there are not yet"
    wishes.add_parser("presets", help=presets).add_argument(
        "language", choices=LANGUAGES
    )
