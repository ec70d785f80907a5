from __future__ import annotations

from pathlib import Path

import pytest

from actors.robot.candidates import Entry
from actors.robot.chitchat.preset import Category
from admin.evaluation.case import Case, Language
from admin.evaluation.case_file import MAX_TOLD, read_case_file, read_case_set
from runtime.errors import UsageError

ENTRY = b'{"entry": "a", "question": "how?", "similar": ["which way?"]}'


def refusal(*lines: str) -> list[str]:
    with pytest.raises(UsageError) as refused:
        read_case_set((line.encode() for line in lines), "set.jsonl")
    return str(refused.value).splitlines()[1:]


def test_lines_become_bases_and_cases() -> None:
    lines = (
        b'{"utterance": "how now", "expects": "a", "kind": ["short", "typo"]}',
        b"\n",
        ENTRY,
        '{"entry": "b", "question": "怎么", "base": "zh"}'.encode(),
        '{"utterance": "你好", "expects": null, "base": "zh",'
        ' "chitchat": "greeting"}'.encode(),
        b'{"utterance": "zenme", "expects": "b", "base": "zh", "language": "zh"}',
        b'{"utterance": "x", "expects": null}',
    )
    found = read_case_set(lines, "set.jsonl")
    assert found.name == "set.jsonl"
    assert found.bases == {
        "": (Entry("a", ("how?", "which way?")),),
        "zh": (Entry("b", ("怎么",)),),
    }
    chinese, english = Language.CHINESE, Language.ENGLISH
    assert found.cases == (
        Case("how now", "a", ("short", "typo"), "", english),
        Case("你好", None, ("plain",), "zh", chinese, Category.GREETING),
        Case("zenme", "b", ("plain",), "zh", chinese),
        Case("x", None, ("plain",), "", english),
    )


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("[]", "Expected `object`, got `array`"),
        ('{"entry": ', "Input data was truncated"),
        ('{"question": "q"}', 'expected "entry" or "utterance", got neither'),
        (
            '{"entry": "b", "utterance": "u"}',
            'expected "entry" or "utterance", got both',
        ),
        ('{"entry": "b"}', "Object missing required field `question`"),
        ('{"entry": "a", "question": "q"}', "expected each entry once, got 'a' again"),
        (
            '{"entry": "b", "question": ""}',
            "Expected `str` of length >= 1 - at `$.question`",
        ),
        (
            '{"entry": "b", "question": "q", "simlar": []}',
            "Object contains unknown field `simlar`",
        ),
        ('{"utterance": "u"}', "Object missing required field `expects`"),
        (
            '{"utterance": "u", "expects": 7}',
            "Expected `str | null`, got `int` - at `$.expects`",
        ),
        (
            '{"utterance": "u", "expects": null, "kind": []}',
            "Expected `array` of length >= 1 - at `$.kind`",
        ),
        (
            '{"utterance": "u", "expects": "c"}',
            "expected an entry of base '', got 'c'",
        ),
        (
            '{"utterance": "u", "expects": "a", "base": "x"}',
            "expected a base with entries, got 'x'",
        ),
        (
            '{"utterance": "u", "expects": "a", "chitchat": "joke"}',
            'expected "expects" or "chitchat", got both',
        ),
        (
            '{"utterance": "u", "expects": null, "chitchat": "love letter"}',
            "Invalid enum value 'love letter' - at `$.chitchat`",
        ),
        (
            '{"utterance": "u", "expects": null, "language": "fr"}',
            "Invalid enum value 'fr' - at `$.language`",
        ),
    ],
)
def test_a_bad_line_is_refused_by_number(line: str, fault: str) -> None:
    assert refusal(ENTRY.decode(), line) == [f"  line 2: {fault}"]


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UsageError, match="line 1"):
        read_case_set([b'{"entry": "\xff", "question": "q"}'], "set.jsonl")


def test_all_faults_are_told_up_to_a_bound() -> None:
    told = refusal(*["{}"] * (MAX_TOLD + 3))
    assert len(told) == MAX_TOLD + 1
    assert told[-1] == "  and 3 more"


def test_a_file_of_another_kind_is_told_in_one_line() -> None:
    with pytest.raises(UsageError) as refused:
        read_case_set([b"PK\3\4\0\0\n", b"\0\n"] * 9, "set.xlsx")
    text = "set.xlsx: expected JSON lines, got no text (line 1)"
    assert str(refused.value) == text


def test_a_set_without_utterances_judges_nothing() -> None:
    assert refusal(ENTRY.decode()) == ["  expected at least one utterance, got none"]


def test_the_number_of_lines_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("admin.evaluation.case_file.MAX_LINES", 2)
    with pytest.raises(UsageError, match="at most 2 lines"):
        read_case_set([b"\n"] * 3, "set.jsonl")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot read"):
        read_case_file(tmp_path / "absent")
