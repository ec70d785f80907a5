"""Tables of buckets, and what HTTP makes of them."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.http_app import HttpRefused
from runtime.http_ration import HttpRation
from runtime.ration import BucketTable, Ration

ONCE = Ration(per_second=0.5, burst=1.0)


@given(st.lists(st.text(max_size=2), max_size=60), st.integers(1, 5))
def test_a_table_keeps_the_names_used_last(names: list[str], max_names: int) -> None:
    table = BucketTable(max_names)
    buckets = [table.of(name, ONCE, 0.0) for name in names]
    last = list(dict.fromkeys(reversed(names)))[:max_names]
    assert len(table) == len(last)
    for name in reversed(last):
        newest = len(names) - 1 - names[::-1].index(name)
        assert table.of(name, ONCE, 0.0) is buckets[newest]


@pytest.mark.covers("P5")
def test_a_caller_waits_for_the_own_ration_alone() -> None:
    now = 0.0
    ration = HttpRation(ONCE, clock=lambda: now)
    ration.take("a")
    ration.take("b")
    with pytest.raises(HttpRefused) as refused:
        ration.take("a")
    assert refused.value.status is HTTPStatus.TOO_MANY_REQUESTS
    assert (refused.value.code, refused.value.retry_seconds) == ("too_many", 2.0)
    now = 2.0
    ration.take("a")


def test_who_has_no_name_is_not_counted() -> None:
    ration = HttpRation(ONCE, clock=lambda: 0.0)
    for _ in range(3):
        ration.take("")
