from __future__ import annotations

import base64
from random import Random

import pytest

from runtime.errors import UsageError
from runtime.webhook_signature import (
    TOLERANCE_SECONDS,
    is_signed,
    new_secret,
    read_secret,
    sign,
)

NOW = 1_614_265_330
SECRET = read_secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
BODY = b'{"test": 2432232314}'
ID = "msg_p5jXN8AQM9LWM0D4loKWxJek"


def headers_of(*secrets: bytes, body: bytes = BODY) -> dict[str, str]:
    return dict(sign(secrets, ID, NOW, body))


@pytest.mark.covers("M11", "Q9")
def test_a_signature_is_that_of_the_specification() -> None:
    # The example of standardwebhooks.com and its libraries.
    assert headers_of(SECRET) == {
        "webhook-id": ID,
        "webhook-timestamp": str(NOW),
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


@pytest.mark.covers("M11", "Q9")
def test_only_what_was_signed_lately_with_the_secret_is_good() -> None:
    signed = headers_of(SECRET)
    assert is_signed(SECRET, signed, NOW + TOLERANCE_SECONDS, BODY)
    assert not is_signed(SECRET, signed, NOW + TOLERANCE_SECONDS + 1, BODY)
    assert not is_signed(SECRET, signed, NOW - TOLERANCE_SECONDS - 1, BODY)
    assert not is_signed(SECRET, signed, NOW, BODY + b" ")
    assert not is_signed(b"x" * 24, signed, NOW, BODY)
    for name, value in (
        ("webhook-id", "other"),
        ("webhook-id", ""),
        ("webhook-timestamp", str(NOW + 1)),
        ("webhook-timestamp", "now"),
        ("webhook-timestamp", "9" * 4_000),
        ("webhook-signature", ""),
        ("webhook-signature", "v1,é"),
        ("webhook-signature", signed["webhook-signature"].replace("v1,", "v2,")),
    ):
        assert not is_signed(SECRET, {**signed, name: value}, NOW, BODY)


@pytest.mark.covers("M11")
def test_while_one_secret_replaces_another_both_are_good() -> None:
    other = read_secret(new_secret(Random(1)))
    signed = headers_of(SECRET, other)
    assert is_signed(SECRET, signed, NOW, BODY)
    assert is_signed(other, signed, NOW, BODY)
    assert "webhook-signature" not in headers_of()
    assert not is_signed(SECRET, headers_of(), NOW, BODY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "whsec_",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_!!!!",
        "whsec_" + base64.b64encode(b"x" * 23).decode(),
        "whsec_" + base64.b64encode(b"x" * 65).decode(),
    ],
)
def test_what_is_no_secret_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_secret(text)
    assert "MfKQ" not in str(refused.value)
