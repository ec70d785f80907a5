"""The records as actors ask them: over a port, one request after the other."""

from __future__ import annotations

from typing import Final, Protocol, overload

from actors.accounts.records import RecordsAnswer, RecordsRequest
from actors.api_keys.records import KeysAnswer, KeysRequest
from actors.knowledge.records import KnowledgeAnswer, KnowledgeRequest
from actors.quick_replies.records import RepliesAnswer, RepliesRequest
from actors.records.messages import ServiceRecordsAnswer, ServiceRecordsRequest
from actors.records_wire import ANSWERS, AnyAnswer, AnyRequest
from actors.webhooks.records import WebhookAnswer, WebhookRequest
from runtime.child_port import ChildPort
from runtime.file_lock import LOCK_SECONDS
from runtime.port import PortSpec
from runtime.sql_place import SqlPlace, path_of, secrets_of

MAX_WAITING: Final = 256
"""Requests at once; each takes a few ms, so that the last waits about a second."""
ANSWER_SECONDS: Final = 10.0
"""More than a new child needs to start and to bring the schema up to date."""


class Records(Protocol):
    """What keeps accounts for good."""

    async def ask(self, request: RecordsRequest) -> RecordsAnswer:
        """Asks, and waits for the answer.

        Raises:
            Unavailable: no answer; whether a change was made is unknown, and to be
                asked again with the same operation id.
        """
        ...


class SessionRecords(Protocol):
    """What keeps the records of sessions; as `Records`."""

    async def ask(self, request: ServiceRecordsRequest) -> ServiceRecordsAnswer:
        """See `Records`."""
        ...


class WebhookRecords(Protocol):
    """What keeps webhooks and their deliveries; as `Records`."""

    async def ask(self, request: WebhookRequest) -> WebhookAnswer:
        """See `Records`."""
        ...


class KnowledgeRecords(Protocol):
    """What keeps the draft and all versions of knowledge; as `Records`."""

    async def ask(self, request: KnowledgeRequest) -> KnowledgeAnswer:
        """See `Records`."""
        ...


class ReplyRecords(Protocol):
    """What keeps quick replies; as `Records`."""

    async def ask(self, request: RepliesRequest) -> RepliesAnswer:
        """See `Records`."""
        ...


class KeyRecords(Protocol):
    """What keeps keys and logins; as `Records`."""

    async def ask(self, request: KeysRequest) -> KeysAnswer:
        """See `Records`."""
        ...


class RecordsPort(ChildPort[AnyRequest, AnyAnswer]):
    """All records in a child process; each request has answers of its own kind."""

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
        """See `ChildPort`."""
        return await super().ask(request)


def port_records(
    place: SqlPlace,
    lock_seconds: float = LOCK_SECONDS,
    answer_seconds: float = ANSWER_SECONDS,
) -> RecordsPort:
    """`Records` in a child process, on the database at that place."""
    arguments = path_of(place), str(lock_seconds)
    secrets = secrets_of(place)
    return RecordsPort(
        PortSpec("records", "actors.records_child", arguments, environment=secrets),
        ANSWERS,
        max_waiting=MAX_WAITING,
        answer_seconds=answer_seconds,
    )
