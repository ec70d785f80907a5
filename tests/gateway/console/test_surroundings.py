"""What a terminal's variables mean."""

from __future__ import annotations

import pytest

from gateway.console.phrases import CHINESE
from gateway.console.surroundings import judge


def test_the_language_is_the_users() -> None:
    assert judge({"LANG": "zh_CN.UTF-8"}, has_terminals=True).language == CHINESE


def test_colour_is_refused_by_any_value() -> None:
    assert not judge({"NO_COLOR": "0"}, has_terminals=True).has_colour
    assert judge({"NO_COLOR": ""}, has_terminals=True).has_colour


@pytest.mark.parametrize("env", [{}, {"TERM": "dumb"}])
def test_a_dumb_terminal_is_treated_as_a_pipe(env: dict[str, str]) -> None:
    assert not judge(env, has_terminals=True).is_terminal


def test_a_terminal_must_be_at_both_ends() -> None:
    assert judge({"TERM": "xterm"}, has_terminals=True).is_terminal
    assert not judge({"TERM": "xterm"}, has_terminals=False).is_terminal
