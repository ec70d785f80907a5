"""All records in one database: each noun has its own tables. Imports no trio."""

from __future__ import annotations

from sqlalchemy import Engine

from actors.accounts.store import AccountStore
from actors.api_keys.records import KeysRequest
from actors.api_keys.store import KeyStore
from actors.knowledge.records import KnowledgeRequest
from actors.knowledge.store import KnowledgeStore
from actors.quick_replies.records import RepliesRequest
from actors.quick_replies.store import ReplyStore
from actors.records.messages import ServiceRecordsRequest
from actors.records.store import RecordStore
from actors.records_wire import AnyAnswer, AnyRequest
from actors.webhooks.records import WebhookRequest
from actors.webhooks.store import WebhookStore


class RecordStores:
    """Answers requests on an engine whose schema is up to date."""

    def __init__(self, engine: Engine) -> None:
        self._accounts = AccountStore(engine)
        self._webhooks = WebhookStore(engine)
        self._sessions = RecordStore(engine)
        self._knowledge = KnowledgeStore(engine)
        self._replies = ReplyStore(engine)
        self._keys = KeyStore(engine)

    def answer(self, request: AnyRequest) -> AnyAnswer:
        """Does a request in a transaction of its own; blocks.

        Raises:
            StoreBroken: the connection is gone; whether it was done is unknown.
        """
        if isinstance(request, WebhookRequest):
            return self._webhooks.answer(request)
        if isinstance(request, ServiceRecordsRequest):
            return self._sessions.answer(request)
        if isinstance(request, KnowledgeRequest):
            return self._knowledge.answer(request)
        if isinstance(request, RepliesRequest):
            return self._replies.answer(request)
        if isinstance(request, KeysRequest):
            return self._keys.answer(request)
        return self._accounts.answer(request)
