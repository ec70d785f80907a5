"""The journal in a PostgreSQL database: one connection, one service at a time.

Runs in the store's own process. What `commit` returns is as durable as the server
makes a commit; a connection that breaks in the middle of one leaves its outcome
unknown, and the process ends, so that a fresh one reads what is there.

Source: https://www.postgresql.org/docs/current/errcodes-appendix.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

import psycopg
from psycopg.pq import TransactionStatus

from runtime import journal_statements as sql
from runtime.errors import StoreBroken
from runtime.file_lock import LOCK_SECONDS
from runtime.journal import Answer, Append, Outcome, Query, StoreFull
from runtime.journal_erasing import Forget
from runtime.journal_schema import bring_journal_up
from runtime.journal_sql import AppendWriter, Row
from runtime.journal_sql_reads import WRITING, AnswerReader
from runtime.postgres import Part, connect_postgres

FETCH_ROWS: Final = 64
"""Rows per trip of what is read to a bound of bytes: a page that a client sees."""

_LONG_READS: Final = frozenset({sql.READ_TAIL, sql.READ_OUTBOX, sql.READ_ALL})
"""Whoever reads these stops at a bound of bytes: not all of it is fetched at once."""

_REFUSING_WRITES: Final = ("53", "54")
"""Classes of errors that say: not now, or not that much. Nothing was stored."""
_READ_ONLY: Final = "25006"

_LEAD: Final = "\uffff"
"""No character (Unicode 23.7): stands in no text of anybody who means well."""

T = TypeVar("T")


class _Connection:
    """The `Database` of the journal on psycopg."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self._connection = connection
        self._cursor = connection.cursor()

    def run(self, statement: str) -> None:
        self._cursor.execute(statement.encode())

    def write(self, statement: str, rows: Sequence[Row]) -> int:
        text = _text(statement)
        if len(rows) == 1:
            self._cursor.execute(text, _escaped(rows[0]))
        else:
            self._cursor.executemany(text, map(_escaped, rows))
        return self._cursor.rowcount

    def read(
        self, make: Callable[..., T], statement: str, parameters: Row = ()
    ) -> Iterator[T]:
        text, parameters = _text(statement), _escaped(parameters)
        if statement in _LONG_READS:
            with self._connection.cursor("reading") as cursor:
                cursor.itersize = FETCH_ROWS
                for row in cursor.execute(text, parameters):
                    yield make(*map(_unescaped, row))
        else:
            for row in self._cursor.execute(text, parameters).fetchall():
                yield make(*map(_unescaped, row))


def _text(statement: str) -> bytes:
    return statement.replace("?", "%s").encode()


def _escaped(row: Row) -> Row:
    """PostgreSQL's text holds every character but U+0000, which a client may send."""
    return tuple(
        each.replace(_LEAD, _LEAD + "1").replace("\0", _LEAD + "0")
        if isinstance(each, str) and ("\0" in each or _LEAD in each)
        else each
        for each in row
    )


def _unescaped(value: T) -> T | str:
    if isinstance(value, str) and _LEAD in value:
        return value.replace(_LEAD + "0", "\0").replace(_LEAD + "1", _LEAD)
    return value


class PostgresJournal:
    """A `JournalBackend` on a database, in which its tables are made.

    Args:
        url: see `runtime.postgres`.
        lock_seconds: wait for another store on the same database to end.

    Raises:
        StoreInUse: another service works on the database.
        UsageError: it cannot be had, or holds a journal of another version.
    """

    def __init__(self, url: str, lock_seconds: float = LOCK_SECONDS) -> None:
        self._connection = connect_postgres(url, Part.JOURNAL, lock_seconds)
        try:
            bring_journal_up(self._connection)
        except BaseException:
            self.close()
            raise
        database = _Connection(self._connection)
        self._writer = AppendWriter(database)
        self._reader = AnswerReader(database)

    def commit(self, batch: Sequence[Append]) -> list[Outcome]:
        """Decides the batch and returns when the server has committed it.

        Raises:
            StoreBroken: the connection is gone; nothing may be said of this batch.
        """
        try:
            self._connection.execute("BEGIN")
            outcomes = self._writer.decide(batch)
            self._connection.execute("COMMIT")
        except psycopg.Error as error:
            self._roll_back(error)
            self._writer.discard(batch)
            return [StoreFull(str(error))] * len(batch)
        self._writer.settle()
        return outcomes

    def answer(self, query: Query) -> Answer:
        """Answers from committed state; `StoreFull` if a query's write was refused.

        Raises:
            StoreBroken: as `commit`.
        """
        begin = "BEGIN" if isinstance(query, WRITING) else _BEGIN_READING
        try:
            self._connection.execute(begin)
            if isinstance(query, Forget):
                self._writer.forget(query.entities)
            answer = self._reader.answer(query)
            self._connection.execute("COMMIT")
        except psycopg.Error as error:
            self._roll_back(error)
            return StoreFull(str(error))
        return answer

    def checkpoint(self) -> None:
        """The server sees to that by itself."""

    def close(self) -> None:
        """Ends the connection, and with it the lock."""
        self._connection.close()

    def _roll_back(self, error: psycopg.Error) -> None:
        """A server that answers has not committed what it answers with an error."""
        state = error.sqlstate or ""
        is_refusal = state.startswith(_REFUSING_WRITES) or state == _READ_ONLY
        if self._connection.closed or not is_refusal:
            raise StoreBroken(f"PostgreSQL fails: {error}") from error
        if self._connection.info.transaction_status is not TransactionStatus.IDLE:
            self._connection.execute("ROLLBACK")


_BEGIN_READING: Final = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
"""Of several statements each sees the same."""
