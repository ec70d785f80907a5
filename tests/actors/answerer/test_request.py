"""What a request to a model costs, and what its outcome means."""

from __future__ import annotations

import pytest

from actors.answerer.generate import Cost, Reason
from actors.answerer.prompt import ChatMessage
from actors.answerer.request import Reading, cost_of, failure_of, post_for, worst_of
from actors.answerer.settings import ModelSettings
from runtime.outgoing import Cause, HttpAnswer, HttpFailure, HttpOutcome
from tests.actors.answerer.model import ended, said, stream

SETTINGS = ModelSettings(
    "https://model/v1/chat/completions",
    "sk-1",
    "small",
    answer_tokens=100,
    prompt_price=1.0,
    answer_price=2.0,
)
MESSAGES = (ChatMessage("system", "xxx" * 10), ChatMessage("user", "yyy" * 10))
WORST = worst_of(SETTINGS, MESSAGES)
GOOD = HttpAnswer(200)


def read(*pieces: bytes) -> Reading:
    reading = Reading()
    for each in pieces:
        if not reading.take(each):
            break
    return reading


def test_a_request_carries_the_key_and_no_tools() -> None:
    post = post_for(SETTINGS, MESSAGES, 7.0)
    assert post.headers == (("Authorization", "Bearer sk-1"),)
    assert (post.seconds, post.connect_seconds) == (7.0, 3.0)
    assert b'"stream":true' in post.body
    assert b'"max_tokens":100' in post.body
    assert post_for(ModelSettings("https://model/x"), (), 7.0).headers == ()


@pytest.mark.covers("R13")
def test_it_costs_at_most_its_prompt_and_all_that_it_may_say() -> None:
    assert Cost(52, 100, 252) == WORST


@pytest.mark.parametrize(
    ("outcome", "reading", "cost"),
    [
        (GOOD, read(*stream("Yes", usage=(40, 3))), Cost(40, 3, 46)),
        (GOOD, read(*stream("Yes, yes.", usage=None)), Cost(52, 3, 58)),
        (HttpFailure(Cause.BROKEN, ""), read(said("Yes")), Cost(52, 1, 54)),
        (HttpFailure(Cause.TOO_SLOW, ""), read(), Cost(52, 0, 52)),
        (HttpFailure(Cause.UNREACHABLE, ""), read(), Cost()),
        (HttpAnswer(500), read(), Cost()),
    ],
)
def test_what_an_attempt_did_cost(
    outcome: HttpOutcome, reading: Reading, cost: Cost
) -> None:
    assert cost_of(SETTINGS, WORST, outcome, reading) == cost


@pytest.mark.parametrize(
    ("outcome", "reading", "reason", "is_passing", "after"),
    [
        (HttpFailure(Cause.UNREACHABLE, "x"), read(), Reason.UNREACHED, True, 0),
        (HttpFailure(Cause.BAD_URL, "x"), read(), Reason.UNREACHED, False, 0),
        (HttpFailure(Cause.TOO_SLOW, "x"), read(), Reason.TOO_SLOW, True, 0),
        (HttpFailure(Cause.BROKEN, "x"), read(said("Y")), Reason.BROKEN, False, 0),
        (HttpAnswer(429, retry_after="3"), read(), Reason.REFUSED, True, 3),
        (HttpAnswer(503, retry_after="soon"), read(), Reason.REFUSED, True, 0),
        (HttpAnswer(401), read(), Reason.REFUSED, False, 0),
        (GOOD, read(), Reason.BROKEN, False, 0),
        (GOOD, read(b"data: <html>\n\n"), Reason.BROKEN, False, 0),
        (GOOD, read(b"x" * 99_999), Reason.BROKEN, False, 0),
        (GOOD, read(said("Y"), ended("content_filter")), Reason.DECLINED, False, 0),
    ],
)
def test_what_went_wrong(
    outcome: HttpOutcome,
    reading: Reading,
    reason: Reason,
    is_passing: bool,  # noqa: FBT001
    after: float,
) -> None:
    failure = failure_of(outcome, reading)
    assert failure is not None
    assert failure.why.reason is reason
    assert (failure.is_passing, failure.after_seconds) == (is_passing, after)
    assert failure.is_theirs is (reason is not Reason.DECLINED)


@pytest.mark.covers("R13")
def test_a_question_that_a_filter_refuses_is_not_held_against_the_server() -> None:
    failure = failure_of(HttpAnswer(400), read())
    assert failure is not None
    assert failure.why.reason is Reason.REFUSED
    assert (failure.is_theirs, failure.is_passing) == (False, False)


def test_a_model_that_came_to_its_end_has_not_failed() -> None:
    assert failure_of(GOOD, read(*stream("Yes"))) is None
    assert failure_of(GOOD, read(said("Yes"), ended("length"))) is None
