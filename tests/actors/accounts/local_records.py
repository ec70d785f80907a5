"""The records in the test's own process: the same SQL, no port, no process."""

from __future__ import annotations

import trio

from actors.accounts.store import AccountStore
from actors.records.messages import ServiceRecordsRequest
from actors.records.store import RecordStore
from actors.records_child import MIGRATIONS
from actors.records_wire import ANSWERS, ENCODER, REQUESTS, Answer, Request
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
        self._database = SqlDatabase(place, MIGRATIONS)
        self._store = AccountStore(self._database.engine)
        self._sessions = RecordStore(self._database.engine)
        self.asked: list[Request] = []
        self.failures: list[Exception] = []
        self.lost: list[type[Request]] = []

    async def ask(self, request: Request) -> Answer:
        await trio.lowlevel.checkpoint()
        self.asked.append(request)
        if self.failures:
            raise self.failures.pop(0)
        answer = self._answer(REQUESTS.decode(ENCODER.encode(request)))
        if type(request) in self.lost:
            self.lost.remove(type(request))
            raise Unavailable("the child died after its commit")
        return ANSWERS.decode(ENCODER.encode(answer))

    def _answer(self, request: Request) -> Answer:
        if isinstance(request, ServiceRecordsRequest):
            return self._sessions.answer(request)
        return self._store.answer(request)

    def close(self) -> None:
        self._database.close()
