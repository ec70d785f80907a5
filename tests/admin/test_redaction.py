"""What a log must not have in it is not there, and what helps is."""

from __future__ import annotations

import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin.redaction import redacted, redacted_message, redacted_trace

pytestmark = pytest.mark.covers("P6", "P5")
MARK = "Zq7MARKx"
WORDS = st.text(max_size=30)


@pytest.mark.parametrize(
    "text",
    [
        f"Authorization: Bearer {MARK}",
        f"authorization=Basic {MARK}==",
        f"Cookie: triodesk-staff={MARK}; theme=dark",
        f"GET /v1/agent?ticket={MARK}&x=1",
        f"POST https://hooks.example/{'{id}'}?key={MARK}",
        f"postgresql://triodesk:{MARK}@db/triodesk is away",
        f'{{"password": "{MARK}", "login": "ann"}}',
        f"token = '{MARK}'",
        f"tdk_0123456789_{MARK}",
        f"{MARK}@shop.example is no member",
        f"a1B{MARK}_0123456789abcdefABCDEF-xyz",
    ],
)
def test_secrets_are_gone(text: str) -> None:
    assert MARK not in redacted(text)


@pytest.mark.parametrize(
    "number", ["13800138000", "+86 138 0013 8000", "021-6234-5678"]
)
def test_telephones_are_gone(number: str) -> None:
    assert redacted(f"call {number} now") == "call … now"


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1:8080",
        "2026-11-23T03:46:50.008+00:00",
        "01m8387pwk9avr1r0pjnykg916",
        "expected 200, got 503 of https://hooks.example/in",
        "database is locked",
        "/gateway/c1/session/01m8387pwk9avr1r0pjnykg916",
        "test_an_answer_under_way_is_finished_and_nothing_new_begun",
    ],
)
def test_what_helps_stays(text: str) -> None:
    assert redacted(text) == text


@given(WORDS)
def test_of_a_message_nothing_in_quotes_is_left(said: str) -> None:
    text = redacted_message(f"expected a number, got {MARK + said!r} at the end")
    assert MARK not in text
    assert text.startswith("expected a number, got '…'")


@given(WORDS)
def test_of_a_trace_frames_stay_and_what_was_said_goes(said: str) -> None:
    def inner() -> None:
        raise KeyError(MARK + said)

    def outer() -> None:
        try:
            inner()
        except KeyError as error:
            text = f"lines:\n{MARK}\n  File x {MARK}"
            raise ExceptionGroup("both", [ValueError(text)]) from error

    with pytest.raises(ExceptionGroup) as raised:
        outer()
    trace = "".join(traceback.format_exception(raised.value))
    told = "\n".join(redacted_trace(trace))
    assert MARK in trace
    assert MARK not in told
    assert "ValueError: lines:" in told
    assert "KeyError: '…'" in told
    assert "in inner" in told
    assert "raise KeyError(" in told
    assert "The above exception was the direct cause" in told
