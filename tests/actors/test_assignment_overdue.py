from __future__ import annotations

from actors.assignment.overdue import Overdue


def test_those_whose_time_is_over_are_taken_once_and_in_order() -> None:
    overdue = Overdue()
    assert overdue.next_ms() is None
    assert not overdue
    overdue.note("a", 10)
    overdue.note("b", 20)
    overdue.note("c", 30)
    assert overdue.next_ms() == 10
    assert len(overdue) == 3
    assert overdue.take(9) == []
    assert overdue.take(20) == ["a", "b"]
    assert overdue.next_ms() == 30
    assert overdue.take(30) == ["c"]
    assert overdue.take(30) == []


def test_a_word_in_time_ends_the_wait_and_another_begins_behind() -> None:
    overdue = Overdue()
    overdue.note("a", 10)
    overdue.note("b", 20)
    overdue.forget("b")
    overdue.forget("b")
    overdue.note("c", 20)
    overdue.note("a", 40)
    assert overdue.next_ms() == 20
    assert overdue.take(39) == ["c"]
    assert overdue.take(40) == ["a"]
