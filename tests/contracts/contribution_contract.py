"""What every store of contributions and news promises; subclasses give `records`."""

from __future__ import annotations

import pytest

from actors.accounts.audit import Act, AuditEntry
from actors.knowledge import contribution
from actors.knowledge.changes import Change, DropEntries, Publish, PutEntries
from actors.knowledge.contribution import (
    Approve,
    ChangeContributions,
    Contribute,
    Contributed,
    Contribution,
    ContributionAct,
    ContributionsFound,
    ContributionState,
    FindContributions,
    Reject,
)
from actors.knowledge.entry import CategoryId, EntryId
from actors.knowledge.news import (
    FindReaders,
    Marked,
    MarkRead,
    NewsFound,
    ReadersFound,
    ReadNews,
)
from actors.knowledge.records import (
    Changed,
    ChangeKnowledge,
    EntriesFound,
    FindEntries,
    KnowledgeAnswer,
    KnowledgeRefused,
    KnowledgeRule,
)
from tests.actors.accounts.local_records import LocalRecords
from tests.contracts.knowledge_contract import entry

WAITING, APPROVED = ContributionState.WAITING, ContributionState.APPROVED


class Desk:
    """People and the records, one act after the other."""

    def __init__(self, records: LocalRecords) -> None:
        self.records = records
        self.count = 0

    async def act(
        self, who: str, act: ContributionAct, operation: str = ""
    ) -> KnowledgeAnswer:
        self.count += 1
        audit = AuditEntry(self.count, who, Act.KNOWLEDGE_CHANGED, "draft")
        name = operation or f"o{self.count}"
        return await self.records.ask(ChangeContributions(name, act, audit))

    async def change(self, change: Change) -> None:
        self.count += 1
        audit = AuditEntry(self.count, "amy", Act.KNOWLEDGE_CHANGED, "draft")
        request = ChangeKnowledge(f"o{self.count}", change, audit)
        assert isinstance(await self.records.ask(request), Changed)

    async def find(self, **wanted: object) -> ContributionsFound:
        request = FindContributions(**wanted)  # type: ignore[arg-type]
        answer = await self.records.ask(request)
        assert isinstance(answer, ContributionsFound)
        return answer

    async def only(self) -> Contribution:
        (one,) = (await self.find()).contributions
        return one

    async def draft(self) -> list[str]:
        answer = await self.records.ask(FindEntries())
        assert isinstance(answer, EntriesFound)
        return [each.question for each in answer.entries]

    async def publish(self, *names: str, question: str = "") -> None:
        await self.change(PutEntries(tuple(entry(each, question) for each in names)))
        await self.change(Publish())

    async def news(self, reader: str, **wanted: object) -> NewsFound:
        request = ReadNews(reader, **wanted)  # type: ignore[arg-type]
        answer = await self.records.ask(request)
        assert isinstance(answer, NewsFound)
        return answer

    async def mark(self, reader: str, version: int, *names: str) -> None:
        self.count += 1
        ids = tuple(map(EntryId, names))
        request = MarkRead(reader, version, ids, self.count)
        assert await self.records.ask(request) == Marked()

    async def readers(self, name: str) -> list[str]:
        answer = await self.records.ask(FindReaders(EntryId(name)))
        assert isinstance(answer, ReadersFound)
        return [who for who, _ in answer.readers]


@pytest.fixture
def desk(records: LocalRecords) -> Desk:
    return Desk(records)


def names(found: NewsFound) -> list[str]:
    return [each.entry for each in found.items]


@pytest.mark.covers("R11")
class ContributionContract:
    async def test_what_is_suggested_waits_and_changes_nothing(
        self, desk: Desk
    ) -> None:
        act = Contribute(entry("a"), "often asked")
        assert await desk.act("bo", act) == Contributed(1, EntryId("a"))
        waiting = Contribution(1, 1, "bo", entry("a"), "often asked")
        assert await desk.find() == ContributionsFound((waiting,), 1)
        assert await desk.draft() == []

    async def test_somebody_else_may_write_it_down(self, desk: Desk) -> None:
        await desk.act("operator", Contribute(entry("a"), by="bo"))
        assert (await desk.only()).by == "bo"

    async def test_a_repeat_suggests_nothing_twice(self, desk: Desk) -> None:
        first = await desk.act("bo", Contribute(entry("a")), "same")
        assert await desk.act("bo", Contribute(entry("a")), "same") == first
        assert (await desk.find()).waiting == 1

    async def test_approved_it_is_in_the_draft_and_its_author_sees_that(
        self, desk: Desk
    ) -> None:
        await desk.act("bo", Contribute(entry("a")))
        answer = await desk.act("amy", Approve(1, reason="thanks"), "once")
        assert answer == Changed((EntryId("a"),), 1)
        assert await desk.act("amy", Approve(1, reason="thanks"), "once") == answer
        assert await desk.draft() == ["What is a?"]
        one = await desk.only()
        assert (one.state, one.decided_by, one.reason) == (APPROVED, "amy", "thanks")
        assert one.decided_ms == 2

    async def test_rejected_it_is_not_and_its_author_sees_why(self, desk: Desk) -> None:
        await desk.act("bo", Contribute(entry("a")))
        assert await desk.act("amy", Reject(1, "known")) == Changed()
        one = await desk.only()
        assert (one.state, one.reason) == (ContributionState.REJECTED, "known")
        assert await desk.draft() == []

    async def test_it_is_decided_once(self, desk: Desk) -> None:
        await desk.act("bo", Contribute(entry("a")))
        await desk.act("amy", Reject(1, "known"))
        for act in (Approve(1), Reject(1, "again")):
            answer = await desk.act("amy", act)
            assert isinstance(answer, KnowledgeRefused)
            assert answer.rule is KnowledgeRule.DECIDED
        answer = await desk.act("amy", Approve(2))
        assert isinstance(answer, KnowledgeRefused)
        assert answer.rule is KnowledgeRule.NO_SUCH_CONTRIBUTION

    async def test_what_does_not_fit_the_draft_goes_on_waiting(
        self, desk: Desk
    ) -> None:
        homeless = entry("a", category=CategoryId("gone"))
        await desk.act("bo", Contribute(homeless))
        answer = await desk.act("amy", Approve(1))
        assert isinstance(answer, KnowledgeRefused)
        assert answer.rule is KnowledgeRule.NO_SUCH_CATEGORY
        assert (await desk.only()).state is WAITING

    async def test_nobody_fills_the_list(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(contribution, "MAX_WAITING_OF_ONE", 2)
        monkeypatch.setattr(contribution, "MAX_WAITING", 3)
        who = ["bo", "bo", "bo", "cy", "cy"]
        answers = [await desk.act(each, Contribute(entry("a"))) for each in who]
        refused = [isinstance(each, KnowledgeRefused) for each in answers]
        assert refused == [False, False, True, False, True]
        await desk.act("amy", Reject(1, "no"))
        again = await desk.act("bo", Contribute(entry("a")))
        assert isinstance(again, Contributed)

    async def test_they_are_listed_by_pages_states_and_authors(
        self, desk: Desk
    ) -> None:
        for number in range(4):
            await desk.act("bc"[number % 2], Contribute(entry(f"e{number}")))
        await desk.act("amy", Reject(2, "no"))
        found = await desk.find(limit=3)
        assert ([each.id for each in found.contributions], found.next) == ([4, 3, 2], 2)
        assert found.waiting == 3
        rest = await desk.find(before=found.next)
        assert ([each.id for each in rest.contributions], rest.next) == ([1], 0)
        his = await desk.find(by="c", state=WAITING)
        assert ([each.id for each in his.contributions], his.waiting) == ([4], 1)

    # --- news

    async def test_before_anything_was_published_there_is_no_news(
        self, desk: Desk
    ) -> None:
        assert await desk.news("bo") == NewsFound(0, (), 0)
        await desk.mark("bo", 7)
        await desk.publish("a")
        assert names(await desk.news("bo", unread=True)) == ["a"], "it came later"

    async def test_what_was_published_is_news_newest_first(self, desk: Desk) -> None:
        await desk.publish("a", "b")
        await desk.publish("c")
        await desk.publish("a", question="Otherwise?")
        found = await desk.news("bo")
        assert names(found) == ["a", "c", "b"]
        assert [each.is_change for each in found.items] == [True, False, False]
        assert (found.items[0].question, found.items[0].by) == ("Otherwise?", "amy")
        assert (found.version, found.unread) == (3, 3)

    async def test_what_he_has_read_is_news_again_when_it_changes(
        self, desk: Desk
    ) -> None:
        await desk.publish("a", "b")
        await desk.mark("bo", 1, "a")
        assert names(await desk.news("bo", unread=True)) == ["b"]
        assert (await desk.news("cy")).unread == 2
        await desk.publish("a", question="Otherwise?")
        found = await desk.news("bo")
        assert (names(found), found.unread) == (["a", "b"], 2)
        assert [each.read_ms for each in found.items] == [0, 0]

    async def test_a_mark_of_all_counts_for_what_he_saw_and_not_for_later(
        self, desk: Desk
    ) -> None:
        await desk.publish("a", "b")
        await desk.publish("c")
        await desk.mark("bo", 1)
        found = await desk.news("bo")
        assert [bool(each.read_ms) for each in found.items] == [False, True, True]
        assert found.unread == 1
        await desk.mark("bo", 2)
        await desk.mark("bo", 1)
        assert (await desk.news("bo")).unread == 0, "an older mark takes none back"

    async def test_news_come_by_pages(self, desk: Desk) -> None:
        await desk.publish("a", "b", "c")
        await desk.publish("d")
        first = await desk.news("bo", limit=2)
        assert names(first) == ["d", "a"]
        second = await desk.news("bo", limit=2, after=first.next)
        assert (names(second), second.next) == (["b", "c"], "")

    async def test_what_is_gone_is_no_news(self, desk: Desk) -> None:
        await desk.publish("a", "b")
        await desk.change(DropEntries((EntryId("a"),)))
        await desk.change(Publish())
        assert names(await desk.news("bo")) == ["b"]
        gone = await desk.records.ask(FindReaders(EntryId("a")))
        assert isinstance(gone, KnowledgeRefused)
        assert gone.rule is KnowledgeRule.NO_SUCH_ENTRY

    async def test_who_has_read_it_is_told(self, desk: Desk) -> None:
        await desk.publish("a", "b")
        await desk.mark("bo", 1, "a")
        await desk.mark("cy", 1)
        await desk.mark("bo", 1)
        assert await desk.readers("a") == ["bo", "cy"]
        await desk.publish("a", question="Otherwise?")
        assert await desk.readers("a") == []
        assert await desk.readers("b") == ["cy", "bo"]
