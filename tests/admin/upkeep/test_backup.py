"""What is backed up can be restored; what cannot be is refused and changes nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from actors.records_schema import STEPS
from admin.data_directory import DataDirectory
from admin.upkeep import backup as backup_module
from admin.upkeep.backup import back_up
from admin.upkeep.dump import SKIPPED_IDS
from admin.upkeep.manifest import NAME, Manifest
from admin.upkeep.restore import BackupDamaged, read_manifest, restore
from runtime.errors import UsageError
from runtime.file_lock import FileLock
from runtime.journal import Append, OutboxPage, OutboxRow, ReadOutbox
from runtime.journal_sqlite import SqliteJournal
from runtime.sql_database import SqlDatabase
from runtime.sql_place import Server

EFFECT = OutboxRow("topic", b"effect")


class House(NamedTuple):
    """Data as a service leaves it, and places beside it."""

    data: DataDirectory
    target: Path
    other: DataDirectory

    def back_up(self) -> Manifest:
        return back_up(self.data, self.target, None, _untold)

    def restore(self) -> Manifest:
        return restore(self.target, self.other, None, _untold)


def _untold(name: str, done: int, whole: int) -> None:
    assert done >= 0, (name, whole)


def put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@pytest.fixture
def house(tmp_path: Path) -> House:
    data = DataDirectory(tmp_path / "data")
    data.path.mkdir()
    data.secret()
    journal = SqliteJournal(data.store)
    journal.commit([Append("session/1", 0, 5_000, (b"event",), outbox=(EFFECT,))])
    journal.close()
    SqlDatabase(data.records, STEPS).close()
    put(data.attachments / "kept/ab/abc/content", b"picture")
    put(data.attachments / "fresh/abc", b"")
    put(data.attachments / "drafts/x/content", b"half a picture")
    put(data.attachments / "lock", b"1")
    put(data.path / "service.json", b"{}")
    data.lock().close()
    return House(data, tmp_path / "backup", DataDirectory(tmp_path / "other"))


def files(path: Path) -> set[str]:
    return {
        each.relative_to(path).as_posix() for each in path.rglob("*") if each.is_file()
    }


KEPT = {
    "ticket.key",
    "journal.db",
    "records.db",
    "attachments/kept/ab/abc/content",
    "attachments/fresh/abc",
}


@pytest.mark.covers("P6", "P7")
def test_all_that_is_kept_comes_back(house: House) -> None:
    made = house.back_up()
    assert files(house.target) == KEPT | {NAME}
    assert (made.position, made.last_ms) == (1, 5_000)
    assert house.restore() == made
    assert files(house.other.path) == KEPT | {"service.lock"}
    assert house.other.existing_secret() == house.data.existing_secret()
    content = house.other.attachments / "kept/ab/abc/content"
    assert content.read_bytes() == b"picture"
    house.other.lock().close()


def test_records_are_copied_before_the_journal_and_attachments_after(
    house: House,
) -> None:
    paths = [each.path for each in house.back_up().files]
    order = [paths.index(each) for each in ("records.db", "journal.db")]
    attachments = paths.index("attachments/kept/ab/abc/content")
    assert [*order, attachments] == sorted([*order, attachments])


def test_a_file_that_came_while_the_journal_was_copied_is_in_it(house: House) -> None:
    late = "attachments/kept/cd/cde/content"

    def tell(name: str, done: int, whole: int) -> None:
        del done, whole
        if name == "journal.db":
            put(house.data.path / late, b"late")

    made = back_up(house.data, house.target, None, tell)
    assert late in [each.path for each in made.files]


def test_ids_of_effects_that_went_out_since_are_given_to_no_others(
    house: House,
) -> None:
    house.back_up()
    house.restore()
    journal = SqliteJournal(house.other.store)
    journal.commit([Append("session/2", 0, 6_000, (b"event",), outbox=(EFFECT,))])
    page = journal.answer(ReadOutbox(0, 10))
    journal.close()
    assert isinstance(page, OutboxPage)
    assert [each.id for each in page.rows] == [1, SKIPPED_IDS + 2]


def test_where_nothing_was_ever_sent_ids_are_skipped_too(house: House) -> None:
    with closing(sqlite3.connect(house.data.store)) as connection:
        connection.execute("DELETE FROM outbox")
        connection.execute("DELETE FROM sqlite_sequence")
        connection.commit()
    house.back_up()
    house.restore()
    with closing(sqlite3.connect(house.other.store)) as connection:
        found = connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall()
    assert found == [("outbox", SKIPPED_IDS)]


def test_only_its_owner_may_read_it(house: House) -> None:
    house.back_up()
    assert house.target.stat().st_mode & 0o077 == 0
    for each in ("journal.db", "records.db", "ticket.key"):
        assert (house.target / each).stat().st_mode & 0o077 == 0


def test_the_last_backup_is_known(house: House) -> None:
    assert house.data.last_backup() is None
    made = house.back_up()
    last = house.data.last_backup()
    assert last is not None
    assert (last.path, last.begun_ms) == (str(house.target), made.begun_ms)


def test_nothing_is_no_data(tmp_path: Path) -> None:
    nothing = DataDirectory(tmp_path / "nothing")
    with pytest.raises(UsageError, match="expected the data of a service"):
        back_up(nothing, tmp_path / "backup", None, _untold)


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("data", "a name that is free"),
        ("data/backup", "out of the data"),
        ("nowhere/backup", "expected a directory"),
        ("broken", "was broken off"),
    ],
)
def test_a_target_that_is_no_good_is_refused(
    house: House, tmp_path: Path, name: str, complaint: str
) -> None:
    (tmp_path / "broken.partial").mkdir()
    before = files(tmp_path)
    with pytest.raises(UsageError, match=complaint):
        back_up(house.data, tmp_path / name, None, _untold)
    assert files(tmp_path) == before


def test_a_disk_with_too_little_room_is_refused(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_module, "MARGIN_BYTES", 1 << 60)
    with pytest.raises(UsageError, match="MB free"):
        house.back_up()
    assert not house.target.exists()


def test_one_backup_at_a_time(house: House) -> None:
    with (
        closing(FileLock(house.data.path / "backup.lock")),
        pytest.raises(UsageError, match="another backup"),
    ):
        house.back_up()


def test_a_backup_that_fails_leaves_nothing(house: House, tmp_path: Path) -> None:
    house.data.store.write_bytes(b"no database at all" * 1_000)
    with pytest.raises(sqlite3.DatabaseError):
        house.back_up()
    assert {each.name for each in tmp_path.iterdir()} == {"data"}


@pytest.mark.parametrize("name", sorted(KEPT - {"attachments/fresh/abc"}))
def test_a_file_that_is_not_what_it_was_restores_nothing(
    house: House, name: str
) -> None:
    house.back_up()
    content = bytearray((house.target / name).read_bytes())
    content[len(content) // 2] ^= 1
    (house.target / name).write_bytes(content)
    with pytest.raises(BackupDamaged, match=name):
        house.restore()
    assert files(house.other.path) <= {"service.lock"}


def test_a_file_that_is_missing_restores_nothing(house: House) -> None:
    house.back_up()
    (house.target / "records.db").unlink()
    with pytest.raises(BackupDamaged, match=r"records\.db"):
        house.restore()
    house.target.rename(house.target.with_name("elsewhere"))
    with pytest.raises(UsageError, match="expected a backup"):
        read_manifest(house.target)


def test_a_directory_with_data_is_left_alone(house: House) -> None:
    house.back_up()
    before = files(house.data.path)
    with pytest.raises(UsageError, match="expected an empty directory"):
        restore(house.target, house.data, None, _untold)
    assert files(house.data.path) == before


def test_a_directory_in_use_is_left_alone(house: House) -> None:
    house.back_up()
    with (
        closing(house.other.lock()),
        pytest.raises(UsageError, match="another service runs"),
    ):
        house.restore()


def test_no_service_starts_where_a_restore_was_broken_off(house: House) -> None:
    house.other.restoring.mkdir(parents=True)
    with pytest.raises(UsageError, match="restore was broken off"):
        house.other.lock()


def test_files_are_not_restored_for_a_service_that_would_not_read_them(
    house: House,
) -> None:
    house.back_up()
    with pytest.raises(UsageError, match="unset it"):
        restore(house.target, house.other, Server("postgresql:///x"), _untold)


def test_files_that_go_while_it_looks_are_not_missed(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Attachments are removed by the service meanwhile: by people, sweeps, erasures."""
    seen = Path.lstat

    def going(path: Path) -> os.stat_result:
        if path.name == "ab":
            shutil.rmtree(path)
        return seen(path)

    monkeypatch.setattr(Path, "lstat", going)
    made = house.back_up()
    assert "ticket.key" in [each.path for each in made.files]
    assert "attachments/kept/ab/abc/content" not in [each.path for each in made.files]
