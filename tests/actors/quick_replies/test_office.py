"""Who may have and change which quick replies (A5)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

from actors.accounts.permissions import OPERATOR, Principal, Role
from actors.accounts.records import AuditPage, ReadAudit
from actors.quick_replies.office import ReplyOffice
from actors.quick_replies.records import (
    DropReplies,
    PutReplies,
    ReadReplies,
    RepliesChange,
    RepliesChanged,
    RepliesRead,
    ReplyRefused,
    ReplyRule,
)
from actors.quick_replies.reply import SHARED, QuickReply
from tests.actors.accounts.local_records import LocalRecords

pytestmark = pytest.mark.covers("A5")
BO = Principal("bo", Role.AGENT)
AMY = Principal("amy", Role.SUPERVISOR)
ROOT = Principal("root", Role.ADMIN)
OWNER = Principal(OPERATOR, None)
REPLY = QuickReply("", SHARED, "", "退货", "您好")


def put(owner: str, *replies: QuickReply) -> PutReplies:
    return PutReplies(owner, replies or (REPLY,))


class Office:
    def __init__(self, records: LocalRecords) -> None:
        self.records = records
        self.office = ReplyOffice(records, self._sounded, Random(0), lambda: 7)
        self.count = 0

    async def _sounded(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(f"sound of {each}" for each in texts)

    async def change(self, who: Principal, change: RepliesChange) -> str:
        """What came of it: a rule, or the ids."""
        self.count += 1
        answer = await self.office.change(who, change, f"o{self.count}")
        if isinstance(answer, ReplyRefused):
            return answer.rule.value
        assert isinstance(answer, RepliesChanged)
        return " ".join(answer.ids)

    async def read(self, who: Principal, owner: str = "") -> tuple[QuickReply, ...]:
        answer = await self.office.read(who, ReadReplies(owner))
        assert isinstance(answer, RepliesRead), answer
        return answer.replies


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    with closing(LocalRecords(tmp_path / "records.db")) as records:
        yield Office(records)


@pytest.mark.parametrize(
    ("who", "owner", "expected"),
    [
        (BO, "bo", ""),
        (BO, SHARED, "not_allowed"),
        (BO, "cy", "not_allowed"),
        (AMY, SHARED, ""),
        (AMY, "amy", ""),
        (AMY, "bo", "not_allowed"),
        (ROOT, SHARED, ""),
        (ROOT, "root", ""),
        (OWNER, SHARED, ""),
        (OWNER, OPERATOR, "not_allowed"),
    ],
)
async def test_who_may_change_what(
    office: Office, who: Principal, owner: str, expected: str
) -> None:
    assert await office.change(who, DropReplies(owner, ("q",))) == expected
    told = await office.change(who, put(owner))
    assert told == expected or (not expected and told.startswith("q"))


async def test_what_is_new_has_an_id_and_a_sound(office: Office) -> None:
    ids = await office.change(AMY, put(SHARED, REPLY, replace(REPLY, title="b")))
    first, second = await office.read(BO)
    assert ids == f"{first.id} {second.id}"
    assert (first.keys, first.changed_ms, first.changed_by) == (
        "sound of 退货",
        7,
        "amy",
    )
    again = put(SHARED, replace(first, text="other"))
    assert await office.change(AMY, again) == first.id
    assert [each.text for each in await office.read(BO)] == ["other", "您好"]


async def test_everybody_reads_his_own_alone_whatever_is_asked(office: Office) -> None:
    await office.change(BO, put("bo"))
    await office.change(AMY, put(SHARED))
    assert {each.owner for each in await office.read(BO)} == {SHARED, "bo"}
    for who, count in ((BO, 2), (AMY, 1), (ROOT, 1), (OWNER, 1)):
        assert len(await office.read(who, "bo")) == count
    nobody = await office.office.read(Principal("?", None), ReadReplies())
    assert isinstance(nobody, ReplyRefused)


async def test_what_is_faulty_is_named(office: Office) -> None:
    bad = replace(REPLY, text="")
    for replies, begin in (((bad,), "expected"), ((REPLY, bad), "2. 退货: expected")):
        answer = await office.office.change(AMY, put(SHARED, *replies), "o")
        assert isinstance(answer, ReplyRefused)
        assert answer.rule is ReplyRule.BAD_REPLY
        assert answer.text.startswith(begin)


async def test_changes_are_in_the_audit_log(office: Office) -> None:
    many = [replace(REPLY, title=f"t{each}") for each in range(7)]
    await office.change(AMY, put(SHARED, *many))
    await office.change(AMY, DropReplies(SHARED, ("q9",)))
    page = await office.records.ask(ReadAudit(0, 10))
    assert isinstance(page, AuditPage)
    told = [each.entry.detail for each in page.rows]
    assert told == ["7 put: t0, t1, t2, t3, t4 …", "1 dropped: q9"]
