"""PURE: what the arguments of `robot contributions` and `robot news` ask for (R11)."""

from __future__ import annotations

from typing import Final

import msgspec

from actors.knowledge.contribution import (
    Approve,
    Contribute,
    ContributionAct,
    FindContributions,
    Reject,
)
from actors.knowledge.entry import Answer, AnswerKind, EntryId
from actors.knowledge.news import FindReaders, NewsRequest, ReadNews
from admin.operator.given import Given, converted, some

OPERATOR_READS: Final = "operator"
"""Whose marks are meant where no member is named."""


class MarkAsRead(msgspec.Struct, frozen=True):
    """Marks, as the version in force has them."""

    reader: str
    entries: tuple[EntryId, ...]


Wish = FindContributions | ContributionAct | NewsRequest | MarkAsRead


def read_contributions_wish(given: Given) -> Wish:
    """What the arguments of `contributions` ask for.

    Raises:
        UsageError: a value is out of its bounds.
    """
    match given.get("act"):
        case "add":
            return _suggested(given)
        case "approve":
            return converted(some(given, ("id", "reason")), Approve)
        case "reject":
            return converted(some(given, ("id", "reason")), Reject)
        case "list":
            names = some(given, ("state", "by", "before", "limit"))
            return converted(names, FindContributions)
        case _:
            return converted({"state": "waiting"}, FindContributions)


def read_news_wish(given: Given) -> Wish:
    """What the arguments of `news` ask for.

    Raises:
        UsageError: a value is out of its bounds.
    """
    reader = given.get("reader") or OPERATOR_READS
    match given.get("act"):
        case "read":
            fields = {"reader": reader, "entries": given["entries"]}
            return converted(fields, MarkAsRead)
        case "readers":
            return converted(some(given, ("entry",)), FindReaders)
        case _:
            names = some(given, ("unread", "after", "limit"))
            return converted({"reader": reader, **names}, ReadNews)


def _suggested(given: Given) -> Contribute:
    entry = {
        "id": given["entry"],
        "base": given["base"],
        "category": "",
        "question": given["question"],
        "similar": given["similar"],
        "answers": (Answer(AnswerKind.TEXT, str(given["answer"])),),
        "language": given["language"],
    }
    fields = {"entry": entry, "words": given["words"], "by": given["by"]}
    return converted(fields, Contribute)
