"""The last hours by the minute."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.dashboard.office import DashboardOffice
from actors.dashboard.picture import Picture
from actors.dashboard.trend import MAX_SAMPLES, MINUTE_MS, TrendPoint
from actors.records.figures import Sums
from tests.actors.dashboard.pictures import group_look

pytestmark = pytest.mark.covers("M6")

DESK = Picture(MINUTE_MS, 0, 20, 0, (), (), {}, {})


def minute(number: int, waiting: int = 0, waits: int = 0, day: int = 0) -> Picture:
    return replace(
        DESK,
        at_ms=number * MINUTE_MS,
        day_ms=day,
        groups=(group_look("g", waiting, (number - 1) * MINUTE_MS), group_look("h")),
        sums={
            "g": Sums(waits=waits, answered=waits),
            "gone": Sums(waits=1, abandoned=1),
        },
        open={("g", "serving"): 3},
    )


def test_a_minute_tells_what_happened_in_it() -> None:
    office = DashboardOffice()
    for picture in (minute(1, waits=5), minute(2, 4, 7)):
        office.take(picture)
    point = TrendPoint(2 * MINUTE_MS, 4, 60, 3, 2, 2, 0)
    assert office.points(None) == (point,)
    assert office.points(frozenset({"g"})) == (point,)
    (other,) = office.points(frozenset({"h"}))
    assert other == TrendPoint(2 * MINUTE_MS, 0, 0, 0, 0, 0, 0)


def test_after_midnight_nothing_was_before() -> None:
    office = DashboardOffice()
    office.take(minute(1, waits=5))
    office.take(minute(2, waits=2, day=1))
    assert office.points(frozenset({"g"}))[0].offered == 2


def test_what_was_begun_anew_is_nothing_lost() -> None:
    """Records that are built anew begin at nothing: no minute has less than that."""
    office = DashboardOffice()
    office.take(minute(1, waits=5))
    office.take(minute(2, waits=2))
    assert office.points(None)[0].offered == 0


def test_one_sample_a_minute_for_some_hours() -> None:
    office = DashboardOffice()
    for number in range(2 * MAX_SAMPLES):
        office.take(minute(number))
        office.take(replace(minute(number), at_ms=number * MINUTE_MS + 999))
    points = office.points(None)
    assert len(points) == MAX_SAMPLES - 1
    assert points[-1].at_ms == (2 * MAX_SAMPLES - 1) * MINUTE_MS


def test_a_view_is_made_once_for_all_who_see_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("actors.dashboard.office.MAX_VIEWS", 1)
    office = DashboardOffice()
    assert office.view(None) is None
    office.take(minute(1))
    assert office.view(None) is office.view(None)
    his = frozenset({"g"})
    assert office.view(his) == office.view(his)
    first = office.view(None)
    office.take(minute(2, 4))
    assert office.view(None) != first
