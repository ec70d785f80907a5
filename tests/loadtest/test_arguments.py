from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from gateway.console.phrases import CHINESE, ENGLISH
from loadtest.arguments import Wishes, add_arguments, check, spelled, wishes
from runtime.errors import UsageError


def wished(*words: str, lang: str = "en_GB.UTF-8") -> Wishes:
    parser = argparse.ArgumentParser(exit_on_error=False)
    add_arguments(parser)
    return wishes(parser.parse_args(words), {"LANG": lang})


def test_without_arguments_all_is_as_usual() -> None:
    assert wished() == Wishes()


ALL_WISHES = Wishes(
    only=("soak", "conversation"),
    is_short=True,
    steady_seconds=5,
    values={"messages": 3, "capacity": 0.1},
    seed=7,
    out=Path("here"),
    against=Path("r.json"),
    url="ws://x/v1",
    house=Path("h.json"),
    language=CHINESE,
)


def test_all_can_be_wished_for() -> None:
    assert (
        wished(
            *(
                "--only",
                "soak",
                "--only",
                "conversation",
                "--short",
                "--seconds",
                "5",
                "--seed",
                "7",
            ),
            *("--set", "messages=3", "--set", "capacity=.1", "--out", "here"),
            *("--against", "r.json", "--url", "ws://x/v1", "--house", "h.json"),
            *("--language", "zh"),
        )
        == ALL_WISHES
    )


@pytest.mark.parametrize("wanted", [Wishes(), ALL_WISHES])
def test_what_is_spelled_is_understood(wanted: Wishes) -> None:
    assert wished(*spelled(wanted)) == wanted


def test_the_terminals_language_is_the_reports() -> None:
    assert wished(lang="zh_CN.UTF-8").language == CHINESE
    assert wished("--language", "en", lang="zh_CN.UTF-8").language == ENGLISH


@pytest.mark.parametrize(
    "words",
    [("--url", "ws://x/v1"), ("--house", "h.json"), ("--seconds", "0")],
)
def test_what_does_not_go_together_is_refused(words: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="expected"):
        check(wished(*words))


def test_what_goes_together_is_not() -> None:
    check(Wishes())
    check(ALL_WISHES)


def test_a_parameter_is_given_as_name_and_number() -> None:
    with pytest.raises(argparse.ArgumentError, match="expected NAME=NUMBER"):
        wished("--set", "messages")
