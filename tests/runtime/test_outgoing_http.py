"""What requests to others come to: one contract, for the client and who plays it."""

from __future__ import annotations

import socket
import ssl
from collections.abc import AsyncGenerator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
import trio
import trustme

from runtime.addresses import LOOPBACK
from runtime.outgoing import (
    MAX_ANSWER_BYTES,
    Cause,
    HttpAnswer,
    HttpFailure,
    HttpPost,
)
from runtime.outgoing_http import HttpClient
from runtime.outgoing_rules import OutgoingRules
from tests.receiver import PlayedReceiver, Received, Reply, Script, receiving

OPEN = OutgoingRules(LOOPBACK, plain_http=True)
PATIENT = 10.0
"""Seconds for what ends by itself, also on a machine that is busy."""


@dataclass
class Side:
    poster: PlayedReceiver | HttpClient
    root: str
    script: Script


@pytest.fixture(params=["real", "played"])
async def side(request: pytest.FixtureRequest) -> AsyncGenerator[Side]:
    script = Script()
    if request.param == "played":
        yield Side(PlayedReceiver(shop=script), "https://shop/", script)
        return
    async with receiving(script) as root:
        client = HttpClient(OPEN)
        yield Side(client, root, script)
        await client.aclose()


@pytest.mark.covers("M11")
async def test_a_request_arrives_as_it_was_made(side: Side) -> None:
    headers = (("webhook-id", "7"),)
    post = HttpPost(side.root + "x?y=1", b'{"a":1}', headers)
    assert await side.poster.post(post) == HttpAnswer(200, b"{}")
    (received,) = side.script.received
    assert (received.target, received.body) == ("/x?y=1", b'{"a":1}')
    assert received.headers["webhook-id"] == "7"


@pytest.mark.covers("M11")
async def test_every_status_is_an_answer_and_no_redirect_is_followed(
    side: Side,
) -> None:
    side.script.replies.extend(
        [
            Reply(302, b"", (("Location", side.root + "elsewhere"),)),
            Reply(503, b"busy", (("Retry-After", "7"),)),
        ]
    )
    post = HttpPost(side.root, b"{}")
    assert await side.poster.post(post) == HttpAnswer(302)
    answer = await side.poster.post(post)
    assert answer == HttpAnswer(503, b"busy", retry_after="7")
    assert [each.target for each in side.script.received] == ["/", "/"]


async def test_silence_and_broken_answers_are_failures(side: Side) -> None:
    await side.poster.post(HttpPost(side.root, b"{}"))  # what is made once takes time
    side.script.replies.extend([Reply(is_silent=True), Reply(is_broken=True)])
    causes = []
    for seconds in (1.0, PATIENT):
        outcome = await side.poster.post(HttpPost(side.root, b"{}", seconds=seconds))
        assert isinstance(outcome, HttpFailure)
        causes.append(outcome.cause)
    assert causes == [Cause.TOO_SLOW, Cause.BROKEN]
    assert await side.poster.post(HttpPost(side.root, b"{}")) == HttpAnswer(200, b"{}")


async def test_what_is_no_url_and_a_host_that_nobody_has(side: Side) -> None:
    for url, cause in (
        ("ftp://x/", Cause.BAD_URL),
        ("https://nobody.invalid/", Cause.NO_SUCH_HOST),
    ):
        outcome = await side.poster.post(HttpPost(url, b"{}"))
        assert isinstance(outcome, HttpFailure)
        assert outcome.cause is cause


@pytest.mark.covers("R13")
async def test_a_good_answer_is_taken_as_it_comes(side: Side) -> None:
    side.script.replies.append(Reply(pieces=(b"a", b"b", b"c")))
    taken: list[bytes] = []

    def take(piece: bytes) -> bool:
        taken.append(piece)
        return True

    post = HttpPost(side.root, b"{}")
    assert await side.poster.stream(post, take) == HttpAnswer(200)
    assert b"".join(taken) == b"abc"


@pytest.mark.covers("R13")
async def test_no_more_is_read_than_is_wanted(side: Side) -> None:
    side.script.replies.append(Reply(pieces=(b"x" * 1000,), is_endless=True))
    taken: list[bytes] = []

    def take(piece: bytes) -> bool:
        taken.append(piece)
        return len(taken) < 3

    outcome = await side.poster.stream(HttpPost(side.root, b"{}"), take)
    assert (outcome, len(taken)) == (HttpAnswer(200), 3)


async def test_a_stream_that_stalls_or_breaks_is_a_failure(side: Side) -> None:
    await side.poster.post(HttpPost(side.root, b"{}"))  # what is made once takes time
    side.script.replies.extend(
        [
            Reply(pieces=(b"a",), is_silent=True),
            Reply(pieces=(b"a",), is_broken=True),
        ]
    )
    causes, taken = [], []

    def take(piece: bytes) -> bool:
        taken.append(piece)
        return True

    for seconds in (1.0, PATIENT):
        post = HttpPost(side.root, b"{}", seconds=seconds)
        outcome = await side.poster.stream(post, take)
        assert isinstance(outcome, HttpFailure)
        causes.append(outcome.cause)
    assert (causes, taken) == ([Cause.TOO_SLOW, Cause.BROKEN], [b"a", b"a"])


async def test_a_refusal_is_no_stream(side: Side) -> None:
    reply = Reply(429, b"later", (("Retry-After", "7"),))
    side.script.replies.append(reply)
    outcome = await side.poster.stream(HttpPost(side.root, b"{}"), lambda _: False)
    assert outcome == HttpAnswer(429, b"later", retry_after="7")


# --- the client alone


async def failed(client: HttpClient, url: str) -> Cause:
    outcome = await client.post(HttpPost(url, b"{}"))
    await client.aclose()
    assert isinstance(outcome, HttpFailure), outcome
    assert outcome.text
    return outcome.cause


@pytest.mark.covers("M11", "P5")
async def test_names_of_this_machine_are_judged_by_what_they_stand_for() -> None:
    rules = OutgoingRules(plain_http=True)
    script = Script()
    async with receiving(script) as root:
        for host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]"):
            url = root.replace("127.0.0.1", host)
            assert await failed(HttpClient(rules), url) is Cause.REFUSED_ADDRESS
    assert script.received == []


async def test_nobody_accepts_there() -> None:
    with ExitStack() as stack:
        full = stack.enter_context(socket.socket())
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for _ in range(4):  # whom nobody accepts fill the line; then none gets in
            waiting = stack.enter_context(socket.socket())
            waiting.settimeout(0)
            waiting.connect_ex(full.getsockname())
        url = f"http://127.0.0.1:{full.getsockname()[1]}/"
        client = HttpClient(OPEN)
        outcome = await client.post(HttpPost(url, b"{}", connect_seconds=0.1))
        await client.aclose()
    text = "expected a connection within 0.1 s"
    assert outcome == HttpFailure(Cause.UNREACHABLE, text)


async def test_nobody_listens_there() -> None:
    listeners = await trio.open_tcp_listeners(0, host="127.0.0.1")
    port = listeners[0].socket.getsockname()[1]
    await listeners[0].aclose()
    url = f"http://127.0.0.1:{port}/"
    assert await failed(HttpClient(OPEN), url) is Cause.UNREACHABLE


async def test_an_endless_answer_is_cut() -> None:
    script = Script()
    script.replies.append(Reply(200, b"x" * (MAX_ANSWER_BYTES * 3)))
    client = HttpClient(OPEN)
    async with receiving(script) as root:
        answer = await client.post(HttpPost(root, b"{}"))
        assert isinstance(answer, HttpAnswer)
        assert (answer.is_cut, len(answer.body)) == (True, MAX_ANSWER_BYTES)
        assert await client.post(HttpPost(root, b"{}")) == HttpAnswer(200, b"{}")
    await client.aclose()


@pytest.mark.covers("M11", "P5")
async def test_a_certificate_must_be_of_somebody_trusted_and_for_that_name(
    tmp_path: Path,
) -> None:
    authority = trustme.CA()
    trusted = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(trusted)
    for name, is_good in (("localhost", True), ("other.example", False)):
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert(name).configure_cert(context)
        async with receiving(Script(), context) as root:
            url = root.replace("127.0.0.1", "localhost")
            assert await failed(HttpClient(OPEN), url) is Cause.BAD_CERTIFICATE
            client = HttpClient(OutgoingRules(LOOPBACK), str(trusted))
            if is_good:
                assert await client.post(HttpPost(url, b"{}")) == HttpAnswer(200, b"{}")
                await client.aclose()
            else:
                assert await failed(client, url) is Cause.BAD_CERTIFICATE


async def test_who_is_cancelled_leaves_no_connection_in_the_way() -> None:
    script, client = Script(), HttpClient(OPEN)
    arrived = trio.Event()

    def never(_: Received) -> Reply:
        arrived.set()
        return Reply(is_silent=True)

    async with receiving(script) as root, trio.open_nursery() as nursery:
        assert await client.post(HttpPost(root, b"{}")) == HttpAnswer(200, b"{}")
        script.otherwise = never
        nursery.start_soon(client.post, HttpPost(root, b"{}"))
        await arrived.wait()
        nursery.cancel_scope.cancel()
        with trio.CancelScope(shield=True):
            script.otherwise = lambda _: Reply()
            assert await client.post(HttpPost(root, b"{}")) == HttpAnswer(200, b"{}")
            await client.aclose()
    assert len(script.received) == 3
