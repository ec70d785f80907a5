"""The service's answers to what operators ask of keys."""

from __future__ import annotations

from typing import Final

from actors.accounts.permissions import OPERATOR, Principal
from actors.api_keys.office import KeyOffice
from admin.operator.key_frames import AddKey, KeyAct, KeyAnswer, RemoveKey

_OPERATOR: Final = Principal(OPERATOR, None)


async def answer_keys(office: KeyOffice, request: KeyAct) -> KeyAnswer:
    """Does what whoever owns the machine asks.

    Raises:
        Unavailable: the records do not answer, or refuse.
    """
    match request:
        case AddKey(operation, draft):
            return await office.add(_OPERATOR, draft, operation)
        case RemoveKey(operation, key):
            return await office.remove(_OPERATOR, key, operation)
        case _:
            return await office.read(_OPERATOR)
