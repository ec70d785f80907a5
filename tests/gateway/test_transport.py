"""What a hostile or unlucky peer cannot do, on a real listener.

F1 to F5 are traps that were found in trio-websocket; each has a test of its name.
"""

from __future__ import annotations

import errno
import subprocess
import sys

import pytest
import trio
import trio.testing
from trio.testing import MockClock

from gateway.door import Door
from gateway.guarded_websocket import MAX_PARTS
from gateway.listener import Gateway, ListenerStatistics, serve_listeners
from gateway.transport import Transport, TransportClosed
from gateway.trio_websocket_transport import (
    STALL_SECONDS,
    accept,
    connect,
)
from gateway.wire.codes import CloseCode
from gateway.wire.terms import JSON_SUBPROTOCOL, SUBPROTOCOL
from runtime.errors import PeerError, UsageError
from tests.gateway.loopback import (
    HANDSHAKE,
    Server,
    echo,
    handshake,
    masked,
    raw,
    raw_websocket,
    read_to_end,
    serving,
)

TEXT, BINARY = 1, 2
CONTINUATION = 0
OTHER_KIND = {SUBPROTOCOL: TEXT, JSON_SUBPROTOCOL: BINARY}
PING = 9


async def flood(transport: Transport) -> None:
    """Sends until it cannot."""
    while True:
        await transport.send(b"x" * 60_000)


async def check_serves(server: Server) -> None:
    """A healthy client is served."""
    async with trio.open_nursery() as nursery:
        transport = await connect(server.url, nursery)
        await transport.send(b"hello")
        assert await transport.receive() == b"hello"
        await transport.close(CloseCode.NORMAL, "")


@pytest.mark.covers("P5")
@pytest.mark.parametrize(
    "header",
    [b"Host", b"Connection", b"Sec-WebSocket-Protocol", b"Sec-WebSocket-Extensions"],
)
async def test_f1_a_hostile_handshake_ends_only_itself(header: bytes) -> None:
    lines = [line for line in HANDSHAKE if not line.startswith(header + b":")]
    async with serving() as server:
        async with trio.open_nursery() as nursery:
            healthy = await connect(server.url, nursery)
            for byte in (b"\x80", b"\xff", b"a\xc3\xa9"):
                stream = await raw(server)
                await stream.send_all(handshake([*lines, header + b": " + byte]))
                await read_to_end(stream)
                await stream.aclose()
            await healthy.send(b"still here")
            assert await healthy.receive() == b"still here"
            await healthy.close(CloseCode.NORMAL, "")
        await check_serves(server)
        assert server.refused["handshakes"] == 3
        assert server.statistics.crashed_count == 0


@pytest.mark.covers("P5")
async def test_f2_an_exception_in_a_handler_ends_only_its_connection() -> None:
    async def handle(transport: Transport) -> None:
        data = await transport.receive()
        if data == b"boom":
            msg = "boom"
            raise ValueError(msg)
        if data is not None:
            await transport.send(data)
            await echo(transport)

    failures: list[BaseException] = []
    async with serving(handle, failures=failures) as server:
        async with trio.open_nursery() as nursery:
            healthy = await connect(server.url, nursery)
            doomed = await connect(server.url, nursery)
            await doomed.send(b"boom")
            assert await doomed.receive() is None
            assert doomed.close_code == CloseCode.INTERNAL
            doomed.abort()
            await healthy.send(b"still here")
            assert await healthy.receive() == b"still here"
            await healthy.close(CloseCode.NORMAL, "")
        await check_serves(server)
    assert server.statistics.crashed_count == 1
    (failure,) = failures
    assert isinstance(failure, ExceptionGroup)
    assert failure.subgroup(ValueError) is not None


@pytest.mark.covers("P5")
async def test_f3_empty_continuations_are_bounded() -> None:
    async with serving() as server:
        stream = await raw_websocket(server)
        await stream.send_all(masked(BINARY, b"", is_last=False))
        await stream.send_all(
            masked(CONTINUATION, b"", is_last=False) * (MAX_PARTS + 1)
        )
        answer = await read_to_end(stream)
        await stream.aclose()
        assert answer[:4] == b"\x88" + answer[1:2] + b"\x03\xf1"  # close, code 1009
        await check_serves(server)


async def test_a_message_in_some_parts_is_whole() -> None:
    async with serving() as server:
        stream = await raw_websocket(server)
        parts = [masked(CONTINUATION, b"x", is_last=False)] * (MAX_PARTS - 2)
        await stream.send_all(masked(BINARY, b"x", is_last=False) + b"".join(parts))
        await stream.send_all(masked(CONTINUATION, b"x"))
        answer = b""
        while len(answer) < MAX_PARTS + 4:
            answer += await stream.receive_some()
        assert answer[4:] == b"x" * MAX_PARTS
        await stream.aclose()


@pytest.mark.parametrize("how", ["reset", "end"])
async def test_f4_a_peer_that_leaves_leaves_no_task_waiting(how: str) -> None:
    # Heartbeats are frames of the protocol: nothing waits for a pong that never comes.
    done = trio.Event()

    async def handle(transport: Transport) -> None:
        await transport.send(b"ping")
        assert await transport.receive() is None
        assert transport.close_code == 1006
        with pytest.raises(TransportClosed):
            await transport.send(b"ping")
        done.set()

    async with serving(handle) as server:
        stream = await raw_websocket(server)
        assert await stream.receive_some() == b"\x82\x04ping"
        if how == "reset":
            stream.setsockopt(1, 13, b"\1\0\0\0\0\0\0\0")  # SOL_SOCKET, SO_LINGER
        await stream.aclose()
        await done.wait()


async def test_pings_of_a_client_do_not_stop_its_messages() -> None:
    async with serving() as server:
        stream = await raw_websocket(server)
        await stream.send_all(masked(PING, b"a") * 3 + masked(BINARY, b"hello"))
        expected = b"\x8a\x01a" * 3 + b"\x82\x05hello"
        answer = b""
        while len(answer) < len(expected):
            answer += await stream.receive_some()
        assert answer == expected
        await stream.aclose()


async def test_f5_a_cancelled_send_aborts_the_stream() -> None:
    aborted = trio.Event()

    async def handle(transport: Transport) -> None:
        with trio.CancelScope() as scope:
            async with trio.open_nursery() as nursery:
                nursery.start_soon(flood, transport)
                await trio.testing.wait_all_tasks_blocked(0.05)
                scope.cancel()
        assert await transport.receive() is None
        with pytest.raises(TransportClosed):
            await transport.send(b"the rest of a frame")
        aborted.set()

    async with serving(handle) as server:
        stream = await raw_websocket(server)  # reads nothing more
        await aborted.wait()
        await read_to_end(stream)
        await stream.aclose()
        assert server.statistics.crashed_count == 0


async def test_f5_a_stalled_writer_is_cut(autojump_clock: MockClock) -> None:
    # The clock jumps only when nothing moves, and here nothing does once the kernel's
    # buffers are full; loopback delivers what is sent before `send` returns.
    (listener,) = await trio.open_tcp_listeners(0, host="127.0.0.1")
    address = listener.socket.getsockname()
    client = await trio.open_tcp_stream(*address[:2])
    await client.send_all(handshake())
    stream = await listener.accept()
    async with trio.open_nursery() as nursery:
        transport = await accept(stream, nursery, Door())
        began = trio.current_time()
        with pytest.raises(TransportClosed, match="stalled"):
            await flood(transport)
        assert trio.current_time() - began == STALL_SECONDS
        assert stream.socket.fileno() == -1
    await client.aclose()
    await listener.aclose()


@pytest.mark.parametrize(
    ("line", "status"),
    [
        (b"GET /v2 HTTP/1.1", b"404"),
        (b"GET /v1?ticket=x HTTP/1.1", b"404"),
        (b"Sec-WebSocket-Protocol: triodesk.v1", b"400"),
        (b"Sec-WebSocket-Protocol: TRIODESK.V1.MSGPACK", b"400"),
    ],
)
async def test_other_paths_and_protocols_are_refused(
    line: bytes, status: bytes
) -> None:
    name = line.split(b" ", 1)[0]
    lines = [line if known.startswith(name) else known for known in HANDSHAKE]
    async with serving() as server:
        stream = await raw(server)
        await stream.send_all(handshake(lines))
        answer = await read_to_end(stream)
        await stream.aclose()
        assert answer.split()[1] == status
        await check_serves(server)
        assert server.refused["handshakes"] == 1


@pytest.mark.parametrize("offered", OTHER_KIND)
async def test_the_other_kind_of_message_is_a_peers_error(offered: str) -> None:
    caught: list[PeerError] = []

    async def handle(transport: Transport) -> None:
        try:
            await transport.receive()
        except PeerError as error:
            caught.append(error)
            await transport.close(CloseCode.PROTOCOL, str(error))

    async with serving(handle) as server:
        stream = await raw_websocket(server, offered)
        await stream.send_all(masked(OTHER_KIND[offered], b"[3,1]"))
        answer = await stream.receive_some()
        assert answer[2:4] == CloseCode.PROTOCOL.to_bytes(2)
        await stream.aclose()
    assert len(caught) == 1


@pytest.mark.parametrize(
    ("offered", "opcode"),
    [
        (JSON_SUBPROTOCOL, TEXT),
        (f"unknown, {JSON_SUBPROTOCOL}, {SUBPROTOCOL}", TEXT),
        (f"{SUBPROTOCOL}, {JSON_SUBPROTOCOL}", BINARY),
    ],
)
async def test_the_first_format_that_is_known_is_spoken(
    offered: str, opcode: int
) -> None:
    async with serving() as server:
        stream = await raw_websocket(server, offered)
        await stream.send_all(masked(opcode, "你好".encode()))
        answer = await stream.receive_some()
        assert answer == bytes((0x80 + opcode, 6)) + "你好".encode()
        await stream.aclose()


async def test_beyond_the_cap_connections_are_closed_at_once() -> None:
    async with serving(max_connections=1) as server:
        first = await raw_websocket(server)
        second = await raw(server)
        assert await read_to_end(second) == b""
        await second.aclose()
        await first.aclose()
        assert server.refused["places"] == 1


async def test_stop_accepting_leaves_open_connections_alone() -> None:
    async with serving() as server, trio.open_nursery() as nursery:
        transport = await connect(server.url, nursery)
        server.stop.set()
        await trio.testing.wait_all_tasks_blocked()
        with pytest.raises(OSError, match=r"refused|connect"):
            await trio.open_tcp_stream(server.bind.host, server.bind.port)
        await transport.send(b"still here")
        assert await transport.receive() == b"still here"
        await transport.close(CloseCode.NORMAL, "")


class ExhaustedListener(trio.abc.Listener[trio.SocketStream]):
    """A listener of a process that has no descriptor left."""

    attempts = 0

    async def accept(self) -> trio.SocketStream:
        await trio.lowlevel.checkpoint()
        self.attempts += 1
        raise OSError(errno.EMFILE, "Too many open files")

    async def aclose(self) -> None:
        await trio.lowlevel.checkpoint()


async def test_accept_errors_are_waited_out(autojump_clock: MockClock) -> None:
    listener = ExhaustedListener()
    gateway = Gateway(handle=echo, report=print, statistics=ListenerStatistics())
    stop = trio.Event()
    async with trio.open_nursery() as nursery:
        nursery.start_soon(_stop_later, stop)
        await serve_listeners(
            [listener], gateway, nursery, stop_accepting=stop, started=lambda: None
        )
    assert 5 <= listener.attempts <= 15


async def _stop_later(stop: trio.Event) -> None:
    await trio.sleep(1)
    stop.set()


async def test_nobody_listens() -> None:
    async with trio.open_nursery() as nursery:
        with pytest.raises(TransportClosed):
            await connect("ws://127.0.0.1:1/v1", nursery)


@pytest.mark.parametrize("url", ["http://h/v1", "ws:///v1", "nonsense"])
async def test_other_urls_are_a_usage_error(url: str) -> None:
    async with trio.open_nursery() as nursery:
        with pytest.raises(UsageError):
            await connect(url, nursery)


MODULES = [
    "gateway.wire.client_frames",
    "gateway.wire.server_frames",
    "gateway.wire.codes",
    "gateway.wire.server_codec",
    "gateway.wire.client_codec",
    "gateway.client_core.core",
]


@pytest.mark.parametrize("module", MODULES)
def test_the_wire_and_the_client_core_import_no_trio(module: str) -> None:
    code = f"import {module}, sys; sys.exit('trio' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
