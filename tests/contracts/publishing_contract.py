"""What every store of knowledge promises of publications in slices; as there."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.accounts.audit import Act, AuditEntry
from actors.accounts.records import AuditPage, ReadAudit
from actors.knowledge import slices
from actors.knowledge.changes import (
    DropEntries,
    Publication,
    Publish,
    PutCategory,
    PutEntries,
    RollBack,
    SetWelcome,
)
from actors.knowledge.entry import EntryId, Welcome
from actors.knowledge.news import FindReaders, NewsFound, ReadersFound, ReadNews
from actors.knowledge.records import (
    Changed,
    ChangeKnowledge,
    Diff,
    DiffScanned,
    KnowledgeAnswer,
    KnowledgeRefused,
    KnowledgeRule,
    Outline,
    Publishing,
    ReadDiff,
    ReadOutline,
    ReadVersions,
    ScanDiff,
    VersionCard,
    VersionsFound,
)
from tests.actors.accounts.local_records import LocalRecords
from tests.contracts.knowledge_contract import DELIVERY, Written, entry

pytestmark = pytest.mark.covers("R8")
IDS = ("a", "b", "c", "d", "e")


class Publisher:
    """Publishes slice by slice."""

    def __init__(self, records: LocalRecords) -> None:
        self.records = records
        self.written = Written(records)
        self.count = 0

    async def step(self, change: Publication, operation: str) -> KnowledgeAnswer:
        self.count += 1
        act = AuditEntry(7, "amy", Act.KNOWLEDGE_PUBLISHED, "draft")
        return await self.records.ask(ChangeKnowledge(operation, change, act))

    async def whole(self, change: Publication, operation: str) -> KnowledgeAnswer:
        answer = await self.step(change, operation)
        while isinstance(answer, Publishing):
            answer = await self.step(change, operation)
        return answer

    async def ids(self, version: int) -> list[str]:
        return [each.id for each in await self.written.edition(version)]

    async def newest(self) -> int:
        found = await self.records.ask(ReadVersions())
        assert isinstance(found, VersionsFound)
        return found.newest

    async def news(self) -> list[tuple[str, int]]:
        found = await self.records.ask(ReadNews("bo"))
        assert isinstance(found, NewsFound)
        return [(each.entry, each.since) for each in found.items]


class PublishingContract:
    @pytest.fixture
    async def publisher(
        self, records: LocalRecords, monkeypatch: pytest.MonkeyPatch
    ) -> Publisher:
        monkeypatch.setattr(slices, "SLICE_ITEMS", 2)
        publisher = Publisher(records)
        await publisher.written.make(PutCategory(DELIVERY))
        await publisher.written.put(*map(entry, IDS))
        await publisher.written.make(SetWelcome(Welcome(title="Hi")))
        return publisher

    async def test_nobody_sees_a_version_before_its_last_slice(
        self, publisher: Publisher
    ) -> None:
        entries = []
        while isinstance(answer := await publisher.step(Publish(), "o"), Publishing):
            entries.append(answer.entries)
            assert await publisher.newest() == 0
            assert await publisher.ids(1) == []
            assert await publisher.news() == []
        assert (entries, answer) == ([1, 3, 5], Changed(version=1))
        assert await publisher.ids(1) == list(IDS)
        await publisher.written.put(entry("a", "A?"), entry("f"))
        await publisher.written.make(DropEntries((EntryId("b"),)))
        before = await publisher.news()
        while isinstance(answer := await publisher.step(Publish(), "p"), Publishing):
            assert await publisher.ids(1) == list(IDS)
            assert await publisher.ids(2) == []
            assert await publisher.news() == before
            readers = await publisher.records.ask(FindReaders(EntryId("a")))
            assert readers == ReadersFound(())
        assert answer == Changed(version=2)
        assert await publisher.ids(1) == list(IDS)
        assert await publisher.ids(2) == ["a", "c", "d", "e", "f"]
        assert await publisher.news() == [
            ("a", 2),
            ("f", 2),
            ("c", 1),
            ("d", 1),
            ("e", 1),
        ]
        assert await publisher.whole(RollBack(1), "q") == Changed(version=3)
        found = await publisher.records.ask(ReadVersions())
        assert isinstance(found, VersionsFound)
        assert [replace(each, at_ms=0, by="", note="") for each in found.versions] == [
            VersionCard(3, 0, "", "", 1, 5, 1, 1, 1),
            VersionCard(2, 0, "", "", 0, 5, 1, 1, 1),
            VersionCard(1, 0, "", "", 0, 5, 7, 0, 0),
        ]
        outline = await publisher.records.ask(ReadOutline(3))
        assert isinstance(outline, Outline)
        welcome, now = Welcome(title="Hi"), outline.revision
        assert outline == Outline(3, 3, (DELIVERY,), welcome, 5, 0, now)
        log = await publisher.records.ask(ReadAudit(0))
        assert isinstance(log, AuditPage)
        acts = [row.entry.act for row in log.rows]
        assert acts.count(Act.KNOWLEDGE_PUBLISHED) == 3

    async def test_few_large_entries_are_a_slice(
        self, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(slices, "SLICE_ITEMS", 500)
        monkeypatch.setattr(slices, "SLICE_BYTES", 1)
        entries = []
        while isinstance(answer := await publisher.step(Publish(), "o"), Publishing):
            entries.append(answer.entries)
        assert (entries, answer) == ([0, 1, 2, 3, 4, 5, 5], Changed(version=1))
        assert await publisher.ids(1) == list(IDS)

    async def test_versions_are_compared_slice_by_slice(
        self, publisher: Publisher
    ) -> None:
        assert await publisher.whole(Publish(), "first") == Changed(version=1)
        await publisher.written.put(
            *(entry(each, f"New {each}?") for each in ("a", "b", "d"))
        )
        await publisher.written.put(entry("f"), entry("g"), entry("h"))
        await publisher.written.make(DropEntries((EntryId("c"),)))
        first = await publisher.records.ask(ScanDiff(ReadDiff()))
        assert isinstance(first, DiffScanned)
        assert (first.found.changed, first.reached) == (1, "entry:a")
        names: list[str] = []
        after = ""
        while not names or after:
            page = await publisher.written.diff(ReadDiff(after=after, limit=2))
            assert (page.added, page.changed, page.removed) == (3, 3, 1)
            names += [each.id for each in page.differences]
            after = page.next
        assert names == ["a", "b", "c", "d", "f", "g", "h"]
        back = await publisher.written.diff(ReadDiff(old=0, new=1))
        assert (back.added, back.changed, back.removed) == (1, 3, 3)

    async def test_one_that_was_left_half_done_leaves_nothing_behind(
        self, publisher: Publisher
    ) -> None:
        assert await publisher.whole(Publish(), "first") == Changed(version=1)
        await publisher.written.put(entry("a", "A?"), entry("b", "B?"), entry("a1"))
        await publisher.written.make(DropEntries((EntryId("c"),)))
        for _ in range(3):
            assert isinstance(await publisher.step(Publish(), "left"), Publishing)
        # All but one thing is as it was, also where something else was staged.
        await publisher.written.put(*map(entry, IDS))
        await publisher.written.make(DropEntries((EntryId("a1"),)))
        same = await publisher.whole(Publish(), "same")
        assert isinstance(same, KnowledgeRefused)
        assert same.rule is KnowledgeRule.NOTHING_NEW
        assert await publisher.news() == [(each, 1) for each in IDS]
        await publisher.written.put(entry("b", "Be?"))
        assert await publisher.whole(Publish(), "second") == Changed(version=2)
        assert await publisher.ids(2) == list(IDS)
        assert [each for each, version in await publisher.news() if version == 2] == [
            "b"
        ]
        diff = await publisher.written.diff(ReadDiff())
        assert diff == Diff(0, 0, 0, ())

    async def test_a_draft_that_changes_meanwhile_is_published_as_it_is_then(
        self, publisher: Publisher
    ) -> None:
        for _ in range(2):
            assert isinstance(await publisher.step(Publish(), "o"), Publishing)
        await publisher.written.make(PutEntries((entry("a", "A?"), entry("z"))))
        assert await publisher.whole(Publish(), "o") == Changed(version=1)
        edition = await publisher.written.edition(1)
        assert edition[0].question == "A?"
        assert [each.id for each in edition] == [*IDS, "z"]

    async def test_a_repeat_gets_the_first_answer(self, publisher: Publisher) -> None:
        for _ in range(2):
            assert await publisher.whole(Publish(), "o") == Changed(version=1)
        refused = await publisher.whole(RollBack(2), "p")
        assert isinstance(refused, KnowledgeRefused)
        assert refused.rule is KnowledgeRule.NO_SUCH_VERSION
