"""How long a look at the records may take: others wait in the same line."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from actors.records.messages import LookUpFault, LookUpRefused

A = TypeVar("A")

LOOK_UP_SECONDS: Final = 2.0
"""Of one request; a statement that takes longer is broken off."""
_STEPS_PER_LOOK: Final = 10_000
"""Of SQLite's machine, between two looks at the clock: about a millisecond."""
_CANCELLED: Final = "57014"
"""PostgreSQL's word for a statement that took too long."""


def in_time(
    connection: Connection, seconds: float, look: Callable[[], A]
) -> A | LookUpRefused:
    """What a look finds, or the refusal of what took too long.

    Args:
        connection: statements on it are broken off that take longer together (each
            alone, on a server).
        seconds: how long.
        look: executes them.
    """
    try:
        with _bounded(connection, seconds):
            return look()
    except OperationalError as error:
        if not _took_too_long(error):
            raise
        words = "it took too long: look for less, such as a shorter span of time"
        return LookUpRefused(LookUpFault.TOO_MUCH, words)


@contextmanager
def _bounded(connection: Connection, seconds: float) -> Iterator[None]:
    if connection.dialect.name != "sqlite":
        limit = text(f"SET LOCAL statement_timeout = {int(seconds * 1_000)}")
        connection.execute(limit)
        yield
        return
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection), "of that dialect"  # noqa: S101
    end = time.monotonic() + seconds
    driver.set_progress_handler(lambda: time.monotonic() > end, _STEPS_PER_LOOK)
    try:
        yield
    finally:
        driver.set_progress_handler(None, 0)


def _took_too_long(error: OperationalError) -> bool:
    original = error.orig
    if isinstance(original, sqlite3.Error):
        return getattr(original, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT
    return getattr(original, "sqlstate", "") == _CANCELLED
