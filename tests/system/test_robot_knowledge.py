"""Knowledge from the command line of a real service, through `kill -9` (R2, R8)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import trio

from tests.system.console_client import ENGLISH, json_client, told
from tests.system.service import Server

ANSWER_SECONDS = 90
"""A lid on an answer that never comes; it is there in a second or two."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """As `make serve` starts it: with the demonstration's robot."""
    served = Server(tmp_path / "data", TRIODESK_DEMO_KNOWLEDGE="true")
    served.start()
    try:
        yield served
    finally:
        served.stop()


async def versions(server: Server) -> list[tuple[int, str]]:
    shown = json.loads(await told(server, ENGLISH, "robot", "versions", "--json"))
    return [(each["version"], each["note"]) for each in shown["versions"]]


@pytest.mark.covers("R1", "R2", "R8", "P7")
async def test_the_robot_comes_first_and_what_is_published_outlives_the_service(
    server: Server,
) -> None:
    with trio.fail_after(ANSWER_SECONDS):
        async with json_client(server, "chat", "--as", "v1") as visitor:
            await visitor.enter("thank you!")
            await visitor.see("message", role="robot")
    assert await versions(server) == [(1, "the demonstration's")]
    await told(
        server,
        ENGLISH,
        *("robot", "entries", "add", "Do you wrap gifts?", "--id", "gift"),
        *("--answer", "Yes.", "--category", "goods"),
    )
    await told(server, ENGLISH, "robot", "publish", "--note", "gifts")
    server.kill()
    server.start()
    assert await versions(server) == [(2, "gifts"), (1, "the demonstration's")]
    shown = await told(
        server, ENGLISH, *("robot", "entries", "show", "gift", "--version", "2")
    )
    assert shown.splitlines()[-1].split() == ["answer", "Yes."]
