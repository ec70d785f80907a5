"""Lines through pipes and files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import trio

from gateway.console.standard_streams import MAX_LINE_BYTES, LineReader, TextWriter


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    reading, writing = os.pipe()
    yield reading, writing
    for descriptor in (reading, writing):
        with suppress(OSError):  # the test has closed it
            os.close(descriptor)


async def lines(reader: LineReader) -> list[str]:
    found = []
    with trio.fail_after(10):
        while (line := await reader.read_line()) is not None:
            found.append(line)
    return found


async def test_lines_come_whole_however_they_are_cut(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    for piece in ("你".encode()[:1], "你".encode()[1:] + b"\r\nb", b"c\n\nlast"):
        os.write(writing, piece)
    os.close(writing)
    assert await lines(LineReader(reading)) == ["你", "bc", "", "last"]


async def test_an_endless_line_is_cut(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    reader = LineReader(reading)
    found: list[str] = []

    async def feed() -> None:
        for _ in range(3 * MAX_LINE_BYTES // 4_096):
            await trio.lowlevel.wait_writable(writing)
            os.write(writing, b"x" * 4_096)
        await trio.lowlevel.wait_writable(writing)
        os.write(writing, b"\nnext\n")
        os.close(writing)

    async with trio.open_nursery() as nursery:
        nursery.start_soon(feed)
        found = await lines(reader)
    assert found == ["x" * MAX_LINE_BYTES, "next"]


async def test_files_and_dev_null_are_read_and_written(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_text("one\ntwo\n")
    with path.open() as file:
        assert await lines(LineReader(file.fileno())) == ["one", "two"]
    nothing = os.open(os.devnull, os.O_RDONLY)
    assert await lines(LineReader(nothing)) == []
    os.close(nothing)
    with path.open("w") as file:
        await TextWriter(file.fileno()).write("三\n")
    assert path.read_text() == "三\n"


async def test_a_write_that_was_cancelled_goes_on_where_it_was(
    pipe: tuple[int, int],
) -> None:
    reading, writing = pipe
    text = "".join(f"{number}\n" for number in range(40_000))
    writer = TextWriter(writing)
    with trio.CancelScope() as scope:
        async with trio.open_nursery() as nursery:
            nursery.start_soon(writer.write, text)
            await trio.testing.wait_all_tasks_blocked()
            scope.cancel()
    assert scope.cancelled_caught

    async def finish() -> None:
        await writer.write("end\n")
        os.close(writing)

    async with trio.open_nursery() as nursery:
        nursery.start_soon(finish)
        found = await lines(LineReader(reading))
    assert found == [*map(str, range(40_000)), "end"]


async def test_a_reader_that_has_gone_is_an_error(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    os.close(reading)
    with pytest.raises(BrokenPipeError):
        await TextWriter(writing).write("x\n")
