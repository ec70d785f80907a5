"""A store of records in the test's own process, and all that is in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select

from actors.customers.records import (
    CustomerCard,
    CustomerFilter,
    CustomerPage,
    FindCustomers,
)
from actors.records.messages import (
    FindSessions,
    GetPosition,
    Project,
    Projected,
    RecordFilter,
    Scope,
    SessionPage,
)
from actors.records.store import RecordStore
from actors.records.tables import (
    ANSWERS,
    CUSTOMER_TAGS,
    CUSTOMERS,
    INTENTS,
    LEGS,
    MESSAGES,
    PROJECTOR,
    SESSIONS,
    TAGS,
    UNANSWERED,
)
from actors.records_schema import STEPS
from runtime.journal import FollowedEvent
from runtime.sql_database import SqlDatabase
from runtime.sql_place import SqlPlace


class RecordShelf:
    """What is asked in tests of a store."""

    def __init__(self, database: SqlDatabase) -> None:
        self.engine = database.engine
        self.store = RecordStore(database.engine)

    @property
    def position(self) -> int:
        answer = self.store.answer(GetPosition())
        assert isinstance(answer, Projected)
        return answer.position

    def project(self, rows: Iterable[FollowedEvent], after: int = 0) -> Projected:
        answer = self.store.answer(Project(after, tuple(rows)))
        assert isinstance(answer, Projected), answer
        return answer

    def page(self, request: FindSessions) -> SessionPage:
        answer = self.store.answer(request)
        assert isinstance(answer, SessionPage), answer
        return answer

    def found(
        self, wanted: RecordFilter, scope: Scope | None = None, limit: int = 100
    ) -> list[str]:
        """Ids of all sessions that fit, page by page."""
        sessions: list[str] = []
        before = 0
        while True:
            request = FindSessions(wanted, scope or Scope(), before, limit)
            page = self.page(request)
            sessions += [card.row.session for card in page.cards]
            before = page.next
            if not before:
                return sessions

    def customer_page(self, request: FindCustomers) -> CustomerPage:
        page = self.store.answer(request)
        assert isinstance(page, CustomerPage), page
        assert len(page.cards) <= request.limit
        return page

    def customers(
        self, wanted: CustomerFilter | None = None, limit: int = 100
    ) -> list[CustomerCard]:
        """All that fit, page by page."""
        cards: list[CustomerCard] = []
        before = 0
        while True:
            request = FindCustomers(wanted or CustomerFilter(), before, limit)
            page = self.customer_page(request)
            cards += page.cards
            before = page.next
            if not before:
                return cards

    def everything(self) -> list[list[tuple[object, ...]]]:
        """Every row of every table whose rows can be read."""
        tables = (
            *(PROJECTOR, SESSIONS, LEGS, MESSAGES, UNANSWERED, ANSWERS, TAGS),
            *(INTENTS, CUSTOMERS, CUSTOMER_TAGS),
        )
        with self.engine.begin() as connection:
            return [
                sorted(map(tuple, connection.execute(select(each))), key=repr)
                for each in tables
            ]


@contextmanager
def record_shelf(place: SqlPlace) -> Iterator[RecordShelf]:
    database = SqlDatabase(place, STEPS)
    try:
        yield RecordShelf(database)
    finally:
        database.close()


@contextmanager
def file_shelf(directory: Path) -> Iterator[RecordShelf]:
    with record_shelf(directory / "records.db") as shelf:
        yield shelf
