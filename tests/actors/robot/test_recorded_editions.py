"""Versions are read from the records, page by page (R8)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from actors.accounts.audit import Act, AuditEntry
from actors.knowledge.changes import Change, Publish, PutEntries, SetWelcome
from actors.knowledge.records import (
    DRAFT,
    Changed,
    ChangeKnowledge,
    Publishing,
    read_entry,
)
from actors.robot.answer import Greeting, Suggestion
from actors.robot.loader import NOTHING, EditionName
from actors.robot.recorded_editions import RecordedEditions
from runtime.errors import Unavailable
from tests.actors.accounts.local_records import LocalRecords
from tests.actors.robot.bases import NOW_MS, RETURN, WELCOME, entry

PAGE = 1_000


@pytest.fixture
def records(tmp_path: Path) -> Iterator[LocalRecords]:
    with closing(LocalRecords(tmp_path / "records.db")) as kept:
        yield kept


async def change(records: LocalRecords, at_ms: int, made: Change) -> None:
    act = AuditEntry(at_ms, "amy", Act.KNOWLEDGE_CHANGED, "draft")
    request = ChangeKnowledge(f"o{at_ms}", made, act)
    while isinstance(answer := await records.ask(request), Publishing):
        pass
    assert isinstance(answer, Changed), answer


async def entries(editions: RecordedEditions, version: int) -> list[str]:
    pages = await editions.pages(version)
    return [read_entry(each).id async for page in pages.entries for each in page]


@pytest.mark.covers("R8")
async def test_the_newest_version_is_read_whole_and_the_draft_apart(
    records: LocalRecords,
) -> None:
    editions = RecordedEditions(records)
    assert await editions.newest() == NOTHING
    ids = sorted([*(f"e{number:04}" for number in range(PAGE)), "post", RETURN.id])
    for begin in range(0, len(ids), 500):
        some = tuple(entry(each, each) for each in ids[begin : begin + 500])
        await change(records, begin + 1, PutEntries(some))
    await change(records, 7_001, SetWelcome(WELCOME))
    await change(records, 7_002, Publish())
    before = (await editions.pages(DRAFT)).revision
    assert (await editions.pages(DRAFT)).revision == before
    await change(records, 7_003, PutEntries((entry("z", "new"),)))
    assert (await editions.pages(DRAFT)).revision != before
    assert await editions.newest() == EditionName(1, 7_002)
    assert await editions.before(1) == ()
    assert await editions.before(2) == (EditionName(1, 7_002),)
    assert await entries(editions, 1) == ids
    assert (await editions.pages(1)).welcome == WELCOME
    assert await entries(editions, DRAFT) == [*ids, "z"]
    first = await editions.first_words(1)
    assert first.greeting("web", NOW_MS) == Greeting(
        WELCOME.text,
        WELCOME.title,
        tuple(Suggestion(each, each, 1.0) for each in WELCOME.questions),
    )


async def test_records_that_are_away_are_to_be_asked_again(
    records: LocalRecords,
) -> None:
    records.failures.append(Unavailable("away"))
    with pytest.raises(Unavailable, match="away"):
        await RecordedEditions(records).newest()
