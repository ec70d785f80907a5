"""A business server's part: it signs who its visitors are."""

from __future__ import annotations

import jwt

from gateway.identity import identity_secret

KEY = b"a data directory's key, of tests"
NOW_MS = 1_700_000_000_000
NOW = NOW_MS // 1000


def secret(channel: str = "web", key: bytes = KEY) -> str:
    return identity_secret(key, channel)


def signed(with_secret: str = "", **claims: object) -> str:
    """A good token but for what is said; a claim of None is left out."""
    usual: dict[str, object] = {"sub": "u1", "iat": NOW, "exp": NOW + 600}
    given = {
        name: value for name, value in (usual | claims).items() if value is not None
    }
    return jwt.encode(given, with_secret or secret(), "HS256")
