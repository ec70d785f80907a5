"""The records in the test's own process: the same SQL, no port, no process."""

from __future__ import annotations

from pathlib import Path

import trio

from actors.accounts.records import RecordsAnswer, RecordsRequest
from actors.accounts.store import AccountStore
from actors.records_child import MIGRATIONS
from actors.records_wire import ANSWERS, ENCODER, REQUESTS
from runtime.sql_database import SqlDatabase


class LocalRecords:
    """Answers at once, over the same encoding as the port.

    Attributes:
        asked: what was asked.
        failures: raised, one by one, instead of the next answers.
    """

    def __init__(self, path: Path) -> None:
        self._database = SqlDatabase(path, MIGRATIONS)
        self._store = AccountStore(self._database.engine)
        self.asked: list[RecordsRequest] = []
        self.failures: list[Exception] = []

    async def ask(self, request: RecordsRequest) -> RecordsAnswer:
        await trio.lowlevel.checkpoint()
        self.asked.append(request)
        if self.failures:
            raise self.failures.pop(0)
        answer = self._store.answer(REQUESTS.decode(ENCODER.encode(request)))
        return ANSWERS.decode(ENCODER.encode(answer))

    def close(self) -> None:
        self._database.close()
