"""A day's figures go from where they were begun, batch after batch."""

from __future__ import annotations

import pytest

from actors.records.figures import Sums
from actors.records.tally import Tally, TallyChange

pytestmark = pytest.mark.covers("M6")
DAY_MS, PROMPT_MS = 1_000, 20_000


def begun(position: int) -> Tally:
    tally = Tally()
    tally.begin(position, DAY_MS, PROMPT_MS, {}, {("a", "queued"): 1})
    return tally


def test_a_batch_is_followed_from_where_it_stands_alone() -> None:
    tally = begun(7)
    assert tally.stands_at(7, DAY_MS, PROMPT_MS)
    assert tally.change_after(8) is None
    assert tally.change_after(7) is not None


def test_places_that_nobody_is_at_are_forgotten() -> None:
    tally, change = begun(7), TallyChange(DAY_MS, PROMPT_MS)
    change.open = {("a", "queued"): -1, ("a", "serving"): 2}
    change.sums = {"a": Sums()}
    tally.follow(change, 9)
    assert tally.open == {("a", "serving"): 2}
    assert set(tally.sums) == {"a"}
    assert tally.stands_at(9, DAY_MS, PROMPT_MS)
