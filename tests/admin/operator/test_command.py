"""`triodesk top` and `triodesk why` against a service in the same process."""

from __future__ import annotations

import argparse
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import trio

from admin.data_directory import DataDirectory
from admin.operator.frames import VERSION, Code, Problem, encode_answer
from admin.operator.socket_file import listening
from admin.operator.top import Wish, top
from admin.operator.top_command import run_top
from admin.operator.why import why
from admin.operator.why_command import run_why
from gateway.console.phrases import CHINESE, ENGLISH
from gateway.console.surroundings import Surroundings
from runtime.errors import PeerError, Unavailable, UsageError
from runtime.survey import SortKey
from tests.admin.operator.operated import operated

PIPE = Surroundings(ENGLISH, has_colour=True, is_terminal=False)
ONCE = Wish(SortKey.BUSY, 10, once=True, as_json=False)
Captured = pytest.CaptureFixture[str]


async def test_one_look_is_plain_text_or_one_object(
    tmp_path: Path, capsys: Captured
) -> None:
    async with operated(tmp_path / "o.sock") as service:
        session = await service.open_session()
        assert await top(service.path, ONCE, PIPE) == 0
        text = capsys.readouterr().out
        assert "\x1b" not in text
        assert f"sessions/{session}" in text
        as_json = Wish(SortKey.CRASHES, 0, once=False, as_json=True)
        assert await top(service.path, as_json, PIPE) == 0
        look = json.loads(capsys.readouterr().out)
        assert (look["sort"], look["entities"]) == ("crashes", [])


@pytest.mark.covers("Q15")
async def test_why_as_text_and_as_an_object(tmp_path: Path, capsys: Captured) -> None:
    async with operated(tmp_path / "o.sock") as service:
        session = await service.open_session()
        for language, line in {
            ENGLISH: "      nobody can serve it",
            CHINESE: "      没有可分配的客服",
        }.items():
            assert await why(service.path, session, language, as_json=False) == 0
            assert line in capsys.readouterr().out.splitlines()
        assert await why(service.path, session, ENGLISH, as_json=True) == 0
        told = json.loads(capsys.readouterr().out)
        assert (told["event"], told["session"]) == ("why", session)


@pytest.mark.parametrize("session", ["nobody", "", "x" * 100, "../etc"])
async def test_a_session_that_never_was_fails_in_a_sentence(
    tmp_path: Path, capsys: Captured, session: str
) -> None:
    async with operated(tmp_path / "o.sock") as service:
        assert await why(service.path, session, ENGLISH, as_json=True) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"triodesk: there is no session {session}:")


async def test_a_service_that_is_not_open_yet_is_told(tmp_path: Path) -> None:
    async with operated(tmp_path / "o.sock") as service:
        service.is_open = False
        with pytest.raises(Unavailable, match="the service is not open yet"):
            await why(service.path, "s", ENGLISH, as_json=False)


def test_without_a_service_it_is_said_what_to_do(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = DataDirectory(tmp_path)
    for language, text in {"C": "start `triodesk serve`", "zh_CN": "先用"}.items():
        monkeypatch.setenv("LC_ALL", language)
        assert run_top(directory, asked(sort="busy", limit=1)) == 1
        assert run_why(directory, asked(session="sessions/s")) == 1
        told = capsys.readouterr()
        assert told.out == ""
        assert [text in line for line in told.err.splitlines()] == [True, True]


def asked(**given: str | int) -> argparse.Namespace:
    return argparse.Namespace(once=False, json=False, **given)


@pytest.mark.parametrize("limit", [-1, 101])
def test_a_limit_out_of_bounds_is_told(tmp_path: Path, limit: int) -> None:
    with pytest.raises(UsageError, match=f"--limit 0 to 100, got {limit}"):
        run_top(DataDirectory(tmp_path), asked(sort="busy", limit=limit))


FOREIGN = {
    bytes([0, 0, 0, 0, VERSION + 6]): f"expected version {VERSION}",
    b"\x00\x00\x00\x01" + bytes([VERSION]) + b"\xc1": "expected an answer",
}


@pytest.mark.parametrize("data", FOREIGN)
async def test_a_service_of_another_version_is_told(
    tmp_path: Path, data: bytes
) -> None:
    async with foreign(tmp_path / "o.sock", data) as path:
        with pytest.raises(PeerError, match=FOREIGN[data]):
            await top(path, ONCE, PIPE)


async def test_a_service_that_is_busy_is_told(tmp_path: Path) -> None:
    busy = encode_answer(Problem(Code.TOO_MANY, "8 operators are connected"))
    async with foreign(tmp_path / "o.sock", busy) as path:
        with pytest.raises(Unavailable, match="8 operators are connected"):
            await top(path, ONCE, PIPE)


@asynccontextmanager
async def foreign(path: Path, data: bytes) -> AsyncIterator[Path]:
    """Something that answers with this, whatever is asked."""

    async def answer(stream: trio.SocketStream) -> None:
        async with stream:
            await stream.receive_some()
            await stream.send_all(data)

    with trio.fail_after(30), listening(path) as listener:
        server = trio.SocketListener(trio.socket.from_stdlib_socket(listener))
        async with trio.open_nursery() as nursery:
            nursery.start_soon(trio.serve_listeners, answer, [server])
            yield path
            nursery.cancel_scope.cancel()
