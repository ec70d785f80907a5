"""The arguments of `triodesk robot import`, `export` and `template`."""

from __future__ import annotations

import argparse
from pathlib import Path

_LANGUAGES = ("zh", "en")


def add_import_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of `import`."""
    what = "a .csv or .xlsx file; `triodesk robot template FILE` makes one"
    parser.add_argument("file", type=Path, help=what)
    preview = "say what would be added, changed or is faulty, and change nothing"
    parser.add_argument("--preview", action="store_true", help=preview)
    errors = "put rows with faults there, with what is wrong: mend and import them"
    parser.add_argument("--errors", type=Path, metavar="FILE", help=errors)
    parser.add_argument("--json", action="store_true", help="one JSON object per line")


def add_export_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of `export`."""
    parser.add_argument("file", type=Path, help="a .csv or .xlsx file")
    which = parser.add_mutually_exclusive_group()
    version = "a version; else the one published last"
    which.add_argument("--version", type=int, metavar="N", help=version)
    draft = "what is being worked on"
    which.add_argument("--draft", action="store_true", help=draft)
    _add_language(parser)


def add_template_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of `template`."""
    parser.add_argument("file", type=Path, help="a .csv or .xlsx file")
    _add_language(parser)


def _add_language(parser: argparse.ArgumentParser) -> None:
    language = "of the headings (the terminal's)"
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--language", choices=_LANGUAGES, help=language)
