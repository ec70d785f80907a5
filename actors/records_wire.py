"""PURE: how the records and who asks them speak: a message each way per request."""

from __future__ import annotations

from typing import Final

import msgspec

from actors.accounts.records import RecordsAnswer, RecordsRequest
from actors.records.messages import ServiceRecordsAnswer, ServiceRecordsRequest

Request = RecordsRequest | ServiceRecordsRequest
"""Of accounts, or of the records of sessions."""
Answer = RecordsAnswer | ServiceRecordsAnswer

ENCODER: Final = msgspec.msgpack.Encoder()
REQUESTS: Final[msgspec.msgpack.Decoder[Request]] = msgspec.msgpack.Decoder(Request)
ANSWERS: Final[msgspec.msgpack.Decoder[Answer]] = msgspec.msgpack.Decoder(Answer)
