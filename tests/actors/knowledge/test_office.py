"""Who administers knowledge, what fits, and who hears of a publication (R2, R8)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

from actors.accounts.audit import Act
from actors.accounts.permissions import OPERATOR, Principal, Role
from actors.accounts.records import AuditPage, ReadAudit
from actors.knowledge import slices, store
from actors.knowledge.changes import (
    MAX_NOTE_CHARS,
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
from actors.knowledge.entry import (
    MAX_QUESTION_CHARS,
    Category,
    CategoryId,
    EntryId,
    Welcome,
)
from actors.knowledge.office import KnowledgeOffice, KnowledgePublished
from actors.knowledge.records import (
    Changed,
    Diff,
    EntriesFound,
    FindEntries,
    KnowledgeAnswer,
    KnowledgeRefused,
    KnowledgeRule,
    ReadDiff,
    ScanDiff,
    ScanEntries,
)
from actors.rules.rulebook import Rulebook, Rules
from actors.rules.setting_table import Override
from actors.rules.settings import ServiceSettings
from runtime.errors import Unavailable
from runtime.observe import Events
from tests.actors.accounts.local_records import LocalRecords
from tests.contracts.knowledge_contract import DELIVERY, FAQ, entry

OWNER = Principal(OPERATOR, None)


class Administered:
    def __init__(self, records: LocalRecords) -> None:
        self.records = records
        self.rules = Rules(ServiceSettings())
        self.published: list[KnowledgePublished] = []
        self.count = 0
        events = Events()
        events.subscribe(KnowledgePublished, self.published.append)
        self.office = KnowledgeOffice(
            records, events, Random(1), lambda: 1_700, self.rules
        )

    async def do(self, change: Change, who: Principal = OWNER) -> KnowledgeAnswer:
        self.count += 1
        return await self.office.change(who, change, f"o{self.count}")

    async def rule(self, change: Change, who: Principal = OWNER) -> KnowledgeRule:
        answer = await self.do(change, who)
        assert isinstance(answer, KnowledgeRefused), answer
        return answer.rule


@pytest.fixture
def administered(tmp_path: Path) -> Iterator[Administered]:
    with closing(LocalRecords(tmp_path / "records.db")) as records:
        yield Administered(records)


@pytest.mark.covers("R2")
async def test_what_is_new_has_ids_in_the_order_in_which_it_came(
    administered: Administered,
) -> None:
    new = entry("", "New?")
    put = await administered.do(PutEntries((new, replace(new, question="Newer?"))))
    assert isinstance(put, Changed)
    assert put.count == 2
    found = await administered.office.look(OWNER, FindEntries())
    assert isinstance(found, EntriesFound)
    questions = [(each.id, each.question) for each in found.entries]
    assert questions == list(zip(put.ids, ("New?", "Newer?"), strict=True))
    made = await administered.do(PutCategory(Category(CategoryId(""), FAQ, "A")))
    assert isinstance(made, Changed)
    assert made.ids[0].startswith("c")


@pytest.mark.covers("R2")
async def test_a_search_goes_slice_by_slice(
    administered: Administered, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "SCANNED", 2)
    names = [f"e{number}" for number in range(7)]
    kinds = ("Even", "Odd")
    said = {name: f"{kinds[int(name[1]) % 2]} {name}?" for name in names}
    await administered.do(PutEntries(tuple(entry(each, said[each]) for each in names)))
    find = FindEntries(text="odd", limit=2)
    found = await administered.office.look(OWNER, find)
    assert isinstance(found, EntriesFound)
    assert [each.id for each in found.entries] == ["e1", "e3"]
    assert (found.total, found.next) == (3, "e3")
    found = await administered.office.look(OWNER, replace(find, after=found.next))
    assert isinstance(found, EntriesFound)
    assert [each.id for each in found.entries] == ["e5"]
    assert (found.total, found.next) == (3, "")
    asked = administered.records.asked
    assert len([each for each in asked if isinstance(each, ScanEntries)]) == 8


@pytest.mark.covers("R2")
async def test_what_is_switched_off_is_looked_for_slice_by_slice(
    administered: Administered, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "SCANNED", 1)
    off = entry("b", enabled=False)
    await administered.do(PutEntries((entry("a"), off, entry("c"))))
    for is_enabled, ids in ((True, ["a", "c"]), (False, ["b"])):
        found = await administered.office.look(OWNER, FindEntries(enabled=is_enabled))
        assert isinstance(found, EntriesFound)
        assert [each.id for each in found.entries] == ids
    asked = administered.records.asked
    assert not [each for each in asked if isinstance(each, FindEntries)]


@pytest.mark.covers("R8")
async def test_versions_are_compared_slice_by_slice(
    administered: Administered, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slices, "SLICE_ITEMS", 2)
    await administered.do(PutEntries(tuple(map(entry, "abcde"))))
    diff = await administered.office.look(OWNER, ReadDiff(limit=3))
    assert isinstance(diff, Diff)
    assert [each.id for each in diff.differences] == ["a", "b", "c"]
    assert (diff.added, diff.next) == (5, "entry:c")
    diff = await administered.office.look(OWNER, ReadDiff(after=diff.next))
    assert isinstance(diff, Diff)
    assert [each.id for each in diff.differences] == ["d", "e"]
    asked = administered.records.asked
    assert len([each for each in asked if isinstance(each, ScanDiff)]) == 6


@pytest.mark.covers("R2", "M1")
async def test_who_may_do_what(administered: Administered) -> None:
    agent, boss = Principal("a", Role.AGENT), Principal("s", Role.SUPERVISOR)
    put = PutEntries((entry("a"),))
    assert await administered.rule(put, agent) is KnowledgeRule.NOT_ALLOWED
    assert isinstance(await administered.do(put, boss), Changed)
    assert await administered.rule(Publish(), boss) is KnowledgeRule.NOT_ALLOWED
    found = await administered.office.look(agent, FindEntries())
    assert isinstance(found, EntriesFound)
    assert found.entries[0].changed_by == "s"
    stranger = await administered.office.look(Principal("x", None), FindEntries())
    assert isinstance(stranger, KnowledgeRefused)


@pytest.mark.covers("R8")
async def test_a_publication_is_heard_of_and_needs_the_robot_to_be_on(
    administered: Administered,
) -> None:
    await administered.do(PutEntries((entry("a"),)))
    off = Rulebook(settings=(Override("robot_enabled", value=False),))
    administered.rules.replace(off)
    assert await administered.rule(Publish()) is KnowledgeRule.ROBOT_OFF
    administered.rules.replace(Rulebook())
    assert await administered.do(Publish()) == Changed(version=1)
    await administered.do(PutEntries((entry("b"),)))
    await administered.do(Publish())
    assert await administered.do(RollBack(1)) == Changed(version=3)
    assert [each.version for each in administered.published] == [1, 2, 3]


@pytest.mark.covers("R2")
async def test_what_is_wrong_by_itself_never_reaches_the_records(
    administered: Administered,
) -> None:
    long = "x" * (MAX_QUESTION_CHARS + 1)
    wrong: dict[KnowledgeRule, Change] = {
        KnowledgeRule.BAD_ENTRY: PutEntries((entry("a"), entry("b", long))),
        KnowledgeRule.BAD_CATEGORY: PutCategory(replace(DELIVERY, name=" ")),
        KnowledgeRule.BAD_WELCOME: SetWelcome(Welcome(enabled=True)),
    }
    for rule, change in wrong.items():
        assert await administered.rule(change) is rule
    assert not administered.records.asked


@pytest.mark.covers("M9", "R2")
async def test_the_log_says_of_every_change_what_it_was(
    administered: Administered,
) -> None:
    many = tuple(entry(f"e{number}") for number in range(7))
    changes: tuple[Change, ...] = (
        PutCategory(DELIVERY),
        PutEntries(many),
        SetEntries((EntryId("e0"),), enabled=False),
        SetEntries((EntryId("e1"), EntryId("e2")), category=DELIVERY.id),
        SetEntries(
            (EntryId("e1"), EntryId("e2")), enabled=True, category=CategoryId("")
        ),
        DropEntries((EntryId("e0"),)),
        DropCategory(DELIVERY.id),
        SetWelcome(Welcome(enabled=True, title="Hi", text="Hello")),
        Publish("first\x1b"),
        SetWelcome(Welcome()),
        Publish("x" * MAX_NOTE_CHARS),
        RollBack(1, "back"),
    )
    for change in changes:
        assert isinstance(await administered.do(change), Changed)
    log = await administered.records.ask(ReadAudit(0))
    assert isinstance(log, AuditPage)
    assert [row.entry.detail for row in log.rows] == [
        "category delivery put: 配送",
        "7 entries put: e0 e1 e2 e3 e4 …",
        "1 entries set: e0 disabled",
        "2 entries set: e1 e2 in category 'delivery'",
        "2 entries set: e1 e2 enabled in category ''",
        "1 entries dropped: e0",
        "category delivery dropped",
        "welcome card on: Hi",
        "published: first\\u001b",
        "welcome card off: ",
        f"published: {'x' * MAX_NOTE_CHARS}",
        "rolled back to 1: back",
    ]
    acts = {row.entry.act for row in log.rows}
    assert acts == {Act.KNOWLEDGE_CHANGED, Act.KNOWLEDGE_PUBLISHED}


@pytest.mark.covers("S7", "R8")
async def test_a_publication_whose_answer_is_lost_is_found_by_its_operation(
    administered: Administered,
) -> None:
    await administered.do(PutEntries((entry("a"),)))
    administered.records.failures.append(Unavailable("the child died"))
    with pytest.raises(Unavailable):
        await administered.office.change(OWNER, Publish(), "same")
    for _ in range(2):
        again = await administered.office.change(OWNER, Publish(), "same")
        assert again == Changed(version=1)
