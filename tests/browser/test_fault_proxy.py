"""The network that breaks when told to."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import trio
import trio.testing

from tests.browser.fault_proxy import (
    HOST,
    Fault,
    FaultProxy,
    blocking_fault_proxy,
    open_fault_proxy,
)

MOMENT = 0.05
"""Seconds; what a black hole took does not come for ever."""


async def echo(stream: trio.SocketStream) -> None:
    async for chunk in stream:
        await stream.send_all(chunk)


@pytest.fixture
async def proxy() -> AsyncIterator[FaultProxy]:
    """A proxy before somebody who says again what he hears."""
    async with trio.open_nursery() as nursery:
        (echoing,) = await trio.open_tcp_listeners(0, host=HOST)
        nursery.start_soon(trio.serve_listeners, echo, [echoing])
        made = await open_fault_proxy()
        made.lead_to(f"ws://{HOST}:{echoing.socket.getsockname()[1]}/v1")
        nursery.start_soon(made.run)
        yield made
        nursery.cancel_scope.cancel()


async def call(proxy: FaultProxy) -> trio.SocketStream:
    return await trio.open_tcp_stream(HOST, proxy.port)


async def said(stream: trio.SocketStream, word: bytes) -> bytes:
    await stream.send_all(word)
    return await stream.receive_some()


async def test_what_is_cut_is_reset_also_what_comes_anew(proxy: FaultProxy) -> None:
    async with await call(proxy) as stream:
        assert await said(stream, b"a") == b"a"
        proxy.break_(Fault.CUT)
        with pytest.raises(trio.BrokenResourceError):
            await stream.receive_some()
    async with await call(proxy) as stream:
        with pytest.raises(trio.BrokenResourceError):
            await stream.receive_some()
    proxy.mend()
    async with await call(proxy) as stream:
        assert await said(stream, b"b") == b"b"
    assert proxy.connections == 3


async def test_what_a_black_hole_took_comes_when_it_is_mended(
    proxy: FaultProxy,
) -> None:
    async with await call(proxy) as stream:
        proxy.break_(Fault.BLACK_HOLE)
        await stream.send_all(b"a")
        proxy.break_(Fault.BLACK_HOLE)
        with trio.move_on_after(MOMENT) as patience:
            await stream.receive_some()
        assert patience.cancelled_caught
        proxy.mend()
        assert await stream.receive_some() == b"a"


async def test_a_slow_network_takes_its_time(
    autojump_clock: trio.testing.MockClock, proxy: FaultProxy
) -> None:
    async with await call(proxy) as stream:
        proxy.slow(60)
        begun = trio.current_time()
        assert await said(stream, b"a") == b"a"
        assert trio.current_time() - begun >= 120


async def test_who_calls_one_that_is_not_there_is_reset(proxy: FaultProxy) -> None:
    proxy.lead_to(f"ws://{HOST}:1/v1")
    async with await call(proxy) as stream:
        with pytest.raises(trio.BrokenResourceError):
            await stream.receive_some()


def test_from_another_thread() -> None:
    with blocking_fault_proxy() as proxy:
        proxy.lead_to(f"ws://{HOST}:1/v1")
        for act in (proxy.cut, proxy.swallow, proxy.mend):
            act()
        assert proxy.connections == 0
