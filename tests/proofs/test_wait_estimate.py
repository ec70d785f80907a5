"""The measured error of the wait that visitors are told stays what is promised."""

from __future__ import annotations

import json

import pytest

from tests.proofs import wait_estimate
from tests.proofs.wait_estimate import Load, errors, measure

pytestmark = pytest.mark.covers("Q5")

CUSTOMERS = 4_000


@pytest.mark.parametrize("load", [Load(1, 0.9), Load(10, 0.9), Load(50, 0.95)])
def test_the_estimate_errs_little_more_than_chance_alone(load: Load) -> None:
    figures = measure(load, CUSTOMERS, seed=1)
    assert figures.told > CUSTOMERS / 4
    assert figures.floor.relative < figures.estimate.relative
    assert figures.estimate.relative < 1.3 * figures.floor.relative
    assert figures.estimate.median < figures.mean_wait / 3
    assert abs(figures.estimate.bias) < figures.mean_wait / 10


def test_the_estimate_follows_a_change_of_shift() -> None:
    figures = measure(Load(20, 0.8, shift_agents=8), CUSTOMERS, seed=1)
    assert figures.told > CUSTOMERS / 4
    assert figures.estimate.relative < 1.3 * figures.floor.relative


def test_the_same_seed_gives_the_same_figures() -> None:
    load = Load(10, 0.98)
    assert measure(load, 500, seed=3) == measure(load, 500, seed=3)
    assert measure(load, 500, seed=3) != measure(load, 500, seed=4)


def test_errors_are_those_of_what_was_said() -> None:
    found = errors([(10.0, 12.0), (12.0, 10.0), (10.0, 9.0), (30.0, 20.0)])
    assert (found.median, found.bias) == (2.0, 2.8)
    assert found.relative == round(15 / 51, 3)


def test_the_command_prints_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ["wait_estimate", "--customers", "400", "--seed", "2"]
    monkeypatch.setattr("sys.argv", arguments)
    wait_estimate.main()
    (line,) = capsys.readouterr().out.splitlines()
    report = json.loads(line)
    assert (report["seed"], report["customers"]) == (2, 400)
    assert len(report["loads"]) == len(wait_estimate.LOADS)
