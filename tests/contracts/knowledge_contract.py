"""What every store of knowledge promises; subclasses give `records`."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.accounts.audit import Act, AuditEntry
from actors.accounts.records import AuditPage, ReadAudit
from actors.knowledge.changes import (
    Change,
    DropCategory,
    DropEntries,
    Publish,
    PutCategory,
    PutEntries,
    RollBack,
    SetEntries,
    SetWelcome,
)
from actors.knowledge.diff_page import DiffPage
from actors.knowledge.entry import (
    Answer,
    AnswerKind,
    Base,
    Category,
    CategoryId,
    Entry,
    EntryId,
    Welcome,
)
from actors.knowledge.records import (
    NEWEST,
    Changed,
    ChangeKnowledge,
    Diff,
    Difference,
    DiffScanned,
    EditionPage,
    EntriesFound,
    FieldChange,
    FindEntries,
    ItemKind,
    KnowledgeAnswer,
    KnowledgeRefused,
    KnowledgeRule,
    Outline,
    ReadDiff,
    ReadEdition,
    ReadEntries,
    ReadOutline,
    ReadVersions,
    ScanDiff,
    VersionCard,
    VersionsFound,
    read_entry,
)
from tests.actors.accounts.local_records import LocalRecords

FAQ, CHITCHAT = Base.FAQ, Base.CHITCHAT
DELIVERY = Category(CategoryId("delivery"), FAQ, "配送")


def entry(name: str, question: str = "", **fields: object) -> Entry:
    said = (Answer(AnswerKind.TEXT, f"Answer of {name}"),)
    made = Entry(
        EntryId(name), FAQ, CategoryId(""), question or f"What is {name}?", (), said
    )
    return replace(made, **fields)


class Written:
    """Changes, one after the other, each an operation of its own."""

    def __init__(self, records: LocalRecords) -> None:
        self.records = records
        self.count = 0

    async def make(self, change: Change, operation: str = "") -> KnowledgeAnswer:
        self.count += 1
        act = AuditEntry(self.count, "amy", Act.KNOWLEDGE_CHANGED, "draft")
        name = operation or f"o{self.count}"
        return await self.records.ask(ChangeKnowledge(name, change, act))

    async def put(self, *entries: Entry) -> None:
        put = await self.make(PutEntries(entries))
        assert put == Changed(tuple(each.id for each in entries), len(entries))

    async def found(self, find: FindEntries) -> list[str]:
        answer = await self.records.ask(find)
        assert isinstance(answer, EntriesFound)
        return [each.id for each in answer.entries]

    async def edition(self, version: int = NEWEST) -> list[Entry]:
        answer = await self.records.ask(ReadEdition(version))
        assert isinstance(answer, EditionPage)
        return [read_entry(body) for body in answer.entries]

    async def diff(self, query: ReadDiff) -> Diff:
        page, begin = DiffPage(query.limit), ""
        while True:
            part = await self.records.ask(ScanDiff(query, begin))
            assert isinstance(part, DiffScanned)
            page.add(part.found)
            if not (begin := part.reached):
                return page.page()


@pytest.fixture
def written(records: LocalRecords) -> Written:
    return Written(records)


class KnowledgeContract:
    @pytest.mark.covers("R2")
    async def test_entries_are_put_found_and_dropped(self, written: Written) -> None:
        await written.make(PutCategory(DELIVERY))
        home = DELIVERY.id
        await written.put(
            entry("a", "Where is my PARCEL?", category=home),
            entry("b", similar=("包裹在哪里",)),
            entry("c", enabled=False),
            entry("d", base=CHITCHAT),
        )
        wished = {
            "parcel": FindEntries(text="parcel"),
            "similar": FindEntries(text="包裹"),
            "answer": FindEntries(text="ANSWER OF b"),
            "wildcard": FindEntries(text="%"),
            "home": FindEntries(category=home),
            "homeless": FindEntries(base=FAQ, category=""),
            "enabled": FindEntries(enabled=True, limit=2),
            "rest": FindEntries(enabled=True, after="b"),
            "off": FindEntries(enabled=False),
            "chitchat": FindEntries(base=CHITCHAT),
        }
        found = {name: await written.found(find) for name, find in wished.items()}
        assert found == {
            "parcel": ["a"],
            "similar": ["b"],
            "answer": ["b"],
            "wildcard": [],
            "home": ["a"],
            "homeless": ["b", "c"],
            "enabled": ["a", "b"],
            "rest": ["d"],
            "off": ["c"],
            "chitchat": ["d"],
        }
        page = await written.records.ask(FindEntries(limit=3))
        assert isinstance(page, EntriesFound)
        assert (page.total, page.next) == (4, "c")
        gone = (EntryId("a"), EntryId("c"))
        assert await written.make(DropEntries(gone)) == Changed((), 2)
        assert await written.found(FindEntries()) == ["b", "d"]

    @pytest.mark.covers("R2")
    async def test_no_two_entries_of_a_base_ask_the_same(
        self, written: Written
    ) -> None:
        await written.put(entry("a", "退款 多久?"), entry("b", base=CHITCHAT))
        twin = PutEntries((entry("c", "退款 多久? "),))
        refused = await written.make(twin)
        assert isinstance(refused, KnowledgeRefused)
        assert refused.rule is KnowledgeRule.SAME_QUESTION
        await written.put(entry("a", "Other?"), entry("c", "What is b?"))
        await written.put(*twin.entries)
        assert await written.found(FindEntries()) == ["a", "b", "c"]

    @pytest.mark.covers("R2")
    async def test_what_is_changed_says_when_and_by_whom(
        self, written: Written
    ) -> None:
        await written.make(PutCategory(DELIVERY))
        await written.put(entry("a"), entry("b", enabled=False))
        ids = (EntryId("a"), EntryId("b"))
        off = SetEntries(ids, enabled=False, category=None)
        assert await written.make(off) == Changed((), 1)
        assert await written.make(off) == Changed((), 0)
        moved = SetEntries(ids[1:], category=DELIVERY.id)
        assert await written.make(moved) == Changed((), 1)
        told = await written.records.ask(ReadEntries((*ids, EntryId("z"))))
        assert told == EntriesFound(
            (
                entry("a", enabled=False, changed_ms=3, changed_by="amy"),
                entry(
                    "b",
                    enabled=False,
                    category=DELIVERY.id,
                    changed_ms=5,
                    changed_by="amy",
                ),
            ),
            2,
        )

    @pytest.mark.covers("R2")
    async def test_a_rule_that_refuses_leaves_everything_as_it_was(
        self, written: Written
    ) -> None:
        await written.make(PutCategory(DELIVERY))
        await written.put(entry("a", category=DELIVERY.id))
        await written.make(SetWelcome(Welcome(text="Hi", questions=(EntryId("a"),))))
        refused = (
            PutEntries((entry("b"), entry("c", category=CategoryId("none")))),
            SetEntries((EntryId("a"), EntryId("z")), enabled=False),
            DropEntries((EntryId("a"),)),
            DropCategory(DELIVERY.id),
            SetWelcome(Welcome(questions=(EntryId("z"),))),
            RollBack(1),
        )
        answers = [await written.make(each) for each in refused]
        rules = [each.rule for each in answers if isinstance(each, KnowledgeRefused)]
        assert rules == [
            KnowledgeRule.NO_SUCH_CATEGORY,
            KnowledgeRule.NO_SUCH_ENTRY,
            KnowledgeRule.ON_WELCOME_CARD,
            KnowledgeRule.NOT_EMPTY,
            KnowledgeRule.NO_SUCH_ENTRY,
            KnowledgeRule.NO_SUCH_VERSION,
        ]
        assert await written.found(FindEntries(enabled=True)) == ["a"]
        log = await written.records.ask(ReadAudit(0))
        assert isinstance(log, AuditPage)
        assert [row.entry.at_ms for row in log.rows] == [1, 2, 3]

    @pytest.mark.covers("R2", "S7")
    async def test_a_repeated_operation_gets_the_first_answer(
        self, written: Written
    ) -> None:
        first = await written.make(PutEntries((entry("a"),)), "same")
        assert await written.make(PutEntries((entry("b"),)), "same") == first
        assert await written.found(FindEntries()) == ["a"]

    @pytest.mark.covers("R8")
    async def test_a_version_keeps_what_the_draft_had(self, written: Written) -> None:
        assert await written.edition() == []
        await written.make(PutCategory(DELIVERY))
        await written.put(entry("a"), entry("b"), entry("c"))
        welcome = Welcome(enabled=True, title="Hello", text="Hi")
        await written.make(SetWelcome(welcome))
        assert await written.make(Publish("first")) == Changed(version=1)
        same = await written.make(Publish())
        assert isinstance(same, KnowledgeRefused)
        assert same.rule is KnowledgeRule.NOTHING_NEW
        await written.put(entry("a"))  # as it was: no difference
        await written.put(entry("b", "B?"), entry("d"))
        await written.make(DropEntries((EntryId("c"),)))
        changed = FieldChange("question", '"What is b?"', '"B?"')
        assert await written.diff(ReadDiff()) == Diff(
            1,
            1,
            1,
            (
                Difference(ItemKind.ENTRY, "b", "B?", "changed", (changed,)),
                Difference(ItemKind.ENTRY, "c", "What is c?", "removed"),
                Difference(ItemKind.ENTRY, "d", "What is d?", "added"),
            ),
        )
        assert [each.id for each in await written.edition()] == ["a", "b", "c"]
        assert await written.make(Publish("second")) == Changed(version=2)
        assert [each.question for each in await written.edition()] == [
            "What is a?",
            "B?",
            "What is d?",
        ]
        assert [each.id for each in await written.edition(1)] == ["a", "b", "c"]
        outline = await written.records.ask(ReadOutline(1))
        assert isinstance(outline, Outline)
        assert outline == Outline(1, 2, (DELIVERY,), welcome, 3, 0, outline.revision)

    @pytest.mark.covers("R8")
    async def test_rolling_back_publishes_what_was_and_spares_the_draft(
        self, written: Written
    ) -> None:
        await written.put(entry("a"), entry("b"))
        await written.make(Publish("good"))
        await written.put(entry("a", "Bad?"), entry("c"))
        await written.make(DropEntries((EntryId("b"),)))
        await written.make(Publish("bad"))
        good = await written.edition(1)
        assert await written.make(RollBack(1, "oh")) == Changed(version=3)
        assert await written.edition() == good
        assert await written.found(FindEntries()) == ["a", "c"]
        again = await written.make(RollBack(1))
        assert isinstance(again, KnowledgeRefused)
        listed = await written.records.ask(ReadVersions())
        assert listed == VersionsFound(
            (
                VersionCard(3, 6, "amy", "oh", 1, 2, 1, 1, 1),
                VersionCard(2, 5, "amy", "bad", 0, 2, 1, 1, 1),
                VersionCard(1, 2, "amy", "good", 0, 2, 2, 0, 0),
            ),
            3,
        )
        older = await written.records.ask(ReadVersions(before=3, limit=1))
        assert isinstance(older, VersionsFound)
        assert [each.version for each in older.versions] == [2]
        assert await written.make(Publish()) == Changed(version=4)

    @pytest.mark.covers("R8")
    async def test_differences_of_every_kind_come_page_by_page(
        self, written: Written
    ) -> None:
        await written.make(PutCategory(DELIVERY))
        await written.make(SetWelcome(Welcome(title="One")))
        await written.make(Publish())
        await written.make(PutCategory(replace(DELIVERY, name="物流")))
        await written.make(SetWelcome(Welcome(title="Two")))
        await written.put(entry("a"))
        names: list[str] = []
        counts: set[tuple[int, int, int]] = set()
        after = ""
        while not names or after:
            page = await written.diff(ReadDiff(after=after, limit=1))
            counts.add((page.added, page.changed, page.removed))
            names += [each.name for each in page.differences]
            after = page.next
        assert names == ["物流", "What is a?", "Two"]
        assert counts == {(1, 2, 0)}
