"""From a page's request to a conversation, through a real service."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import jwt
import pytest
import trio

from admin.configuration import FILE_NAME
from gateway.client import Refused, VisitorProfile, VisitorTickets, connect_visitor
from gateway.client.blocking import blocking_visitor
from gateway.wire.codes import ErrorCode
from tests.system.console_client import json_client
from tests.system.service import ROOT, Server

LID_SECONDS = 280
CHANNELS = """
[[channel]]
id = "shop"
key = "k1"
group = "presale"
origins = ["https://shop.example"]
needs_identity = true
"""


def shop(tmp_path: Path) -> Server:
    """A service with one channel, not started."""
    data = tmp_path / "data"
    data.mkdir()
    (data / FILE_NAME).write_text(CHANNELS)
    return Server(data, TRIODESK_GATEWAY_PUBLIC_URL="wss://chat.example/v1")


def listed(server: Server, *arguments: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", "admin", "channels", *arguments],
        env=server.environment(),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LID_SECONDS,
        check=True,
    ).stdout


def ask(server: Server, **body: str) -> dict[str, str]:
    headers = {"Content-Type": "application/json", "Origin": "https://shop.example"}
    url = f"{server.http}/v1/visitor-tokens"
    request = Request(url, json.dumps(body).encode(), headers)
    with urlopen(request, timeout=LID_SECONDS) as answer:
        found: dict[str, str] = json.load(answer)
        return found


@pytest.mark.covers("M5", "P5", "P7")
async def test_a_visitor_whom_the_business_server_knows_talks_in_his_channel(
    tmp_path: Path,
) -> None:
    server = shop(tmp_path)
    server.start()
    try:
        (channel,) = json.loads(listed(server, "--json", "--secrets"))
        now = int(time.time())
        claims = {"sub": "42", "iat": now, "exp": now + 60, "nickname": "老王"}
        identity = jwt.encode(claims, channel["identity_secret"], "HS256")
        given = ask(server, channel="k1", identity_token=identity)
        assert given["visitor"] == "user-42"
        assert given["gateway"] == "wss://chat.example/v1"
        with pytest.raises(HTTPError) as caught:
            ask(server, channel="k1")
        assert json.load(caught.value)["code"] == "identity_required"
        caught.value.close()
        with trio.fail_after(LID_SECONDS):
            async with connect_visitor(
                server.gateway, ticket=given["ticket"]
            ) as visitor:
                for group, other in (("aftersale", ""), ("", "web")):
                    with pytest.raises(Refused) as refused:
                        await visitor.open(group, other)
                    assert refused.value.code == ErrorCode.FORBIDDEN
                session = await visitor.open()
                assert (await session.send("你好")).number == 1
    finally:
        server.kill()


@pytest.mark.covers("P7", "M5")
def test_channels_are_listed_without_their_secrets(tmp_path: Path) -> None:
    server = shop(tmp_path)
    (channel,) = json.loads(listed(server, "--json"))
    assert channel["key"] == "k1"
    assert "identity_secret" not in channel
    text = listed(server)
    assert "https://shop.example" in text
    assert "secret" not in text


@pytest.mark.covers("P3", "P5")
def test_a_script_gets_its_tickets_by_itself(lasting: Server) -> None:
    tickets = VisitorTickets(
        lasting.http, "web", profile=VisitorProfile(nickname="Bob")
    )
    url = trio.run(tickets.gateway)
    assert url == lasting.gateway
    with blocking_visitor(url, ticket=tickets) as visitor:
        assert visitor.open().send("hello").number == 1


@pytest.mark.covers("P7", "M5")
async def test_a_visitor_in_a_terminal_comes_as_from_a_page(
    lasting: Server,
) -> None:
    with trio.fail_after(LID_SECONDS):
        async with json_client(
            lasting, "chat", "--channel", "web", "--http", lasting.http
        ) as visitor:
            await visitor.see("session", state="queued", group="presale")
            await visitor.enter("hello")
            await visitor.see("sent", text="hello")
        async with json_client(lasting, "chat", "--channel", "nobody") as stranger:
            assert await stranger.finish() == 1
