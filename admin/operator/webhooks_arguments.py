"""The arguments of `triodesk webhooks`; apart, because every command declares them."""

from __future__ import annotations

import argparse
from typing import Final

from actors.webhooks.kinds import EventKind
from actors.webhooks.webhook import DeliveryState
from admin.operator.acts import add_acts

USUAL_ROWS: Final = 20
_STATES: Final = tuple(state.value for state in DeliveryState)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the sub-commands."""
    wishes = add_acts(parser)
    wishes.add_parser("list", help="who is told what, and how much of it waits")
    added = wishes.add_parser("add", help="tell somebody; prints the secret, once")
    added.add_argument("url")
    kinds = ", ".join(kind.value for kind in EventKind)
    usual = "default: all but session.message"
    added.add_argument("--events", nargs="+", help=f"of {kinds} ({usual})")
    added.add_argument("--secret", help="whsec_…, instead of a new one")
    _add_webhook(wishes.add_parser("remove", help="tell it no more"))
    rotated = wishes.add_parser("rotate", help="another secret, printed once")
    _add_webhook(rotated)
    hours = "hours in which the old one signs, too (24)"
    rotated.add_argument("--overlap", type=int, default=24, metavar="H", help=hours)
    log = wishes.add_parser("log", help="what was delivered, newest first")
    log.add_argument("webhook", nargs="?", default="", help="its id")
    log.add_argument("--state", choices=_STATES)
    log.add_argument("--event", type=int, help="every attempt of one")
    log.add_argument("--before", type=int, default=0, help="older than this event")
    log.add_argument("--limit", type=int, default=USUAL_ROWS, metavar="N")
    replayed = wishes.add_parser("replay", help="deliver again what is over")
    _add_webhook(replayed)
    replayed.add_argument("first", type=int, help="event, as `log` shows it")
    replayed.add_argument("last", type=int, nargs="?", help="and all up to this one")
    replayed.add_argument("--state", choices=_STATES, help="only those")


def _add_webhook(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("webhook", help="its id")
