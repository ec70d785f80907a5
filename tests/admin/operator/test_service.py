"""The operator's socket at work, and what it is held to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
import trio
import trio.testing

from actors.explanation import StepKind
from actors.records.messages import SessionShown, ShowSession
from actors.session.terms import SessionPhase
from admin.operator.asking import NoService, OperatorLine, connect
from admin.operator.frames import (
    HEADER,
    MAX_ANSWER_BYTES,
    MAX_REQUEST_BYTES,
    VERSION,
    AskWhy,
    Because,
    Code,
    FrameBuffer,
    Look,
    Problem,
    Tree,
    decode_answer,
    encode_request,
)
from admin.operator.service import (
    MAX_CONNECTIONS,
    SILENCE_SECONDS,
    OperatorConnectionCrashed,
)
from runtime.errors import Unavailable, UsageError
from runtime.exits import Killed
from runtime.introspect import walk
from runtime.survey import SortKey
from tests.admin.operator.operated import Operated, operated, reach

LID_SECONDS = 120


@asynccontextmanager
async def house(tmp_path: Path) -> AsyncIterator[tuple[Operated, OperatorLine]]:
    with trio.fail_after(LID_SECONDS):
        async with (
            operated(tmp_path / "o.sock") as service,
            connect(service.path) as line,
        ):
            yield service, line


async def look(line: OperatorLine) -> Tree:
    answer = await line.ask(Look())
    assert isinstance(answer, Tree)
    return answer


async def problem(stream: trio.SocketStream) -> Problem:
    """The one answer before the connection ends."""
    frames = FrameBuffer(MAX_ANSWER_BYTES)
    while data := await stream.receive_some():
        frames.feed(data)
    payload = frames.next_payload()
    assert payload is not None
    answer = decode_answer(payload)
    assert isinstance(answer, Problem)
    return answer


async def test_a_look_shows_the_tree(tmp_path: Path) -> None:
    async with house(tmp_path) as (service, line):
        session = await service.open_session()
        answer = await line.ask(Look(SortKey.HANDLED, 1))
        assert isinstance(answer, Tree)
        parts = {cell.path: cell for cell in answer.upper}
        assert parts["/"].strategy == "one_for_one"
        assert parts["/desk"].strategy == "rest_for_one"
        assert parts["/operator"].phase == "held"
        kinds = [totals.census.kind for totals in answer.regions]
        assert kinds == [
            "rulebook",
            "session",
            "internal",
            "agent",
            "group",
            "customer",
        ]
        assert [cell.path for cell in answer.entities] == [
            "/desk/rulebooks/desk",
            f"/desk/sessions/{session}",
            "/desk/groups/g",
        ]


@pytest.mark.covers("Q15")
async def test_why_a_session_waits(tmp_path: Path) -> None:
    async with house(tmp_path) as (service, line):
        session = await service.open_session()
        answer = await line.ask(AskWhy(session))
        assert isinstance(answer, Because)
        explanation = answer.explanation
        assert explanation.session == session
        assert explanation.phase is SessionPhase.QUEUED
        assert explanation.now is not None
        assert explanation.now.position == 1
        assert [step.what for step in explanation.steps] == [
            StepKind.OPENED,
            StepKind.QUEUED,
        ]


async def test_a_session_that_never_was_is_a_coded_answer_and_the_line_stays(
    tmp_path: Path,
) -> None:
    async with house(tmp_path) as (_, line):
        answer = await line.ask(AskWhy("nobody"))
        assert isinstance(answer, Problem)
        assert answer.code is Code.NO_SUCH_SESSION
        assert "nobody" in answer.text
        await look(line)


async def test_before_the_journal_is_open_there_is_no_why(tmp_path: Path) -> None:
    async with house(tmp_path) as (service, line):
        service.is_open = False
        answer = await line.ask(AskWhy("s"))
        assert isinstance(answer, Problem)
        assert answer.code is Code.UNAVAILABLE


BAD_FRAMES = {
    HEADER.pack(MAX_REQUEST_BYTES + 1, VERSION): Code.TOO_LARGE,
    HEADER.pack(1, VERSION + 1): Code.WRONG_VERSION,
    HEADER.pack(1, VERSION) + b"\xc1": Code.MALFORMED,
    b"GET / HTTP/1.1\r\n\r\n": Code.WRONG_VERSION,
}


async def test_what_is_not_the_answer_is_an_error_that_says_why(tmp_path: Path) -> None:
    async with house(tmp_path) as (_, line):
        assert isinstance(await line.get(Look(), Tree), Tree)
        with pytest.raises(Unavailable, match=r"^not now: it answered something else$"):
            await line.get(Look(), Because)
        with pytest.raises(Unavailable, match=r"^not now: there is no record of"):
            await line.get(ShowSession("none"), SessionShown)
        with pytest.raises(Unavailable, match=r"^not now: no session none was"):
            await line.get(AskWhy("none"), Because)
        await line.get(Look(), Tree)  # the line stays


@pytest.mark.parametrize("data", BAD_FRAMES)
async def test_a_bad_frame_gets_a_code_and_the_end(tmp_path: Path, data: bytes) -> None:
    async with house(tmp_path) as (service, line):
        async with await trio.open_unix_socket(service.path) as stream:
            await stream.send_all(data)
            assert (await problem(stream)).code is BAD_FRAMES[data]
        await look(line)  # the others go on
        assert service.told == []


async def test_who_leaves_in_the_middle_disturbs_nobody(tmp_path: Path) -> None:
    async with house(tmp_path) as (service, line):
        for data in (b"", b"\x00", encode_request(Look()), encode_request(Look())[:-1]):
            async with await trio.open_unix_socket(service.path) as stream:
                if data:
                    await stream.send_all(data)
        await look(line)
        assert service.told == []


async def test_one_too_many_is_told_to_come_back(tmp_path: Path) -> None:
    async with house(tmp_path) as (service, line), AsyncExitStack() as stack:
        await look(line)
        for _ in range(MAX_CONNECTIONS - 1):
            other = await stack.enter_async_context(connect(service.path))
            await look(other)
        async with await trio.open_unix_socket(service.path) as stream:
            assert (await problem(stream)).code is Code.TOO_MANY
        await stack.aclose()
        await trio.testing.wait_all_tasks_blocked()
        async with connect(service.path) as again:
            await look(again)


async def test_who_says_nothing_is_disconnected(
    tmp_path: Path, autojump_clock: trio.testing.MockClock
) -> None:
    async with (
        operated(tmp_path / "o.sock") as service,
        await trio.open_unix_socket(service.path) as stream,
    ):
        began = trio.current_time()
        await stream.send_all(b"\x00")  # half a header is nothing
        assert await stream.receive_some() == b""
        assert trio.current_time() - began == pytest.approx(SILENCE_SECONDS)


async def test_a_reader_who_does_not_read_holds_nobody_up(
    tmp_path: Path, autojump_clock: trio.testing.MockClock
) -> None:
    async with operated(tmp_path / "o.sock") as service:
        async with await trio.open_unix_socket(service.path) as greedy:
            with trio.move_on_after(1):
                while True:  # until both buffers are full
                    await greedy.send_all(encode_request(Look()))
            async with connect(service.path) as line:
                await look(line)
            await trio.sleep(2 * SILENCE_SECONDS)
            with trio.fail_after(1), pytest.raises(trio.BrokenResourceError):
                await greedy.send_all(encode_request(Look()))
        assert service.told == []


async def test_a_crash_ends_one_connection_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house(tmp_path) as (service, line):
        root, service.node.root = service.node.root, None
        with pytest.raises(NoService):
            await line.ask(Look())
        service.node.root = root
        async with connect(service.path) as again:
            await look(again)
        (crash,) = service.told
        assert isinstance(crash, OperatorConnectionCrashed)
        assert crash.error == "AssertionError"


async def test_the_service_comes_back_at_its_path(tmp_path: Path) -> None:
    async with house(tmp_path) as (service, line):
        assert service.node.root is not None
        (cell,) = [cell for cell in walk(service.node.root) if cell.path == "/operator"]
        cell.kill()
        with pytest.raises(NoService):
            await look(line)
        await reach(service.path)
        async with connect(service.path) as again:
            parts = {part.path: part for part in (await look(again)).upper}
            assert parts["/operator"].restarts == 1
        assert isinstance(cell.last_exit, Killed)
    assert not service.path.exists()


async def test_nobody_there_is_told_as_such(tmp_path: Path) -> None:
    for path in (tmp_path / "o.sock", tmp_path / "none" / "o.sock"):
        with pytest.raises(NoService, match="nobody answers"):
            async with connect(path):
                pass


async def test_a_path_that_cannot_be_one_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="at most 107 bytes"):
        async with connect(tmp_path / ("x" * 110)):
            pass
