"""Parts of files, and how much may be under way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.attachments.ranges import Span, find_span
from gateway.attachments.traffic import (
    GRACE_SECONDS,
    HOUR_SECONDS,
    MAX_OWNERS,
    Allowance,
    Crowd,
    Transfers,
    seconds_for,
)

pytestmark = pytest.mark.covers("V2", "P5")


@pytest.mark.parametrize(
    ("header", "span"),
    [
        ("", Span(0, 10)),
        ("bytes=0-", Span(0, 10)),
        ("bytes=2-4", Span(2, 5)),
        ("Bytes=2-99", Span(2, 10)),
        ("bytes=-3", Span(7, 10)),
        ("bytes=-99", Span(0, 10)),
        ("bytes=-0", None),
        ("bytes=10-", None),
        ("bytes=99-100", None),
        ("bytes=4-2", Span(0, 10)),
        ("bytes=-", Span(0, 10)),
        ("bytes=0-1,3-4", Span(0, 10)),
        ("lines=1-2", Span(0, 10)),
        ("bytes=٣-", Span(0, 10)),
    ],
)
def test_a_range_is_the_part_it_names(header: str, span: Span | None) -> None:
    assert find_span(header, 10) == span


@given(st.text(max_size=30), st.integers(0, 100))
def test_a_span_lies_within(header: str, size: int) -> None:
    span = find_span(header, size)
    if span is not None:
        assert 0 <= span.start <= span.stop <= size
        assert span.size == span.stop - span.start


def test_transfers_are_counted_by_address_and_in_all() -> None:
    transfers = Transfers(most=3, most_per_address=2)
    assert [transfers.begin(each) for each in "aaab"] == [
        None,
        None,
        Crowd.ADDRESS,
        None,
    ]
    assert transfers.begin("c") is Crowd.ALL
    transfers.end("a")
    assert transfers.begin("c") is None
    for each in "abc":
        transfers.end(each)
    assert transfers.count == 0


def test_an_hour_has_its_bytes() -> None:
    allowance = Allowance(100)
    assert allowance.spend("v", 60, 0.0)
    assert not allowance.spend("v", 41, 1.0)
    assert allowance.spend("v", 40, 1.0)
    assert allowance.spend("w", 100, 1.0)
    assert allowance.wait_seconds("v", 600.0) == HOUR_SECONDS - 600
    assert allowance.spend("v", 100, HOUR_SECONDS)
    assert allowance.wait_seconds("nobody", 0.0) == 0


def test_owners_are_bounded_and_old_ones_forgotten() -> None:
    allowance = Allowance(10)
    for number in range(MAX_OWNERS):
        assert allowance.spend(str(number), 1, 0.0)
    assert not allowance.spend("new", 1, 1.0)
    assert allowance.spend("0", 1, 1.0)
    assert allowance.spend("new", 1, HOUR_SECONDS)


def test_the_time_of_a_transfer_grows_with_its_size() -> None:
    assert seconds_for(0) == GRACE_SECONDS
    assert seconds_for(8 << 20) == GRACE_SECONDS + 1024
