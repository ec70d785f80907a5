"""`triodesk simulate` with `--actors`, `--replay` and `--what-if`."""

import json
from pathlib import Path

import msgspec
import pytest

from admin.cli import main
from admin.simulation.recorded_day import RecordedDay, RecordedLeg, RecordedVisit
from tests.admin.simulation.days import ONE_DESK, visit

Captured = pytest.CaptureFixture[str]
TWO_COME = ONE_DESK + visit(0, 60) + visit(10, 60)
NINE_MS = 9 * 3_600_000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "day.toml"
    file.write_text(TWO_COME)
    return file


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    """One visitor, who waited for two seconds and was served for 90."""
    legs = (
        RecordedLeg("waited", "g", "ann", NINE_MS, NINE_MS + 2_000, "answered"),
        RecordedLeg("served", "g", "ann", NINE_MS + 2_000, NINE_MS + 92_000, "closed"),
    )
    rows = RecordedDay("that day", 0, 86_400_000), RecordedVisit("web", 0, legs)
    file = tmp_path / "that_day.jsonl"
    file.write_bytes(b"\n".join(map(msgspec.json.encode, rows)))
    return file


def told(captured: Captured, *words: str) -> dict[str, object]:
    assert main(["simulate", *words, "--json"]) == 0
    answer = json.loads(captured.readouterr().out)
    assert isinstance(answer, dict)
    return answer


@pytest.mark.covers("Q16")
def test_the_actors_are_judged(file: Path, capsys: Captured) -> None:
    day = told(capsys, str(file), "--actors")
    assert day["played_by"] == "actors"
    verdict = msgspec.convert(day["verdict"], dict[str, object])
    assert verdict["broken"] == {"actor_crashes": 0, "kills": 0}
    assert main(["simulate", str(file), "--actors"]) == 0
    assert "actor" in capsys.readouterr().out


@pytest.mark.covers("Q16")
def test_a_variant_is_compared_and_has_a_page(file: Path, capsys: Captured) -> None:
    page = file.with_suffix(".html")
    words = ("--what-if", "agents.a+1", "--runs", "2", "--html", str(page))
    comparison = told(capsys, str(file), *words)
    rows = msgspec.convert(comparison["rows"], list[dict[str, object]])
    wait = next(row for row in rows if row["measure"] == "wait_mean")
    assert (wait["base"], wait["variant"]) == (25.0, 0.0)
    assert "agents.a+1" in page.read_text(encoding="utf-8")


@pytest.mark.covers("Q16")
def test_a_recorded_day_is_played(file: Path, recorded: Path, capsys: Captured) -> None:
    day = told(capsys, "--replay", str(recorded))
    total = msgspec.convert(day["total"], dict[str, object])
    assert (day["name"], total["served"]) == ("that day", 1)
    day = told(capsys, str(file), "--replay", str(recorded))
    total = msgspec.convert(day["total"], dict[str, object])
    assert (day["name"], total["sessions"]) == ("one desk", 1)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ((), "expected SCENARIO, --replay FILE, or both"),
        (("FILE", "--html", "x.html"), "expected --what-if with --html"),
        (("FILE", "--what-if", "agents.c+1"), "no_such_name"),
        (("FILE", "--what-if", "agents.a.groups=['x']"), "no_such_group"),
        (("--replay", "nowhere"), "nowhere cannot be read"),
        (
            ("FILE", "--what-if", "capacity=2", "--html", "/nowhere/x.html"),
            "cannot be written",
        ),
    ],
)
def test_what_cannot_be_played_is_told(
    file: Path, capsys: Captured, words: tuple[str, ...], reason: str
) -> None:
    given = [str(file) if word == "FILE" else word for word in words]
    assert main(["simulate", *given]) == 1
    assert reason in capsys.readouterr().err
