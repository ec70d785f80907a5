"""`triodesk report` against a running service, in both languages and in JSON."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import pytest

from actors.records.messages import Dimension, MakeReport
from actors.rules.setting_values import USUAL_PROMPT_SECONDS
from admin.operator import report_arguments
from admin.operator.report import report
from admin.operator.report_arguments import add_arguments
from admin.operator.report_command import machine_zone, read_report
from runtime.errors import UsageError
from tests.admin.operator.operated import operated
from tests.admin.operator.test_records import talk

Captured = pytest.CaptureFixture[str]
NOON_MS = 1_777_608_000_000
"""2026-05-01 12:00 in Shanghai."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "operator.sock"


def wanted(*words: str, now_ms: int = NOON_MS) -> MakeReport:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return read_report(vars(parser.parse_args(words)), now_ms, "Asia/Shanghai")


@pytest.mark.covers("M7", "P7")
async def test_a_report_has_rows_and_all(path: Path, capsys: Captured) -> None:
    async with operated(path) as service:
        await talk(service, "ann", "hi")
        await talk(service, "bob")
        now_ms = time.time_ns() // 1_000_000 + 1
        by_group = wanted("--by", "group", now_ms=now_ms)
        assert await report(path, by_group, "en", as_json=False) == 0
        span, headings, group, everything = capsys.readouterr().out.splitlines()
        assert span.endswith("(Asia/Shanghai)")
        assert headings.split()[:3] == ["group", "sessions", "served"]
        assert "in 20 s" in headings
        assert group.split()[:5] == ["G", "2", "0", "0", "2"]
        assert "100%" in group
        assert everything.split()[:2] == ["all", "2"]
        assert await report(path, by_group, "zh-CN", as_json=False) == 0
        assert "放弃率" in capsys.readouterr().out
        assert await report(path, by_group, "en", as_json=True) == 0
        (row,) = json.loads(capsys.readouterr().out)["rows"]
        assert (row["key"], row["figures"]["abandonment"]) == ("g", 1.0)


@pytest.mark.covers("M7")
async def test_what_cannot_be_reported_is_told(path: Path, capsys: Captured) -> None:
    async with operated(path):
        backwards = wanted("--from", "2026-05-02", "--until", "2026-05-01")
        assert await report(path, backwards, "en", as_json=True) == 1
        out, err = capsys.readouterr()
        assert (out, err[-11:]) == ("", "(bad_span)\n")


def test_the_usual_report_is_of_a_week_of_the_machines_days() -> None:
    begin = NOON_MS - 12 * 3_600_000 - 6 * 86_400_000
    assert wanted() == MakeReport(Dimension.AGENT, begin, NOON_MS, "Asia/Shanghai")
    words = "--by day --zone UTC --within 30 --agent a --group g --channel c"
    times = "--from 2026-05-01 --until 2026-05-01T01:00"
    assert wanted(*words.split(), *times.split()) == MakeReport(
        Dimension.DAY,
        1_777_593_600_000,
        1_777_597_200_000,
        "UTC",
        30,
        "a",
        "g",
        "c",
    )
    assert tuple(each.value for each in Dimension) == report_arguments.DIMENSIONS
    assert report_arguments.USUAL_SECONDS == USUAL_PROMPT_SECONDS


@pytest.mark.parametrize(
    "words",
    [("--zone", "Mars"), ("--within", "-1"), ("--from", "x"), ("--zone", "/etc")],
)
def test_values_out_of_bounds_are_usage_errors(words: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match=r"[Ee]xpected"):
        wanted(*words)


def test_the_machines_zone_has_a_name(tmp_path: Path) -> None:
    zone = tmp_path / "zoneinfo" / "Asia" / "Tokyo"
    zone.parent.mkdir(parents=True)
    zone.touch()
    link = tmp_path / "localtime"
    link.symlink_to(zone)
    assert machine_zone({}, link) == "Asia/Tokyo"
    assert machine_zone({"TZ": ":Europe/Rome"}, link) == "Europe/Rome"
    assert machine_zone({}, tmp_path / "none") == "UTC"
