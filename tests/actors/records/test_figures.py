"""Figures: in a file, on a server, and folded into hours and days."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.records.actor import Progress
from actors.records.archive import Archive, OwnFigures
from actors.records.figures import (
    BUCKET_MS,
    Sums,
    begin_of_day,
    begin_of_week,
    by_day,
    by_hour,
    figures_of,
    total,
)
from actors.records.messages import LookUpRefused, Project
from runtime.errors import Unavailable
from tests.actors.accounts.local_records import LocalRecords
from tests.actors.records.shelf import RecordShelf
from tests.contracts.report_contract import ReportContract, evening

BERLIN = ZoneInfo("Europe/Berlin")
KATHMANDU = ZoneInfo("Asia/Kathmandu")


class TestInAFile(ReportContract):
    @pytest.fixture
    def shelf(self, in_a_file: RecordShelf) -> RecordShelf:
        return in_a_file


@pytest.mark.covers("P1")
class TestOnAServer(ReportContract):
    @pytest.fixture
    def shelf(self, on_a_server: RecordShelf) -> RecordShelf:
        return on_a_server


def ms(*parts: int, zone: ZoneInfo = BERLIN) -> int:
    return int(datetime(*parts, tzinfo=zone).timestamp()) * 1_000  # type: ignore[misc, arg-type]


@pytest.mark.covers("M7")
def test_days_of_summer_time_have_their_own_lengths() -> None:
    begin, end = ms(2026, 10, 25), ms(2026, 10, 26)
    quarters = range(begin // BUCKET_MS, end // BUCKET_MS)
    buckets = [(each, Sums(sessions=1)) for each in quarters]
    days = by_day(buckets, BERLIN)
    assert {key: each.sessions for key, each in days.items()} == {"2026-10-25": 100}
    hours = by_hour(buckets, BERLIN)
    assert (len(hours), hours["02"].sessions, hours["03"].sessions) == (24, 8, 4)


def test_hours_of_a_zone_with_quarters_begin_where_they_do() -> None:
    begin = ms(2026, 5, 1, 9, zone=KATHMANDU)
    hours = by_hour(
        [(begin // BUCKET_MS, Sums()), (begin // BUCKET_MS - 1, Sums())], KATHMANDU
    )
    assert list(hours) == ["08", "09"]


@given(st.dictionaries(st.integers(0, 10**6), st.integers(1, 9), max_size=20))
def test_nothing_is_lost_in_folding(counts: dict[int, int]) -> None:
    buckets = [(each, Sums(sessions=count)) for each, count in counts.items()]
    for fold in (by_day, by_hour):
        assert total(fold(buckets, KATHMANDU)).sessions == sum(counts.values())


def test_where_nothing_was_counted_there_is_no_share() -> None:
    figures = figures_of(Sums())
    assert (figures.sessions, figures.frt_ms, figures.abandonment) == (0, None, None)


@pytest.mark.covers("W6")
def test_days_and_weeks_begin_at_midnight() -> None:
    sunday = ms(2026, 3, 29, 12)
    assert begin_of_day(sunday, BERLIN) == ms(2026, 3, 29)
    assert begin_of_week(sunday, BERLIN) == ms(2026, 3, 23)
    assert begin_of_week(ms(2026, 3, 23), BERLIN) == ms(2026, 3, 23)


@pytest.mark.covers("W6")
async def test_an_agent_is_told_his_own_figures(tmp_path: Path) -> None:
    records = LocalRecords(tmp_path / "records.db")
    with closing(records):
        rows = evening().rows
        await records.ask(Project(0, tuple(rows)))
        archive = Archive(records, Progress(), lambda: 0)
        own = await archive.own_figures("b", rows[-1].event.at_ms, UTC)
        assert isinstance(own, OwnFigures)
        assert (own.today.served, own.today.rated, own.week) == (2, 2, own.today)
        later = rows[-1].event.at_ms + 2 * 3_600_000
        own = await archive.own_figures("b", later, UTC)
        assert isinstance(own, OwnFigures)
        assert (own.today.served, own.week.served) == (0, 2)
        records.failures.append(Unavailable("away"))
        refused = await archive.own_figures("b", later, UTC)
        assert isinstance(refused, LookUpRefused)
