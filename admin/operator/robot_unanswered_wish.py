"""PURE: what the arguments of `triodesk robot unanswered` ask for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from actors.knowledge.entry import (
    MAX_QUESTION_CHARS,
    MAX_SIMILAR,
    Answer,
    AnswerKind,
    Base,
    CategoryId,
    Entry,
    EntryId,
)
from actors.records.unanswered import MAX_ASKED
from actors.robot.cluster import Cluster
from runtime.errors import UsageError


class ListUnanswered(msgspec.Struct, frozen=True):
    """The first `limit` groups."""

    limit: int


class ConvertUnanswered(msgspec.Struct, frozen=True):
    """A group becomes an entry, or part of one: `into`."""

    id: str
    answer: str
    question: str
    category: str
    into: str


class DismissUnanswered(msgspec.Struct, frozen=True):
    """Groups are not to be shown any more."""

    ids: tuple[str, ...]


Wish = ListUnanswered | ConvertUnanswered | DismissUnanswered
_WISHES: Final[Mapping[str, type[Wish]]] = {
    "list": ListUnanswered,
    "convert": ConvertUnanswered,
    "dismiss": DismissUnanswered,
}


def read_wish(given: Mapping[str, object]) -> Wish:
    """What the arguments, by name, ask for.

    Raises:
        UsageError: they contradict each other, or one is out of its bounds.
    """
    wish = msgspec.convert(given, _WISHES[str(given["act"])])
    if isinstance(wish, ListUnanswered) and not 1 <= wish.limit <= MAX_ASKED:
        raise UsageError(f"expected --limit 1 to {MAX_ASKED}, got {wish.limit}")
    if isinstance(wish, ConvertUnanswered) and bool(wish.answer) == bool(wish.into):
        raise UsageError("expected either --answer or --into")
    return wish


def new_entry(cluster: Cluster, wish: ConvertUnanswered) -> Entry:
    """A group as an entry; its id is the group's, so that again is harmless."""
    question = wish.question or cluster.question
    return Entry(
        EntryId(f"u{cluster.id}"),
        Base.FAQ,
        CategoryId(wish.category),
        question,
        _taught(cluster, (question,)),
        (Answer(AnswerKind.TEXT, wish.answer),),
    )


def taught(entry: Entry, cluster: Cluster) -> Entry:
    """An entry that is found by a group's questions, too."""
    known = (entry.question, *entry.similar)
    similar = (*entry.similar, *_taught(cluster, known))[:MAX_SIMILAR]
    return msgspec.structs.replace(entry, similar=similar)


def _taught(cluster: Cluster, known: tuple[str, ...]) -> tuple[str, ...]:
    """What is not known yet, and no story."""
    asked = (each.strip() for each in (cluster.question, *cluster.others))
    fits = [each for each in asked if 0 < len(each) <= MAX_QUESTION_CHARS]
    return tuple(each for each in dict.fromkeys(fits) if each not in known)[
        :MAX_SIMILAR
    ]
