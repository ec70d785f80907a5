"""PURE: which passwords are accepted, and the random ones that we give (M1, P5).

Source: OWASP Authentication Cheat Sheet (length bounds), NIST SP 800-63B 5.1.1.2
(normalisation); letters, digits and symbols are M1's.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from typing import Final

MIN_CHARS: Final = 8
MAX_CHARS: Final = 128
"""More is hashed for nothing."""

FIRST_CHARS: Final = 16
"""Of a password that we give: 80 bits of chance, in letters nobody confuses."""
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_SYMBOLS: Final = "-+=?"
_DIGITS: Final = "23456789"


def normalised(password: str) -> str:
    """The password as it is hashed: however a keyboard composes its characters."""
    return unicodedata.normalize("NFKC", password)


def fault(password: str) -> str:
    """What is wrong with a new password, as a sentence; empty if nothing is."""
    if not MIN_CHARS <= len(password) <= MAX_CHARS:
        return f"expected {MIN_CHARS} to {MAX_CHARS} characters, got {len(password)}"
    if not all(each.isprintable() for each in password):
        return "expected printable characters only"
    missing = [
        kind
        for kind, has_it in (
            ("a letter", any(each.isalpha() for each in password)),
            ("a digit", any(each.isdigit() for each in password)),
            ("a symbol", any(not each.isalnum() for each in password)),
        )
        if not has_it
    ]
    return f"expected {' and '.join(missing)}" if missing else ""


def first_password(key: bytes, operation: str) -> str:
    """The random password that an operation gives; a repeat gives the same one.

    It follows from a key and the operation's id, so that it need not be stored to be
    told again. It passes `fault` and must be changed at the first sign-in.

    Args:
        key: secret, at least 16 bytes.
        operation: the operation's id.
    """
    message = b"first password\x00" + operation.encode()
    digest = hmac.digest(key, message, hashlib.sha256)
    number = int.from_bytes(digest, "big")
    chars = []
    for position in range(FIRST_CHARS):
        alphabet = _alphabet(position)
        number, index = divmod(number, len(alphabet))
        chars.append(alphabet[index])
    return "".join(chars)


def _alphabet(position: int) -> str:
    """A letter first, then symbols at fixed places; a digit last."""
    if position == 0:
        return _LETTERS[:23]
    if position in (5, 10):
        return _SYMBOLS
    return _DIGITS if position == FIRST_CHARS - 1 else _LETTERS
