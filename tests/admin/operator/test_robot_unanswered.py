"""`triodesk robot unanswered`: what was asked in vain becomes knowledge (R11)."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from actors.accounts.audit import Act
from actors.accounts.permissions import OPERATOR, Principal
from actors.accounts.records import AuditPage, ReadAudit
from actors.knowledge.changes import PutEntries
from actors.knowledge.entry import Entry, EntryId
from actors.knowledge.records import EntriesFound, ReadEntries
from actors.records.messages import Project, Projected
from actors.session.robot_events import RobotAnswered, Verdict
from admin.operator.asking import connect
from admin.operator.command import FAILED
from admin.operator.moment import since_ms
from admin.operator.robot_unanswered_arguments import add_arguments
from admin.operator.robot_unanswered_command import UnansweredClerk
from admin.operator.robot_unanswered_wish import (
    ConvertUnanswered,
    DismissUnanswered,
    ListUnanswered,
    Wish,
    read_wish,
)
from gateway.console.phrases import CHINESE, ENGLISH, Words
from runtime.errors import UsageError
from tests.actors.records.tale import Tale
from tests.actors.robot.bases import RETURN
from tests.admin.operator.operated import Operated, operated

Captured = pytest.CaptureFixture[str]
pytestmark = pytest.mark.covers("R11")
ASKED = ("会员怎么升级", "怎么升级会员", "怎么升级会员", "能不能货到付款")
WHO = Principal(OPERATOR, None)


class Asked:
    """A service of whom things were asked in vain, and its operator."""

    def __init__(self, service: Operated, captured: Captured) -> None:
        self.service = service
        self._captured = captured

    async def do(
        self, wish: Wish, *, code: int = 0, as_json: bool = False, zh: bool = False
    ) -> str:
        words = Words(CHINESE if zh else ENGLISH)
        async with connect(self.service.path) as line:
            clerk = UnansweredClerk(line, words, as_json=as_json)
            assert await clerk.do(wish, 0) == code
        told = self._captured.readouterr()
        return told.err if code else told.out

    async def ids(self) -> list[str]:
        told = await self.do(ListUnanswered(9), as_json=True)
        return [json.loads(row)["id"] for row in told.splitlines()]

    async def entry(self, name: str) -> Entry:
        asked = ReadEntries((EntryId(name),))
        found = await self.service.knowledge.look(WHO, asked)
        assert isinstance(found, EntriesFound)
        return found.entries[0]


@asynccontextmanager
async def asked(path: Path, captured: Captured) -> AsyncGenerator[Asked]:
    tale = Tale().open("s")
    for number, text in enumerate(ASKED, 1):
        tale.ask("s", text).tell("s", RobotAnswered(number, Verdict.UNKNOWN))
    async with operated(path) as service:
        projected = await service.records.ask(Project(0, tuple(tale.rows)))
        assert projected == Projected(len(tale.rows))
        yield Asked(service, captured)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "operator.sock"


async def test_what_means_the_same_is_listed_together(
    path: Path, capsys: Captured
) -> None:
    async with asked(path, capsys) as talk:
        told = await talk.do(ListUnanswered(9))
        assert "怎么升级会员  (also: 会员怎么升级)" in told
        assert "能不能货到付款" in told
        short = await talk.do(ListUnanswered(1), zh=True)
        assert "还有 1 组未显示" in short
        assert "能不能货到付款" not in short


async def test_a_group_becomes_an_entry_in_one_step(
    path: Path, capsys: Captured
) -> None:
    async with asked(path, capsys) as talk:
        first, second = await talk.ids()
        wish = ConvertUnanswered(first, "消费满 500 元自动升级。", "", "", "")
        assert f"in the draft: u{first} (2 questions)" in await talk.do(wish)
        entry = await talk.entry(f"u{first}")
        assert entry.question == "怎么升级会员"
        assert entry.similar == ("会员怎么升级",)
        assert entry.answers[0].body == "消费满 500 元自动升级。"
        assert await talk.ids() == [second]
        assert "nothing unanswered" in await talk.do(wish, code=FAILED)


async def test_an_entry_learns_a_group(path: Path, capsys: Captured) -> None:
    async with asked(path, capsys) as talk:
        await talk.service.knowledge.change(WHO, PutEntries((RETURN,)), "o")
        _, second = await talk.ids()
        wish = ConvertUnanswered(second, "", "", "", "return")
        told = await talk.do(wish, as_json=True)
        assert json.loads(told) == {"entry": "return", "questions": 1}
        entry = await talk.entry("return")
        assert entry.similar == (*RETURN.similar, "能不能货到付款")
        other = ConvertUnanswered((await talk.ids())[0], "", "", "", "none")
        assert "no entry none" in await talk.do(other, code=FAILED)


async def test_what_is_dismissed_is_not_shown_again(
    path: Path, capsys: Captured
) -> None:
    async with asked(path, capsys) as talk:
        ids = tuple(await talk.ids())
        assert "nothing" in await talk.do(DismissUnanswered(("x", *ids)), code=FAILED)
        assert await talk.do(DismissUnanswered(ids)) == "questions dismissed: 3\n"
        assert await talk.do(ListUnanswered(9)) == "every question had an answer\n"
        log = await talk.service.records.ask(ReadAudit(0))
        assert isinstance(log, AuditPage)
        written = [row.entry for row in log.rows]
        assert {(each.who, each.act, each.subject) for each in written} == {
            (OPERATOR, Act.UNANSWERED_SETTLED, "")
        }
        assert [each.detail for each in written] == [
            "2 unanswered questions dismissed",
            "1 unanswered questions dismissed",
        ]


def wished(*arguments: str) -> Wish:
    parser = ArgumentParser()
    add_arguments(parser)
    given = vars(parser.parse_args(arguments))
    assert since_ms(given["days"], 90 * 86_400_000) == 60 * 86_400_000
    return read_wish(given)


def test_the_arguments_say_what_is_to_be_done() -> None:
    assert wished("list", "--limit", "3") == ListUnanswered(3)
    assert wished("dismiss", "a", "b") == DismissUnanswered(("a", "b"))
    made = ConvertUnanswered("a", "so", "why?", "c", "")
    options = ("--answer", "so", "--question", "why?", "--category", "c")
    assert wished("convert", "a", *options) == made
    for wrong in ((), ("--answer", "so", "--into", "e")):
        with pytest.raises(UsageError, match="either"):
            wished("convert", "a", *wrong)


@pytest.mark.parametrize("limit", ["0", "-1", "5001"])
def test_a_list_has_a_row_at_least(limit: str) -> None:
    parser = ArgumentParser()
    add_arguments(parser)
    with pytest.raises(UsageError, match=f"got {limit}"):
        read_wish(vars(parser.parse_args(["list", "--limit", limit])))


def test_without_an_act_the_questions_are_listed() -> None:
    parser = ArgumentParser()
    add_arguments(parser)
    bare = vars(parser.parse_args([]))
    assert bare == vars(parser.parse_args(["list"]))
    assert isinstance(read_wish(bare), ListUnanswered)
