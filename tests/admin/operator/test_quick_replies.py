"""`triodesk quick-replies`: what all agents share (A5)."""

from __future__ import annotations

import csv
import json
from argparse import ArgumentParser
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from actors.quick_replies import reply as bounds
from actors.quick_replies.records import MAX_PUT, DropReplies, PutReplies, ReplyRule
from actors.quick_replies.reply import SHARED, QuickReply
from admin.operator.asking import connect
from admin.operator.command import FAILED
from admin.operator.quick_replies import (
    GiveSheet,
    ListReplies,
    ReplyClerk,
    TakeSheet,
    Wish,
)
from admin.operator.quick_replies_arguments import add_arguments
from admin.operator.quick_replies_command import read_wish
from admin.operator.reply_phrases import REASONS
from gateway.console.phrases import CHINESE, ENGLISH, Words
from runtime.errors import UsageError
from tests.admin.operator.operated import Operated, operated

Captured = pytest.CaptureFixture[str]
pytestmark = pytest.mark.covers("A5")


def wish(*arguments: str) -> Wish:
    parser = ArgumentParser()
    add_arguments(parser)
    return read_wish(vars(parser.parse_args(arguments)))


class Sharing:
    """A service, and its operator."""

    def __init__(self, service: Operated, captured: Captured) -> None:
        self.service = service
        self._captured = captured

    async def do(
        self, wish: Wish, *, code: int = 0, as_json: bool = False, zh: bool = False
    ) -> str:
        words = Words(CHINESE if zh else ENGLISH)
        async with connect(self.service.path) as line:
            clerk = ReplyClerk(line, words, words, as_json=as_json)
            assert await clerk.do(wish) == code
        told = self._captured.readouterr()
        return told.err if code else told.out


@pytest.fixture
async def sharing(tmp_path: Path, capsys: Captured) -> AsyncIterator[Sharing]:
    async with operated(tmp_path / "socket") as service:
        yield Sharing(service, capsys)


def test_what_the_arguments_ask_for() -> None:
    assert wish() == wish("list") == ListReplies()
    reply = QuickReply("", SHARED, "c", "t", "hello")
    put = PutReplies(SHARED, (reply,), is_by_title=True)
    assert wish("put", "t", "hello", "--category", "c") == put
    assert wish("drop", "q1", "q2") == DropReplies(SHARED, ("q1", "q2"))
    assert wish("import", "a.csv") == TakeSheet(Path("a.csv"))
    assert wish("export", "a.csv", "--language", "zh") == GiveSheet(Path("a.csv"))


async def test_replies_are_put_listed_and_dropped(sharing: Sharing) -> None:
    assert await sharing.do(wish("put", "退货", "您好 {visitor}")) == "put: 1\n"
    assert await sharing.do(wish("put", "退货", "anew")) == "put: 1\n"
    listed = json.loads(await sharing.do(ListReplies(), as_json=True))
    assert (listed["title"], listed["text"]) == ("退货", "anew")
    table = await sharing.do(ListReplies(), zh=True)
    assert "共享常用语共 1 条" in table
    assert "anew" in table
    dropped = await sharing.do(wish("drop", listed["id"]), as_json=True)
    assert json.loads(dropped)["count"] == 1
    assert await sharing.do(wish("drop", listed["id"])) == "deleted: 0\n"


async def test_what_is_no_reply_is_refused(sharing: Sharing) -> None:
    told = await sharing.do(wish("put", " ", "x"), code=FAILED)
    assert "a title of 1 to" in told
    assert "(bad_reply)" in told
    assert set(REASONS) == set(ReplyRule)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
async def test_a_file_that_was_written_can_be_read_again(
    sharing: Sharing, tmp_path: Path, kind: str
) -> None:
    await sharing.do(wish("put", "b", "=1+1", "--category", "售后"))
    await sharing.do(wish("put", "a", "two\nlines", "--category", "售后"))
    file = tmp_path / f"replies.{kind}"
    assert await sharing.do(GiveSheet(file), zh=True) == f"已写入 {file}：2 条\n"
    before = await sharing.do(ListReplies())
    await sharing.do(wish("put", "a", "other"))
    assert await sharing.do(TakeSheet(file)) == "put: 2\n"
    assert await sharing.do(ListReplies()) == before


async def test_a_long_file_is_put_in_parts(
    sharing: Sharing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "many.csv"
    with file.open("w", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(("Title", "内容"))
        writer.writerows((f"t{each}", "x") for each in range(MAX_PUT + 1))
    assert await sharing.do(TakeSheet(file)) == f"put: {MAX_PUT + 1}\n"
    monkeypatch.setattr(bounds, "MAX_SHARED", MAX_PUT)
    told = await sharing.do(TakeSheet(file), code=FAILED)
    assert "put: 0; then nothing more" in told
    assert "(too_many)" in told


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("", "heading text and title"),
        ("title\n", "heading text"),
        ("title,text,colour\n", "got 'colour'"),
        ("title,text\nt\n", "row 2: expected a text"),
    ],
)
async def test_of_a_file_with_a_fault_nothing_is_put(
    sharing: Sharing, tmp_path: Path, rows: str, told: str
) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(rows)
    with pytest.raises(UsageError, match=told):
        await sharing.do(TakeSheet(file))
    assert "shared quick replies: 0" in await sharing.do(ListReplies())
