"""How fast things go, looked at by several."""

from __future__ import annotations

from admin.observer import paces
from admin.observer.paces import Pace, Paces


def test_the_first_look_tells_nothing() -> None:
    looks = Paces()
    assert looks.look("/a", 10, 1.0, 5.0) is None
    assert looks.look("/a", 10, 1.0, 5.0) is None


def test_a_pace_is_what_happened_since_an_earlier_look() -> None:
    looks = Paces()
    looks.look("/a", 10, 1.0, 5.0)
    assert looks.look("/a", 30, 2.0, 7.0) == Pace(10.0, 0.5, 2.0)
    assert looks.look("/a", 30, 2.0, 9.0) == Pace(0.0, 0.0, 2.0)
    assert looks.look("/b", 30, 2.0, 9.0) is None


def test_who_looks_right_after_another_sees_the_longer_time() -> None:
    looks = Paces()
    looks.look("/a", 0, 0.0, 0.0)
    looks.look("/a", 20, 0.0, 2.0)
    assert looks.look("/a", 21, 0.0, 2.1) == Pace(10.0, 0.0, 2.1)


def test_what_begins_anew_has_no_pace_yet() -> None:
    looks = Paces()
    looks.look("/a", 10, 1.0, 0.0)
    assert looks.look("/a", 3, 0.1, 2.0) is None
    assert looks.look("/a", 5, 0.1, 4.0) == Pace(1.0, 0.0, 2.0)


def test_what_nobody_looked_at_for_longest_is_forgotten() -> None:
    looks = Paces()
    looks.look("/a", 0, 0.0, 0.0)
    for number in range(paces.MAX_KEPT):
        looks.look(f"/{number}", 0, 0.0, 1.0)
    assert looks.look("/a", 1, 0.0, 2.0) is None
    assert looks.look(f"/{paces.MAX_KEPT - 1}", 1, 0.0, 2.0) == Pace(1.0, 0.0, 1.0)
