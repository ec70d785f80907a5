"""PURE: a day as a service has recorded it: the file of `triodesk records export`.

JSON, one object a line: first `RecordedDay`, then `RecordedVisit`s. It tells when who
came to which group, and which agents served how long; nothing of what was said, and of
visitors not who they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from actors.records.rows import LegKind, LegRow, SessionRow
from runtime.errors import UsageError

FORMAT: Final = 1
"""Of the file; a reader refuses another."""
_KINDS: Final = frozenset(
    {LegKind.WAITED.value, LegKind.SERVED.value, LegKind.SILENT.value}
)
"""Stretches that concern people; what the robot did is not replayed."""


class RecordedDay(msgspec.Struct, frozen=True, tag="day"):
    """Which day: its first millisecond in wall time, and that of the next one."""

    name: str
    begin_ms: int
    end_ms: int
    format: int = FORMAT


class RecordedLeg(msgspec.Struct, frozen=True):
    """See `LegRow`; `ended_ms` None: it went on when the day was exported."""

    kind: str
    group: str
    agent: str
    begun_ms: int
    ended_ms: int | None
    ending: str


class RecordedVisit(msgspec.Struct, frozen=True, tag="visit"):
    """One session; `legs` in their order."""

    channel: str
    opened_ms: int
    legs: tuple[RecordedLeg, ...]


def recorded_visit(row: SessionRow, legs: Iterable[LegRow]) -> RecordedVisit:
    """What is exported of a session."""
    told = (
        RecordedLeg(
            leg.kind, leg.group, leg.agent, leg.begun_ms, leg.ended_ms, leg.ending
        )
        for leg in legs
        if leg.kind in _KINDS
    )
    return RecordedVisit(row.channel, row.opened_ms, tuple(told))


def day_of(
    lines: Sequence[bytes], source: str
) -> tuple[RecordedDay, tuple[RecordedVisit, ...]]:
    """The day that is written in lines; `source` is named in what is refused.

    Raises:
        UsageError: a line is something else (told by its number), or there is no day.
    """
    told = list(_decoded(lines, source))
    if not told or not isinstance(told[0], RecordedDay):
        expected = "expected a day as `triodesk records export` writes it"
        raise UsageError(f"{source}: {expected}, got another file")
    day = told[0]
    if day.format != FORMAT:
        raise UsageError(f"{source}: expected format {FORMAT}, got {day.format}")
    return day, tuple(each for each in told if isinstance(each, RecordedVisit))


def _decoded(
    lines: Iterable[bytes], source: str
) -> Iterator[RecordedDay | RecordedVisit]:
    decoder = msgspec.json.Decoder(RecordedDay | RecordedVisit)
    for number, line in enumerate(lines, 1):
        try:
            yield decoder.decode(line)
        except msgspec.DecodeError as error:
            raise UsageError(f"{source}: line {number}: {error}") from None
