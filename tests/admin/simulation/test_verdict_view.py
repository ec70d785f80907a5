import pytest

from admin.simulation.judge import Broken, Judged, Promise, Verdict
from admin.simulation.verdict_view import verdict_lines
from gateway.console.phrases import CHINESE, ENGLISH, Words

KEPT = tuple(Judged(each, 10, 0) for each in Promise)


def told(verdict: Verdict, language: str = ENGLISH) -> str:
    return "\n".join(verdict_lines(verdict, Words(language)))


def test_a_quiet_day_is_told_in_one_line() -> None:
    verdict = Verdict(KEPT, (), Broken(0, 0), ())
    assert told(verdict) == "the real actors kept all promises (50 looks)"


def test_what_was_broken_is_told_in_detail() -> None:
    judged = (Judged(Promise.NONE_TWICE, 9, 2), Judged(Promise.FIRST_COME, 0, 0))
    verdict = Verdict(judged, ("two of s1",), Broken(3, 1), ("/agents/a: oops",))
    text = told(verdict)
    assert text.startswith("the real actors broke promises")
    for part in (
        "3 actors crashed, 1 processes killed",
        "no session has two agents: 9 looks, 2 times broken",
        "first come, first served: was never put to the test",
        "two of s1",
        "/agents/a: oops",
    ):
        assert part in text


@pytest.mark.parametrize("promise", Promise)
def test_every_promise_has_words(promise: Promise) -> None:
    verdict = Verdict((Judged(promise, 1, 1),), (), Broken(0, 0), ())
    assert "1" in told(verdict, CHINESE)
