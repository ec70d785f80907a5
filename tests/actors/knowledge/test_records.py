"""The records of knowledge: one contract, in process and on PostgreSQL."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from shutil import copytree

import msgspec
import pytest
from sqlalchemy import insert

from actors.knowledge import editions, store
from actors.knowledge.changes import Publish, PutEntries
from actors.knowledge.entry import Answer, AnswerKind
from actors.knowledge.items import Item
from actors.knowledge.records import (
    NEWEST,
    EditionPage,
    EntriesFound,
    FindEntries,
    KnowledgeRefused,
    KnowledgeRule,
    ReadEdition,
)
from actors.records_schema import STEPS
from actors.sql_table import sql_table
from runtime.schema import NEWEST_FILE, Steps
from runtime.schema_steps import made_by
from runtime.sql_database import SqlDatabase
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


@pytest.mark.covers("R2", "P1")
async def test_questions_of_before_are_compared_too(path: Path, tmp_path: Path) -> None:
    old = tmp_path / "migrations"
    copytree(STEPS.directory, old)
    for step in (old / "versions").glob("v*.py"):
        if step.name >= "v0011":
            step.unlink()
    (old / NEWEST_FILE).write_text(made_by(old))
    there = msgspec.structs.asdict(Item.of_entry(entry("a", "Where IS it? ")))
    columns = [name for name in there if name != "asked"]
    with (
        closing(SqlDatabase(path, Steps(old))) as database,
        database.engine.begin() as connection,
    ):
        before = insert(sql_table("knowledge", *columns))
        connection.execute(before, {name: there[name] for name in columns})
    with closing(LocalRecords(path)) as records:
        twin = PutEntries((entry("b", "where is it?"),))
        refused = await Written(records).make(twin)
    assert isinstance(refused, KnowledgeRefused)
    assert refused.rule is KnowledgeRule.SAME_QUESTION
