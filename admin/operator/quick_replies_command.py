"""What `triodesk quick-replies` runs."""

from __future__ import annotations

import argparse
from pathlib import Path

from actors.quick_replies.records import DropReplies, PutReplies
from actors.quick_replies.reply import SHARED
from admin.data_directory import DataDirectory
from admin.operator.asking import connect
from admin.operator.command import run_asking
from admin.operator.given import Given, converted
from admin.operator.quick_replies import (
    GiveSheet,
    ListReplies,
    ReplyClerk,
    TakeSheet,
    Wish,
)
from admin.operator.sheet_language import sheet_words
from gateway.console.phrases import Words
from gateway.console.surroundings import look_around


def run_quick_replies(directory: DataDirectory, options: argparse.Namespace) -> int:
    """Does one command on the service of a directory; returns the exit code.

    Raises:
        UsageError: a value is out of its bounds; also see `ReplyClerk`.
        Unavailable: the service does not answer now.
    """
    wish = read_wish(vars(options))
    language = look_around().language
    sheet = sheet_words(getattr(options, "language", None))

    async def do() -> int:
        async with connect(directory.operator_socket) as line:
            words, as_json = Words(language), bool(options.json)
            return await ReplyClerk(line, words, sheet, as_json=as_json).do(wish)

    return run_asking(do, directory, language)


def read_wish(given: Given) -> Wish:
    """PURE: what the arguments ask for.

    Raises:
        UsageError: a value is out of its bounds.
    """
    match given.get("act"):
        case "put":
            fields = {name: given[name] for name in ("category", "title", "text")}
            reply = {"id": "", "owner": SHARED, **fields}
            put = {"owner": SHARED, "replies": [reply], "is_by_title": True}
            return converted(put, PutReplies)
        case "drop":
            return converted({"owner": SHARED, "ids": given["ids"]}, DropReplies)
        case "import":
            return TakeSheet(Path(str(given["file"])))
        case "export":
            return GiveSheet(Path(str(given["file"])))
        case _:
            return ListReplies()
