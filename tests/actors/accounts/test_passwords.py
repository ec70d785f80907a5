"""Which passwords are accepted, and those that we give."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.accounts.passwords import (
    FIRST_CHARS,
    MAX_CHARS,
    MIN_CHARS,
    fault,
    first_password,
    normalised,
)


@pytest.mark.covers("M1")
@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("a1-" + "x" * (MIN_CHARS - 4), "characters"),
        ("a1-" + "x" * (MAX_CHARS - 2), "characters"),
        ("abcdefg-", "a digit"),
        ("1234567-", "a letter"),
        ("abcdefg1", "a symbol"),
        ("        ", "a letter and a digit"),
        ("abc-1\x07xyz", "printable"),
        ("", "characters"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(password: str, word: str) -> None:
    assert word in fault(password)


@pytest.mark.parametrize(
    "password",
    [
        "a1-" + "x" * (MIN_CHARS - 3),
        "a1-" + "x" * (MAX_CHARS - 3),
        "密码密码密码1!",
        "correct 4 horse",
    ],
)
def test_a_strong_password_is_accepted(password: str) -> None:
    assert fault(password) == ""


@given(st.binary(min_size=16, max_size=32), st.text(max_size=40))
def test_what_we_give_is_acceptable_and_the_same_again(
    key: bytes, operation: str
) -> None:
    password = first_password(key, operation)
    assert fault(password) == ""
    assert len(password) == FIRST_CHARS
    assert password == first_password(key, operation)
    assert password != first_password(key, operation + "x")
    assert password != first_password(key + b"x", operation)


def test_however_a_keyboard_composes_it_it_is_one_password() -> None:
    assert normalised("e\u0301tude-1") == normalised("\u00e9tude-1")
