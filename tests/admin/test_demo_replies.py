"""The demonstration has quick replies, put once (A5)."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from actors.accounts.permissions import OPERATOR, Principal
from actors.quick_replies.office import ReplyOffice
from actors.quick_replies.records import DropReplies, ReadReplies, RepliesRead
from actors.quick_replies.reply import SHARED, fault_of
from admin.demo_replies import demo_replies, write_replies
from runtime.errors import Unavailable
from tests.actors.accounts.local_records import LocalRecords

pytestmark = pytest.mark.covers("A5")
OWNER = Principal(OPERATOR, None)


async def heard(texts: tuple[str, ...]) -> tuple[str, ...]:
    return texts


def test_they_are_quick_replies() -> None:
    assert [fault_of(each) for each in demo_replies().replies if fault_of(each)] == []


async def test_what_was_deleted_stays_so(tmp_path: Path) -> None:
    with closing(LocalRecords(tmp_path / "records.db")) as records:
        office = ReplyOffice(records, heard, Random(0), lambda: 7)
        records.failures.append(Unavailable("not yet"))
        await write_replies(office)
        await write_replies(office)
        found = await office.read(OWNER, ReadReplies())
        assert isinstance(found, RepliesRead)
        assert len(found.replies) == len(demo_replies().replies)
        ids = tuple(each.id for each in found.replies[:2])
        await office.change(OWNER, DropReplies(SHARED, ids), "drop")
        await write_replies(office)
        left = await office.read(OWNER, ReadReplies())
        assert isinstance(left, RepliesRead)
        assert left.replies == found.replies[2:]
