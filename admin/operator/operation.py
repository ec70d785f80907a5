"""The id of an act: done again under the same one, it is done once."""

from __future__ import annotations

import secrets
from typing import Final

from actors.accounts.messages import OperationId

_BYTES: Final = 16
"""As many as tell all acts there ever are from each other."""


def new_operation() -> OperationId:
    """Of an act that nobody has asked for yet."""
    return secrets.token_hex(_BYTES)
