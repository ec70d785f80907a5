"""The arguments of `triodesk quick-replies`."""

from __future__ import annotations

import argparse

from admin.operator.acts import add_acts

_LANGUAGES = ("zh", "en")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the sub-commands; without one the shared replies are listed."""
    acts = add_acts(parser, required=False)
    acts.add_parser("list", help="those that all agents share")
    put = acts.add_parser("put", help="add one, or change the one with that title")
    put.add_argument("title", help="by which agents find it")
    text = "what is said; {visitor}, {agent}, {date} and others are filled in"
    put.add_argument("text", help=text)
    put.add_argument("--category", metavar="NAME", default="", help="where it stands")
    drop = acts.add_parser("drop", help="delete some")
    drop.add_argument("ids", nargs="+", metavar="ID", help="as the list has them")
    taken = acts.add_parser("import", help="put the rows of a .csv or .xlsx file")
    taken.add_argument("file", help="columns category, title, text; as export writes")
    given = acts.add_parser("export", help="write all into a .csv or .xlsx file")
    given.add_argument("file")
    language = "of the headings (the terminal's)"
    given.add_argument("--language", choices=_LANGUAGES, help=language)
