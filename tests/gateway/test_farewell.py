"""A gateway that stops sends its clients away one batch after the other."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
import trio
from trio.testing import MockClock

from gateway.connection_shell import OpenConnection
from gateway.farewell import (
    BATCH,
    LEAST_RETURN_SECONDS,
    MOST_RETURN_SECONDS,
    RETURNS_PER_SECOND,
    farewell,
    return_span_ms,
)
from gateway.listener import MAX_CONNECTIONS
from gateway.service import FAREWELL_SECONDS, GOODBYE_SECONDS, say_good_bye
from gateway.wire.codes import CloseCode
from gateway.wire.server_frames import GoAway
from runtime.child import DEFAULT_SHUTDOWN_SECONDS
from tests.gateway.house import House, Tab

SEEDS = range(5)


@pytest.mark.covers("P6")
@pytest.mark.parametrize("seed", SEEDS)
def test_as_many_as_a_gateway_holds_are_told_in_batches_and_in_time(seed: int) -> None:
    names = [str(number) for number in range(MAX_CONNECTIONS)]
    steps = list(farewell(names, Random(seed)))
    told = [goodbye.name for step in steps for goodbye in step.goodbyes]
    assert sorted(told) == sorted(names)
    assert told != names
    assert max(len(step.goodbyes) for step in steps) == BATCH
    assert sum(step.pause for step in steps) < FAREWELL_SECONDS
    assert min(step.pause for step in steps) > 0
    assert FAREWELL_SECONDS + GOODBYE_SECONDS < DEFAULT_SHUTDOWN_SECONDS


@pytest.mark.covers("P6", "V8")
@pytest.mark.parametrize("seed", SEEDS)
def test_they_come_back_spread_over_a_span_that_grows_with_their_number(
    seed: int,
) -> None:
    names = [str(number) for number in range(MAX_CONNECTIONS)]
    returns = [
        goodbye.retry_ms
        for step in farewell(names, Random(seed))
        for goodbye in step.goodbyes
    ]
    span = MAX_CONNECTIONS // RETURNS_PER_SECOND
    each_second = Counter(ms // 1_000 for ms in returns)
    assert set(each_second) == set(range(span))
    assert max(each_second.values()) < 1.3 * RETURNS_PER_SECOND


def test_the_span_of_returns_is_bounded() -> None:
    assert return_span_ms(0) == return_span_ms(1) == LEAST_RETURN_SECONDS * 1_000
    assert return_span_ms(10**9) == MOST_RETURN_SECONDS * 1_000
    assert list(farewell((), Random(0))) == []


def opened(house: House, number: int) -> tuple[OpenConnection, Tab]:
    tab = house.tab("visitor", f"v{number}")
    return OpenConnection(tab.connection, tab.attendant, tab.read), tab


@pytest.mark.covers("P6")
async def test_the_others_are_served_until_their_turn_comes(
    autojump_clock: MockClock,
) -> None:
    house = House()
    pairs = {str(n): opened(house, n) for n in range(BATCH + 2)}
    connections = {name: pair[0] for name, pair in pairs.items()}
    open_after: list[int] = []

    def count() -> None:
        open_after.append(
            sum(each.connection.closing is None for each in connections.values())
        )

    async with trio.open_nursery() as nursery:
        nursery.start_soon(say_good_bye, connections, Random(1))
        nursery.cancel_scope.cancel()  # a stop is a cancellation: it is waited out
        with trio.CancelScope(shield=True):
            await trio.testing.wait_all_tasks_blocked()
            count()
            # One leaves by himself, and one came late.
            gone = next(
                n for n, e in connections.items() if e.connection.closing is None
            )
            del connections[gone]
            connections["late"], late = opened(house, BATCH + 3)
    count()
    assert open_after == [2, 0]
    for tab in (late, *(tab for name, (_, tab) in pairs.items() if name != gone)):
        assert isinstance(tab.heard[-1], GoAway)
        closing = tab.connection.closing
        assert closing is not None
        assert closing.code == CloseCode.GOAWAY
    assert pairs[gone][1].connection.closing is None
