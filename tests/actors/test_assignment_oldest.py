"""Since when the one waits who waits longest; by chance see `check_books`."""

from __future__ import annotations

import pytest

from actors.ids import SessionId
from tests.actors.lines import Group

pytestmark = pytest.mark.covers("M6")


def test_the_first_to_come_waits_longest_until_he_leaves() -> None:
    group = Group()
    oldest = group.line.hall.positions.oldest
    assert oldest.since_ms() == 0
    began = []
    for number in range(3):
        began.append(group.now_ms)
        group.wait(f"s{number}")
        group.serve()
        group.pass_time(1)
    assert oldest.since_ms() == began[0]
    group.line.leave(SessionId("s0"))
    assert oldest.since_ms() == began[1]


def test_those_who_left_are_forgotten_unasked() -> None:
    group = Group()
    oldest = group.line.hall.positions.oldest
    for number in range(1_000):
        group.wait(f"s{number}")
        group.serve()
        group.line.leave(SessionId(f"s{number - 3}"))
    assert len(oldest) < 100
    assert oldest.since_ms() == group.now_ms
