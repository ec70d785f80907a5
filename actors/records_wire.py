"""PURE: how the records and who asks them speak: a message each way per request."""

from __future__ import annotations

from typing import Final

import msgspec

from actors.accounts.records import RecordsAnswer, RecordsRequest

ENCODER: Final = msgspec.msgpack.Encoder()
REQUESTS: Final[msgspec.msgpack.Decoder[RecordsRequest]] = msgspec.msgpack.Decoder(
    RecordsRequest
)
ANSWERS: Final[msgspec.msgpack.Decoder[RecordsAnswer]] = msgspec.msgpack.Decoder(
    RecordsAnswer
)
