"""Identity tokens: what a business server may say of a visitor, and what nobody may."""

from __future__ import annotations

import base64
import hashlib

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.identity import (
    MAX_IDENTITY_CHARS,
    MAX_IDENTITY_SECONDS,
    MAX_SUBJECT_CHARS,
    SKEW_SECONDS,
    IdentityRefused,
    identity_secret,
    read_identity,
)
from gateway.wire.terms import MAX_ID_CHARS
from tests.gateway.business import KEY, NOW, NOW_MS, secret, signed


def refused(text: str, now_ms: int = NOW_MS) -> IdentityRefused:
    with pytest.raises(IdentityRefused) as caught:
        read_identity(text, secret(), now_ms)
    return caught.value


@pytest.mark.covers("P5", "M5")
def test_what_the_business_server_says_is_believed() -> None:
    identity = read_identity(signed(nickname="小王", shop=7), secret(), NOW_MS)
    assert (identity.visitor, identity.nickname) == ("user-u1", "小王")


@pytest.mark.covers("P5")
def test_each_channel_and_each_key_has_its_own_secret() -> None:
    secrets = [
        secret(),
        secret("app"),
        secret("web", b"another key, 32 bytes or more..."),
    ]
    assert len(set(secrets)) == len(secrets)
    assert identity_secret(KEY, "web") == secret()
    assert all(len(each) >= 43 and each.isascii() for each in secrets)
    refused(signed(secrets[1]))
    refused(signed(secrets[2]))


@pytest.mark.covers("P5")
def test_no_secret_looks_like_the_option_of_a_command() -> None:
    secrets = [secret(str(channel)) for channel in range(500)]
    assert not any(each.startswith("-") for each in secrets)
    assert len(set(secrets)) == len(secrets)


@pytest.mark.covers("P5")
def test_other_algorithms_are_refused() -> None:
    good = read_identity(signed(), secret(), NOW_MS)
    claims = {"sub": good.sub, "iat": good.iat, "exp": good.exp}
    long = hashlib.sha512(secret().encode()).hexdigest()
    with pytest.raises(IdentityRefused):
        read_identity(jwt.encode(claims, long, "HS512"), long, NOW_MS)
    unsigned = jwt.encode(claims, "", "none")
    refused(unsigned)
    assert jwt.decode(unsigned, options={"verify_signature": False})["sub"] == "u1"


@pytest.mark.covers("P5")
@pytest.mark.parametrize(
    "claims",
    [
        {"sub": None},
        {"iat": None},
        {"exp": None},
        {"sub": ""},
        {"sub": 7},
        {"sub": "two words"},
        {"sub": "小王"},
        {"sub": "u1\n"},
        {"sub": "s" * (MAX_SUBJECT_CHARS + 1)},
        {"exp": "tomorrow"},
        {"exp": NOW + MAX_IDENTITY_SECONDS + 1},
        {"iat": NOW + SKEW_SECONDS + 1},
        {"nbf": NOW + SKEW_SECONDS + 1},
        {"nickname": "n" * 65},
        {"nickname": "a\u202eb"},
        {"nickname": "a\nb"},
    ],
)
def test_claims_of_the_wrong_form_or_time_are_refused(
    claims: dict[str, object],
) -> None:
    assert not refused(signed(secret(), **claims)).is_expired


@pytest.mark.covers("P5")
def test_a_token_that_is_over_says_so() -> None:
    text = signed(exp=NOW + 10)
    assert read_identity(text, secret(), NOW_MS + 9_999).sub == "u1"
    assert refused(text, NOW_MS + 10_000).is_expired


def test_a_clock_that_is_a_little_ahead_is_borne() -> None:
    ahead = signed(iat=NOW + SKEW_SECONDS, nbf=NOW + SKEW_SECONDS)
    assert read_identity(ahead, secret(), NOW_MS).sub == "u1"


def test_the_longest_subject_is_an_id() -> None:
    longest = signed(sub="s" * MAX_SUBJECT_CHARS)
    assert len(read_identity(longest, secret(), NOW_MS).visitor) == MAX_ID_CHARS


def test_a_moment_may_have_a_fraction() -> None:
    text = signed(iat=NOW - 0.5, exp=NOW + 0.5)
    assert read_identity(text, secret(), NOW_MS + 499).sub == "u1"
    assert refused(text, NOW_MS + 500).is_expired


@pytest.mark.parametrize(
    "claims", [b"", b"[]", b"\xff", b'{"sub":"\\ud800"}', b"[" * 5_000]
)
def test_what_is_signed_but_no_claims_is_refused(claims: bytes) -> None:
    assert not refused(jwt.PyJWS().encode(claims, secret(), "HS256")).is_expired


@given(st.text(max_size=200))
def test_noise_is_refused(text: str) -> None:
    assert not refused(text).is_expired


def test_a_deep_header_is_refused() -> None:
    """The library reads the header before it looks at the signature."""
    deep = b"[" * (MAX_IDENTITY_CHARS * 3 // 4 - 9)
    refused(base64.urlsafe_b64encode(deep).decode().rstrip("=") + ".e30.x")
