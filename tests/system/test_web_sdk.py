"""The TypeScript SDK against a real service: what the Python one promises, too."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import trio

from gateway.client import Conversation, connect_agent, connect_visitor
from gateway.client_core.events import ReceiptChanged
from gateway.wire.bodies import ImageBody
from gateway.wire.codes import CloseCode, ErrorCode
from tests.gateway.attachments.pictures import with_secrets
from tests.proofs.service import free_port
from tests.system.service import Server
from tests.system.test_conversation import Listener
from tests.system.test_staff import PASSWORD, hired, post
from tests.system.web_client import WebClient, WebError, web_client

LID_SECONDS = 280
"""A lid on a test that hangs; each takes a few seconds."""


@pytest.mark.covers("P3", "V1", "V2", "V4", "V8")
async def test_both_talk_type_read_and_send_files(lasting: Server) -> None:
    async with talking(lasting) as (visitor, agent, told):
        assert sent(await visitor.do("send", "你好")) == 1
        await told.wait(lambda: told.numbers() == [1])
        agent.typing()
        await visitor.wait(lambda: any(each.is_typing for each in visitor.events))
        await visitor.do("typing")
        await told.wait(told.has_typing)
        assert (await agent.send("您好")).number == 2
        await visitor.wait(lambda: len(visitor.messages()) == 2)
        await visitor.do("read")
        await told.wait(lambda: reads(told) == 2)
        agent.read()
        await visitor.wait(lambda: any(each.read for each in visitor.events))
        assert await visitor.do("delivery", 1) == "read"

        photo = b64encode(with_secrets("JPEG")).decode()
        number = sent(
            await visitor.do("sendFile", "a.jpg", "image/jpeg", photo, "image")
        )
        await told.wait(lambda: number in told.numbers())
        (picture,) = [m for m in told.messages() if isinstance(m.body, ImageBody)]
        assert isinstance(picture.body, ImageBody)
        assert (picture.body.width, picture.body.height) == (64, 48)
        assert len(await agent.download(picture.body.id)) == picture.body.size
        theirs = await agent.upload(b"a,b\n", name="rows.csv")
        content = await visitor.do("download", theirs.id)
        assert b64decode(str(content)) == b"a,b\n"
        with pytest.raises(WebError) as refused:
            await visitor.do("sendFile", "a.svg", "image/svg+xml", "PHN2Zy8+", "file")
        assert refused.value.code == "type_not_allowed"

        await visitor.do("recall", 1)
        await visitor.wait(lambda: visitor.messages()[-1].body["kind"] == "recall")
        with pytest.raises(WebError, match="Unsendable"):
            await visitor.do("send", "")
        await agent.invite_rating()
        await visitor.wait(lambda: visitor.messages()[-1].body["kind"] == "rating")
        await visitor.do("select", visitor.messages()[-1].number, "105")
        await visitor.wait(lambda: visitor.messages()[-1].body["kind"] == "selection")
        await visitor.do("end")
        await visitor.wait(visitor.is_closed)
        with pytest.raises(WebError) as closed:
            await visitor.do("send", "too late")
        assert closed.value.code == ErrorCode.CLOSED


@pytest.mark.covers("P3", "S7", "V8")
async def test_what_is_said_over_two_kills_is_there_once_and_in_order(
    server: Server,
) -> None:
    texts = [str(number) for number in range(1, 31)]
    async with talking(server) as (visitor, agent, told):
        for text in texts[:10]:
            await visitor.begin("send", text)
        await told.wait(lambda: len(told.numbers()) > 3)
        server.kill()
        for text in texts[10:20]:
            await visitor.begin("send", text)
        await trio.to_thread.run_sync(server.start)
        await told.wait(lambda: len(told.numbers()) > 13)
        server.kill()
        await trio.to_thread.run_sync(server.start)
        for text in texts[20:]:
            await visitor.begin("send", text)
        await told.wait(lambda: len(told.numbers()) == 30)
        await agent.send("all there")
        await visitor.wait(lambda: len(visitor.messages()) == 31)
    assert [each.text for each in told.messages()[:30]] == texts
    assert [each.text for each in visitor.messages()] == [*texts, "all there"]
    assert [each.number for each in visitor.messages()] == list(range(1, 32))


@pytest.mark.covers("P3", "M5", "V8")
async def test_a_stop_is_announced_and_who_comes_again_is_the_same(
    server: Server,
) -> None:
    with trio.fail_after(LID_SECONDS):
        async with web_client() as visitor:
            given = await visitor.do("connect", options(server))
            session = await visitor.do("open", "presale")
            await visitor.do("send", "before")
            await trio.to_thread.run_sync(server.stop)
            await visitor.wait(lambda: visitor.has("goingAway"))
            waits = await visitor.begin("send", "meanwhile")
            await trio.to_thread.run_sync(server.start)
            assert sent(await visitor.answer(waits)) == 2
            await visitor.do("bye")
            again = await visitor.do("connect", options(server))
            assert await visitor.do("open", "presale") == session
            await visitor.wait(lambda: len(visitor.messages()) == 4)
            with pytest.raises(WebError) as refused:
                await visitor.do("connect", options(server, channel="nobody"))
    assert isinstance(given, dict)
    assert isinstance(again, dict)
    assert given["visitor"] == again["visitor"]
    assert refused.value.code == "unknown_channel"


@pytest.fixture
def installed(tmp_path: Path) -> Iterator[Server]:
    """A service that has the same HTTP port after a restart, too."""
    http = f"127.0.0.1:{free_port()}"
    server = Server(tmp_path / "data", TRIODESK_HTTP_BIND=http)
    server.start()
    yield server
    server.kill()


@pytest.mark.covers("P3", "S6", "Q4")
async def test_an_agent_serves_a_visitor(installed: Server) -> None:
    server = installed
    cookie = hired(server)
    with trio.fail_after(LID_SECONDS):
        async with (
            web_client() as agent,
            connect_visitor(
                server.gateway, ticket=server.ticket("visitor", "v")
            ) as visitor,
            trio.open_nursery() as nursery,
        ):
            told = Listener()
            nursery.start_soon(told.listen, visitor)
            mine = await visitor.open(group="presale")
            await mine.send("anybody?")
            await agent.do("serve", server.http, server.gateway, cookie)
            await agent.wait(lambda: agent.board() == (mine.id,))
            assert await agent.do("take") == mine.id
            await agent.wait(lambda: [m.text for m in agent.messages()] == ["anybody?"])
            assert sent(await agent.do("send", "yes")) == 2
            await agent.do("typing")
            await told.wait(told.has_typing)
            rows = b64encode(b"a,b\n").decode()
            await agent.do("sendFile", "rows.csv", "text/csv", rows, "file")
            await told.wait(lambda: told.numbers() == [1, 2, 3])
            asked = {"frame": "GET_COLLEAGUES", "group": "presale"}
            found = await agent.do("ask", asked)
            with pytest.raises(WebError) as refused:
                await agent.do("transfer", "nowhere")
            server.kill()
            await trio.to_thread.run_sync(server.start)
            await mine.send("still there?")
            await agent.wait(lambda: len(agent.messages()) == 4)
            signed_in_elsewhere(server)
            await agent.wait(lambda: agent.has("stopped"))
            nursery.cancel_scope.cancel()
    assert isinstance(found, dict)
    assert "Ann" in [each["nickname"] for each in found["members"]]
    assert refused.value.code == ErrorCode.NO_SUCH_GROUP
    texts = [each.text for each in agent.messages()]
    assert texts == ["anybody?", "yes", None, "still there?"]
    assert agent.events[-1].code == CloseCode.REPLACED


def signed_in_elsewhere(server: Server) -> None:
    """Ann signs in at another place."""
    post(server, "sign-in", login="ann@example.com", password=PASSWORD)


@asynccontextmanager
async def talking(
    server: Server,
) -> AsyncGenerator[tuple[WebClient, Conversation, Listener]]:
    """A visitor in Node, who serves him, and what he hears."""
    profile = {"nickname": "小王", "language": "en", "clientData": "order 7"}
    told = Listener()
    with trio.fail_after(LID_SECONDS):
        async with (
            web_client() as visitor,
            connect_agent(
                server.gateway,
                ticket=server.ticket("agent", "xiaoming"),
                http=server.http,
            ) as agent,
            trio.open_nursery() as nursery,
        ):
            nursery.start_soon(told.listen, agent)
            await agent.set_status("free")
            await visitor.do("connect", options(server, profile=profile))
            session = str(await visitor.do("open", "presale"))
            yield visitor, agent.session(session), told
            nursery.cancel_scope.cancel()


def options(server: Server, **more: object) -> dict[str, object]:
    return {"http": server.http, "channel": "web", **more}


def sent(value: object) -> int:
    """The number that a message got."""
    assert isinstance(value, dict)
    return int(value["number"])


def reads(told: Listener) -> int:
    """How far the other side has read."""
    receipts = [each for each in told.events if isinstance(each, ReceiptChanged)]
    return max((each.read for each in receipts), default=0)
