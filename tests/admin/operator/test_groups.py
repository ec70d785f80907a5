"""`triodesk groups` against a running service (M2)."""

from __future__ import annotations

import argparse
import json
import shlex
from pathlib import Path

import pytest

from actors.accounts.accounts import AuditVerdict
from actors.accounts.messages import ByOperator
from actors.agent.messages import RegisterAgent
from actors.assignment.messages import DefineGroup
from actors.ids import AgentId, GroupId
from actors.rules.messages import Change, DropGroup, PutGroup
from admin.change_words import change_words
from admin.operator.groups_arguments import add_arguments
from admin.operator.groups_command import groups, read_change
from admin.operator.settings import List, Look, settings
from tests.admin.operator.operated import Operated, operated

Captured = pytest.CaptureFixture[str]
pytestmark = pytest.mark.covers("M2", "P7")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "operator.sock"


async def told(
    service: Operated, captured: Captured, *words: str, language: str = "en"
) -> tuple[int, str, str]:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    change = read_change(vars(parser.parse_args(words)))
    code = await groups(service.path, change, language, as_json="--json" in words)
    out, err = captured.readouterr()
    return code, out, err


async def rows(service: Operated, captured: Captured) -> list[dict[str, object]]:
    code, out, err = await told(service, captured, "--json")
    assert (code, err) == (0, "")
    return [json.loads(line) for line in out.splitlines()]


async def test_groups_are_listed_with_who_serves_and_who_waits(
    path: Path, capsys: Captured
) -> None:
    async with operated(path) as service:
        assert await rows(service, capsys) == []
        await service.open_session("v")
        agent = service.desk.directory.agent(AgentId("a"))
        await agent.ask(RegisterAgent("A", (GroupId("g"),), 1))
        await service.until_waiting("g", 1)
        (row,) = await rows(service, capsys)
        assert row == {
            "group": "g",
            "name": "G",
            "rule": "default",
            "members": 1,
            "waiting": 1,
            "heir": "",
        }
        _, out, _ = await told(service, capsys, "list", language="zh-CN")
        assert out.splitlines()[0].split() == [
            "技能组",
            "名称",
            "服务规则",
            "成员",
            "排队",
            "状态",
        ]


async def test_a_group_is_added_named_and_deleted(path: Path, capsys: Captured) -> None:
    async with operated(path) as service:
        await service.open_session("v")
        await service.until_waiting("g", 1)
        done = await told(service, capsys, "put", "vip", "贵宾")
        assert done == (0, "in force as version 1\n", "")
        await told(service, capsys, "drop", "g", "--to", "vip")
        await service.until_waiting("vip", 1)
        dropped, vip = await rows(service, capsys)
        assert (dropped["heir"], dropped["waiting"]) == ("vip", 0)
        assert (vip["name"], vip["waiting"]) == ("贵宾", 1)
        _, out, _ = await told(service, capsys)
        assert "deleted; vip takes its visitors" in out
        list_history = List(Look.HISTORY)
        await settings(path, list_history, "en", as_json=False)
        out = capsys.readouterr().out
        assert "groups put vip '贵宾'" in out
        assert "groups drop g --to vip" in out
        verdict = await service.accounts.verify_audit(ByOperator())
        assert isinstance(verdict, AuditVerdict)
        assert (verdict.rows, verdict.broken) == (2, 0)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("drop", "g", "--to", "none"), "there is no group none (no_such_group)"),
        (("drop", "g", "--to", "g"), "expected another group"),
        (("drop", "g", "--to", "gone"), "group gone was deleted: g takes its visitors"),
        (("put", "a b", "x"), "expected an id"),
    ],
)
async def test_what_is_refused_changes_nothing_and_says_why(
    path: Path, capsys: Captured, words: tuple[str, ...], text: str
) -> None:
    async with operated(path) as service:
        for group in ("g", "gone"):
            address = service.desk.directory.group(GroupId(group))
            await address.ask(DefineGroup(group.title()))
        await told(service, capsys, "drop", "gone", "--to", "g")
        code, out, err = await told(service, capsys, *words)
        assert (code, out) == (1, "")
        assert text in err
        assert service.desk.rules.book.version == 1


@pytest.mark.parametrize("change", [PutGroup("vip", "VIP 客户"), DropGroup("g", "vip")])
def test_history_tells_a_change_as_the_command_that_makes_it(change: Change) -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    command, *words = shlex.split(change_words(change))
    assert command == "groups"
    assert read_change(vars(parser.parse_args(words))) == change
