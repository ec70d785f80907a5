"""The arguments of `triodesk customers`; apart, because every command declares them."""

from __future__ import annotations

import argparse
from typing import Final

from admin.operator.acts import Parsers, add_acts

USUAL_LIMIT: Final = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the sub-commands."""
    wishes = add_acts(parser)
    _add_filter(wishes.add_parser("list", help="customers, those known last first"))
    searched = wishes.add_parser("search", help="customers by what they are called")
    what = "all of these, in a name of his, in any case and width"
    searched.add_argument("name", nargs="+", help=what)
    _add_filter(searched)
    shown = wishes.add_parser("show", help="a customer, with his newest sessions")
    _add_customer(shown)
    _add_page(shown)
    told = wishes.add_parser("set", help="change the profile; an empty text clears")
    _add_customer(told)
    for part in ("name", "phone", "email", "language"):
        told.add_argument(f"--{part}")
    tagged = wishes.add_parser("tag", help="these are his tags; none clears them")
    _add_customer(tagged)
    tagged.add_argument("tags", nargs="*", metavar="TAG")
    ranked = wishes.add_parser("vip", help="set the VIP level: the least priority")
    _add_customer(ranked)
    ranked.add_argument("level", type=int, help="0 to 9; 0: he is none")
    noted = wishes.add_parser("note", help="add a note")
    _add_customer(noted)
    noted.add_argument("text", nargs="+")
    blocked = wishes.add_parser(
        "block", help="serve him no more, and close what is open"
    )
    _add_customer(blocked)
    blocked.add_argument("reason", nargs="+", help="he is not told")
    until = "date or time, as 2026-05-01; without it for ever"
    blocked.add_argument("--until", metavar="TIME", help=until)
    _add_customer(wishes.add_parser("unblock", help="serve him again"))
    _add_erasure(wishes)


def _add_erasure(wishes: Parsers) -> None:
    erased = wishes.add_parser(
        "erase", help="erase him: profile, notes, what was said, attachments"
    )
    _add_customer(erased)
    erased.add_argument("--yes", action="store_true", help="do not ask again")
    exported = wishes.add_parser("export", help="all that is held of him as a ZIP file")
    _add_customer(exported)
    into = "ZIP file to make (standard output)"
    exported.add_argument("file", nargs="?", metavar="FILE", help=into)


def _add_customer(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("customer", help="his id")


def _add_filter(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--tag", help="the whole tag")
    add("--vip", type=int, metavar="LEVEL", default=0, help="of this level at least")
    add("--blocked", action="store_true", help="who is blocked now")
    _add_page(parser)


def _add_page(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    limit = f"so many at most, up to 100 ({USUAL_LIMIT})"
    add("--limit", type=int, metavar="N", default=USUAL_LIMIT, help=limit)
    add("--before", type=int, metavar="CURSOR", default=0, help="go on from there")
