"""Seals: what is made for one purpose serves no other, even of the same form."""

from __future__ import annotations

import pytest

from gateway.refresh_tokens import RefreshToken
from gateway.seal import BadSeal, Seal

SECRET = b"a secret of 16 bytes or more"
TOKEN = RefreshToken("v", "web", 1)


@pytest.mark.covers("P5")
def test_a_seal_opens_its_own_purpose_alone() -> None:
    one, other = (Seal(SECRET, purpose, RefreshToken) for purpose in (b"a", b"b"))
    assert one.open(one.close(TOKEN)) == TOKEN
    with pytest.raises(BadSeal):
        other.open(one.close(TOKEN))
