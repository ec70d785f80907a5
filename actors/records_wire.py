"""PURE: how the records and who asks them speak: a message each way per request."""

from __future__ import annotations

from typing import Final

import msgspec

from actors.accounts.records import RecordsAnswer, RecordsRequest
from actors.api_keys.records import KeysAnswer, KeysRequest
from actors.knowledge.records import KnowledgeAnswer, KnowledgeRequest
from actors.quick_replies.records import RepliesAnswer, RepliesRequest
from actors.records.messages import ServiceRecordsAnswer, ServiceRecordsRequest
from actors.webhooks.records import WebhookAnswer, WebhookRequest

AnyRequest = (
    RecordsRequest
    | ServiceRecordsRequest
    | WebhookRequest
    | KnowledgeRequest
    | RepliesRequest
    | KeysRequest
)
AnyAnswer = (
    RecordsAnswer
    | ServiceRecordsAnswer
    | WebhookAnswer
    | KnowledgeAnswer
    | RepliesAnswer
    | KeysAnswer
)

ENCODER: Final = msgspec.msgpack.Encoder()
REQUESTS: Final[msgspec.msgpack.Decoder[AnyRequest]] = msgspec.msgpack.Decoder(
    AnyRequest
)
ANSWERS: Final[msgspec.msgpack.Decoder[AnyAnswer]] = msgspec.msgpack.Decoder(AnyAnswer)
