"""An agent's time is booked as it was, and his sessions end when he can end them."""

from __future__ import annotations

from admin.simulation.scenario import Team
from admin.simulation.story import Duty
from admin.simulation.workday import Workday

TEAM = Team(id="t", groups=("g",), capacity=2)


def test_time_counts_as_it_was_before_each_change() -> None:
    day = Workday("t-1", TEAM, 1_000)
    day.account(1_100, is_present=False)
    day.serve("s", 1_800)
    day.account(1_400, is_present=True)
    day.serve("r", 1_900)
    day.account(1_500, is_present=True)
    day.let_go("s")
    day.let_go("r")
    assert not day.is_serving
    day.account(2_000, is_present=True)
    day.declined, day.missed, day.lost = 3, 4, 5
    assert day.duty() == Duty(
        "t-1",
        "t",
        2,
        present_ms=300 + 100 + 500,
        busy_ms=300 + 100,
        slot_ms=300 + 2 * 100,
        served=2,
        declined=3,
        missed=4,
        lost=5,
    )


def test_who_is_cut_off_ends_his_sessions_when_he_is_back() -> None:
    day = Workday("t-1", TEAM)
    for session in ("a", "b", "c"):
        day.serve(session, 7.0)
    assert day.may_close("a", 7.0, is_connected=True)
    assert not day.may_close("c", 7.0, is_connected=False)
    assert not day.may_close("b", 7.0, is_connected=False)
    assert day.take_unfinished() == ["c", "b"]
    assert not day.take_unfinished()


def test_what_has_left_him_is_not_ended() -> None:
    day = Workday("t-1", TEAM)
    day.serve("s", 7.0)
    day.let_go("s")
    assert not day.may_close("s", 7.0, is_connected=True)
    day.serve("s", 9.0)
    assert not day.may_close("s", 7.0, is_connected=False)
    assert not day.take_unfinished()
