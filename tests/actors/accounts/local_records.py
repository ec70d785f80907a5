"""The records in the test's own process: the same SQL, no port, no process."""

from __future__ import annotations

from typing import overload

import trio

from actors.accounts.records import RecordsAnswer, RecordsRequest
from actors.api_keys.records import KeysAnswer, KeysRequest
from actors.knowledge.records import KnowledgeAnswer, KnowledgeRequest
from actors.quick_replies.records import RepliesAnswer, RepliesRequest
from actors.record_store import RecordStores
from actors.records.messages import ServiceRecordsAnswer, ServiceRecordsRequest
from actors.records_schema import STEPS
from actors.records_wire import ANSWERS, ENCODER, REQUESTS, AnyAnswer, AnyRequest
from actors.webhooks.records import WebhookAnswer, WebhookRequest
from runtime.errors import Unavailable
from runtime.sql_database import SqlDatabase
from runtime.sql_place import SqlPlace


class LocalRecords:
    """Answers at once, over the same encoding as the port.

    Attributes:
        asked: what was asked.
        failures: raised, one by one, instead of the next answers.
        lost: kinds of requests; the next of each is done, and its answer lost.
    """

    def __init__(self, place: SqlPlace) -> None:
        self._database = SqlDatabase(place, STEPS)
        self._store = RecordStores(self._database.engine)
        self.asked: list[AnyRequest] = []
        self.failures: list[Exception] = []
        self.lost: list[type[AnyRequest]] = []

    @overload
    async def ask(self, request: RecordsRequest) -> RecordsAnswer: ...
    @overload
    async def ask(self, request: WebhookRequest) -> WebhookAnswer: ...
    @overload
    async def ask(self, request: ServiceRecordsRequest) -> ServiceRecordsAnswer: ...
    @overload
    async def ask(self, request: KnowledgeRequest) -> KnowledgeAnswer: ...
    @overload
    async def ask(self, request: RepliesRequest) -> RepliesAnswer: ...
    @overload
    async def ask(self, request: KeysRequest) -> KeysAnswer: ...
    async def ask(self, request: AnyRequest) -> AnyAnswer:
        await trio.lowlevel.checkpoint()
        self.asked.append(request)
        if self.failures:
            raise self.failures.pop(0)
        answer = self._store.answer(REQUESTS.decode(ENCODER.encode(request)))
        if type(request) in self.lost:
            self.lost.remove(type(request))
            raise Unavailable("the child died after its commit")
        return ANSWERS.decode(ENCODER.encode(answer))

    def close(self) -> None:
        self._database.close()
