"""Codes by time, each once, and codes for recovery, each once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.accounts.second_factor import (
    RECOVERY_BYTES,
    RECOVERY_CODES,
    accepted_step,
    enrolment_uri,
    recovery_codes,
    recovery_hash,
    secret_text,
    spent,
)

RFC_SECRET = secret_text(b"12345678901234567890")
"""Of the test vectors in RFC 6238, appendix B."""


@pytest.mark.covers("P5")
@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1234567890, "005924"),
        (20000000000, "353130"),
    ],
)
def test_the_vectors_of_the_rfc(seconds: int, code: str) -> None:
    step = seconds // 30
    assert accepted_step(RFC_SECRET, code, seconds * 1000, 0) == step
    assert accepted_step(RFC_SECRET, f"{code[:3]} {code[3:]}", seconds * 1000, 0) == (
        step
    )


@pytest.mark.parametrize(
    ("late", "is_good"),
    [(-60, False), (-30, True), (0, True), (30, True), (60, False)],
)
def test_a_clock_may_be_wrong_by_one_step(late: int, *, is_good: bool) -> None:
    now_ms = (1111111109 + late) * 1000
    assert (accepted_step(RFC_SECRET, "081804", now_ms, 0) is not None) is is_good


@pytest.mark.covers("P5")
def test_a_code_is_accepted_once_and_no_older_one_after_it() -> None:
    now_ms = 1111111109 * 1000
    step = accepted_step(RFC_SECRET, "081804", now_ms, 0)
    assert step is not None
    assert accepted_step(RFC_SECRET, "081804", now_ms, step) is None
    assert accepted_step(RFC_SECRET, "081804", now_ms, step + 1) is None


@pytest.mark.parametrize("code", ["", "000000", "密码密码密码", "0" * 64])
def test_what_is_no_code_is_refused(code: str) -> None:
    assert accepted_step(RFC_SECRET, code, 59_000, 0) is None


def test_the_uri_names_the_account_and_us() -> None:
    uri = enrolment_uri(RFC_SECRET, "a@b.example")
    assert uri.startswith("otpauth://totp/triodesk:a%40b.example?")
    assert f"secret={RFC_SECRET}" in uri


@given(st.binary(min_size=100, max_size=100), st.integers(0, RECOVERY_CODES - 1))
def test_a_recovery_code_works_once(chance: bytes, which: int) -> None:
    codes = recovery_codes(chance)
    assert len(codes) == RECOVERY_CODES
    hashes = [recovery_hash("m1", code) for code in codes]
    left = spent(hashes, "m1", codes[which].upper().replace("-", " "))
    assert left is not None
    assert recovery_hash("m1", codes[which]) not in left
    assert spent(left, "m1", codes[which]) is None
    assert spent(hashes, "m2", codes[which]) is None
    assert not any(code in "".join(hashes) for code in codes)


def test_recovery_codes_have_the_chance_that_was_given() -> None:
    codes = recovery_codes(bytes(range(RECOVERY_CODES * RECOVERY_BYTES)))
    assert len(set(codes)) == RECOVERY_CODES
    assert {len(code) for code in codes} == {19}
