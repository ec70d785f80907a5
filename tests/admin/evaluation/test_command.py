"""`triodesk robot eval` on a small file, whose figures are counted by hand."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from admin.bench.figure import Figure, Result
from admin.cli import main
from admin.evaluation.arguments import HALVES, add_arguments
from admin.evaluation.case import CaseSet
from admin.evaluation.command import sets_of
from admin.evaluation.evaluation import evaluate, robot
from admin.evaluation.measure import TOP_1
from admin.evaluation.own_set import Half, own_set
from admin.evaluation.share import portion
from gateway.console.styled import columns_of

COLUMNS = 80
CANCEL = "how do I cancel my order"
LINES = f"""\
{{"entry": "cancel", "question": "{CANCEL}", "base": "en"}}
{{"entry": "parking", "question": "where is the parking garage", "base": "en"}}
{{"entry": "invoice", "question": "怎么开发票", "base": "zh"}}
{{"utterance": "{CANCEL}", "expects": "cancel", "base": "en"}}
{{"utterance": "where is the parking garage", "expects": "cancel", "base": "en"}}
{{"utterance": "怎么开发票", "expects": "invoice", "kind": "short", "base": "zh"}}
{{"utterance": "龘龘", "expects": "invoice", "kind": ["short", "typo"], "base": "zh"}}
{{"utterance": "{CANCEL}?", "expects": null, "kind": "near", "base": "en"}}
{{"utterance": "龘龘龘", "expects": null, "kind": "far", "base": "zh"}}
{{"utterance": "你好", "expects": null, "base": "zh", "chitchat": "greeting"}}
{{"utterance": "谢谢你", "expects": null, "base": "zh", "chitchat": "greeting"}}
"""
"""Each text of an entry finds it, surely; the labels say whether that is right.

Of four in scope two are answered rightly, one wrongly, one is not understood. Of four
out of scope one is answered. Of two that are chit-chat one is answered rightly, one as
if it were another.
"""
COUNTED = {
    "right entry first": 50,
    "right entry among three": 50,
    "answered rightly": 50,
    "answered wrongly": 25,
    "asked back": 0,
    "asked back rightly": 0,
    "out of scope answered": 25,
    "out of scope asked back": 0,
    "chit-chat answered rightly": 50,
    "chit-chat answered wrongly": 50,
    "taken for chit-chat": 0,
    "right entry first, zh": 50,
    "right entry first, en": 50,
    "right entry first, short": 50,
    "right entry first, typo": 0,
    "out of scope answered, near": 100,
    "out of scope answered, far": 0,
    "answered rightly if answered from 0.21": 50,
    "answered wrongly if answered from 0.21": 25,
    "out of scope answered if answered from 0.21": 25,
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "small.jsonl"
    path.write_text(LINES)
    return path


def judged(output: str) -> dict[str, Figure]:
    result = msgspec.json.decode(output.splitlines()[-1], type=Result)
    return {figure.figure: figure for figure in result.figures}


def test_the_figures_are_those_counted_by_hand(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["robot", "eval", str(file), "--json"]) == 0
    output = capsys.readouterr().out
    result = msgspec.json.decode(output.splitlines()[-1], type=Result)
    assert (result.name, result.runs) == ("robot eval: small.jsonl", 1)
    figures = judged(output)
    assert {name: figures[name].value for name in COUNTED} == COUNTED
    goals = {name: each.goal for name, each in figures.items() if each.goal is not None}
    assert goals == {
        "right entry first": 90,
        "answered wrongly": 3,
        "out of scope answered": 5,
    }
    assert not any(figures[name].met for name in goals)


def test_plain_matchers_are_judged_by_the_same_measures(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["robot", "eval", str(file), "--json"])
    figures = judged(capsys.readouterr().out)
    first = figures["right entry first"]
    assert first.peers == {"BM25": 50, "ratio": 50, "WRatio": 50}
    # Any answer of theirs is a wrong one among four: none is within the goals.
    assert figures["answered wrongly"].peers == dict.fromkeys(first.peers, 0)
    assert figures["right entry first, robot less ratio"].value == 0
    low, high = figures["answered wrongly, robot less ratio"].interval or (0, 0)
    assert low <= 25 <= high


@pytest.mark.parametrize("language", ["C", "zh_CN.UTF-8"])
def test_people_read_it_on_80_columns(
    language: str,
    file: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", language)
    main(["robot", "eval", str(file)])
    lines = capsys.readouterr().out.splitlines()
    assert {
        line: columns_of(line) for line in lines if columns_of(line) > COLUMNS
    } == {}
    heading = {
        "C": "The robot on small.jsonl: 8 utterances, 3 questions in 2 base(s)",
        "zh_CN.UTF-8": "机器人评测：small.jsonl，8 条说法，2 个知识库共 3 个问题",
    }
    assert lines[0] == heading[language]
    name = {"C": "right entry first", "zh_CN.UTF-8": "第一名就对"}[language]
    (row,) = (line.removeprefix(f"  {name}") for line in lines if name in line)
    assert row.split()[:3] == ["≥", "90", "50.0"]


def test_plain_matchers_may_be_tuned_elsewhere(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text(
        "".join(
            line
            for line in LINES.splitlines(keepends=True)
            if '"expects": null' not in line and "garage" not in line[:20]
        ).replace('garage", "expects": "cancel"', 'garage", "expects": "parking"')
    )
    main(["robot", "eval", str(file), "--tune", str(other), "--json"])
    output = capsys.readouterr().out
    assert "other.jsonl" in output
    # Nothing is wrong there: everything is answered, here as well.
    peers = judged(output)["answered wrongly"].peers
    assert peers["ratio"] == 25


def sampled(cases: CaseSet) -> CaseSet:
    """A fifth of it, for a test that is soon done."""
    return replace(cases, cases=cases.cases[::5])


def test_the_robot_finds_more_than_plain_matchers_do_in_our_own_set() -> None:
    tuning, judging = (sampled(own_set(half)) for half in Half)
    found = evaluate(robot(), judging, tuning, lambda _: None)
    ours, *peers = (
        portion(TOP_1.marks(each.outcomes, each.thresholds))
        for each in (found.robot, *found.peers)
    )
    assert len(peers) == 3
    assert ours > max(peers)


@pytest.mark.parametrize(
    ("arguments", "judged", "tuned"),
    [
        ([], "test.jsonl", "development.jsonl"),
        (["--half", "development"], "development.jsonl", "development.jsonl"),
        (["FILE"], "small.jsonl", "small.jsonl"),
        (["--intents"], "intents-test.jsonl", "intents-development.jsonl"),
        (["FILE", "--tune", "FILE"], "small.jsonl", "small.jsonl"),
        (["--tune", "FILE"], "test.jsonl", "small.jsonl"),
    ],
)
def test_what_is_judged_and_where_the_others_are_tuned(
    arguments: list[str], judged: str, tuned: str, file: Path
) -> None:
    parser = ArgumentParser()
    add_arguments(parser)
    given = [str(file) if each == "FILE" else each for each in arguments]
    sets = sets_of(parser.parse_args(given))
    assert tuple(each.name for each in sets) == (judged, tuned)


def test_the_halves_are_named_without_being_imported() -> None:
    assert set(HALVES) == set(Half)


def test_a_file_that_is_none_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text("{}\n")
    assert main(["robot", "eval", str(path)]) == 1
    assert "line 1: expected" in capsys.readouterr().err
