"""The arguments of the robot's commands that write, order and publish knowledge.

Apart, because every command declares them.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from admin.operator.acts import add_acts

BASES: Final = ("faq", "chitchat")
"""Words of `Base`, which is not imported for a list of words."""
USUAL_LIMIT: Final = 20


def add_entries_arguments(parser: argparse.ArgumentParser) -> None:
    """Of `robot entries`."""
    acts = add_acts(parser)
    listed = acts.add_parser("list", help="entries of the draft")
    listed.add_argument("text", nargs="*", help="only with this in question or answer")
    listed.add_argument("--base", choices=BASES, help="questions, or chit-chat")
    listed.add_argument("--category", metavar="ID", help='of this one; "" = of none')
    state = listed.add_mutually_exclusive_group()
    state.add_argument("--enabled", action="store_true", help="who may answer")
    state.add_argument("--disabled", action="store_true", help="who may not")
    _add_page(listed, "--after", str, "ID")
    shown = acts.add_parser("show", help="all of an entry")
    shown.add_argument("id")
    version = "of this version (the draft)"
    shown.add_argument("--version", type=int, default=0, metavar="N", help=version)
    added = acts.add_parser("add", help="a new question with its answer, in the draft")
    added.add_argument("question", help="as visitors are to read it")
    _add_parts(added)
    added.add_argument("--base", choices=BASES, default=BASES[0])
    added.add_argument("--id", default="", help="of your choice (from its name)")
    edited = acts.add_parser("edit", help="change some parts of an entry")
    edited.add_argument("id")
    edited.add_argument("--question")
    _add_parts(edited)
    put = acts.add_parser("put", help="entries of a TOML or JSON file; see the README")
    put.add_argument("file", type=Path)
    for act, meaning in (
        ("enable", "they may answer, once that is published"),
        ("disable", "they are kept, and answer no more"),
        ("delete", "they are gone from the draft"),
    ):
        _add_ids(acts.add_parser(act, help=meaning))
    moved = acts.add_parser("move", help="put entries into a category")
    moved.add_argument("category", help='its id; "" = out of any')
    _add_ids(moved)


def add_categories_arguments(parser: argparse.ArgumentParser) -> None:
    """Of `robot categories`."""
    acts = add_acts(parser)
    acts.add_parser("list", help="all of both bases, with what is in what")
    added = acts.add_parser("add", help="a new one")
    added.add_argument("name")
    added.add_argument("--base", choices=BASES, default=BASES[0])
    added.add_argument("--in", dest="parent", default="", metavar="ID")
    added.add_argument("--id", default="", help="of your choice (from its name)")
    edited = acts.add_parser("edit", help="rename it, or put it into another")
    edited.add_argument("id")
    edited.add_argument("--name")
    edited.add_argument("--in", dest="parent", metavar="ID", help='"" = in none')
    acts.add_parser("delete", help="drop an empty one").add_argument("id")


def add_chitchat_arguments(parser: argparse.ArgumentParser) -> None:
    """Of `robot chitchat`."""
    acts = add_acts(parser)
    acts.add_parser("list", help="what it can chat about, and whether it does")
    for act, meaning in (
        ("off", "no more of this, once that is published"),
        ("on", "as it came with the product"),
        ("edit", "make it an entry of your own, to be changed by `entries edit`"),
    ):
        changed = acts.add_parser(act, help=meaning)
        changed.add_argument("id", help="as `list` shows it")


def add_welcome_arguments(parser: argparse.ArgumentParser) -> None:
    """Of `robot welcome`."""
    acts = add_acts(parser)
    acts.add_parser("show", help="the card that visitors read first")
    told = acts.add_parser("set", help="change some parts of it")
    told.add_argument("--title")
    told.add_argument("--text")
    questions = "ids of up to 20 entries to choose from, in this order"
    told.add_argument("--questions", nargs="*", metavar="ID", help=questions)
    acts.add_parser("on", help="show it, once that is published")
    acts.add_parser("off", help="show it no more")


def add_publish_arguments(parser: argparse.ArgumentParser) -> None:
    """Of `robot publish`."""
    _add_note(parser)
    _add_no_wait(parser)


def add_rollback_arguments(parser: argparse.ArgumentParser) -> None:
    """Of `robot rollback`."""
    parser.add_argument("version", type=int, help="as `versions` shows it")
    _add_note(parser)
    _add_no_wait(parser)


def add_versions_arguments(parser: argparse.ArgumentParser) -> None:
    """Of `robot versions`."""
    _add_page(parser, "--before", int, "N")
    _add_json(parser)


def add_diff_arguments(parser: argparse.ArgumentParser) -> None:
    """Of `robot diff`."""
    add = parser.add_argument
    old = "a version; 0 = the draft (the newest version)"
    add("old", type=int, nargs="?", default=-1, help=old)
    add("new", type=int, nargs="?", default=0, help="likewise (the draft)")
    _add_page(parser, "--after", str, "CURSOR")
    _add_json(parser)


def _add_parts(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    similar = "other ways to ask it; instead of those there are"
    add("--similar", nargs="*", metavar="TEXT", help=similar)
    answers = "what is said; of chit-chat any one of several"
    add("--answer", nargs="+", metavar="TEXT", help=answers)
    add("--markdown", metavar="TEXT", help="the answer as CommonMark")
    add("--category", metavar="ID", help='"" = none')
    add("--language", metavar="TAG", help="zh, en …")
    add("--from", dest="begins", metavar="TIME", help='from then on, as 2026-05-01; ""')
    add("--until", dest="ends", metavar="TIME", help='until then; "" = for ever')


def _add_ids(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="*", metavar="ID")
    every = "all of this category, instead of ids"
    parser.add_argument("--in", dest="within", metavar="CATEGORY", help=every)


def _add_note(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--note", default="", help="why, for those who read the list")
    _add_json(parser)


def _add_no_wait(parser: argparse.ArgumentParser) -> None:
    text = "do not wait until it answers"
    parser.add_argument("--no-wait", dest="follows", action="store_false", help=text)


def _add_page(
    parser: argparse.ArgumentParser, name: str, kind: type, metavar: str
) -> None:
    add = parser.add_argument
    limit = f"so many at most, up to 100 ({USUAL_LIMIT})"
    add("--limit", type=int, metavar="N", default=USUAL_LIMIT, help=limit)
    add(name, type=kind, metavar=metavar, default=kind(), help="go on from there")


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")
