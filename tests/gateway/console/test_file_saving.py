"""A file of a message comes onto the disk whole, or not at all."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest
import trio

from gateway.attachments.answers import Link
from gateway.client import Conversation, connect_visitor
from gateway.console.file_saving import save_file
from gateway.console.phrases import ENGLISH, Words
from gateway.wire.bodies import FileBody
from tests.gateway.loopback import serving
from tests.gateway.small_desk import SmallDesk

pytestmark = pytest.mark.covers("V2")
CONTENT = b"what was sent"
ATTACHMENT = "a" * 22
PHOTO = FileBody(ATTACHMENT, "photo.png", "image/png", len(CONTENT))
EVIL = FileBody(ATTACHMENT, "..", "text/plain", len(CONTENT))
ODD = FileBody("c" * 22, "odd.png", "image/png", 1)
GONE = FileBody("b" * 22, "gone.png", "image/png", 1)


async def give(stream: trio.SocketStream) -> None:
    """The link of the one file that there is, and the file."""
    asked = bytes(await stream.receive_some()).split()[1].decode()
    answers = {
        f"/v1/attachments/{ODD.id}/link": b"<html>",
        f"/v1/attachments/{ATTACHMENT}/link": msgspec.json.encode(Link("/file", 1)),
        "/file": CONTENT,
    }
    body = answers.get(asked, b'{"code": "no_such_attachment"}')
    status = "200 OK" if asked in answers else "404 Not Found"
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n"
    await stream.send_all(head.encode() + body)


@asynccontextmanager
async def conversation(*, has_http: bool = True) -> AsyncGenerator[Conversation]:
    """With a text, a file, one that is there no more, one with an evil
    name, and one that leads to a page."""
    (listener,) = await trio.open_tcp_listeners(0, host="127.0.0.1")
    port = listener.socket.getsockname()[1]
    http = f"http://127.0.0.1:{port}" if has_http else ""
    async with trio.open_nursery() as nursery:
        nursery.start_soon(trio.serve_listeners, give, [listener])
        async with (
            serving(SmallDesk().handle) as server,
            connect_visitor(server.url, ticket="visitor:v", http=http) as visitor,
        ):
            opened = await visitor.open()
            for content in ("text", PHOTO, GONE, EVIL, ODD):
                await opened.send(content)
            yield opened
        nursery.cancel_scope.cancel()


async def save(opened: Conversation, number: int, path: str = "") -> list[str]:
    lines: list[str] = []
    await save_file(opened, number, path, Words(ENGLISH), lines.append)
    return lines


def left_in(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir()]


async def test_it_is_saved_under_its_own_name_or_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    async with conversation() as opened:
        for path, where in (
            ("", "photo.png"),
            ("other", "other"),
            ("folder", "folder/photo.png"),
        ):
            assert await save(opened, 2, path) == [
                "downloading photo.png: 100 %",
                f"#2 saved as {where} (13 B)",
            ]
            assert (tmp_path / where).read_bytes() == CONTENT


async def test_a_name_leads_to_no_other_directory(tmp_path: Path) -> None:
    async with conversation() as opened:
        told = await save(opened, 4, str(tmp_path))
    assert told[-1] == f"#4 saved as {tmp_path / 'file'} (13 B)"
    assert (tmp_path / "file").read_bytes() == CONTENT


async def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mine").write_bytes(b"mine")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    async with conversation() as opened:
        for name in ("mine", "link"):
            path = tmp_path / name
            assert await save(opened, 2, str(path)) == [
                f"#2 was not saved: {path} exists and is not overwritten"
            ]
    assert (tmp_path / "mine").read_bytes() == b"mine"
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize(
    ("number", "name", "why"),
    [
        (1, "x", "that message has no file"),
        (5, "x", "no answer; try again later"),
        (9, "x", "there is no such message"),
        (3, "x", "the file is there no more"),
        (2, "no/x", "there is no directory for {path}"),
        (2, "mine/x", "it cannot be written (Not a directory)"),
        (2, "a\0b", "it cannot be written (embedded null byte)"),
    ],
)
async def test_what_cannot_be_saved_is_told_and_leaves_nothing(
    tmp_path: Path, number: int, name: str, why: str
) -> None:
    (tmp_path / "mine").touch()
    path = f"{tmp_path}/{name}"
    async with conversation() as opened:
        (line,) = await save(opened, number, path)
    assert line == f"#{number} was not saved: {why.format(path=path)}"
    assert left_in(tmp_path) == ["mine"]


async def test_without_an_address_nothing_is_left_either(tmp_path: Path) -> None:
    async with conversation(has_http=False) as opened:
        (line,) = await save(opened, 2, str(tmp_path / "x"))
    assert line == "#2 was not saved: the address for files is not known (--http)"
    assert left_in(tmp_path) == []
