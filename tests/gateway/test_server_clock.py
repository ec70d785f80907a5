"""The server's clock as a client estimates it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.client_core.server_clock import ServerClock
from gateway.wire.server_frames import Limits, Welcome
from tests.gateway.client_world import World

SECONDS = st.floats(0, 1e6)
DELAYS = st.floats(0, 20)


@given(SECONDS, DELAYS, DELAYS, SECONDS)
def test_the_estimate_is_wrong_by_half_the_time_it_took_at_most(
    sent_at: float, there: float, back: float, later: float
) -> None:
    behind_ms = 1_700_000_000_000
    clock = ServerClock()
    clock.asked(sent_at)
    read_ms = behind_ms + round((sent_at + there) * 1_000)
    now = sent_at + there + back
    clock.told(read_ms, now)
    estimate = clock.ms(now + later)
    true_ms = behind_ms + (now + later) * 1_000
    assert abs(estimate - true_ms) <= clock.error_ms + 2
    assert clock.error_ms <= (there + back) * 500 + 1


@pytest.mark.covers("P3")
def test_a_client_tells_the_servers_time_through_reconnects() -> None:
    world = World()
    core = world.core
    limits = Limits(25_000, 65_536, 32, 8_000)
    assert core.server_ms(0.0) is None
    world.connect()
    world.now = 2.0
    world.push(Welcome("k", "visitor", "v", 1_000_000, limits))
    assert core.server_ms(2.0) == 1_001_000
    world.cut()
    assert core.server_ms(12.0) == 1_011_000
    world.now = 20.0
    world.connect()
    world.push(Welcome("k", "visitor", "v", 1_500_000, limits))
    assert core.server_ms(world.now + 1.0) == 1_501_000
