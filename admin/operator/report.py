"""`triodesk report`: figures of service, on a running service.

With `--json` the report is one line of JSON: lengths in ms, shares from 0 to 1. What
each figure means is told in `actors.records.figures`.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from actors.records.figures import Figures
from actors.records.messages import LookUpRefused, MakeReport, Report
from admin.operator.asking import connect, unexpected
from admin.operator.command import FAILED
from admin.operator.record_phrases import FAULTS, RecordPhrase
from admin.operator.report_phrases import DIMENSIONS, HEADINGS, ReportPhrase
from admin.operator.table import table
from gateway.console.duration import duration
from gateway.console.phrases import Words
from gateway.console.styled import Line, Span, for_pipe, on_one_row

_NO: Final = "–"


async def report(
    path: Path, wanted: MakeReport, language: str, *, as_json: bool
) -> int:
    """Shows one of the service whose socket this is; returns the exit code.

    Raises:
        NoService: nobody answers there.
        Unavailable: it does not answer now.
        UsageError: the socket cannot be used.
    """
    words = Words(language)
    async with connect(path) as line:
        answer = await line.told(wanted)
    match answer:
        case Report():
            if as_json:
                told = msgspec.json.encode(answer).decode()
            else:
                told = "\n".join(map(for_pipe, shown(words, wanted, answer)))
            sys.stdout.write(told + "\n")
            return 0
        case LookUpRefused(fault):
            reason = words(FAULTS[fault])
            code = fault.value
            refused = words(RecordPhrase.REFUSED, reason=reason, code=code)
            sys.stderr.write(f"triodesk: {on_one_row(refused)}\n")
            return FAILED
        case _:
            raise unexpected()


def shown(words: Words, wanted: MakeReport, made: Report) -> list[Line]:
    """PURE: a report as lines: what of, the rows, all together."""
    zone = ZoneInfo(wanted.zone)

    def time(ms: int) -> str:
        moment = datetime.fromtimestamp(ms // 1_000, UTC).astimezone(zone)
        return f"{moment:%Y-%m-%d %H:%M}"

    span = words(
        ReportPhrase.SPAN,
        begin=time(wanted.from_ms),
        end=time(wanted.until_ms),
        zone=wanted.zone,
    )
    seconds = str(wanted.prompt_seconds)
    headings = [words(DIMENSIONS[wanted.by])]
    headings += [words(phrase, seconds=seconds) for phrase in HEADINGS.values()]
    rows = [tuple(map(Span, headings))]
    rows += [_row(words, row.name or row.key, row.figures) for row in made.rows]
    rows.append(_row(words, words(ReportPhrase.ALL), made.total))
    return [(Span(span),), *table(rows, frozenset({0}))]


def _row(words: Words, name: str, figures: Figures) -> tuple[Span, ...]:
    def length(ms: float | None) -> str:
        return _NO if ms is None else duration(words, round(ms))

    def share(part: float | None) -> str:
        return _NO if part is None else f"{part:.0%}"

    cells = (
        name,
        str(figures.sessions),
        str(figures.served),
        str(figures.silent),
        str(figures.waits),
        length(figures.frt_ms),
        length(figures.art_ms),
        length(figures.aht_ms),
        length(figures.asa_ms),
        share(figures.abandonment),
        share(figures.service_level),
        share(figures.transfer_rate),
        share(figures.robot_resolution),
        share(figures.satisfaction),
        _NO if figures.stars is None else f"{figures.stars:.2f}",
        share(figures.solved),
    )
    return tuple(map(Span, cells))
