"""The records of knowledge: one contract, in process and on PostgreSQL."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from actors.knowledge import editions, store
from actors.knowledge.changes import Publish
from actors.knowledge.entry import Answer, AnswerKind
from actors.knowledge.records import (
    NEWEST,
    EditionPage,
    EntriesFound,
    FindEntries,
    ReadEdition,
)
from tests.actors.accounts.local_records import LocalRecords
from tests.actors.record_places import InProcess, OnPostgresql
from tests.contracts.knowledge_contract import (
    KnowledgeContract,
    Written,
    entry,
    written,
)

__all__ = ["written"]


class TestInProcess(InProcess, KnowledgeContract):
    pass


class TestOnPostgresql(OnPostgresql, KnowledgeContract):
    pass


@pytest.mark.covers("R8")
async def test_large_entries_make_short_pages_and_none_is_lost(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editions, "MAX_EDITION_BYTES", 2_500)
    monkeypatch.setattr(store, "MAX_FOUND_BYTES", 2_500)
    said = (Answer(AnswerKind.TEXT, "x" * 1_000),)
    names = [f"e{number}" for number in range(5)]
    with closing(LocalRecords(path)) as records:
        written = Written(records)
        await written.put(*(entry(name, answers=said) for name in names))
        await written.make(Publish())
        sizes: list[int] = []
        after = ""
        while not sizes or after:
            page = await records.ask(ReadEdition(NEWEST, after))
            assert isinstance(page, EditionPage)
            assert page.version == 1
            sizes.append(len(page.entries))
            after = page.next
        assert sizes == [2, 2, 1]
        found = await records.ask(FindEntries(after="e1"))
        assert isinstance(found, EntriesFound)
        assert ([each.id for each in found.entries], found.next) == (["e2", "e3"], "e3")


async def test_after_a_restart_the_newest_version_is_there(path: Path) -> None:
    with closing(LocalRecords(path)) as records:
        written = Written(records)
        await written.put(entry("a"))
        await written.make(Publish())
    with closing(LocalRecords(path)) as records:
        assert [each.id for each in await Written(records).edition()] == ["a"]
