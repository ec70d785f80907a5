"""The figures of a day that goes on: from the tally, or counted to begin one."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from actors.records.messages import (
    CountDay,
    DayCounted,
    GroupDay,
    LookUpRefused,
    OpenCount,
)
from actors.records.recorder import position_of
from actors.records.report import REPORT_SECONDS, sums_by_group
from actors.records.rows import Ending
from actors.records.tables import SESSIONS
from actors.records.tally import Place, Tally
from actors.records.time_limit import in_time


def count_day(
    connection: Connection, request: CountDay, tally: Tally
) -> DayCounted | LookUpRefused:
    """The figures of a day; a tally of another, or that missed some, begins anew."""
    position = position_of(connection)
    prompt_ms = request.prompt_seconds * 1_000
    if not tally.stands_at(position, request.from_ms, prompt_ms):
        refused = in_time(
            connection,
            REPORT_SECONDS,
            lambda: tally.begin(
                position,
                request.from_ms,
                prompt_ms,
                sums_by_group(connection, request.from_ms, request.prompt_seconds),
                _open_sessions(connection),
            ),
        )
        if refused is not None:
            return refused
    return DayCounted(
        position,
        tuple(GroupDay(group, sums) for group, sums in sorted(tally.sums.items())),
        tuple(OpenCount(*place, many) for place, many in sorted(tally.open.items())),
    )


def _open_sessions(connection: Connection) -> dict[Place, int]:
    rows = SESSIONS.c
    statement = (
        select(rows.group, rows.stage, func.count())
        .where(rows.ending == Ending.OPEN.value)
        .group_by(rows.group, rows.stage)
    )
    return {(row[0], row[1]): row[2] for row in connection.execute(statement)}
