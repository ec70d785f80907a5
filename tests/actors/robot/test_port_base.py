"""A version built in one process and asked in another (R5, R8)."""

from __future__ import annotations

import mmap
import os
import signal
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import fields
from pathlib import Path

import msgspec
import pytest
import trio

from actors.knowledge.entry import Edition
from actors.knowledge.search import SearchKnowledge
from actors.robot import image
from actors.robot.base_file import FORMAT, open_base, write_base
from actors.robot.building import built
from actors.robot.image import UnreadableImage
from actors.robot.port_base import (
    Pages,
    PortBase,
    RobotPort,
    build_at,
    open_in,
    port_robot,
    sounds_in,
    try_draft,
)
from runtime.errors import Unavailable
from runtime.port import PortDied
from tests.actors.robot.bases import (
    ENTRIES,
    NOW_MS,
    POST,
    RETURN,
    WELCOME,
    asked,
    chat,
    edition,
    entry,
)
from tests.actors.robot.inline_base import InlineBase

LID_SECONDS = 120.0
SAID = ("我想退货", "邮费多少", "I forgot my password", "谢谢", "芝麻开门", "股票")
OWN = chat("open", "芝麻开门", "门开了")
EDITION = edition(*ENTRIES, OWN, version=7)


@pytest.mark.covers("R5")
async def test_a_file_answers_as_what_was_built_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "7"
    built(write_base(EDITION, path))
    opened = open_base(path)
    inline = InlineBase(EDITION)
    questions = tuple(asked(each) for each in SAID)
    expected = await inline.reply((*questions, asked(chosen="post")), NOW_MS)
    said = [opened.base.reply(each, NOW_MS) for each in questions]
    assert [*said, opened.base.reply(asked(chosen="post"), NOW_MS)] == list(expected)
    assert (opened.base.version, opened.base.questions) == (7, len(ENTRIES))
    assert opened.welcome == WELCOME
    assert [each.id for each in opened.welcomed] == list(WELCOME.questions)
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("length", range(1, 5))
def test_arrays_lie_where_numpy_need_not_copy_them(tmp_path: Path, length: int) -> None:
    path = tmp_path / "7"
    built(write_base(edition(entry("e", "退" * length)), path))
    with path.open("rb") as file:
        whole = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    matcher = image.load(memoryview(whole)[whole.find(image.FORMAT) :])
    arrays = [getattr(matcher.index, each.name) for each in fields(matcher.index)]
    assert all(each.flags.aligned for each in arrays)


def test_what_is_no_whole_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "1"
    built(write_base(EDITION, path))
    whole = path.read_bytes()
    for content in (b"x" + whole[1:], whole[: len(whole) - 100], FORMAT, whole[:100]):
        path.write_bytes(content)
        with pytest.raises(UnreadableImage):
            open_base(path)


@asynccontextmanager
async def answering() -> AsyncGenerator[RobotPort]:
    """A port whose child is started anew when it dies."""
    port = port_robot()

    async def run() -> None:
        while True:
            try:
                await port.run(lambda: None)
            except PortDied:
                continue

    with trio.fail_after(LID_SECONDS):
        async with trio.open_nursery() as nursery:
            nursery.start_soon(run)
            yield port
            nursery.cancel_scope.cancel()


async def in_pages(edition: Edition) -> AsyncGenerator[tuple[bytes, ...]]:
    for each in edition.entries:
        yield (msgspec.msgpack.encode(each),)


def pages(edition: Edition, revision: str = "") -> Pages:
    count, entries = len(edition.entries), in_pages(edition)
    return Pages(edition.version, edition.welcome, count, revision, entries)


@pytest.mark.covers("R5", "R8")
async def test_one_process_builds_another_answers_and_a_killed_one_answers_again(
    tmp_path: Path,
) -> None:
    path = tmp_path / "7"
    inline = InlineBase(EDITION)
    questions = tuple(asked(each) for each in SAID)
    expected = await inline.reply(questions, NOW_MS)
    async with answering() as port:
        assert await open_in(port, path) is None, "not built yet"
        await build_at(path, pages(EDITION))
        base = await open_in(port, path)
        assert isinstance(base, PortBase)
        assert (base.version, base.questions) == (7, len(ENTRIES))
        assert base.greeting("web", NOW_MS) == inline.greeting("web", NOW_MS)
        assert await base.reply(questions, NOW_MS) == expected
        wish = SearchKnowledge("我想退货", "web", 3)
        assert await sounds_in(port, ("退货", "?")) == ("tuihuo th", "")
        found = await base.search(wish, NOW_MS)
        assert found == await inline.search(wish, NOW_MS) != ()
        assert port.process_id is not None
        os.kill(port.process_id, signal.SIGKILL)
        assert await base.reply(questions, NOW_MS) == expected
        path.unlink()
        assert await base.reply(questions, NOW_MS) == expected, "it is in memory"
        os.kill(port.process_id, signal.SIGKILL)
        with pytest.raises(Unavailable, match="No such file"):
            await base.reply(questions, NOW_MS)
        with pytest.raises(Unavailable, match="No such file"):
            await base.search(wish, NOW_MS)


@pytest.mark.covers("R8")
async def test_a_draft_is_built_once_until_it_is_another(tmp_path: Path) -> None:
    async def never() -> AsyncGenerator[tuple[bytes, ...]]:
        yield (b"no entry",)

    async def said(pages: Pages) -> list[str]:
        questions = tuple(map(asked, SAID[:1]))
        (trial,) = await try_draft(tmp_path / "draft", pages, questions, NOW_MS)
        return [each.entry for each in trial.entries[:1]]

    with trio.fail_after(LID_SECONDS):
        assert await said(pages(EDITION, "a")) == [RETURN.id]
        again = Pages(0, WELCOME, 0, "a", never())
        assert await said(again) == [RETURN.id]
        assert await said(pages(edition(POST), "b")) == []
    names = [each.name for each in await trio.Path(tmp_path / "draft").iterdir()]
    assert names == ["draft-b"]


@pytest.mark.covers("R8")
async def test_a_version_that_cannot_be_read_whole_is_not_built(tmp_path: Path) -> None:
    async def broken() -> AsyncGenerator[tuple[bytes, ...]]:
        yield (msgspec.msgpack.encode(ENTRIES[0]),)
        raise Unavailable("the records are away")

    with trio.fail_after(LID_SECONDS), pytest.raises(Unavailable, match="records"):
        await build_at(tmp_path / "1", Pages(1, WELCOME, 2, "", broken()))
    assert not list(await trio.Path(tmp_path).iterdir())


async def test_a_version_that_cannot_be_written_is_not_built(tmp_path: Path) -> None:
    nowhere = tmp_path / "nothing" / "nowhere" / "1"
    with trio.fail_after(LID_SECONDS), pytest.raises(Unavailable, match="No such file"):
        await build_at(nowhere, pages(EDITION))
