"""The records as actors ask them: over a port, one request after the other."""

from __future__ import annotations

from typing import Final, Protocol

from actors.records_wire import ANSWERS, Answer, Request
from runtime.child_port import ChildPort
from runtime.file_lock import LOCK_SECONDS
from runtime.port import PortSpec
from runtime.sql_place import SqlPlace, path_of, secrets_of

MAX_WAITING: Final = 256
"""Requests at once; each takes a few ms, so that the last waits about a second."""
ANSWER_SECONDS: Final = 10.0
"""More than a new child needs to start and to bring the schema up to date."""


class Records(Protocol):
    """What keeps accounts, and the records of sessions, for good."""

    async def ask(self, request: Request) -> Answer:
        """Asks, and waits for the answer.

        Raises:
            Unavailable: no answer; whether a change was made is unknown, and to be
                asked again with the same operation id.
        """
        ...


def port_records(
    place: SqlPlace, lock_seconds: float = LOCK_SECONDS
) -> ChildPort[Request, Answer]:
    """`Records` in a child process, on the database at that place."""
    arguments = path_of(place), str(lock_seconds)
    secrets = secrets_of(place)
    return ChildPort(
        PortSpec("records", "actors.records_child", arguments, environment=secrets),
        ANSWERS,
        max_waiting=MAX_WAITING,
        answer_seconds=ANSWER_SECONDS,
    )
