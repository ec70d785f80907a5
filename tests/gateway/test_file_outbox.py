"""The file outbox survives its process, also one that dies while writing."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gateway.client.file_outbox import FileOutbox
from gateway.client_core.outbox import StoredSend
from gateway.wire.bodies import ImageBody, TextBody

PHOTO = ImageBody("01hxy-_abc", "照片.png", "image/png", 1_234, 640, 480)
FIRST = StoredSend("s", "visitor", "c1", TextBody("你好\n世界"))
SECOND = StoredSend("s", "visitor", "c2", PHOTO)


def test_what_is_not_settled_is_loaded_in_order(tmp_path: Path) -> None:
    path = tmp_path / "outbox"
    with FileOutbox(path) as outbox:
        assert outbox.load() == ()
        outbox.add(FIRST)
        outbox.add(SECOND)
    with FileOutbox(path) as outbox:
        assert outbox.load() == (FIRST, SECOND)
        outbox.settle(FIRST)
    with FileOutbox(path) as outbox:
        assert outbox.load() == (SECOND,)
        outbox.settle(SECOND)
    with FileOutbox(path):
        assert path.read_bytes() == b""


def test_a_torn_line_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "outbox"
    with FileOutbox(path) as outbox:
        outbox.add(FIRST)
        outbox.add(SECOND)
    whole = path.read_bytes()
    second_at = whole.index(b"\n") + 1
    for end in range(second_at, len(whole) - 1):
        path.write_bytes(whole[:end])
        with FileOutbox(path) as outbox:
            assert outbox.load() == (FIRST,)
            outbox.add(SECOND)
        with FileOutbox(path) as outbox:
            assert outbox.load() == (FIRST, SECOND)


@contextmanager
def files_end_at(size: int) -> Iterator[None]:
    """What goes beyond fails after a part of it was written, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.covers("V8")
@pytest.mark.parametrize("room", [0, 1, 10])
def test_what_a_full_disk_refused_is_not_there_and_spoils_nothing(
    tmp_path: Path, room: int
) -> None:
    path = tmp_path / "outbox"
    with FileOutbox(path) as outbox:
        outbox.add(FIRST)
        whole = path.read_bytes()
        with files_end_at(len(whole) + room), pytest.raises(OSError, match="File too"):
            outbox.add(SECOND)
        assert path.read_bytes() == whole
        third = StoredSend("s", "visitor", "c3", TextBody("c"))
        outbox.add(third)
    with FileOutbox(path) as outbox:
        assert outbox.load() == (FIRST, third)


def test_that_a_message_is_done_need_not_fit_on_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "outbox"
    with FileOutbox(path) as outbox:
        outbox.add(FIRST)
        with files_end_at(path.stat().st_size + 3):
            outbox.settle(FIRST)
        outbox.add(SECOND)
    with FileOutbox(path) as outbox:
        assert outbox.load() == (FIRST, SECOND)
