"""`triodesk settings` against a running service, in both languages and in JSON."""

from __future__ import annotations

import argparse
import json
import shlex
from datetime import date
from pathlib import Path

import pytest

from actors.accounts.accounts import AuditVerdict
from actors.accounts.messages import ByOperator
from actors.rules.hours import (
    USUAL_HOURS,
    Holiday,
    MakeUpDay,
    Span,
    Week,
    WorkingHours,
)
from actors.rules.messages import (
    BindGroup,
    Change,
    DropRule,
    PutRule,
    ResetPrompt,
    ResetSetting,
    SetHours,
    SetPrompt,
    SetSetting,
)
from actors.rules.prompts import PROMPTS, USUAL, Moment
from actors.rules.setting_table import SETTINGS
from admin.change_words import change_words
from admin.operator.hours_file import hours_file
from admin.operator.settings import Alter, settings
from admin.operator.settings_arguments import add_arguments
from admin.operator.settings_command import read_hours, read_wish
from runtime.errors import UsageError
from tests.admin.operator.operated import Operated, operated

Captured = pytest.CaptureFixture[str]
pytestmark = pytest.mark.covers("M3", "P7")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "operator.sock"


async def told(
    service: Operated, captured: Captured, *words: str, language: str = "en"
) -> tuple[int, str, str]:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    options = vars(parser.parse_args(words))
    is_json = "--json" in words
    wish = read_wish(options)
    code = await settings(service.path, wish, language, as_json=is_json)
    out, err = captured.readouterr()
    return code, out, err


async def rows(
    service: Operated, captured: Captured, *words: str
) -> list[dict[str, object]]:
    code, out, err = await told(service, captured, "--json", *words)
    assert (code, err) == (0, "")
    return [json.loads(line) for line in out.splitlines()]


async def test_every_setting_is_listed_with_its_value_and_where_it_comes_from(
    path: Path, capsys: Captured
) -> None:
    async with operated(path) as service:
        listed = await rows(service, capsys, "list")
        assert [row["name"] for row in listed] == list(SETTINGS)
        found = {row["name"]: (row["value"], row["source"]) for row in listed}
        assert found["accept_seconds"] == (20.0, "built in")
        assert found["settle_seconds"] == (0.0, "configured")
        assert await told(service, capsys, "set", "accept_seconds", "7") == (
            0,
            "in force as version 1\n",
            "",
        )
        assert service.desk.rules.of("g").settings.accept_seconds == 7.0
        await told(service, capsys, "set", "wrap_up_seconds", "5")
        assert service.desk.rules.desk.wrap_up_seconds == 5.0
        listed = await rows(service, capsys, "list")
        found = {row["name"]: (row["value"], row["source"]) for row in listed}
        assert found["accept_seconds"] == (7.0, "this rule")
        assert found["wrap_up_seconds"] == (5.0, "whole desk")
        _, out, _ = await told(service, capsys, "list", language="zh-CN")
        assert out.splitlines()[0].split()[:3] == ["设置", "当前值", "默认值"]
        (line,) = [one for one in out.splitlines() if one.startswith("rests_on")]
        assert line.split()[1] == "false"
        lines = [one.strip() for one in out.splitlines()]
        meant = lines[lines.index(line) + 1]
        assert meant == SETTINGS["rests_on_silence"].meaning_zh
        (line,) = [one for one in lines if one.startswith("accept_seconds")]
        assert line.split()[1:5] == ["7", "秒", "20", "秒"]


async def test_what_is_refused_changes_nothing_and_says_why(
    path: Path, capsys: Captured
) -> None:
    async with operated(path) as service:
        code, out, err = await told(service, capsys, "set", "acept_seconds", "7")
        assert (code, out) == (1, "")
        assert "did you mean accept_seconds? (bad_value)" in err
        code, _, err = await told(
            service, capsys, "set", "accept_seconds", "soon", language="zh-CN"
        )
        assert (code, err[:13]) == (1, "triodesk: 未修改")
        code, _, err = await told(service, capsys, "list", "--rule", "vip")
        assert (code, err) == (1, "triodesk: there is no service rule vip\n")
        assert service.desk.rules.book.version == 0
        assert await told(service, capsys, "history") == (
            0,
            "nothing was ever changed\n",
            "",
        )


async def test_a_rule_of_its_own_for_a_group(path: Path, capsys: Captured) -> None:
    async with operated(path) as service:
        await told(service, capsys, "rule", "vip", "VIP 客户")
        await told(service, capsys, "set", "accept_seconds", "3", "--rule", "vip")
        await told(service, capsys, "bind", "g", "vip")
        assert service.desk.rules.of("g").settings.accept_seconds == 3.0
        assert service.desk.rules.of("h").settings.accept_seconds == 20.0
        _, out, _ = await told(service, capsys, "rules")
        lines = [line.split() for line in out.splitlines()]
        assert lines[1] == ["default", "all", "others", "0"]
        assert lines[2] == ["vip", "VIP", "客户", "g", "1"]
        code, _, err = await told(service, capsys, "drop", "vip")
        assert (code, "(wrong_state)" in err) == (1, True)
        await told(service, capsys, "bind", "g", "default")
        assert (await told(service, capsys, "drop", "vip"))[0] == 0
        await told(service, capsys, "set", "accept_seconds", "4")
        await told(service, capsys, "reset", "accept_seconds")
        assert service.desk.rules.of("g").settings.accept_seconds == 20.0


async def test_prompts_are_listed_changed_and_taken_back(
    path: Path, capsys: Captured
) -> None:
    async with operated(path) as service:
        listed = await rows(service, capsys, "prompts")
        assert len(listed) == 2 * len(Moment)
        text = "您好,${StaffName} 为您服务"
        assert (await told(service, capsys, "say", "success", "zh", text))[0] == 0
        prompts = service.desk.rules.of("g").prompts
        assert prompts.text(Moment.SUCCESS, "zh") == text
        listed = await rows(service, capsys, "prompts")
        (own,) = [row for row in listed if row["source"] == "this rule"]
        assert (own["moment"], own["language"], own["text"]) == ("success", "zh", text)
        code, _, err = await told(service, capsys, "say", "success", "zh", "${Foo}")
        assert (code, "got ${Foo} (bad_value)" in err) == (1, True)
        await told(service, capsys, "say", "connecting", "en", "")
        _, out, _ = await told(service, capsys, "prompts")
        (line,) = [
            one for one in out.splitlines() if one.split()[:2] == ["connecting", "en"]
        ]
        assert line.endswith("(nothing)")
        await told(service, capsys, "unsay", "success", "zh")
        listed = await rows(service, capsys, "prompts")
        assert [row["moment"] for row in listed if row["source"] == "this rule"] == [
            "connecting"
        ]


@pytest.mark.covers("M9")
async def test_who_changed_what_is_known_and_in_the_audit_log(
    path: Path, capsys: Captured
) -> None:
    async with operated(path) as service:
        for number in range(60):
            seconds = str(number + 1)
            await told(service, capsys, "set", "accept_seconds", seconds)
        history = await rows(service, capsys, "history")
        assert [row["version"] for row in history] == list(range(1, 61))
        assert {row["by"] for row in history} == {"operator"}
        assert history[-1]["changes"] == ["set accept_seconds 60"]
        _, out, _ = await told(service, capsys, "history")
        assert len(out.splitlines()) == 61
        verdict = await service.accounts.verify_audit(ByOperator())
        assert isinstance(verdict, AuditVerdict)
        assert (verdict.rows, verdict.broken) == (60, 0)


@pytest.mark.covers("M4")
async def test_working_hours_are_set_from_a_file_and_shown(
    path: Path, capsys: Captured, tmp_path: Path
) -> None:
    file = tmp_path / "hours.toml"
    file.write_text(
        'is_on = true\ntime_zone = "Europe/Berlin"\n[week]\n'
        'sunday = []\n[[holidays]]\nname = "New Year"\nfirst = 2027-01-01\n'
    )
    async with operated(path) as service:
        assert (await told(service, capsys, "hours", str(file)))[0] == 0
        hours = service.desk.rules.of("g").hours
        assert (hours.is_on, hours.time_zone, hours.week.sunday) == (
            True,
            "Europe/Berlin",
            (),
        )
        _, out, _ = await told(service, capsys, "hours")
        assert 'saturday = [{opens = "09:00", closes = "18:00"}]' in out.splitlines()
        again = tmp_path / "again.toml"
        again.write_text(out)
        assert await told(service, capsys, "hours", str(again)) == (
            0,
            "in force as version 1\n",
            "",
        )
        (shown,) = await rows(service, capsys, "hours")
        assert shown["time_zone"] == "Europe/Berlin"
        file.write_text('time_zone = "Berlin"\n')
        with pytest.raises(UsageError, match="expected a time zone of the IANA's"):
            await told(service, capsys, "hours", str(file))
        with pytest.raises(UsageError, match="cannot read"):
            await told(service, capsys, "hours", str(tmp_path / "none.toml"))


async def test_a_service_that_is_configured_silent_shows_that_nothing_is_said(
    path: Path, capsys: Captured
) -> None:
    async with operated(path) as service:
        await told(service, capsys, "say", "success", "en", "Hello.")
        listed = await rows(service, capsys, "prompts")
        assert {row["source"] for row in listed} == {"configured", "this rule"}
        assert [row["text"] for row in listed if row["text"]] == ["Hello."]
        service.desk.rules.usual = USUAL
        listed = await rows(service, capsys, "prompts")
        assert {row["source"] for row in listed} == {"built in", "this rule"}
        _, out, _ = await told(service, capsys, "prompts", language="zh-CN")
        assert PROMPTS[Moment.CONNECTING].meaning_zh in map(str.strip, out.splitlines())


@pytest.mark.parametrize(
    "change",
    [
        SetSetting("default", "accept_seconds", "7"),
        SetSetting("", "wrap_up_seconds", "5"),
        SetSetting("vip", "end_words", "再见 bye"),
        ResetSetting("vip", "accept_seconds"),
        PutRule("vip", "VIP 客户"),
        PutRule("vip", "it's", like="default"),
        DropRule("vip"),
        BindGroup("aftersale", "vip"),
        SetPrompt("default", "success", "en", "Hello, ${StaffName}."),
        SetPrompt("vip", "welcome", "zh", ""),
        ResetPrompt("vip", "welcome", "zh"),
    ],
)
def test_a_change_is_told_as_the_command_that_makes_it(change: Change) -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    words = shlex.split(change_words(change))
    assert read_wish(vars(parser.parse_args(words))) == Alter(change)


def test_values_and_hours_are_told_as_they_are_written() -> None:
    assert change_words(SetSetting("", "rating", value=True)) == "set rating true"
    told = change_words(SetHours("vip", WorkingHours(is_on=True)))
    assert told.startswith('hours \'{"is_on":true,')
    assert told.endswith("--rule vip")


@pytest.mark.covers("M4")
def test_hours_as_a_file_are_read_as_what_they_were(tmp_path: Path) -> None:
    night = Span("22:00", "06:00")
    hours = WorkingHours(
        is_on=True,
        time_zone="Europe/Berlin",
        week=Week(sunday=(), monday=(Span("09:00", "12:00"), night)),
        holidays=(Holiday('国庆 "10/1" \\', date(2026, 10, 1), date(2026, 10, 7)),),
        make_up_days=(MakeUpDay("补班", date(2026, 10, 10), (night,)),),
    )
    file = tmp_path / "hours.toml"
    file.write_text(hours_file(hours), encoding="utf-8")
    assert read_hours(file) == hours
    file.write_text(hours_file(USUAL_HOURS), encoding="utf-8")
    assert read_hours(file) == USUAL_HOURS


def test_json_may_be_asked_for_before_an_act_and_behind_it() -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    given = [["--json", "list"], ["list", "--json"], ["list"]]
    assert [parser.parse_args(each).json for each in given] == [True, True, False]
