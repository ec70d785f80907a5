"""PURE: one-time passwords by time, and the codes for who has lost the device (P5).

Source: RFC 6238 (TOTP: SHA-1, 6 digits, 30 s), section 5.2: a step is accepted once.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from typing import Final

import pyotp

STEP_SECONDS: Final = 30
DRIFT_STEPS: Final = 1
"""A clock may be wrong by, and a person slow by, one step each way."""
SECRET_BYTES: Final = 20
"""As long as SHA-1's output (RFC 4226, 4)."""
RECOVERY_CODES: Final = 10
RECOVERY_BYTES: Final = 10
"""80 bits each: not to be guessed, so a plain hash keeps them."""
MAX_CODE_CHARS: Final = 64
"""Of what is typed; both kinds are shorter."""
ISSUER: Final = "triodesk"


def secret_text(chance: bytes) -> str:
    """A secret as authenticators take it, of `SECRET_BYTES` random bytes."""
    return base64.b32encode(chance).decode()


def enrolment_uri(secret: str, account: str) -> str:
    """What the QR code holds (the key URI format of authenticators)."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=ISSUER)


def accepted_step(secret: str, code: str, now_ms: int, last_step: int) -> int | None:
    """The step that the code belongs to; None: it is wrong, or was used before.

    Args:
        secret: see `secret_text`.
        code: what was typed.
        now_ms: wall time.
        last_step: of the code accepted last; older ones are spent with it.
    """
    typed = code.replace(" ", "")
    totp = pyotp.TOTP(secret, interval=STEP_SECONDS)
    step = now_ms // 1_000 // STEP_SECONDS
    found = None
    for each in range(step - DRIFT_STEPS, step + DRIFT_STEPS + 1):
        # All are compared: the time taken tells nothing.
        is_it = hmac.compare_digest(totp.generate_otp(each).encode(), typed.encode())
        if is_it and each > last_step:
            found = each
    return found


def recovery_codes(chance: bytes) -> tuple[str, ...]:
    """The codes as they are shown, once.

    Args:
        chance: `RECOVERY_CODES * RECOVERY_BYTES` random bytes.
    """
    parts = (
        chance[at : at + RECOVERY_BYTES]
        for at in range(0, RECOVERY_CODES * RECOVERY_BYTES, RECOVERY_BYTES)
    )
    texts = (base64.b32encode(part).decode().lower() for part in parts)
    return tuple(
        "-".join(text[at : at + 4] for at in range(0, len(text), 4)) for text in texts
    )


def recovery_hash(member: str, code: str) -> str:
    """What is kept of a code; letters' case and dashes do not matter."""
    plain = code.replace("-", "").replace(" ", "").lower()
    return hashlib.sha256(f"{member}\x00{plain}".encode()).hexdigest()


def spent(hashes: Sequence[str], member: str, code: str) -> tuple[str, ...] | None:
    """The codes that are left when this one is used; None: it is none of them."""
    wanted = recovery_hash(member, code)
    left = tuple(one for one in hashes if not hmac.compare_digest(one, wanted))
    return left if len(left) < len(hashes) else None
