"""A real service with staff: hired, signed in, at the desk, and replaced."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
import trio

from gateway.client import connect_agent
from tests.proofs.service import free_port
from tests.system.console_client import json_client, terminal_client
from tests.system.service import Server

LID_SECONDS = 280
PASSWORD = "eigenes-Passwort-1"


def post(
    server: Server, path: str, cookie: str = "", **body: str
) -> tuple[dict[str, object], str]:
    request = Request(
        f"{server.http}/api/staff/{path}",
        json.dumps(body).encode(),
        {
            "Content-Type": "application/json",
            "X-Triodesk-Request": "1",
            "Cookie": cookie,
        },
    )
    with urlopen(request, timeout=LID_SECONDS) as answer:
        kept = answer.headers.get("Set-Cookie", cookie).partition(";")[0]
        return json.load(answer), kept


def hired(server: Server) -> str:
    """Ann's cookie, once she has a password of her own."""
    words = ("add", "ann@example.com", "Ann", "--groups", "presale", "--capacity", "3")
    first = str(server.operate("members", *words)["password"])
    _, cookie = post(server, "sign-in", login="ann@example.com", password=first)
    _, cookie = post(server, "password", cookie, old=first, new=PASSWORD)
    return cookie


@pytest.mark.covers("M1", "W9", "P5", "P7")
async def test_from_the_first_password_to_the_desk(lasting: Server) -> None:
    server = lasting
    cookie = await trio.to_thread.run_sync(hired, server)
    ticket, _ = await trio.to_thread.run_sync(post, server, "ticket", cookie)
    with trio.fail_after(LID_SECONDS):
        async with connect_agent(server.gateway, ticket=str(ticket["ticket"])) as ann:
            await ann.set_status("free")
    # The same ticket lets nobody in again; the sign-in outlives a kill.
    await trio.to_thread.run_sync(server.kill)
    await trio.to_thread.run_sync(server.start)
    again, _ = await trio.to_thread.run_sync(post, server, "ticket", cookie)
    assert again["ticket"] != ticket["ticket"]
    verdict = await trio.to_thread.run_sync(server.operate, "members", "audit")
    assert verdict["broken"] == 0

    def enter() -> None:
        post(server, "sign-in", login="ann@example.com", password=PASSWORD)

    await trio.to_thread.run_sync(enter)
    with pytest.raises(HTTPError, match="401") as caught:
        await trio.to_thread.run_sync(post, server, "ticket", cookie)
    caught.value.close()


@pytest.fixture
def password_file(tmp_path: Path) -> Path:
    path = tmp_path / "password"
    path.write_text(f"{PASSWORD}\n")
    return path


@pytest.mark.covers("W9", "P7")
async def test_a_member_signs_in_at_the_terminal_until_replaced(
    tmp_path: Path, password_file: Path
) -> None:
    # The same port after a restart, as an installation has it.
    http = f"127.0.0.1:{free_port()}"
    server = Server(tmp_path / "data", TRIODESK_HTTP_BIND=http)
    await trio.to_thread.run_sync(server.start)
    try:
        await work_until_replaced(server, password_file)
    finally:
        await trio.to_thread.run_sync(server.stop)


async def work_until_replaced(server: Server, password_file: Path) -> None:
    await trio.to_thread.run_sync(hired, server)
    arguments = ("--login", "ann@example.com", "--password-file", str(password_file))

    def enter() -> None:
        post(server, "sign-in", login="ann@example.com", password=PASSWORD)

    with trio.fail_after(LID_SECONDS):
        async with json_client(server, "agent", *arguments) as ann:
            await ann.see("board", capacity=3)
            # A reconnect gets another ticket: the first was good once.
            await trio.to_thread.run_sync(server.kill)
            await ann.see("disconnected")
            ann.rows.clear()
            await trio.to_thread.run_sync(server.start)
            await ann.see("board", capacity=3)
            await trio.to_thread.run_sync(enter)
            await ann.see("stopped", code=4503)
            assert await ann.process.wait() == 1


@pytest.mark.covers("M1", "P7")
async def test_the_first_password_is_changed_at_the_terminal(lasting: Server) -> None:
    server = lasting
    words = ("add", "eva@example.com", "Eva", "--groups", "presale")
    added = await trio.to_thread.run_sync(server.operate, "members", *words)
    arguments = ("agent", "--login", "eva@example.com")
    with trio.fail_after(LID_SECONDS):
        async with terminal_client(server, *arguments) as ann:
            await ann.read("Password:")
            await ann.enter(str(added["password"]))
            rows = await ann.read("must be changed now. New password:")
            assert not any(str(added["password"]) in row for row in rows), "no echo"
            await ann.enter(PASSWORD)
            await ann.read("The new password once more:")
            await ann.enter(PASSWORD)
            await ann.read("── connected")
        async with terminal_client(server, *arguments, LC_ALL="zh_CN.UTF-8") as ann:
            await ann.read("密码：")
            await ann.enter("wrong")
            await ann.read("登录名、密码或验证码不对")
            assert await ann.process.wait() == 1
