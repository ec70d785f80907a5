"""How the answerer is configured, and what `doctor` and monitors say of it."""

from __future__ import annotations

from pathlib import Path

import pytest
import trio.testing

from actors.answerer.office import AnswererOffice
from actors.answerer.settings import NO_MODEL, Limits
from admin.answerer_figures import read_answerer
from admin.configuration import FILE_NAME, describe_configuration, load_configuration
from admin.doctor import Finding, Grade, examine
from admin.metrics import Metrics
from runtime.errors import UsageError
from runtime.outgoing_http import HttpClient
from runtime.outgoing_rules import OutgoingRules
from tests.actors.live_desk import live_desk

MockClock = trio.testing.MockClock
URL = "https://models.example.com/v1/chat/completions"
FILE = f"""
[service]
robot_seconds = 25

[answerer]
url = "{URL}"
model = "small"
day_cost = 5
prompt_price = 0.15
answer_price = 0.6
"""


def given(path: Path, file: str = "", **variables: str) -> dict[str, str]:
    (path / FILE_NAME).write_text(file)
    named = {
        f"TRIODESK_ANSWERER_{name.upper()}": text for name, text in variables.items()
    }
    return {"TRIODESK_DATA": str(path), **named}


def found(env: dict[str, str]) -> Finding:
    findings = examine(env).findings
    return next(each for each in findings if each.name == "answerer")


@pytest.mark.covers("R13")
def test_it_is_off_by_default(tmp_path: Path) -> None:
    env = given(tmp_path)
    assert load_configuration(env).answerer_model() == NO_MODEL
    finding = found(env)
    assert finding.grade is Grade.GOOD
    assert finding.found.startswith("off")


@pytest.mark.covers("R13")
def test_it_is_configured_by_file_and_its_secret_by_a_variable(tmp_path: Path) -> None:
    env = given(tmp_path, FILE, key="sk-secret")
    model = load_configuration(env).answerer_model()
    assert (model.url, model.model, model.key) == (URL, "small", "sk-secret")
    assert model.limits == Limits(20_000, 1_000_000, 5_000_000)
    assert "sk-secret" not in repr((model, describe_configuration(env), examine(env)))
    assert found(env).grade is Grade.GOOD


def test_the_example_of_the_manual_is_good(tmp_path: Path) -> None:
    manual = (Path(__file__).parents[2] / "README.md").read_text()
    _, mark, rest = manual.partition("```toml\n[answerer]")
    env = given(tmp_path, "[answerer]" + rest.partition("```")[0], key="sk-1")
    assert mark
    assert load_configuration(env).answerer_model().model == "small-model"
    assert found(env).grade is Grade.GOOD


def test_the_time_of_sessions_must_be_enough_for_it(tmp_path: Path) -> None:
    finding = found(given(tmp_path, url=URL, model="small"))
    assert finding.grade is Grade.POOR
    assert "set service.robot_seconds to 21 or more" in finding.advice


@pytest.mark.parametrize(
    ("variables", "why"),
    [
        ({"url": "http://models.example.com/v1"}, "answerer.url: expected https"),
        ({"url": URL}, "answerer.model: expected the model's name"),
        ({"day_cost": "5"}, "answerer.day_cost: expected prices"),
        ({"key": "sk\nX-Header: x"}, "ANSWERER_KEY"),
        ({"answer_seconds": "0"}, "ANSWERER_ANSWER_SECONDS"),
    ],
)
def test_what_cannot_be_is_refused(
    tmp_path: Path, variables: dict[str, str], why: str
) -> None:
    with pytest.raises(UsageError, match=why):
        load_configuration(given(tmp_path, **variables))


async def test_monitors_read_it(autojump_clock: MockClock) -> None:
    async with live_desk() as desk:
        node, client = desk.node, HttpClient(OutgoingRules())
        office = AnswererOffice(
            NO_MODEL, client, desk.finder, node.events, node.random, node.wall_ms
        )
        metrics = Metrics()
        read_answerer(metrics, office)
        office.outcomes["generated"] += 2
        office.tokens = 120
        page = metrics.text().decode()
    assert 'triodesk_answerer_questions_total{outcome="generated"} 2.0' in page
    assert "triodesk_answerer_tokens_total 120.0" in page
    assert "triodesk_answerer_rested 0.0" in page
