"""Acts in SQL: the audit log, and the answers that operations got first.

The audit log's next row is chained in the transaction of the act, so that no act is
recorded without its row, and no row without its act. Imports no trio.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, exists, insert, select
from sqlalchemy.sql.functions import func

from actors.accounts.audit import AuditEntry, AuditRow, chained, unreadable
from actors.accounts.records import (
    EVERY_ROW,
    MAX_AUDIT_SCANNED,
    AuditFilter,
    AuditPage,
    ReadAudit,
)
from actors.sql_table import sql_table

_OPERATIONS: Final = sql_table("operations", "id", "at_ms", "answer")
_AUDIT: Final = sql_table(
    "audit", "number", *AuditEntry.__struct_fields__, "previous", "hash"
)
_MAX_NUMBER: Final = 2**63 - 1
"""The highest integer of a column."""


def first_answer(connection: Connection, operation: str) -> bytes | None:
    """What the operation was answered; None: it was not done."""
    wanted = select(_OPERATIONS.c.answer).where(_OPERATIONS.c.id == operation)
    answer: bytes | None = connection.execute(wanted).scalar_one_or_none()
    return answer


def write_act(
    connection: Connection, operation: str, entry: AuditEntry, answer: bytes
) -> None:
    """Adds the act's row to the log, and keeps what it is answered."""
    row = chained(_newest(connection), entry)
    values = {
        "number": row.number,
        **msgspec.to_builtins(row.entry),
        "previous": row.previous,
        "hash": row.hash,
    }
    connection.execute(insert(_AUDIT).values(values))
    connection.execute(
        insert(_OPERATIONS).values(id=operation, at_ms=entry.at_ms, answer=answer)
    )


def newest_act(connection: Connection) -> str:
    """The hash of the log's newest row, which is another after every act; "" = none."""
    row = _newest(connection)
    return "" if row is None else row.hash


def read_audit(connection: Connection, request: ReadAudit) -> AuditPage:
    """Rows of the log."""
    number = _AUDIT.c.number
    rows = select(_AUDIT).limit(request.limit)
    if request.is_backwards:
        return _read_back(connection, request, rows.order_by(number.desc()))
    rows = rows.order_by(number)
    if request.after:  # else with all that stands before the first one
        rows = rows.where(number > request.after)
    return AuditPage(tuple(_audit_row(row) for row in connection.execute(rows)))


def _read_back(
    connection: Connection, request: ReadAudit, rows: Select[tuple[object, ...]]
) -> AuditPage:
    """Of what is filtered only so many rows are looked at: see `AuditPage.next`."""
    number, lowest = _AUDIT.c.number, 0
    if request.after:
        rows = rows.where(number < request.after)
    if request.wanted != EVERY_ROW:
        above = request.after or _above_newest(connection)
        lowest = max(0, above - MAX_AUDIT_SCANNED)
        rows = rows.where(number >= lowest).where(*_fitting(request.wanted))
    found = tuple(_audit_row(row) for row in connection.execute(rows))
    if len(found) == request.limit:
        lowest = found[-1].number
    return AuditPage(found, lowest if lowest > 1 else 0)


def _above_newest(connection: Connection) -> int:
    newest = _newest(connection)
    return 1 if newest is None else newest.number + 1


def _fitting(wanted: AuditFilter) -> Iterator[ColumnElement[bool]]:
    row = _AUDIT.c
    if wanted.who:
        yield row.who.in_(wanted.who)
    if wanted.act is not None:
        yield row.act == wanted.act.value
    if wanted.subject:
        yield row.subject.contains(wanted.subject, autoescape=True)
    if wanted.since_ms is not None:
        yield row.at_ms >= wanted.since_ms
    if wanted.until_ms is not None:
        yield row.at_ms < wanted.until_ms


def _audit_row(row: Row[tuple[object, ...]]) -> AuditRow:
    fields = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    entry = {name: fields[name] for name in AuditEntry.__struct_fields__}
    try:
        return msgspec.convert({**fields, "entry": entry}, AuditRow)
    except msgspec.ValidationError:
        # Whoever made it so stops neither our acts nor the look for it.
        number = fields["number"]
        return unreadable(number if isinstance(number, int) else 0)


def _newest(connection: Connection) -> AuditRow | None:
    """The newest row that another can follow.

    Somebody may have put in rows without a number that counts, or with the highest that
    there is: `ChainCheck` sees them, and they stop no act.
    """
    number, next_ = _AUDIT.c.number, _AUDIT.alias()
    newest = (
        select(_AUDIT)
        .where(number.between(1, _MAX_NUMBER - 1))
        .where(~exists().where(next_.c.number == number + 1))
        .order_by(number.desc())
        .limit(1)
    )
    if connection.dialect.name == "sqlite":  # where any column holds anything
        newest = newest.where(func.typeof(number) == "integer")
    row = connection.execute(newest).one_or_none()
    return None if row is None else _audit_row(row)
