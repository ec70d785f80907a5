"""A real service with staff: hired, signed in, at the desk, and replaced."""

from __future__ import annotations

import json
import subprocess
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
import trio

from gateway.client import connect_agent
from tests.system.console_client import command
from tests.system.service import ROOT, Server

LID_SECONDS = 60.0
PASSWORD = "eigenes-Passwort-1"


def members(server: Server, *words: str) -> dict[str, object]:
    done = subprocess.run(
        command("members", "--json", *words),
        env=server.environment(),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LID_SECONDS,
        check=True,
    )
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


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
    first = str(members(server, *words)["password"])
    _, cookie = post(server, "sign-in", login="ann@example.com", password=first)
    _, cookie = post(server, "password", cookie, old=first, new=PASSWORD)
    return cookie


@pytest.mark.covers("M1", "W9", "P5", "P7")
async def test_from_the_first_password_to_the_desk(server: Server) -> None:
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
    verdict = await trio.to_thread.run_sync(members, server, "audit")
    assert verdict["broken"] == 0

    def enter() -> None:
        post(server, "sign-in", login="ann@example.com", password=PASSWORD)

    await trio.to_thread.run_sync(enter)
    with pytest.raises(HTTPError, match="401") as caught:
        await trio.to_thread.run_sync(post, server, "ticket", cookie)
    caught.value.close()
