"""What operators get of a real service: `triodesk top` and `triodesk why`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import trio

from admin.data_directory import DataDirectory
from tests.system.console_client import (
    CHINESE,
    ENGLISH,
    JsonClient,
    json_client,
    run,
    terminal_client,
    told,
)
from tests.system.desk import Desk
from tests.system.service import Server

LID_SECONDS = 280
"""A lid on a test that hangs; each takes a few seconds."""


async def session_of(visitor: JsonClient) -> str:
    return str((await visitor.see("session", state="queued"))["session"])


@pytest.mark.covers("Q15")
async def test_an_operator_sees_the_tree_and_why_a_visitor_waits(
    desk: Desk,
) -> None:
    server = desk.server
    with trio.fail_after(LID_SECONDS):
        async with json_client(server, "chat", "--as", "v1") as visitor:
            session = await session_of(visitor)

            once = await told(server, ENGLISH, "top", "--once")
            assert f"process {server.pid} " in once
            rows = [line.split() for line in once.splitlines()]
            assert ["sessions", "region", "idle", "0", "0"] in rows
            assert any(row[:2] == [f"sessions/{session}", "idle"] for row in rows)
            assert any(row[:1] == ["groups/presale"] for row in rows)

            once = await told(server, CHINESE, "top", "--once", "--limit", "0")
            assert "监督者 rest_for_one" in once
            assert session not in once

            look = json.loads(await told(server, ENGLISH, "top", "--json"))
            assert look["process"] == server.pid
            paths = [cell["path"] for cell in look["upper"]]
            assert {"/store", "/gateway", "/http", "/operator"} <= set(paths)

            why = await told(server, ENGLISH, "why", f"sessions/{session}")
            assert "It is now waiting in line." in why
            assert "number 1 of 售前咨询" in why
            assert "excluded 3, offline: " in why
            why = await told(server, CHINESE, "why", session)
            assert "现在：排队中" in why
            assert "售前咨询 第 1 位" in why
            why = json.loads(await told(server, CHINESE, "why", session, "--json"))
            assert (why["session"], why["state"]) == (session, "queued")
            assert why["now"]["excluded"][0]["count"] == 3


UNKNOWN = {
    ENGLISH: "triodesk: there is no session nobody: ",
    CHINESE: "triodesk: 没有会话 nobody：",
}
NO_SERVICE = {
    ("top",): (ENGLISH, "triodesk: no service runs on "),
    ("why", "s"): (CHINESE, "没有正在运行的服务"),
}


async def test_what_cannot_be_told_is_said_in_a_sentence(server: Server) -> None:
    for language, text in UNKNOWN.items():
        ended = await run(server, language, "why", "nobody")
        assert (ended.returncode, ended.stdout) == (1, b"")
        assert ended.stderr.decode().startswith(text)
    socket = DataDirectory(server.data).operator_socket
    await trio.to_thread.run_sync(server.kill)
    assert socket.is_socket()
    for arguments, (language, text) in NO_SERVICE.items():
        ended = await run(server, language, *arguments)
        assert (ended.returncode, ended.stdout) == (1, b"")
        (line,) = ended.stderr.decode().splitlines()
        assert text in line
        assert str(server.data) in line
        assert "TRIODESK_DATA" in line
    await trio.to_thread.run_sync(server.start)  # on the dead one's socket
    await told(server, ENGLISH, "top", "--once")
    await trio.to_thread.run_sync(server.stop)
    assert not socket.exists()


async def test_a_person_watches_through_a_restart(lasting: Server) -> None:
    server = lasting
    with trio.fail_after(LID_SECONDS):
        async with terminal_client(server, "top") as operator:
            rows = await operator.see(lambda rows: "per s" in "\n".join(rows))
            assert rows[0].startswith(f"triodesk  process {server.pid}")
            assert rows[-1].startswith("q quits")
            await operator.type("m")
            await operator.see(lambda rows: "fullest mailbox" in "\n".join(rows))
            await trio.to_thread.run_sync(server.kill)
            await operator.see(lambda rows: "does not answer" in rows[-1])
            await trio.to_thread.run_sync(server.start)
            await operator.see(lambda rows: f"process {server.pid}" in rows[0])
            await operator.type("q")
            assert await operator.process.wait() == 0
            await operator.see(lambda rows: rows == [])
            assert operator.is_as_found


async def test_a_path_that_is_too_long_is_told_before_the_start(tmp_path: Path) -> None:
    server = Server(tmp_path / ("x" * 100))
    with trio.fail_after(LID_SECONDS):
        ended = await run(server, ENGLISH, "serve")
    assert ended.returncode == 1
    (line,) = ended.stderr.decode().splitlines()
    assert line.startswith("triodesk: expected a socket's path of at most 107 bytes")
    assert "TRIODESK_DATA" in line
