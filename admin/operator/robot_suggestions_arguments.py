"""The arguments of `triodesk robot contributions` and `news`."""

from __future__ import annotations

import argparse
from typing import Final

from admin.operator.acts import add_acts

USUAL_LIMIT: Final = 20
_STATES: Final = ("waiting", "approved", "rejected")
_BASES: Final = ("faq", "chitchat")
"""Words of `ContributionState` and `Base`: not imported for lists of words."""


def add_contributions_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the sub-commands; without one those that wait are listed."""
    acts = add_acts(parser, required=False)
    listed = acts.add_parser("list", help="what agents suggested, newest first")
    listed.add_argument("--state", choices=_STATES, help="only those that stand there")
    listed.add_argument("--by", metavar="MEMBER", default="", help="only his")
    listed.add_argument("--before", type=int, metavar="N", default=0, help="older ones")
    listed.add_argument(
        "--limit",
        type=int,
        metavar="N",
        default=USUAL_LIMIT,
        help=f"so many at most ({USUAL_LIMIT})",
    )
    added = acts.add_parser("add", help="suggest a question and its answer")
    added.add_argument("question")
    added.add_argument("answer")
    similar = "other ways to ask it"
    added.add_argument("--similar", nargs="*", metavar="TEXT", default=(), help=similar)
    added.add_argument("--base", choices=_BASES, default=_BASES[0], help="faq if none")
    added.add_argument("--language", metavar="TAG", default="", help="as zh or en")
    entry = "it is to be how this entry is, which there is"
    added.add_argument("--entry", metavar="ID", default="", help=entry)
    added.add_argument("--words", metavar="TEXT", default="", help="said beside it")
    whose = "the member who suggests it (whoever owns the machine)"
    added.add_argument("--as", dest="by", metavar="MEMBER", default="", help=whose)
    approved = acts.add_parser("approve", help="put it into the draft")
    approved.add_argument("id", type=int)
    told = "what its author is told"
    approved.add_argument("--reason", metavar="TEXT", default="", help=told)
    rejected = acts.add_parser("reject", help="leave it out of the draft")
    rejected.add_argument("id", type=int)
    rejected.add_argument("reason", help=told)


def add_news_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the sub-commands; without one the news are listed."""
    acts = add_acts(parser, required=False)
    listed = acts.add_parser("list", help="entries in force, the newest first")
    _add_reader(listed)
    unread = "only what he has not marked as read"
    listed.add_argument("--unread", action="store_true", help=unread)
    after = "go on there; as the list ended"
    listed.add_argument("--after", metavar="CURSOR", default="", help=after)
    listed.add_argument(
        "--limit",
        type=int,
        metavar="N",
        default=USUAL_LIMIT,
        help=f"so many at most ({USUAL_LIMIT})",
    )
    marked = acts.add_parser("read", help="mark entries as read; without any, all")
    marked.add_argument("entries", nargs="*", metavar="ENTRY")
    _add_reader(marked)
    readers = acts.add_parser("readers", help="who has read an entry as it is now")
    readers.add_argument("entry")


def _add_reader(parser: argparse.ArgumentParser) -> None:
    whose = "the member who reads (whoever owns the machine)"
    parser.add_argument("--as", dest="reader", metavar="MEMBER", help=whose)
