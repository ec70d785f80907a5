"""What every store of sessions' records counts of the robot's answers (R7)."""

from __future__ import annotations

import pytest

from actors.records.feedback import CountFeedback, EntryFeedback, Feedback
from actors.records.messages import ForgetRecords
from actors.session.robot_events import AnswerRated, RobotAnswered, Verdict
from tests.actors.records.shelf import RecordShelf
from tests.actors.records.tale import OPENED_MS, Tale


def answered(tale: Tale, session: str, number: int, entry: str) -> None:
    tale.tell(session, RobotAnswered(number - 1, Verdict.DIRECT, entry, number))


def rated(tale: Tale, session: str, number: int, entry: str, *, helped: bool) -> None:
    tale.tell(session, AnswerRated(number, entry, helped, "v"))


class FeedbackContract:
    @pytest.fixture
    def told(self, shelf: RecordShelf) -> RecordShelf:
        shelf.store.answer(ForgetRecords())
        return shelf

    def counted(
        self, told: RecordShelf, since_ms: int = 0
    ) -> tuple[EntryFeedback, ...]:
        found = told.store.answer(CountFeedback(since_ms))
        assert isinstance(found, Feedback), found
        assert not found.is_cut
        return found.entries

    @pytest.mark.covers("R7")
    def test_it_is_counted_by_question_and_the_last_word_counts(
        self, told: RecordShelf
    ) -> None:
        tale = Tale().open("s").open("t", "w")
        for session, number, entry in (
            ("s", 2, "fees"),
            ("s", 4, "returns"),
            ("t", 2, "fees"),
            ("t", 4, "fees"),
        ):
            answered(tale, session, number, entry)
        tale.tell("t", RobotAnswered(5, Verdict.SMALL_TALK, "hello", 6))
        rated(tale, "s", 2, "fees", helped=True)
        told.project(tale.rows)
        known = len(tale.rows)
        returns = EntryFeedback("returns", 1, 0, 0)
        assert self.counted(told) == (EntryFeedback("fees", 3, 1, 0), returns)
        tale.wait(60)
        rated(tale, "s", 2, "fees", helped=False)
        rated(tale, "t", 4, "fees", helped=True)
        told.project(tale.rows[known:], known)
        assert self.counted(told) == (EntryFeedback("fees", 3, 1, 1), returns)
        told.store.answer(ForgetRecords())
        assert self.counted(told) == ()
        told.project(tale.rows)
        assert self.counted(told) == (EntryFeedback("fees", 3, 1, 1), returns)
        assert self.counted(told, OPENED_MS + 1) == (EntryFeedback("fees", 2, 1, 1),)
