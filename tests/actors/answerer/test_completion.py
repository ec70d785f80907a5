"""What a streamed answer says."""

from __future__ import annotations

import msgspec
import pytest

from actors.answerer.completion import (
    DONE,
    MAX_REPLY_CHARS,
    Completion,
    Usage,
    tokens_of,
)


def chunk(content: str | None = None, finish: str | None = None) -> str:
    choice = {"index": 0, "delta": {"content": content}, "finish_reason": finish}
    return msgspec.json.encode({"id": "c", "choices": [choice]}).decode()


def heard(*data: str) -> Completion:
    completion = Completion()
    for each in data:
        completion.hear(each)
    return completion


@pytest.mark.covers("R13")
def test_an_answer_grows_to_its_end() -> None:
    usage = '{"choices": [], "usage": {"prompt_tokens": 7, "completion_tokens": 2}}'
    said = heard(chunk(""), chunk("Within "), chunk("30 days."), chunk(None, "stop"))
    assert (said.text, said.is_whole, said.reads_on) == ("Within 30 days.", True, True)
    said.hear(usage)
    said.hear(f" {DONE} ")
    said.hear(chunk("more"))
    assert (said.text, said.is_done, said.usage) == (
        "Within 30 days.",
        True,
        Usage(7, 2),
    )


def test_one_that_stops_early_is_not_whole() -> None:
    assert not heard(chunk("Within "), DONE).is_whole


def test_calls_of_tools_are_read_past() -> None:
    call = '{"choices": [{"delta": {"tool_calls": [{"id": "x"}]}}]}'
    assert heard(call, chunk(None, "tool_calls")).text == ""


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ("<html>", "expected a chunk"),
        ('{"choices": "none"}', "expected a chunk"),
        (
            '{"usage": {"prompt_tokens": -1, "completion_tokens": 0}}',
            "expected a chunk",
        ),
        ("[" * 100_000, "expected a chunk"),
        ('{"error": {"message": "too many"}}', "too many"),
        ('{"error": "too many"}', "too many"),
    ],
)
def test_what_is_no_part_of_an_answer_is_its_fault(data: str, fault: str) -> None:
    said = heard(chunk("Within", "stop"), data, chunk("more"))
    assert fault in said.fault
    assert (said.text, said.is_whole, said.reads_on) == ("Within", False, False)


def test_a_refusal_is_heard() -> None:
    said = heard('{"choices": [{"delta": {"refusal": "no"}}]}', chunk("", "stop"))
    assert said.has_refused


def test_an_endless_answer_is_cut() -> None:
    said = heard(*[chunk("x" * 1000)] * 9)
    assert (len(said.text), said.finish, said.reads_on) == (
        MAX_REPLY_CHARS,
        "length",
        False,
    )


def test_tokens_are_rather_counted_too_many() -> None:
    assert (tokens_of(""), tokens_of("four"), tokens_of("你好")) == (0, 2, 2)
