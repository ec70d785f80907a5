"""The load test in its short form, as whoever installs the service may try it."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
import trio

from loadtest.house_plan import HousePlan
from loadtest.report.file import FIGURES, PAGE, read_report
from loadtest.report.summary import Summary
from loadtest.report.terms import Parameters, Scenarios
from loadtest.verdict import Verdict
from tests.proofs.crash.polling import until
from tests.proofs.processes import children, command_line, send, wait_gone

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
COMMAND = (sys.executable, "-m", "admin", "load")
POLL_SECONDS = 0.05
LID_SECONDS = 900
"""Half a minute of waiting on a quiet machine; the test run is not one."""


def load(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        (*COMMAND, "--language", "en", *arguments),
        cwd=ROOT,
        capture_output=True,
        timeout=LID_SECONDS,
        check=False,
    )


@pytest.mark.covers("P4")
def test_all_promises_hold_in_every_scenario(tmp_path: Path) -> None:
    ended = load("--short", "--out", str(tmp_path), "--seed", "4")
    told = ended.stderr.decode()
    assert ended.returncode == 0, told
    assert "All promises were kept." in told
    summary = msgspec.json.decode(ended.stdout, type=Summary)
    assert {scene.verdict for scene in summary.scenarios} == {Verdict.HELD}
    names = {name.lower() for name in Scenarios.__members__ if name[-3:] != "_IS"}
    assert {scene.name for scene in summary.scenarios} == names
    assert "All promises were kept." in (tmp_path / PAGE).read_text()
    outcome = read_report(tmp_path / FIGURES)
    assert all(played.audit and played.audit.sessions for played in outcome.played)
    (soak,) = (played for played in outcome.played if played.name == "soak")
    assert {"memory", "tasks", "descriptors", "claims"} <= {
        grown.name for grown in soak.growth
    }


def test_a_house_must_have_the_groups_of_the_scenarios(tmp_path: Path) -> None:
    house = tmp_path / "house.json"
    house.write_bytes(msgspec.json.encode(HousePlan(teams=(), visitors=())))
    given = ("--url", "ws://127.0.0.1:9/v1", "--house", str(house), "--only", "soak")
    ended = load(*given)
    assert ended.returncode == 2
    assert "`triodesk load-house --team soak:" in ended.stderr.decode()


async def test_whoever_ends_it_ends_all_that_it_has_started(tmp_path: Path) -> None:
    command = (*COMMAND, "--short", "--out", str(tmp_path))
    process = await trio.lowlevel.open_process(command, cwd=ROOT)
    started: list[int] = []
    try:
        with trio.fail_after(LID_SECONDS):
            await until(lambda: bool(_serving(process.pid)), POLL_SECONDS)
        started = _serving(process.pid)
        process.terminate()
        for one in started:
            await wait_gone(one)
        assert await process.wait() == 128 + signal.SIGTERM
    finally:
        for one in (process.pid, *started):
            send(one, signal.SIGKILL)
    assert not (tmp_path / PAGE).exists()


def _serving(load_test: int) -> list[int]:
    """The server and its store, or nothing as long as one of them is not there."""
    servers = [one for one in children(load_test) if "serve" in command_line(one)]
    ports = [port for server in servers for port in children(server)]
    return [*servers, *ports] if ports else []


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["--only", "nothing"], "the scenarios are conversation,"),
        (["--url", "ws://127.0.0.1:9/v1"], "expected --url and --house together"),
        (
            ["--url", "ws://127.0.0.1:9/v1", "--house", "README.md"],
            "README.md is no house of a load test",
        ),
        (["--set", "patience=3"], "no scenario that is played has the parameter"),
        (["--set", "messages=0"], "conversation: Expected `int` >= 1"),
        (["--against", "nowhere.json"], "nowhere.json cannot be read"),
    ],
)
def test_wrong_usage_is_told_before_anything_is_started(
    arguments: list[str], text: str
) -> None:
    ended = load(*arguments)
    assert ended.returncode == 2
    assert text in ended.stderr.decode()
    assert ended.stdout == b""


def test_the_readme_names_every_scenario_with_its_parameters() -> None:
    code = (
        "import json\n"
        "from loadtest.scenarios.catalogue import SCENARIOS\n"
        "print(json.dumps({name: [[one.name, one.value] for one in kind().parameters()]"
        " for name, kind in SCENARIOS.items()}))"
    )
    told = subprocess.run(
        (sys.executable, "-c", code), cwd=ROOT, capture_output=True, check=True
    )
    catalogue = msgspec.json.decode(
        told.stdout, type=dict[str, list[tuple[str, float]]]
    )
    usual = dict(catalogue["conversation"])
    for name, parameters in catalogue.items():
        (row,) = [
            line for line in README.splitlines() if line.startswith(f"| `{name}`")
        ]
        for parameter, value in parameters:
            assert parameter.upper() in Parameters.__members__
            is_told = f"`{parameter}` {value:g}" in row
            of_all = parameter in {"ramp_seconds", "steady_seconds"}
            as_usual = name == "soak" and usual[parameter] == value
            assert is_told or of_all or as_usual, (name, parameter)
