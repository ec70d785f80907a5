"""The arguments of `triodesk robot unanswered`; apart: every command declares them."""

from __future__ import annotations

import argparse
from typing import Final

from admin.operator.acts import add_acts

USUAL_DAYS: Final = 30
USUAL_ROWS: Final = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the acts; without one the questions are listed."""
    acts = add_acts(parser, required=False)
    parser.set_defaults(act="list", days=USUAL_DAYS, limit=USUAL_ROWS)
    listed = acts.add_parser("list", help="what visitors asked in vain, gathered")
    _add_days(listed)
    limit = f"the first so many ({USUAL_ROWS})"
    listed.add_argument(
        "--limit", type=int, metavar="N", default=USUAL_ROWS, help=limit
    )
    made = acts.add_parser("convert", help="make it an entry of the draft")
    made.add_argument("id", help="as `list` shows it")
    made.add_argument("--answer", default="", help="what is said")
    made.add_argument("--question", default="", help="the standard one (as asked)")
    made.add_argument("--category", default="", metavar="ID", help="where it belongs")
    into = "it means what this entry answers: teach that one the questions"
    made.add_argument("--into", default="", metavar="ENTRY", help=into)
    _add_days(made)
    gone = acts.add_parser("dismiss", help="nothing is to answer it")
    gone.add_argument("ids", nargs="+", metavar="id", help="as `list` shows them")
    _add_days(gone)


def _add_days(parser: argparse.ArgumentParser) -> None:
    days = f"asked in so many days ({USUAL_DAYS})"
    parser.add_argument("--days", type=int, metavar="N", default=USUAL_DAYS, help=days)
