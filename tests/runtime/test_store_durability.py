"""An acknowledgement means: on the disk. Proven below the process, by system calls.

Where the machine lacks a tool or a right, a test skips and says which.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import trio

from runtime.journal import (
    Answer,
    Append,
    Committed,
    EntityRecord,
    Outcome,
    ReadEntity,
    StoreFull,
    Unknown,
)
from runtime.journal_sqlite import SqliteJournal
from runtime.port import PortSpec
from runtime.store_port import PortJournal, store_spec
from runtime.unknown_outcome import reread, resolve_unknown
from tests.runtime.store_client import LID_SECONDS, Waiter, serving

CALL = re.compile(r"(?:\d+ +)?(\w+)\((\d+)<([^>]*)>.* = (-?\d+)")

FAILING_SYNC = ("-o", os.devnull, "-e", "inject=fsync,fdatasync:error=EIO")


@pytest.fixture(scope="module")
def strace() -> str:
    found = shutil.which("strace")
    if found is None:
        pytest.skip("strace is not installed")
    probe = subprocess.run(
        [found, "-o", os.devnull, "true"], check=False, capture_output=True
    )
    if probe.returncode != 0:
        pytest.skip(f"strace may not trace here: {probe.stderr.decode().strip()}")
    return found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store that exists: nothing but commits is left to be synced."""
    path = tmp_path / "journal.db"
    SqliteJournal(path).close()
    return path


def plain(seq: int, body: bytes = b"x") -> Append:
    return Append("s/1", seq, 1, (body,))


def traced(path: Path, *prefix: str) -> PortSpec:
    return replace(store_spec(path), prefix=prefix)


@pytest.mark.covers("S7")
async def test_no_acknowledgement_before_the_sync_returned(
    path: Path, strace: str, tmp_path: Path
) -> None:
    log, count = tmp_path / "calls", 20
    calls = "trace=fsync,fdatasync,pwrite64,write,sendto"
    spec = traced(path, strace, "-y", "-o", str(log), "-e", calls)
    async with serving(spec) as store:
        for number in range(count):
            assert await store.append(plain(number)) == Committed(
                number + 1, number + 1
            )
    answers = 0
    is_synced = is_written = is_ready = False
    for line in log.read_text().splitlines():
        call = CALL.match(line)
        if call is None:
            continue
        name, _, target, result = call.groups()
        if target.startswith("socket:") or "UNIX" in target:
            if is_ready:
                assert is_written, f"an answer without a write: {line}"
                assert is_synced, f"an answer before its sync: {line}"
                answers += 1
            is_ready, is_written, is_synced = True, False, False
        elif name in {"fsync", "fdatasync"} and target.endswith("-wal"):
            is_synced = result == "0"
        elif target.endswith("-wal"):
            is_written, is_synced = True, False
    assert answers == count


@pytest.mark.covers("S7")
async def test_a_failing_sync_is_never_acknowledged(path: Path, strace: str) -> None:
    store = Waiter(PortJournal(traced(path, strace, *FAILING_SYNC)))
    append = plain(0, b"mine")
    heard: list[Outcome] = []
    for life in (1, 2):
        store.journal.append(append, heard.append)
        with trio.fail_after(LID_SECONDS):
            await store.run()
        assert heard == [Unknown()] * life
        assert "disk I/O error" in str(store.death)
    async with serving(store_spec(path)) as healthy:
        record = await healthy.query(reread(append))
        assert isinstance(record, EntityRecord)
        outcome = resolve_unknown(append, record) or await healthy.append(append)
        assert outcome == Committed(1, 1)
        assert await healthy.append(plain(1)) == Committed(2, 2)


@pytest.mark.covers("S7")
async def test_what_a_killed_store_left_is_not_believed_before_it_is_synced(
    path: Path, strace: str
) -> None:
    async with serving(store_spec(path)) as store:
        assert await store.append(plain(0)) == Committed(1, 1)
        assert store.journal.process_id is not None
        os.kill(store.journal.process_id, signal.SIGKILL)
    heard: list[Answer] = []
    failing = Waiter(PortJournal(traced(path, strace, *FAILING_SYNC)))
    failing.journal.query(ReadEntity("s/1"), heard.append)
    with trio.fail_after(LID_SECONDS):
        await failing.run()
    assert heard == []
    assert "the log could not be synced" in str(failing.death)
    async with serving(store_spec(path)) as store:
        record = await store.query(ReadEntity("s/1"))
        assert isinstance(record, EntityRecord)
        assert record.seq == 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "small"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(place)]
    mounted = subprocess.run(command, check=False, capture_output=True)
    if mounted.returncode != 0:
        pytest.skip(f"no right to mount: {mounted.stderr.decode().strip()}")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.covers("S7")
async def test_a_full_disk_refuses_and_recovers(small_disk: Path) -> None:
    ballast, path = small_disk / "ballast", small_disk / "journal.db"
    ballast.write_bytes(bytes(1024 * 1024))
    body = b"x" * 50_000
    async with serving(store_spec(path)) as store:
        seq, refusals = 0, 0
        while refusals < 3:
            outcome = await store.append(plain(seq, body))
            if isinstance(outcome, Committed):
                seq = outcome.seq
            else:
                assert isinstance(outcome, StoreFull)
                refusals += 1
        record = await store.query(ReadEntity("s/1"))
        assert isinstance(record, EntityRecord)
        assert record.seq == len(record.events) == seq > 0
        ballast.unlink()
        for number in range(3):
            assert await store.append(plain(seq + number, body)) == Committed(
                seq + number + 1, seq + number + 1
            )
        assert store.death is None
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
