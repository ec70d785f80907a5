"""Asks the records of keys and logins: an answer of the wanted kind, or refused."""

from __future__ import annotations

from typing import TypeVar

from actors.api_keys.records import KeyRefused, KeysRequest, KeysTold
from actors.records_port import KeyRecords
from runtime.errors import Unavailable

T = TypeVar("T", bound=KeysTold)


async def asked(
    records: KeyRecords, request: KeysRequest, kind: type[T]
) -> T | KeyRefused:
    """What they answer.

    Raises:
        Unavailable: they do not, or refuse.
    """
    answer = await records.ask(request)
    if not isinstance(answer, kind | KeyRefused):
        raise Unavailable(f"the records refuse: {answer}")
    return answer
