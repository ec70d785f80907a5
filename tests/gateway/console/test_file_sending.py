"""As what a file is sent, and what is told when it cannot be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gateway.attachments.answers import Uploaded
from gateway.client import attached_body, connect_visitor
from gateway.console.file_sending import kind_for, send_file
from gateway.console.phrases import ENGLISH, Words
from gateway.wire.bodies import FileBody, ImageBody, VideoBody, VoiceBody

pytestmark = pytest.mark.covers("V2")
NOWHERE = "ws://127.0.0.1:1/v1"
HTTP = "http://127.0.0.1:1"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.PNG", "image"),
        ("a.jpeg", "image"),
        ("a.mp3", "voice"),
        ("a.ogg", "voice"),
        ("a.mp4", "file"),
        ("a.webm", "file"),
        ("a.pdf", "file"),
        ("a", "file"),
    ],
)
def test_the_kind_is_told_by_the_name(name: str, kind: str) -> None:
    assert kind_for(name) == kind


def test_an_upload_as_a_message_tells_it() -> None:
    def of(kind: str) -> object:
        told = Uploaded("i", kind, "n", "t/t", 9, 4, 3, 7)
        return attached_body(told, (6, 5))

    assert of("image") == ImageBody("i", "n", "t/t", 9, 4, 3)
    assert of("file") == FileBody("i", "n", "t/t", 9)
    assert of("voice") == VoiceBody("i", "n", "t/t", 9, 7)
    assert of("video") == VideoBody("i", "n", "t/t", 9, 6, 5, 7)


@pytest.mark.parametrize(
    ("http", "name", "why"),
    [
        ("", "x.txt", "the address for files is not known (--http)"),
        (HTTP, "x.txt", "there is no such file"),
        (HTTP, "pipe/x", "it cannot be read (Not a directory)"),
        (HTTP, "folder", "it is a directory"),
        (HTTP, "pipe", "it cannot be read (not a regular file)"),
        (HTTP, "a\0b", "it cannot be read (embedded null byte)"),
    ],
)
async def test_what_cannot_be_sent_is_told(
    tmp_path: Path, http: str, name: str, why: str
) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    lines: list[str] = []
    async with connect_visitor(NOWHERE, ticket="t", http=http) as visitor:
        sent = await send_file(
            visitor.session("s"), str(tmp_path / name), Words(ENGLISH), lines.append
        )
    assert sent is None
    assert lines == [f"{Path(name).name} was not sent: {why}"]
