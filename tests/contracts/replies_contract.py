"""What every store of quick replies promises; subclasses give `records`."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.accounts.audit import Act, AuditEntry
from actors.accounts.members import DropMember
from actors.accounts.records import Record, Recorded
from actors.quick_replies import store
from actors.quick_replies.records import (
    ChangeReplies,
    DropReplies,
    PutReplies,
    ReadReplies,
    RepliesAnswer,
    RepliesChange,
    RepliesChanged,
    RepliesRead,
    ReplyRefused,
    ReplyRule,
)
from actors.quick_replies.reply import SHARED, QuickReply
from tests.actors.accounts.local_records import LocalRecords


def reply(name: str, title: str = "", owner: str = SHARED) -> QuickReply:
    return QuickReply(name, owner, "c", title or name, f"text of {name}", "k")


def put(*replies: QuickReply, is_by_title: bool = False) -> PutReplies:
    return PutReplies(replies[0].owner, replies, is_by_title)


class RepliesContract:
    @pytest.fixture(autouse=True)
    def _count(self) -> None:
        self.count = 0

    async def change(
        self, records: LocalRecords, change: RepliesChange, operation: str = ""
    ) -> RepliesAnswer:
        self.count += 1
        audit = AuditEntry(self.count, "amy", Act.QUICK_REPLIES_CHANGED, change.owner)
        name = operation or f"o{self.count}"
        return await records.ask(ChangeReplies(name, change, audit))

    async def listed(self, records: LocalRecords, owner: str = "bo") -> list[str]:
        found = await records.ask(ReadReplies(owner))
        assert isinstance(found, RepliesRead)
        return [f"{each.id} {each.title}" for each in found.replies]

    async def refused(self, records: LocalRecords, change: RepliesChange) -> ReplyRule:
        answer = await self.change(records, change)
        assert isinstance(answer, ReplyRefused), answer
        return answer.rule

    async def test_who_reads_has_the_shared_ones_and_his_own(
        self, records: LocalRecords
    ) -> None:
        await self.change(records, put(reply("s")))
        await self.change(records, put(reply("b", owner="bo"), reply("c", owner="bo")))
        await self.change(records, put(reply("d", owner="cy")))
        assert await self.listed(records) == ["b b", "c c", "s s"]
        assert await self.listed(records, "cy") == ["d d", "s s"]
        assert await self.listed(records, SHARED) == ["s s"]
        found = await records.ask(ReadReplies(SHARED))
        stamped = replace(reply("s"), changed_ms=1, changed_by="amy")
        assert found == RepliesRead((stamped,))

    async def test_a_change_is_whole_and_its_repeat_changes_nothing(
        self, records: LocalRecords
    ) -> None:
        first = put(reply("a"), reply("b"))
        for _ in range(2):
            changed = await self.change(records, first, "same")
            assert changed == RepliesChanged(("a", "b"), 2)
        both = put(reply("a", "b"), reply("b", "a"))
        assert await self.refused(records, both) is ReplyRule.SAME_TITLE
        assert await self.listed(records) == ["a a", "b b"]
        assert await self.change(records, DropReplies(SHARED, ("a", "z"))) == (
            RepliesChanged((), 1)
        )
        assert await self.listed(records) == ["b b"]

    async def test_a_title_is_taken_once_among_those_of_an_owner(
        self, records: LocalRecords
    ) -> None:
        await self.change(records, put(reply("a", "Hello")))
        same = put(reply("b", " hello "))
        assert await self.refused(records, same) is ReplyRule.SAME_TITLE
        by_title = replace(same, is_by_title=True)
        assert await self.change(records, by_title) == RepliesChanged(("a",), 1)
        await self.change(records, put(reply("c", "Hello", "bo")))
        assert await self.listed(records) == ["a  hello ", "c Hello"]

    async def test_nobody_changes_what_is_somebody_elses(
        self, records: LocalRecords
    ) -> None:
        await self.change(records, put(reply("a", owner="bo")))
        theft = put(reply("a", "mine", "cy"))
        assert await self.refused(records, theft) is ReplyRule.NO_SUCH_REPLY
        assert await self.change(records, DropReplies("cy", ("a",))) == RepliesChanged()
        assert await self.listed(records) == ["a a"]

    async def test_who_goes_takes_his_own_along(self, records: LocalRecords) -> None:
        await self.change(records, put(reply("s")))
        await self.change(records, put(reply("b", owner="bo")))
        await self.change(records, put(reply("c", owner="cy")))
        audit = AuditEntry(9, "amy", Act.MEMBER_DELETED, "bo")
        gone = await records.ask(Record("o9", (DropMember("bo"),), audit))
        assert isinstance(gone, Recorded)
        assert await self.listed(records) == ["s s"]
        assert await self.listed(records, "cy") == ["c c", "s s"]

    async def test_a_list_comes_in_pages(
        self, records: LocalRecords, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await self.change(records, put(*(reply(name) for name in "abc")))
        for bound, pages in (("MAX_READ", "ab c"), ("MAX_READ_BYTES", "a b c")):
            found: list[str] = []
            after = ""
            with monkeypatch.context() as patch:
                patch.setattr(store, bound, 2)
                while len(found) < 4:
                    page = await records.ask(ReadReplies(after=after))
                    assert isinstance(page, RepliesRead)
                    found.append("".join(each.id for each in page.replies))
                    after = page.next
                    if not after:
                        break
            assert " ".join(found) == pages
