"""What operators ask of keys: part of `admin.operator.frames`."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from actors.accounts.members import MAX_ID_CHARS
from actors.accounts.messages import OperationId
from actors.api_keys.key import KeyDraft
from actors.api_keys.office import KeyMade
from actors.api_keys.records import KeyChanged, KeyRefused, KeysRead, ReadKeys


class AddKey(msgspec.Struct, frozen=True, tag="add_key"):
    """Makes a key: answered by `KeyMade`."""

    operation: OperationId
    draft: KeyDraft


class RemoveKey(msgspec.Struct, frozen=True, tag="remove_key"):
    """Takes a key back: answered by `KeyChanged`."""

    operation: OperationId
    key: Annotated[str, Meta(max_length=MAX_ID_CHARS)]


KeyAct = ReadKeys | AddKey | RemoveKey
KeyAnswer = KeysRead | KeyMade | KeyChanged | KeyRefused
