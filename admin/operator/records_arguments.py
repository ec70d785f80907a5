"""The arguments of `triodesk records`; apart, because every command declares them."""

from __future__ import annotations

import argparse
from typing import Final

from admin.operator.acts import add_acts

OUTCOMES: Final = (
    *("normal", "abandoned", "unserved", "robot", "message_left", "broken"),
    *("timeout_transfer", "declined", "transferred", "silence_transfer", "taken"),
    "agent_lost",
)
"""As `Outcome` has them; the parser is made without it."""
CLOSED_BY: Final = ("client", "seat", "admin", "timer")
"""As `CloseReason` has them."""
USUAL_LIMIT: Final = 20
_TIME: Final = "date or time, as 2026-05-01 or 2026-05-01T09:30"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the sub-commands."""
    wishes = add_acts(parser)
    listed = wishes.add_parser("list", help="sessions, newest first")
    _add_filter(listed)
    sample = "so many of them, by chance: for quality checks"
    listed.add_argument("--sample", type=int, metavar="N", help=sample)
    searched = wishes.add_parser("search", help="sessions in which something was said")
    what = "all of these, in one message, in any case and width"
    searched.add_argument("text", nargs="+", help=what)
    _add_filter(searched)
    shown = wishes.add_parser("show", help="a session: its legs and what was said")
    shown.add_argument("session", help="its id")
    shown.add_argument("--find", metavar="TEXT", default="", help="mark it")
    what = "a day's comings and goings, for `triodesk simulate --replay`"
    exported = wishes.add_parser("export", help=what)
    over = "as 2026-05-01; a day that is over"
    exported.add_argument("date", metavar="DATE", help=over)
    wishes.add_parser("rebuild", help="build all records anew from the journal")


def _add_filter(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--visitor", help="id or nickname")
    add("--agent", help="id of one who served, or at whom it rang")
    add("--staff-number", help="of such an agent")
    add("--group", help="id of a group that served, or was waited for")
    add("--channel", help="id")
    add("--from", dest="since", metavar="TIME", help=f"opened from then on: {_TIME}")
    add("--until", metavar="TIME", help="opened before then")
    add("--tag", help="the whole tag")
    add("--remark", help="a part of the remark")
    add("--stars", type=int, help="rating, 1 to 5")
    add("--outcome", choices=OUTCOMES, help="of the session, or of a leg of it")
    add("--closed-by", choices=CLOSED_BY)
    state = parser.add_mutually_exclusive_group()
    on, over = "those that go on", "those that are over"
    state.add_argument("--open", dest="is_open", action="store_true", help=on)
    state.add_argument("--over", dest="is_open", action="store_false", help=over)
    parser.set_defaults(is_open=None)
    limit = f"so many at most ({USUAL_LIMIT})"
    add("--limit", type=int, metavar="N", default=USUAL_LIMIT, help=limit)
    add("--before", type=int, metavar="CURSOR", default=0, help="go on from there")
