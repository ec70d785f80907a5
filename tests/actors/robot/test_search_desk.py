"""Agents search the version in force (A4)."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from actors.knowledge.search import Hit, SearchKnowledge
from actors.records.actor import Progress
from actors.records.archive import Archive
from actors.records.feedback import EntryFeedback, Feedback
from actors.records.messages import (
    LookUpFault,
    LookUpRefused,
    ServiceRecordsAnswer,
    ServiceRecordsRequest,
)
from actors.robot.live_base import BaseGone
from actors.robot.office import RobotOffice
from actors.robot.search_desk import MAX_FREQUENT, RECOUNT_MS, SearchDesk, frequent
from runtime.errors import Unavailable
from tests.actors.robot.bases import NOW_MS, edition
from tests.actors.robot.desk import talking
from tests.actors.robot.inline_base import InlineBase

pytestmark = pytest.mark.covers("A4")
FREQUENT = SearchKnowledge("", "web", 9)


def counted(entry: str, answers: int, good: int = 0, bad: int = 0) -> EntryFeedback:
    return EntryFeedback(entry, answers, good, bad)


class Counting:
    """Records that count what they are told to."""

    def __init__(self) -> None:
        self.answer: ServiceRecordsAnswer = Feedback((), is_cut=False)
        self.asked = 0

    async def ask(self, request: ServiceRecordsRequest) -> ServiceRecordsAnswer:
        self.asked += 1
        return self.answer


class GoneBase(InlineBase):
    """Its file is."""

    async def search(self, wish: SearchKnowledge, at_ms: int) -> tuple[Hit, ...]:
        raise BaseGone("no such file")


class Searched:
    """A desk, its records and its clock."""

    def __init__(self, office: RobotOffice) -> None:
        self.office = office
        self.now_ms = NOW_MS
        self.records = Counting()
        archive = Archive(self.records, Progress(), self._now_ms)
        self.desk = SearchDesk(office, archive, self._now_ms)

    def _now_ms(self) -> int:
        return self.now_ms

    async def entries(self, wish: SearchKnowledge = FREQUENT) -> list[str]:
        return [each.entry for each in (await self.desk.find(wish)).hits]


@pytest.fixture
async def searched() -> AsyncIterator[Searched]:
    async with talking(InlineBase(edition(version=3))) as talk:
        yield Searched(talk.office)


async def test_a_text_finds_entries_of_the_version_in_force(searched: Searched) -> None:
    found = await searched.desk.find(SearchKnowledge("运费多少", "web", 1))
    assert (found.version, [each.entry for each in found.hits]) == (3, ["post"])
    assert not searched.records.asked


async def test_what_visitors_asked_most_comes_before_the_welcome_card(
    searched: Searched,
) -> None:
    assert await searched.entries() == ["return", "post"], "the welcome card's"
    searched.records.answer = Feedback(
        (counted("post", 3), counted("invoice", 9), counted("gone", 20)), is_cut=False
    )
    assert await searched.entries() == ["return", "post"], "it was counted just now"
    searched.now_ms += RECOUNT_MS
    assert await searched.entries() == ["invoice", "post", "return"]
    assert searched.records.asked == 2


async def test_while_the_records_are_away_the_last_count_holds(
    searched: Searched,
) -> None:
    searched.records.answer = LookUpRefused(LookUpFault.FAILED, "away")
    assert await searched.entries() == ["return", "post"]
    searched.records.answer = Feedback((counted("invoice", 9),), is_cut=False)
    assert await searched.entries() == ["invoice", "return", "post"]


async def test_without_a_version_it_is_to_be_asked_again() -> None:
    async with talking() as talk:
        with pytest.raises(Unavailable, match="no version"):
            await Searched(talk.office).entries()
        talk.office.put(GoneBase(edition()))
        with pytest.raises(BaseGone):
            await Searched(talk.office).entries(SearchKnowledge("?", "", 1))
        assert talk.office.base is None, "it is built anew"


def test_what_annoyed_more_than_it_helped_is_not_recommended() -> None:
    entries = (counted("a", 5, 1, 2), counted("b", 2, 1, 1), counted("c", 7))
    assert frequent(entries) == ("c", "b")
    many = tuple(counted(f"e{each}", 1) for each in range(MAX_FREQUENT + 1))
    assert len(frequent(many)) == MAX_FREQUENT
