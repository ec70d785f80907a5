"""`triodesk robot feedback`: which entries answered, and whether that helped (R7)."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path

import pytest

from actors.accounts.permissions import OPERATOR, Principal
from actors.knowledge.changes import PutEntries
from actors.records.messages import Project, Projected
from actors.session.robot_events import AnswerRated, RobotAnswered, Verdict
from admin.data_directory import DataDirectory
from admin.operator.asking import connect
from admin.operator.robot_feedback_arguments import add_arguments
from admin.operator.robot_feedback_command import run_robot_feedback, show_feedback
from gateway.console.phrases import CHINESE, ENGLISH, Words
from runtime.errors import UsageError
from tests.actors.records.tale import Tale
from tests.actors.robot.bases import RETURN
from tests.admin.operator.operated import operated

Captured = pytest.CaptureFixture[str]
pytestmark = pytest.mark.covers("R7")
LATER = 2**50


def answers() -> Tale:
    """`return` answers twice, once in vain; `gone` is in no draft any more."""
    tale = Tale().open("s")
    for number, entry in ((2, "gone"), (4, "return"), (6, "return")):
        tale.tell("s", RobotAnswered(number - 1, Verdict.DIRECT, entry, number))
    return tale.tell("s", AnswerRated(4, "return", is_helpful=False, by="v"))


async def test_what_answered_is_listed_with_its_question(
    tmp_path: Path, capsys: Captured
) -> None:
    rows = answers().rows
    async with operated(tmp_path / "operator.sock") as service:
        who = Principal(OPERATOR, None)
        await service.knowledge.change(who, PutEntries((RETURN,)), "o1")
        assert await service.records.ask(Project(0, tuple(rows))) == Projected(5)
        async with connect(service.path) as line:

            async def told(since: int = 0, *, as_json: bool = False) -> list[str]:
                words = Words(CHINESE if since else ENGLISH)
                await show_feedback(line, words, since, 1, as_json=as_json)
                return capsys.readouterr().out.splitlines()

            heading, row, more = await told()
            assert heading.split()[:2] == ["entry", "answered"]
            assert row.split() == ["return", "2", "0", "1", RETURN.question]
            assert more == "there are entries that are not shown"
            counted = {"entry": "return", "answers": 2, "helpful": 0, "unhelpful": 1}
            assert [json.loads(each) for each in await told(as_json=True)] == [counted]
            assert await told(LATER) == ["机器人还没有回答过"]


@pytest.mark.parametrize("limit", ["0", "101"])
def test_a_limit_is_within_its_bounds(tmp_path: Path, limit: str) -> None:
    parser = ArgumentParser()
    add_arguments(parser)
    options = parser.parse_args(["--limit", limit])
    with pytest.raises(UsageError, match="--limit"):
        run_robot_feedback(DataDirectory(tmp_path), options)
