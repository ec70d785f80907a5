"""The file outbox survives its process, also one that dies while writing."""

from __future__ import annotations

from pathlib import Path

from gateway.client.file_outbox import FileOutbox
from gateway.client_core.outbox import StoredSend

FIRST = StoredSend("s", "visitor", "c1", "你好\n世界")
SECOND = StoredSend("s", "visitor", "c2", "b")


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
