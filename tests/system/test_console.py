"""The terminal clients as their users start them, on a real service."""

from __future__ import annotations

import signal
from functools import partial
from pathlib import Path

import pytest
import trio

from gateway.console.body_view import size_text
from tests.gateway.attachments.pictures import still
from tests.system.console_client import (
    CHINESE,
    ENGLISH,
    JsonClient,
    TerminalClient,
    json_client,
    run,
    said,
    terminal_client,
)
from tests.system.desk import Desk
from tests.system.service import Server

LID_SECONDS = 280
"""A lid on a test that hangs; each takes a few seconds."""


@pytest.mark.covers("V2", "P7")
async def test_files_go_from_terminal_to_terminal(desk: Desk, tmp_path: Path) -> None:
    server = desk.server
    photo, wrong = tmp_path / "照片.png", tmp_path / "wrong.png"
    photo.write_bytes(still("PNG"))
    wrong.write_bytes(b"no picture")
    with trio.fail_after(LID_SECONDS):
        async with (
            json_client(server, "agent", "--as", "xiaoming") as agent,
            json_client(server, "chat", "--as", "v1") as visitor,
        ):
            await agent.see("session", state="serving", visitor="v1")
            await visitor.enter(f"/file {photo}")
            await visitor.see("text", text="uploading 照片.png: 100 %")
            await visitor.see("message", number=1)
            shown = (await agent.see("message", number=1))["body"]
            assert isinstance(shown, dict)
            assert (shown["kind"], shown["name"]) == ("image", "照片.png")
            await visitor.enter(f"/file {wrong}")
            why = "wrong.png was not sent: its content is not what its name says"
            await visitor.see("text", text=why)
            await agent.enter(f"/file {photo}")
            answer = (await visitor.see("message", number=2))["body"]
            assert isinstance(answer, dict)
            kind, size = answer["kind"], answer["size"]
            assert kind == "image"
            assert isinstance(size, int)
            saved = tmp_path / "saved.png"
            await visitor.enter(f"/save 2 {saved}")
            await visitor.see("text", text="downloading 照片.png: 100 %")
            text = f"#2 saved as {saved} ({size_text(size)})"
            await visitor.see("text", text=text)
            assert saved.stat().st_size == size


@pytest.mark.covers("V2", "P7")
async def test_a_ticket_and_two_addresses_are_enough_to_send_a_file(
    lasting: Server, tmp_path: Path
) -> None:
    photo = tmp_path / "photo.png"
    photo.write_bytes(still("PNG"))
    ticket = (
        (await run(lasting, ENGLISH, "ticket", "visitor", "v2")).stdout.decode().strip()
    )
    where = (
        "--ticket",
        ticket,
        "--url",
        lasting.gateway,
        "--http",
        lasting.http,
    )
    ended = await run(lasting, ENGLISH, "chat", *where, text=f"/file {photo}\n")
    assert ended.returncode == 0, ended.stderr
    assert "photo.png" in ended.stdout.decode().splitlines()[-1]


@pytest.mark.covers("S2", "V4", "P7")
async def test_a_talk_survives_a_kill_and_nothing_is_lost_or_doubled(
    desk: Desk,
) -> None:
    server = desk.server
    with trio.fail_after(LID_SECONDS):
        async with (
            json_client(server, "agent", "--as", "xiaoming") as agent,
            json_client(server, "chat", "--as", "v1") as visitor,
        ):
            await agent.see("session", state="serving", visitor="v1")
            await visitor.enter("before")
            await agent.see("message", body=said("before"))
            await trio.to_thread.run_sync(server.kill)
            await visitor.see("disconnected")
            for number in range(5):
                await visitor.enter(f"meanwhile {number}")
                await agent.enter(f"answer {number}")
            await visitor.see("sent", text="meanwhile 4")
            await trio.to_thread.run_sync(server.start)
            sides: tuple[JsonClient, ...] = (visitor, agent)
            for side in sides:
                for number in range(5):
                    await side.see("message", body=said(f"meanwhile {number}"))
                    await side.see("message", body=said(f"answer {number}"))
            assert visitor.texts() == agent.texts()
            assert [number for number, _ in visitor.texts()] == list(range(1, 12))
            assert len({text for _, text in visitor.texts()}) == 11
            await agent.enter("/close")
            await visitor.see("session", state="closed", reason="seat")
            assert await visitor.finish() == 0


async def test_the_end_of_input_waits_for_the_acknowledgement(
    lasting: Server,
) -> None:
    ended = await run(lasting, ENGLISH, "chat", "--as", "v1", text="one\ntwo\n")
    assert ended.returncode == 0
    lines = ended.stdout.decode().splitlines()
    assert [line[-10:] for line in lines if "✓" in line] == [
        " me: one ✓",
        " me: two ✓",
    ]
    assert ended.stderr == b""


TURNED_AWAY = {
    ("chat", "--ticket", "nonsense"): "the ticket is not valid",
    ("chat", "--group", "nobody"): "there is no such group",
    ("chat", "--url", "http://localhost"): "expected a ws:// or wss:// URL",
    ("chat", "--outbox", "/dev/null/x"): "cannot use /dev/null/x",
}


async def test_being_turned_away_is_told_in_a_sentence(lasting: Server) -> None:
    for arguments, reason in TURNED_AWAY.items():
        ended = await run(lasting, ENGLISH, *arguments)
        assert ended.returncode == 1
        (line,) = ended.stderr.decode().splitlines()
        assert line.startswith("triodesk: ")
        assert reason in line


NO_TICKET = {
    ("--channel", "nope"): (
        (
            "there is no such channel: `triodesk channels` lists the keys; "
            "give one by --channel"
        ),
        "没有这个渠道：用 triodesk channels 查看各渠道的 key，写在 --channel 后面",
    ),
    ("--http", "http://127.0.0.1:1"): (
        "no answer from http://127.0.0.1:1: is the service running? Try again later",
        "http://127.0.0.1:1 没有应答，服务启动了吗？请稍后再试",
    ),
}


async def test_who_gets_no_ticket_is_told_what_to_do(lasting: Server) -> None:
    for arguments, reasons in NO_TICKET.items():
        for language, reason in zip((ENGLISH, CHINESE), reasons, strict=True):
            ended = await run(lasting, language, "chat", *arguments)
            assert ended.returncode == 1
            assert ended.stderr.decode() == f"triodesk: {reason}\n"


async def test_messages_in_an_outbox_are_sent_by_the_next_process(
    lasting: Server, tmp_path: Path
) -> None:
    chat = partial(
        json_client, lasting, "chat", "--as", "v3", "--outbox", str(tmp_path / "out")
    )
    with trio.fail_after(LID_SECONDS):
        async with chat() as visitor:
            await visitor.see("session")
            await trio.to_thread.run_sync(lasting.kill)
            await visitor.see("disconnected")
            await visitor.enter("kept")
            await visitor.see("sent", text="kept")
        await trio.to_thread.run_sync(lasting.start)
        async with chat() as visitor:
            await visitor.see("message", body=said("kept"), number=1)
            assert await visitor.finish() == 0


async def test_a_signal_ends_a_client_in_pipes(lasting: Server) -> None:
    # Nobody waits in her group.
    with trio.fail_after(LID_SECONDS):
        for number in (signal.SIGINT, signal.SIGTERM):
            async with json_client(lasting, "agent", "--as", "xiaolan") as agent:
                await agent.see("board", status="free")
                agent.process.send_signal(number)
                assert await agent.process.wait() == 128 + number


# --- on a terminal


def status_of(rows: list[str]) -> str:
    return next((row for row in reversed(rows) if row.startswith("── ")), "")


@pytest.mark.covers("V4", "P7")
async def test_two_people_at_terminals(desk: Desk) -> None:
    server = desk.server
    with trio.fail_after(LID_SECONDS):
        async with (
            terminal_client(server, "agent", "--as", "xiaoming") as agent,
            terminal_client(server, "chat", "--as", "v1") as visitor,
        ):
            await visitor.see(lambda rows: "小明 serves you" in status_of(rows))
            await visitor.type("衬衫")
            await agent.see(lambda rows: "v1 is typing…" in status_of(rows))
            await visitor.type("有大一号的吗？\r")
            rows = await agent.see(
                lambda rows: any(
                    row.endswith("visitor v1: 衬衫有大一号的吗？") for row in rows
                )
            )
            assert "typing" not in status_of(rows)
            await agent.type("稍等")
            await visitor.see(lambda rows: "小明 is typing…" in status_of(rows))
            await agent.type("\x15")
            await visitor.see(lambda rows: "typing" not in status_of(rows))
            await agent.type("有的\r")
            # A line that is being typed stays whole below what comes in.
            await visitor.type("谢谢")
            rows = await visitor.see(
                lambda rows: (
                    rows[-1:] == ["me> 谢谢"]
                    and any(row.endswith("小明: 有的") for row in rows)
                )
            )
            assert [row for row in rows if row.endswith(" ✓")] == [
                next(row for row in rows if "me: 衬衫有大一号的吗？ ✓" in row)
            ]


async def test_what_is_typed_during_an_outage_is_kept_in_sight(
    lasting: Server,
) -> None:
    with trio.fail_after(LID_SECONDS):
        async with terminal_client(lasting, "chat", "--as", "v4") as visitor:
            await visitor.see(lambda rows: "queued" in status_of(rows))
            await trio.to_thread.run_sync(lasting.kill)
            await visitor.see(lambda rows: "offline" in status_of(rows))
            await visitor.type("meanwhile\rhalf a li")
            await visitor.see(lambda rows: "(to be sent) meanwhile" in rows)
            await visitor.type("\x04")  # deletes nothing at the end of a line
            await trio.to_thread.run_sync(lasting.start)
            await visitor.see(
                lambda rows: any(row.endswith("me: meanwhile ✓") for row in rows)
            )
            # What was read may end in the middle of a redraw: the line comes last.
            rows = await visitor.see(lambda rows: rows[-1] == "me> half a li")
            assert "The connection is back." in rows


async def leave(client: TerminalClient, keys: str, code: int) -> None:
    await client.type(keys)
    assert await client.process.wait() == code
    rows = await client.see(lambda rows: not status_of(rows))
    assert "me>" not in rows
    assert client.is_as_found


async def test_the_terminal_is_given_back(lasting: Server) -> None:
    with trio.fail_after(LID_SECONDS):
        async with terminal_client(lasting, "chat") as visitor:
            await visitor.see(lambda rows: "queued" in status_of(rows))
            assert not visitor.is_as_found
            await leave(visitor, "\x04", 0)
        async with terminal_client(lasting, "chat") as visitor:
            await visitor.see(lambda rows: "queued" in status_of(rows))
            visitor.process.send_signal(signal.SIGTERM)
            await leave(visitor, "", 128 + signal.SIGTERM)


async def test_leaving_with_unsent_messages_is_asked_for_twice(server: Server) -> None:
    with trio.fail_after(LID_SECONDS):
        async with terminal_client(server, "chat") as visitor:
            await visitor.see(lambda rows: "queued" in status_of(rows))
            await trio.to_thread.run_sync(server.kill)
            await visitor.see(lambda rows: "offline" in status_of(rows))
            await visitor.type("unsent\r\x04")
            await visitor.see(lambda rows: any("lost if you leave" in r for r in rows))
            await leave(visitor, "\x03", 0)
