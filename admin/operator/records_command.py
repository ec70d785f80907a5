"""What the arguments of `triodesk records` ask for."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import date, timedelta, tzinfo
from functools import partial
from typing import Final, TypeVar

from actors.records.messages import FindSessions, SampleSessions
from admin.data_directory import DataDirectory
from admin.operator.command import run_asking
from admin.operator.given import converted
from admin.operator.moment import moment
from admin.operator.records import (
    Export,
    Find,
    Rebuild,
    Sample,
    Show,
    Wish,
    records,
)
from admin.simulation.recorded_day import RecordedDay
from gateway.console.surroundings import look_around
from runtime.errors import UsageError

T = TypeVar("T")

MAX_LISTED: Final = 10_000
"""Sessions in one list: more than anybody reads."""
_AS_GIVEN: Final = (
    *("visitor", "agent", "staff_number", "group", "channel", "tag", "remark"),
    *("stars", "outcome", "closed_by", "is_open"),
)
"""Arguments that are called as the filter's fields are."""


def run_records(directory: DataDirectory, options: argparse.Namespace) -> int:
    """Does one command on the service of a directory; returns the exit code.

    Raises:
        UsageError: a value is out of its bounds; also see `records`.
        Unavailable: see `records`.
    """
    wish = read_wish(vars(options))
    around = look_around()
    path = directory.operator_socket
    ask = partial(records, path, wish, around.language, as_json=bool(options.json))
    return run_asking(ask, directory, around.language)


def read_wish(given: Mapping[str, object], zone: tzinfo | None = None) -> Wish:
    """PURE: what the arguments ask for.

    Args:
        given: the arguments, by name.
        zone: of times without one; None is the machine's.

    Raises:
        UsageError: a value is out of its bounds.
    """
    match given["act"]:
        case "show":
            return Show(str(given["session"]), str(given["find"]))
        case "rebuild":
            return Rebuild()
        case "export":
            return Export(_day(str(given["date"]), zone))
        case _:
            return _found(given, zone)


def _found(given: Mapping[str, object], zone: tzinfo | None) -> Wish:
    """`list` and `search`."""
    values: dict[str, object] = {
        name: given[name] for name in _AS_GIVEN if given.get(name) is not None
    }
    for name, field in (("since", "from_ms"), ("until", "until_ms")):
        if given[name] is not None:
            values[field] = moment(str(given[name]), zone)
    text = given.get("text")
    if isinstance(text, list):
        values["text"] = " ".join(map(str, text))
    if given.get("sample") is not None:
        drawn = converted({"wanted": values, "count": given["sample"]}, SampleSessions)
        return Sample(drawn.wanted, drawn.count)
    limit = given["limit"]
    if not isinstance(limit, int) or not 1 <= limit <= MAX_LISTED:
        raise UsageError(f"expected --limit 1 to {MAX_LISTED}, got {limit}")
    first = {"wanted": values, "before": given["before"]}
    asked = converted(first, FindSessions)
    return Find(asked.wanted, asked.before, limit)


def _day(text: str, zone: tzinfo | None) -> RecordedDay:
    """From its midnight to the next one, where the clock may have been set."""
    try:
        day = date.fromisoformat(text)
        following = day + timedelta(days=1)
    except (ValueError, OverflowError):
        raise UsageError(f"expected a date as 2026-05-01, got {text!r}") from None
    begin_ms, end_ms = moment(day.isoformat(), zone), moment(str(following), zone)
    return RecordedDay(day.isoformat(), begin_ms, end_ms)
