"""The SDK gets its tickets over HTTP, and gets over those that are over."""

from __future__ import annotations

import shutil
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path

import pytest
import trio

from actors.session.source import Source
from gateway.client import (
    StoppedByServer,
    TicketRefused,
    TicketUnavailable,
    VisitorProfile,
    VisitorTickets,
    connect_agent,
    connect_visitor,
)
from gateway.client.ticket_exchange import MAX_ANSWER_BYTES
from gateway.client.ticket_source import MAX_RENEWALS
from gateway.client.visitor_tickets import MARGIN_SECONDS
from gateway.tickets import TicketOffice
from gateway.visitor_office import TICKET_MS
from gateway.wire.codes import CloseCode
from runtime.errors import UsageError
from runtime.observe import Events
from tests.gateway.business import KEY, NOW_MS, secret, signed
from tests.gateway.loopback import serving
from tests.gateway.small_desk import SmallDesk
from tests.gateway.token_door import URL, ServedDoor, door


def tickets(
    at: ServedDoor, channel: str = "web", refresh_token: str = "", nickname: str = ""
) -> VisitorTickets:
    return VisitorTickets(
        at.http,
        channel,
        refresh_token=refresh_token,
        profile=VisitorProfile(nickname=nickname, client_data="order=7", remark="r"),
        clock=lambda: at.now,
    )


@pytest.mark.covers("P3", "P5")
async def test_a_ticket_is_kept_while_it_is_good_and_the_visitor_stays(
    events: Events,
) -> None:
    async with door(events) as at:
        mine = tickets(at, nickname="小王")
        assert await mine.gateway() == URL
        first = await mine.ticket()
        shown = TicketOffice(KEY).verify(first, NOW_MS)
        assert shown.nickname == "小王"
        assert shown.source == Source("order=7", "", "", "r")
        at.now = TICKET_MS / 1000 - MARGIN_SECONDS - 1
        assert await mine.ticket() == first
        at.now += 1
        second = await mine.ticket()
        assert second != first
        at.now += 1
        assert await mine.ticket(is_fresh=True) != second
        visitor = mine.visitor
        another_life = tickets(at, refresh_token=mine.refresh_token)
        await another_life.ticket()
        assert another_life.visitor == visitor
        stranger = tickets(at)
        await stranger.ticket()
        assert stranger.visitor != visitor


@pytest.mark.covers("P3")
async def test_two_who_ask_at_once_are_one_visitor(events: Events) -> None:
    got: list[str] = []

    async with door(events) as at:
        mine = tickets(at)

        async def ask() -> None:
            got.append(await mine.ticket())

        async with trio.open_nursery() as nursery:
            nursery.start_soon(ask)
            nursery.start_soon(ask)
        assert len(got) == 2
        assert len(set(got)) == 1


@pytest.mark.covers("P3", "P5")
async def test_an_identity_is_asked_for_each_time(events: Events) -> None:
    given: list[str] = []

    async def identity() -> str:
        given.append(signed(secret("club"), sub=f"u{len(given)}"))
        return given[-1]

    async with door(events) as at:
        mine = VisitorTickets(at.http, "club", identity=identity)
        await mine.ticket()
        assert mine.visitor == "user-u0"
        await mine.ticket(is_fresh=True)
        assert mine.visitor == "user-u1"


@pytest.mark.covers("P3")
async def test_a_refusal_is_for_good_and_a_start_is_not(events: Events) -> None:
    async with door(events) as at:
        with pytest.raises(TicketRefused, match="unknown_channel") as refused:
            await tickets(at, "nobody").ticket()
        assert refused.value.code == "unknown_channel"
        with pytest.raises(TicketRefused, match="identity_required"):
            await tickets(at, "club").ticket()
        at.url = ""
        with pytest.raises(TicketUnavailable, match="starting"):
            await tickets(at).ticket()


@pytest.mark.covers("P3", "P5")
async def test_a_limit_says_when_to_come_back() -> None:
    body = b'{"status":429,"title":"Too Many Requests","code":"too_many"}'
    head = b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 7\r\nContent-Length: "
    async with answering(head + b"%d\r\n\r\n" % len(body) + body) as http:
        with pytest.raises(TicketUnavailable, match="too_many") as limited:
            await VisitorTickets(http, "web").ticket()
        assert limited.value.retry_seconds == 7.0


@asynccontextmanager
async def answering(answer: bytes) -> AsyncIterator[str]:
    """A server that always says the same, and hangs up."""

    async def handle(stream: trio.SocketStream) -> None:
        await stream.receive_some()
        await stream.send_all(answer)
        await stream.send_eof()
        await stream.receive_some()

    with trio.fail_after(30):
        async with trio.open_nursery() as nursery:
            serve = partial(trio.serve_tcp, handle, 0, host="127.0.0.1")
            (listener,) = await nursery.start(serve)
            port = listener.socket.getsockname()[1]
            yield f"http://127.0.0.1:{port}"
            nursery.cancel_scope.cancel()


OK = b"HTTP/1.1 200 OK\r\nContent-Length: "


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\xff\xfe",
        OK + b"9\r\n\r\n{}",
        OK + b"2\r\n\r\n{}",
        OK + b"2\r\n\r\n\xff\xff",
        OK + b"3000\r\n\r\n" + b"[" * 3_000,
        OK + b"%d\r\n\r\n" % (MAX_ANSWER_BYTES + 1) + b"x" * (MAX_ANSWER_BYTES + 1),
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 502 Bad Gateway\r\n\r\n<html>",
    ],
)
async def test_what_is_no_answer_of_ours_is_tried_again_later(answer: bytes) -> None:
    async with answering(answer) as http:
        with pytest.raises(TicketUnavailable):
            await VisitorTickets(http, "web").ticket()


async def test_nobody_there_and_no_tls_are_tried_again_later() -> None:
    async with answering(b"HTTP/1.1 400 Bad Request\r\n\r\n") as http:
        for url in ("http://127.0.0.1:1", http.replace("http", "https")):
            with pytest.raises(TicketUnavailable, match="no answer"):
                await VisitorTickets(url, "web").ticket()


@pytest.mark.covers("P5")
@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not there")
async def test_tickets_come_over_tls_of_a_server_that_is_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    made += ["-keyout", str(key), "-out", str(certificate), "-subj", "/CN=localhost"]
    made += ["-addext", "subjectAltName=DNS:localhost"]
    await trio.run_process(made, capture_stderr=True)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    body = (
        b'{"ticket":"t","expires_ms":2,"server_ms":1,"visitor":"v",'
        b'"refresh_token":"","gateway":"wss://chat.example/v1"}'
    )

    async def handle(stream: trio.SSLStream[trio.SocketStream]) -> None:
        with suppress(trio.BrokenResourceError):  # who does not trust us is gone
            await stream.receive_some()
            await stream.send_all(OK + b"%d\r\n\r\n" % len(body) + body)

    with trio.fail_after(30):
        async with trio.open_nursery() as nursery:
            serve = partial(
                trio.serve_ssl_over_tcp,
                handle,
                0,
                context,
                host="127.0.0.1",
                https_compatible=True,
            )
            (listener,) = await nursery.start(serve)
            port = listener.transport_listener.socket.getsockname()[1]
            mine = VisitorTickets(f"https://localhost:{port}", "web")
            with pytest.raises(TicketUnavailable, match="no answer"):
                await mine.ticket()
            monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
            trusting = VisitorTickets(f"https://localhost:{port}", "web")
            assert await trusting.ticket() == "t"
            nursery.cancel_scope.cancel()


@pytest.mark.parametrize("url", ["ws://x", "x", "http://"])
def test_a_wrong_url_is_a_usage_error(url: str) -> None:
    with pytest.raises(UsageError):
        VisitorTickets(url, "web")


class Script:
    """Gives tickets, or raises, as it is told; the last for ever."""

    def __init__(self, *answers: str | Exception) -> None:
        self._answers = list(answers)
        self.asked: list[bool] = []

    async def ticket(self, *, is_fresh: bool) -> str:
        self.asked.append(is_fresh)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.mark.covers("P3", "P5", "V8")
async def test_a_link_outlives_its_ticket() -> None:
    source = Script("visitor:v", "over", TicketUnavailable("down"), "visitor:v")
    desk = SmallDesk()
    async with (
        serving(desk.handle) as server,
        connect_visitor(server.url, ticket=source) as visitor,
    ):
        session = await visitor.open()
        desk.cut_all()
        assert (await session.send("still here")).number == 1
    assert source.asked == [False, False, True, False]


@pytest.mark.covers("P3", "P5")
async def test_an_agents_link_outlives_its_ticket() -> None:
    source = Script("agent:a", "over", "agent:a")
    desk = SmallDesk()
    async with (
        serving(desk.handle) as server,
        connect_agent(server.url, ticket=source) as agent,
    ):
        await agent.set_status("free")
        desk.cut_all()
        await agent.set_status("rest", "lunch")
    assert source.asked == [False, False, True]


async def test_tickets_that_are_all_over_are_the_end() -> None:
    source = Script("over")
    async with (
        serving(SmallDesk().handle) as server,
        connect_visitor(server.url, ticket=source) as visitor,
    ):
        with pytest.raises(StoppedByServer) as caught:
            await visitor.open()
    assert caught.value.code == CloseCode.TICKET_EXPIRED
    assert source.asked == [False] + [True] * MAX_RENEWALS


async def test_without_a_source_a_ticket_that_is_over_is_the_end() -> None:
    async with (
        serving(SmallDesk().handle) as server,
        connect_visitor(server.url, ticket="over") as visitor,
    ):
        with pytest.raises(StoppedByServer) as caught:
            await visitor.open()
    assert caught.value.code == CloseCode.TICKET_EXPIRED


async def test_a_refused_ticket_stops_the_client_and_says_why() -> None:
    source = Script(TicketRefused("unknown_channel", "expected a channel"))
    async with (
        serving(SmallDesk().handle) as server,
        connect_visitor(server.url, ticket=source) as visitor,
    ):
        with pytest.raises(StoppedByServer, match="unknown_channel") as caught:
            await visitor.open()
    assert caught.value.code == CloseCode.BAD_TICKET
