"""The shelf: its contract, and what only a disk can do."""

from __future__ import annotations

import resource
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gateway.attachments.disk_shelf import DiskShelf
from gateway.attachments.shelf import (
    Begin,
    Done,
    Failed,
    Find,
    Found,
    Full,
    Publish,
    Remove,
    Seal,
    Shelf,
    Write,
)
from runtime import file_lock
from runtime.file_lock import StoreInUse
from tests.contracts.shelf_contract import (
    CLAIMS,
    CONTENT,
    KEY,
    QUOTA,
    begin,
    content,
    draft,
    fresh,
    publish,
    stored,
)

pytestmark = pytest.mark.covers("V2")


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda each: each.__name__)
def test_a_shelf_keeps_its_promises(
    claim: Callable[[Shelf], None], tmp_path: Path
) -> None:
    claim(DiskShelf(tmp_path, QUOTA))


def test_the_next_process_finds_what_was_published_and_no_draft(tmp_path: Path) -> None:
    shelf = DiskShelf(tmp_path, QUOTA)
    publish(shelf, stored())
    begun = draft(shelf)
    # As a kill would leave it: nothing is closed but the lock, by the kernel.
    shelf._drafts[begun.draft].file.close()
    shelf._lock.close()
    again = DiskShelf(tmp_path, QUOTA)
    assert again.serve(Find(KEY)) == Found(stored())
    assert content(again) == CONTENT
    assert fresh(again, 99) == {KEY}
    assert not Path(begun.path).exists()
    assert again.serve(Begin("one", QUOTA - len(CONTENT) + 1)) == Full()
    again.close()


def test_a_kill_while_a_file_is_removed_leaves_nothing_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = DiskShelf(tmp_path, QUOTA)
    publish(shelf, stored())

    def killed(directory: Path) -> None:
        (directory / "content").unlink()
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", killed)
        with pytest.raises(KeyboardInterrupt):
            shelf.serve(Remove(KEY))
    shelf._lock.close()
    again = DiskShelf(tmp_path, QUOTA)
    assert again.serve(Find(KEY)) == Found(None)
    assert again.serve(Remove(KEY)) == Done()
    assert fresh(again, 99) == set()
    assert list((tmp_path / "drafts").iterdir()) == []
    again.close()


def test_a_mark_without_a_file_is_forgotten(tmp_path: Path) -> None:
    shelf = DiskShelf(tmp_path, QUOTA)
    mark = tmp_path / "fresh" / KEY
    mark.touch()
    assert fresh(shelf, 99) == set()
    assert not mark.exists()


def test_two_processes_never_keep_the_same_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = DiskShelf(tmp_path, QUOTA)
    monkeypatch.setattr(file_lock.FileLock.__init__, "__defaults__", (0.0,))
    with pytest.raises(StoreInUse):
        DiskShelf(tmp_path, QUOTA)
    shelf.close()
    DiskShelf(tmp_path, QUOTA).close()


@contextmanager
def disk_of(size: int) -> Iterator[None]:
    """No file may grow beyond it, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_an_answer_and_leaves_nothing(tmp_path: Path) -> None:
    shelf = DiskShelf(tmp_path, QUOTA)
    begun = begin(shelf, 500)
    with disk_of(100):
        assert shelf.serve(Write(begun.draft, b"x" * 500)) == Full()
    assert list((tmp_path / "drafts").iterdir()) == []
    publish(shelf, stored(QUOTA), b"x" * QUOTA)
    assert len(content(shelf)) == QUOTA


def test_a_broken_disk_is_an_answer(tmp_path: Path) -> None:
    shelf = DiskShelf(tmp_path, QUOTA)
    begun = draft(shelf)
    shelf.serve(Seal(begun.draft))
    Path(begun.path).unlink()
    Path(begun.path).parent.rmdir()
    answer = shelf.serve(Publish(begun.draft, stored()))
    assert isinstance(answer, Failed)
    assert shelf.serve(Find(KEY)) == Found(None)
    shelf.close()
