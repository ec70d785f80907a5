"""What grew, and whether it is back to what it was."""

from __future__ import annotations

import pytest

from loadtest.growth import (
    DESCRIPTORS_BOUND,
    MEMORY_BOUND_BYTES,
    PORTS_MEMORY_BOUND_BYTES,
    TASKS_BOUND,
    Reading,
    Work,
    bound_of,
    growth_of,
    is_back,
)

WORK = Work(messages=100, sessions=10)


@pytest.mark.parametrize(
    ("name", "bound"),
    [
        ("memory", MEMORY_BOUND_BYTES),
        ("ports_memory", PORTS_MEMORY_BOUND_BYTES),
        ("tasks", TASKS_BOUND),
        ("descriptors", DESCRIPTORS_BOUND),
        ("claims", 0),
        ("outbox", 0),
        ("events", 260),
    ],
)
@pytest.mark.covers("P4")
def test_what_may_be_left_depends_on_what_was_done(name: str, bound: float) -> None:
    assert bound_of(name, WORK) == bound
    at_bound = growth_of(Reading(0, {name: 5}), (), Reading(9, {name: 5 + bound}), WORK)
    assert is_back(at_bound)
    above = growth_of(Reading(0, {name: 5}), (), Reading(9, {name: 6 + bound}), WORK)
    assert not is_back(above)


def test_the_slope_is_told_by_the_hour() -> None:
    course = [Reading(at, {"memory": 9 * at}) for at in range(10)]
    course += [Reading(at, {"memory": 100 + 2 * at}) for at in range(10, 20)]
    course.append(Reading(20, {}))  # was not to be read then
    before, after = Reading(0, {"memory": 100, "tasks": 1}), Reading(9, {"memory": 120})
    (memory,) = growth_of(before, course, after, WORK)
    assert (memory.name, memory.unit) == ("memory", "bytes")
    assert (memory.before, memory.after) == (100, 120)
    assert memory.slope_per_hour == pytest.approx(7_200)
