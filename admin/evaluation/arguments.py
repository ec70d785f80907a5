"""The arguments of `triodesk robot eval`; apart, as every command declares them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

HALVES: Final = ("test", "development")
"""As `Half` has them; the parser is made without it."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares them."""
    add = parser.add_argument
    own = "labelled utterances, as JSON lines (a set of our own: see --half)"
    add("file", nargs="?", type=Path, metavar="FILE", help=own)
    half = f"of our own set ({HALVES[0]}; plain matchers are tuned on the other)"
    add("--half", choices=HALVES, default=HALVES[0], help=half)
    tune = "where thresholds of the plain matchers are found (FILE itself)"
    add("--tune", type=Path, metavar="FILE", help=tune)
    intents = "judge how intents are recognised, the presets on a set of their own"
    add("--intents", action="store_true", help=intents)
    add("--json", action="store_true", help="end with one line of JSON")
