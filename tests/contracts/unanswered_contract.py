"""What every store of sessions' records keeps of what had no answer (R11)."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from actors.accounts.acts_table import read_audit
from actors.accounts.audit import Act, AuditEntry
from actors.accounts.records import ReadAudit
from actors.knowledge.entry import EntryId
from actors.records.messages import ForgetRecords
from actors.records.tables import SETTLED
from actors.records.unanswered import (
    ChangeUnanswered,
    FindUnanswered,
    SettleUnanswered,
    UnansweredFound,
    UnansweredSettled,
    UnansweredText,
)
from actors.session.robot_events import RobotAnswered, Verdict
from tests.actors.records.shelf import RecordShelf
from tests.actors.records.tale import OPENED_MS, Tale


def asked(tale: Tale, session: str, number: int, verdict: Verdict) -> None:
    tale.tell(session, RobotAnswered(number, verdict))


def morning() -> Tale:
    """Of s: one question that is answered, two that are not; of t the same again."""
    tale = (
        Tale().open("s").ask("s", "几点关门").ask("s", "你好").ask("s", "能寄到 美国吗")
    )
    asked(tale, "s", 1, Verdict.UNKNOWN)
    asked(tale, "s", 2, Verdict.SMALL_TALK)
    asked(tale, "s", 3, Verdict.UNKNOWN)
    tale.wait(60).open("t", "w").ask("t", "能寄到 美国吗")
    asked(tale, "t", 1, Verdict.UNKNOWN)
    tale.ask("t", "坏了")
    asked(tale, "t", 2, Verdict.FAILED)
    return tale


class UnansweredContract:
    @pytest.fixture
    def told(self, shelf: RecordShelf) -> RecordShelf:
        shelf.store.answer(ForgetRecords())
        return shelf

    def texts(self, told: RecordShelf, since_ms: int = 0) -> list[UnansweredText]:
        found = told.store.answer(FindUnanswered(since_ms))
        assert isinstance(found, UnansweredFound), found
        assert not found.is_cut
        return list(found.texts)

    @pytest.mark.covers("R11")
    def test_what_had_no_answer_is_found_until_it_is_settled(
        self, told: RecordShelf
    ) -> None:
        tale = morning()
        told.project(tale.rows)
        later = OPENED_MS + 60_000
        often = UnansweredText("能寄到 美国吗", 2, later, "t")
        once = UnansweredText("几点关门", 1, OPENED_MS, "s")
        assert self.texts(told) == [often, once]
        new = UnansweredText("能寄到 美国吗", 1, later, "t")
        assert self.texts(told, OPENED_MS + 1) == [new]
        audit = AuditEntry(5, "amy", Act.UNANSWERED_SETTLED, "abroad")
        settle = SettleUnanswered(("能寄到  美国吗 ",), EntryId("abroad"))
        change = ChangeUnanswered("o", settle, audit)
        for _ in range(2):
            assert told.store.answer(change) == UnansweredSettled(1)
        with told.engine.begin() as connection:
            (row,) = read_audit(connection, ReadAudit(0)).rows
        assert row.entry == audit, "written down once"
        assert self.texts(told) == [once]
        with told.engine.begin() as connection:
            (kept,) = connection.execute(select(SETTLED.c.text)).scalars()
        assert "美国" not in kept, "who wrote it may be erased"
        told.store.answer(ForgetRecords())
        assert self.texts(told) == []
        told.project(tale.rows)
        assert self.texts(told) == [once], "settled stays settled"

    @pytest.mark.covers("R11")
    def test_what_is_taken_back_is_not_shown(self, told: RecordShelf) -> None:
        tale = Tale().open("s").ask("s", "我的卡号是 1234")
        asked(tale, "s", 1, Verdict.UNKNOWN)
        told.project(tale.recall("s", 1).rows)
        assert self.texts(told) == []
