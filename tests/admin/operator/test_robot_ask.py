"""`triodesk robot ask`: what the robot would say, and why (R8)."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path

import msgspec
import pytest

from actors.accounts.permissions import OPERATOR, Principal
from actors.knowledge.changes import PutEntries
from actors.knowledge.records import Changed
from actors.robot.trial import TryRobot
from admin.operator.robot_ask_arguments import add_arguments
from admin.operator.robot_ask_command import read_wish, try_out
from gateway.console.phrases import CHINESE, ENGLISH, Words
from runtime.errors import Unavailable, UsageError
from tests.actors.robot.bases import ENTRIES, edition, entry
from tests.actors.robot.inline_base import InlineBase
from tests.admin.operator.operated import operated

Captured = pytest.CaptureFixture[str]
pytestmark = pytest.mark.covers("R8")
ASKED = ("我要退货", "谢谢", "退", "明天的股票会涨吗")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "operator.sock"


async def test_what_would_be_said_is_told_with_its_reasons(
    path: Path, capsys: Captured
) -> None:
    async with operated(path) as service:
        with pytest.raises(Unavailable, match="no version is ready"):
            await try_out(path, TryRobot(("?",)), Words(ENGLISH), as_json=False)
        service.robot.put(InlineBase(edition(*ENTRIES, version=3)))
        await try_out(path, TryRobot(ASKED), Words(ENGLISH), as_json=False)
        told = capsys.readouterr().out
        await try_out(path, TryRobot(ASKED[:1]), Words(CHINESE), as_json=False)
        chinese = capsys.readouterr().out
        await try_out(path, TryRobot(ASKED[:1]), Words(ENGLISH), as_json=True)
        (line,) = capsys.readouterr().out.splitlines()
    assert "a direct answer (version 3; direct from 0.21," in told
    assert "14 天内。" in told
    assert "[return] 怎么申请退货？" in told
    assert "fits best: " in told
    assert "shares: ‹" in told
    assert "in no entry: " in told
    assert "chit-chat (version 3" in told
    assert "no answer (version 3" in told
    assert "（版本 3；直接回答 ≥ 0.21" in chinese
    trial = json.loads(line)
    assert trial["reply"][:2] == ["direct", "return"]
    assert trial["entries"][0]["entry"] == "return"
    assert 0 < trial["entries"][0]["score"] <= 1


async def test_the_draft_is_tried_apart_from_what_is_in_force(
    path: Path, capsys: Captured
) -> None:
    async with operated(path) as service:
        service.robot.put(InlineBase(edition()))
        new = entry("hours", "几点上班？", "营业时间是什么时候")
        who = Principal(OPERATOR, None)
        changed = await service.knowledge.change(who, PutEntries((new,)), "o")
        assert isinstance(changed, Changed)
        wish = TryRobot(("你们几点上班",), is_draft=True)
        await try_out(path, wish, Words(ENGLISH), as_json=False)
        told = capsys.readouterr().out
        live = msgspec.structs.replace(wish, is_draft=False)
        await try_out(path, live, Words(ENGLISH), as_json=False)
        assert "answer of hours" not in capsys.readouterr().out
    assert "a direct answer (the draft;" in told
    assert "answer of hours" in told


def wish(*arguments: str) -> TryRobot:
    parser = ArgumentParser()
    add_arguments(parser)
    return read_wish(vars(parser.parse_args(arguments)))


def test_the_arguments_say_what_is_tried() -> None:
    assert wish("a", "b") == TryRobot(("a", "b"))
    options = ("--draft", "--channel", "app", "--group", "g", "--language", "en")
    expected = TryRobot(("a",), is_draft=True, channel="app", group="g", language="en")
    assert wish("a", *options) == expected
    with pytest.raises(UsageError, match="length"):
        wish("x" * 501)
