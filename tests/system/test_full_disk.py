"""A disk that is full refuses messages for now, and takes them when there is room."""

from __future__ import annotations

import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import trio

from gateway.transport import Transport
from gateway.trio_websocket_transport import connect
from gateway.wire.bodies import TextBody
from gateway.wire.client_codec import decode_server_message, encode_client_frames
from gateway.wire.client_frames import ClientFrame, Hello, Open, Send
from gateway.wire.codes import TEMPORARY, ErrorCode
from gateway.wire.server_frames import Res, Welcome
from tests.system.service import Server

LID_SECONDS = 280
TEXT = "满" * 7_000
"""About 20 kB: a small disk is soon full."""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "small"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=4m", "none", str(place)]
    mounted = subprocess.run(command, check=False, capture_output=True, text=True)
    if mounted.returncode != 0:
        pytest.skip(f"no right to mount: {mounted.stderr.strip()}")
    yield place
    # Lazily: the store of a killed service ends by itself, a little later.
    subprocess.run(["umount", "--lazy", str(place)], check=True)


class Client:
    """Frames by hand: the SDK would hide a temporary refusal by trying again."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._request = 0

    async def ask(self, frame: ClientFrame) -> Res | Welcome:
        await self._transport.send(encode_client_frames([frame]))
        while True:
            data = await self._transport.receive()
            assert data is not None
            for answer in decode_server_message(data):
                if isinstance(answer, Res | Welcome):
                    return answer

    async def send(self, session: str, cid: str) -> Res:
        self._request += 1
        body = TextBody(TEXT)
        send = Send(self._request, session, "visitor", cid, body)
        answer = await self.ask(send)
        assert isinstance(answer, Res)
        return answer


@asynccontextmanager
async def signed_in(server: Server) -> AsyncIterator[tuple[Client, str]]:
    async with trio.open_nursery() as nursery:
        transport = await connect(server.gateway, nursery)
        client = Client(transport)
        await client.ask(Hello(server.ticket("visitor", "bob")))
        opened = await client.ask(Open(1_000, "o", "presale"))
        assert isinstance(opened, Res)
        yield client, opened.session
        await transport.close(1000, "")
        nursery.cancel_scope.cancel()


@pytest.mark.covers("S7")
async def test_a_full_disk_refuses_for_now_and_then_takes_the_same_message(
    small_disk: Path,
) -> None:
    server = Server(
        small_disk / "data", TRIODESK_GATEWAY_VISITOR_FRAMES_PER_SECOND="1000"
    )
    server.log = small_disk.parent / "server.log"
    ballast = small_disk / "ballast"
    await trio.to_thread.run_sync(server.start)
    try:
        ballast.write_bytes(bytes(2_000_000))
        with trio.fail_after(LID_SECONDS):
            async with signed_in(server) as (client, session):
                number = 0
                answer = await client.send(session, "c0")
                while answer.code == ErrorCode.OK:
                    number = answer.number
                    answer = await client.send(session, f"c{number}")
                assert answer.code == ErrorCode.UNAVAILABLE
                assert answer.code in TEMPORARY
                assert answer.retry_ms > 0
                again = await client.send(session, f"c{number}")
                assert again.code == ErrorCode.UNAVAILABLE
                ballast.unlink()
                taken = await client.send(session, f"c{number}")
                assert (taken.code, taken.number) == (ErrorCode.OK, number + 1)
    finally:
        server.kill()
