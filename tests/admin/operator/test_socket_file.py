"""The socket's file: whose it is, who may connect, and when it goes."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path

import pytest

from admin.operator.socket_file import MAX_PATH_BYTES, check_path, listening
from runtime.errors import UsageError


def test_only_its_owner_may_connect_and_it_goes_with_the_listener(
    tmp_path: Path,
) -> None:
    path = tmp_path / "o.sock"
    before = os.umask(0)
    try:
        with listening(path):
            assert stat.S_IMODE(path.lstat().st_mode) == 0o600
    finally:
        os.umask(before)
    assert not path.exists()


def test_a_dead_owners_socket_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "o.sock"
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(path))
        dead.listen()
    assert path.exists()
    with listening(path), socket.socket(socket.AF_UNIX) as client:
        client.connect(str(path))


def test_a_living_owners_socket_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "o.sock"
    with listening(path):
        with (
            pytest.raises(UsageError, match="another process answers"),
            listening(path),
        ):
            pass
        assert path.exists()


def test_an_owner_who_is_too_busy_to_accept_is_alive(tmp_path: Path) -> None:
    path = tmp_path / "o.sock"
    with socket.socket(socket.AF_UNIX) as owner:
        owner.bind(str(path))
        owner.listen(0)
        with socket.socket(socket.AF_UNIX) as waits:
            waits.connect(str(path))
            with (
                pytest.raises(UsageError, match="another process answers"),
                listening(path),
            ):
                pass


def test_what_is_no_socket_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "o.sock"
    path.write_text("mine")
    with (
        pytest.raises(UsageError, match="expected a socket or nothing"),
        listening(path),
    ):
        pass
    assert path.read_text() == "mine"


def test_a_socket_that_somebody_else_put_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "o.sock"
    with socket.socket(socket.AF_UNIX) as other:
        with listening(path):
            path.unlink()
            other.bind(str(path))
        assert path.exists()


def test_a_socket_that_is_gone_already_is_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / "o.sock"
    with listening(path):
        path.unlink()


def test_a_directory_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = tmp_path / "none" / "o.sock"
    check_path(path)
    with pytest.raises(UsageError, match="cannot listen at"), listening(path):
        pass


def test_the_kernels_limit_is_told_in_bytes(tmp_path: Path) -> None:
    name = "客" * 40
    path = tmp_path / name
    length = len(os.fsencode(path))
    assert length > MAX_PATH_BYTES
    with pytest.raises(UsageError, match=f"at most 107 bytes, got {length}.*shorter"):
        check_path(path)


def test_the_longest_path_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("x" * MAX_PATH_BYTES)
    with listening(path), socket.socket(socket.AF_UNIX) as client:
        client.connect(str(path))
