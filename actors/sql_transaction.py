"""One request of the records, one transaction; imports no trio."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError

from actors.accounts.records import Fault, NotRecorded
from runtime.errors import StoreBroken

A = TypeVar("A")


def in_transaction(engine: Engine, work: Callable[[Connection], A]) -> A | NotRecorded:
    """Does the work, or nothing of it; blocks.

    Raises:
        StoreBroken: the connection is gone; whether it was done is unknown.
    """
    try:
        with engine.begin() as connection:
            return work(connection)
    except (IntegrityError, DataError) as error:
        return NotRecorded(Fault.CONFLICT, str(error.orig))
    except OverflowError as error:  # a number that SQLite's driver does not take
        return NotRecorded(Fault.CONFLICT, str(error))
    except DBAPIError as error:
        if error.connection_invalidated:
            raise StoreBroken(f"the database fails: {error.orig}") from error
        if isinstance(error, OperationalError):
            return NotRecorded(Fault.FAILED, str(error.orig))
        raise
