"""What is asked, and what both versions answer: each says which one it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Final

from actors.accounts.audit import Act, AuditEntry
from actors.knowledge.changes import MAX_CHANGED, Change, Publish, PutEntries
from actors.knowledge.entry import (
    Answer,
    AnswerKind,
    Base,
    CategoryId,
    Entry,
    EntryId,
)
from actors.knowledge.records import Changed, ChangeKnowledge, Publishing
from admin.bench.records_house import make_language
from admin.bench.robot_base import make_base
from tests.actors.accounts.local_records import LocalRecords

MAX_ASKED: Final = 1_000
"""Entries that are asked, and that the second version changes: all over the base."""
OLD, NEW = 1, 2


def make_entries(count: int) -> list[Entry]:
    """So many of the first version; its number makes an entry's questions its own."""
    random = Random(0)
    made = make_base(count, make_language(random), random)
    return [_entry(number, each.texts) for number, each in enumerate(made)]


def _entry(number: int, texts: tuple[str, ...]) -> Entry:
    name = EntryId(f"e{number:06}")
    question, *similar = dict.fromkeys(f"{text} {number}?" for text in texts)
    answers = (_answer(OLD, name),)
    return Entry(name, Base.FAQ, CategoryId(""), question, tuple(similar), answers)


def asked_of(entries: list[Entry]) -> list[Entry]:
    """Those that are asked."""
    return entries[:: -(-len(entries) // MAX_ASKED)]


def answer_of(version: int, entry: str) -> str:
    """What a version answers with an entry."""
    return f"version {version} of {entry}"


def _answer(version: int, entry: str) -> Answer:
    return Answer(AnswerKind.TEXT, answer_of(version, entry))


def changes(
    entries: list[Entry], version: int, at_once: int = MAX_CHANGED
) -> Iterator[Change]:
    """Has these entries answer as that version, so many at once, and publishes it."""
    for begin in range(0, len(entries), at_once):
        some = entries[begin : begin + at_once]
        yield PutEntries(tuple(_of(each, version) for each in some))
    yield Publish()


def _of(entry: Entry, version: int) -> Entry:
    return Entry(
        entry.id,
        entry.base,
        entry.category,
        entry.question,
        entry.similar,
        (_answer(version, entry.id),),
    )


async def fill(path: Path, entries: list[Entry]) -> None:
    """Writes the records of a service that does not run yet: the first version."""
    with closing(LocalRecords(path)) as records:
        for number, change in enumerate(changes(entries, OLD)):
            act = AuditEntry(number, "amy", Act.KNOWLEDGE_CHANGED, "draft")
            request = ChangeKnowledge(f"fill-{number}", change, act)
            while isinstance(answer := await records.ask(request), Publishing):
                pass
            assert isinstance(answer, Changed), answer
