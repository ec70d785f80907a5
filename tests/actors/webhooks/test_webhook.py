"""When a delivery is tried again, and what is kept of an answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.webhooks.webhook import (
    MAX_ATTEMPTS,
    MAX_EXCERPT_CHARS,
    MAX_RETRY_AFTER_SECONDS,
    PAUSES_SECONDS,
    SPREAD,
    DeliveryState,
    Verdict,
    Webhook,
    excerpt_of,
    judge,
)
from runtime.outgoing import Cause, HttpAnswer, HttpFailure

FAILED = HttpFailure(Cause.TOO_SLOW, "expected an answer")
NOW = 1_000_000


@pytest.mark.covers("M11")
def test_pauses_grow_until_it_is_given_up() -> None:
    for number, seconds in enumerate(PAUSES_SECONDS, 1):
        waits = Verdict(DeliveryState.PENDING, NOW + round(seconds * 1000))
        assert judge(FAILED, number, NOW, 0.5) == waits
    for outcome in (FAILED, HttpAnswer(500), HttpAnswer(301), HttpAnswer(404)):
        given_up = Verdict(DeliveryState.GIVEN_UP)
        assert judge(outcome, MAX_ATTEMPTS, NOW, 0.5) == given_up


@pytest.mark.covers("M11")
def test_an_answer_of_200_to_299_ends_it_and_so_does_gone() -> None:
    for status in (200, 204, 299):
        good = judge(HttpAnswer(status), 1, NOW, 0.5)
        assert good == Verdict(DeliveryState.DELIVERED)
    assert judge(HttpAnswer(410), 1, NOW, 0.5) == Verdict(DeliveryState.GIVEN_UP)


@pytest.mark.covers("M11")
@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        ("", 5),
        ("1", 5),
        ("600", 600),
        (" 600 ", 600),
        ("999999999", MAX_RETRY_AFTER_SECONDS),
        ("-1", 5),
        ("9" * 40, 5),
        ("Fri, 31 Dec 1999 23:59:59 GMT", 5),
    ],
)
def test_a_receiver_may_ask_for_more_time(asked: str, seconds: float) -> None:
    verdict = judge(HttpAnswer(429, retry_after=asked), 1, NOW, 0.5)
    assert verdict.next_ms == NOW + round(seconds * 1000)


@given(st.floats(0, 1), st.integers(1, MAX_ATTEMPTS - 1))
def test_pauses_are_spread(random: float, attempts: int) -> None:
    verdict = judge(FAILED, attempts, NOW, random)
    pause = (verdict.next_ms - NOW) / 1000
    usual = PAUSES_SECONDS[attempts - 1]
    assert usual * (1 - SPREAD) - 1 <= pause <= usual * (1 + SPREAD) + 1


@given(st.binary())
def test_what_is_kept_of_an_answer_is_short_text_without_nul(body: bytes) -> None:
    kept = excerpt_of(HttpAnswer(200, body))
    assert len(kept) <= MAX_EXCERPT_CHARS
    assert "\0" not in kept


def test_of_a_failure_its_cause_is_kept() -> None:
    assert excerpt_of(FAILED) == "too_slow: expected an answer"


def test_an_old_secret_signs_until_its_time_is_over() -> None:
    old, new = ("whsec_" + "QUFB" * 8, "whsec_" + "QkJC" * 8)
    webhook = Webhook("w", "https://a.example/", (), new, 1, old, NOW)
    assert webhook.secrets(NOW - 1) == (b"B" * 24, b"A" * 24)
    assert webhook.secrets(NOW) == (b"B" * 24,)
