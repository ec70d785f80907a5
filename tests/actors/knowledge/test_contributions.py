"""Contributions and news: one contract, in process and on PostgreSQL."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.knowledge import contribution_store
from actors.knowledge.contribution import (
    Contribute,
    ContributionState,
    contribute_fault,
    decide_fault,
)
from actors.knowledge.entry import Base, EntryId
from actors.knowledge.news import NewsItem, read_cursor, written_cursor
from tests.actors.accounts.local_records import LocalRecords
from tests.actors.record_places import InProcess, OnPostgresql
from tests.contracts.contribution_contract import ContributionContract, Desk, desk
from tests.contracts.knowledge_contract import entry

__all__ = ["desk"]
pytestmark = pytest.mark.covers("R11")


class TestInProcess(InProcess, ContributionContract):
    pass


class TestOnPostgresql(OnPostgresql, ContributionContract):
    pass


async def test_large_contributions_make_short_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contribution_store, "MAX_FOUND_BYTES", 1)
    with closing(LocalRecords(tmp_path / "records.db")) as records:
        desk = Desk(records)
        for name in "ab":
            await desk.act("bo", Contribute(entry(name)))
        found = await desk.find()
        assert ([each.id for each in found.contributions], found.next) == ([2], 2)


def test_who_has_none_waiting_may_suggest_something() -> None:
    assert not contribute_fault(0, 0)
    assert "he has 100" in contribute_fault(100, 100)
    assert "there are 2000" in contribute_fault(2_000, 0)


def test_only_what_waits_is_decided() -> None:
    assert not decide_fault(1, ContributionState.WAITING)
    assert decide_fault(1, None) == "there is no contribution 1"
    assert "is rejected already" in decide_fault(1, ContributionState.REJECTED)


@given(st.integers(1, 10**15 - 1), st.text(min_size=1))
def test_a_cursor_of_news_comes_back(since: int, name: str) -> None:
    item = NewsItem(EntryId(name), Base.FAQ, "?", since, 0, "", is_change=False)
    assert read_cursor(written_cursor(item)) == (since, name)


@pytest.mark.parametrize("cursor", ["", "x/y", "/", "²/y"])
def test_a_wrong_cursor_is_none(cursor: str) -> None:
    assert read_cursor(cursor) == (0, "")
