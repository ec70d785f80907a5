"""Texts that only we can have made: a value, signed for one purpose.

What is sealed for one purpose cannot be opened for another. The signature is HMAC-SHA1
by itsdangerous with a key derived for the purpose; the content is readable and holds
no secret.
"""

from __future__ import annotations

from typing import Final, Generic, TypeVar

import itsdangerous
import msgspec

from runtime.errors import UsageError

T = TypeVar("T", bound=msgspec.Struct)

MIN_SECRET_BYTES: Final = 16


class BadSeal(Exception):
    """The text is not ours, was changed, or was made for something else."""


class Seal(Generic[T]):
    """Signs values of one type for one purpose.

    Args:
        secret: at least `MIN_SECRET_BYTES`.
        purpose: no other seal with this secret has the same.
        kind: of the values.

    Raises:
        UsageError: the secret is too short to protect anything.
    """

    def __init__(self, secret: bytes, purpose: bytes, kind: type[T]) -> None:
        if len(secret) < MIN_SECRET_BYTES:
            msg = f"expected a secret of at least {MIN_SECRET_BYTES} bytes"
            raise UsageError(msg)
        self._serializer = itsdangerous.URLSafeSerializer(secret, salt=purpose)
        self._kind = kind

    def close(self, value: T) -> str:
        """Signs a value; the text is safe in URLs and headers."""
        return self._serializer.dumps(msgspec.to_builtins(value))

    def open(self, text: str) -> T:
        """Returns the value behind a text of `close`.

        Raises:
            BadSeal: there is none.
        """
        try:
            return msgspec.convert(self._serializer.loads(text), self._kind)
        except (itsdangerous.BadData, msgspec.ValidationError, ValueError):
            raise BadSeal from None
