from __future__ import annotations

import argparse
from pathlib import Path

import msgspec
import pytest

from admin.bench.arguments import NAMES, add_arguments
from admin.bench.catalogue import benchmark
from admin.bench.command import run
from admin.bench.figure import Result

pytestmark = pytest.mark.unmeasured

CHEAP = ("mailbox", "ask", "actors", "timers")
FACTS = {"name", "figures", "runs", "cores", "cpu", "python", "trio"}
KEYS = {"figure", "value", "unit", "goal", "met", "peers"}


def bench(*arguments: str) -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    assert run(parser.parse_args(arguments)) == 0


def last_line(capfd: pytest.CaptureFixture[str]) -> str:
    return capfd.readouterr().out.splitlines()[-1]


@pytest.mark.parametrize("name", CHEAP)
def test_a_quick_run_ends_with_one_line_of_json(
    name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    bench(name, "--quick", "--json", "--directory", str(tmp_path))
    line = last_line(capfd)
    result = msgspec.json.decode(line, type=Result)
    assert result.name == name
    assert result.runs == 1
    assert all(figure.value > 0 for figure in result.figures)
    assert all(figure.goal is figure.met is None for figure in result.figures)
    assert not list(tmp_path.iterdir())
    raw = msgspec.json.decode(line, type=dict[str, object])
    assert raw.keys() >= FACTS
    figures = msgspec.convert(raw["figures"], list[dict[str, object]])
    assert all(figure.keys() == KEYS for figure in figures)


def test_without_a_name_all_are_listed(capfd: pytest.CaptureFixture[str]) -> None:
    bench()
    listed = capfd.readouterr().out
    assert all(name in listed for name in (*NAMES, "all"))


@pytest.mark.parametrize("name", NAMES)
def test_every_name_has_its_benchmark(name: str) -> None:
    assert benchmark(name).name == name
