"""PURE: signatures by which a receiver knows who sent a request, and that it is whole.

Source: Standard Webhooks 1.0 (standardwebhooks.com): `webhook-id`, `webhook-timestamp`
in seconds, and `webhook-signature`, a list of `v1,` and the base64 of HMAC-SHA256 over
`id.timestamp.body`; a secret is `whsec_` and the base64 of its 24 to 64 bytes.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from random import Random
from typing import Final

from runtime.errors import UsageError

PREFIX: Final = "whsec_"
MIN_SECRET_BYTES: Final = 24
MAX_SECRET_BYTES: Final = 64
NEW_SECRET_BYTES: Final = 32
TOLERANCE_SECONDS: Final = 300
"""How far a receiver's clock may be from the sender's: older requests are replays."""
MAX_SIGNATURES: Final = 8
"""Looked at in one header: a sender that rotates has two."""
_VERSION: Final = "v1,"


def new_secret(random: Random) -> str:
    """A secret, as people copy it.

    Args:
        random: unguessable.
    """
    return PREFIX + base64.b64encode(random.randbytes(NEW_SECRET_BYTES)).decode()


def read_secret(text: str) -> bytes:
    """The bytes of a secret.

    Raises:
        UsageError: it is none; its text is not repeated.
    """
    try:
        secret = base64.b64decode(text.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        secret = b""
    is_long = MIN_SECRET_BYTES <= len(secret) <= MAX_SECRET_BYTES
    if not text.startswith(PREFIX) or not is_long:
        size = f"{MIN_SECRET_BYTES} to {MAX_SECRET_BYTES}"
        raise UsageError(f"expected a secret: {PREFIX} and the base64 of {size} bytes")
    return secret


def sign(
    secrets: Iterable[bytes], message: str, now_s: int, body: bytes
) -> tuple[tuple[str, str], ...]:
    """The headers of a request.

    Args:
        secrets: the receiver's; two while one replaces the other, none = unsigned.
        message: its id, the same in every attempt.
        now_s: wall time in seconds.
        body: as it is sent.
    """
    stamp = str(now_s)
    named = ("webhook-id", message), ("webhook-timestamp", stamp)
    signatures = " ".join(_signature(each, message, stamp, body) for each in secrets)
    return (*named, ("webhook-signature", signatures)) if signatures else named


def is_signed(
    secret: bytes, headers: Mapping[str, str], now_s: int, body: bytes
) -> bool:
    """Whether who knows the secret sent this, and lately.

    Args:
        secret: shared with the sender.
        headers: of the request, names in lower case.
        now_s: wall time in seconds.
        body: as it came, byte for byte.
    """
    message, stamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not (message and stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):  # noqa: PLR2004
        return False
    if abs(now_s - int(stamp)) > TOLERANCE_SECONDS:
        return False
    wanted = _signature(secret, message, stamp, body).encode()
    given = headers.get("webhook-signature", "").split(" ", MAX_SIGNATURES)
    found = [hmac.compare_digest(wanted, each.encode()) for each in given]
    return any(found)


def _signature(secret: bytes, message: str, stamp: str, body: bytes) -> str:
    signed = f"{message}.{stamp}.".encode() + body
    digest = hmac.digest(secret, signed, hashlib.sha256)
    return _VERSION + base64.b64encode(digest).decode()
