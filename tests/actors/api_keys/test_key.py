"""What a key of a program is (M11)."""

from __future__ import annotations

import msgspec
import pytest

from actors.api_keys.key import (
    MAX_DAYS,
    KeyDraft,
    Scope,
    is_over,
    key_id,
    made,
    text_hash,
)

pytestmark = pytest.mark.covers("M11")
DAY_MS = 24 * 3600 * 1000
TEXT = "tdk_0123456789_" + "A" * 43


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TEXT, "0123456789"),
        (TEXT + "A", ""),
        (TEXT[:-1], ""),
        (TEXT.upper(), ""),
        (TEXT + "\n", ""),
        ("", ""),
    ],
)
def test_the_id_is_in_the_text(text: str, expected: str) -> None:
    assert key_id(text) == expected


def test_a_key_is_good_until_its_last_day_has_passed() -> None:
    draft = KeyDraft("crm", (Scope.AGENT_LOGIN,), days=2)
    key = made(draft, "k", "ada", 5)
    assert key.expires_ms == 5 + 2 * DAY_MS
    assert not is_over(key, key.expires_ms - 1)
    assert is_over(key, key.expires_ms)
    for_ever = made(KeyDraft("crm", (Scope.AGENT_LOGIN,)), "k", "ada", 5)
    assert not is_over(for_ever, 1 << 62)


def test_of_a_secret_nothing_is_kept_that_it_can_be_made_of() -> None:
    assert len(text_hash(TEXT)) == 64
    assert text_hash(TEXT) != text_hash(TEXT[:-1] + "B")


@pytest.mark.parametrize(
    "draft",
    [
        {"name": " ", "scopes": ["agent_login"]},
        {"name": "a\nb", "scopes": ["agent_login"]},
        {"name": "crm", "scopes": []},
        {"name": "crm", "scopes": ["everything"]},
        {"name": "crm", "scopes": ["agent_login"], "days": -1},
        {"name": "crm", "scopes": ["agent_login"], "days": MAX_DAYS + 1},
    ],
)
def test_what_is_no_draft_is_refused(draft: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(draft, KeyDraft)
