"""What the arguments of `triodesk report` ask for."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from actors.records.figures import begin_of_day
from actors.records.messages import MakeReport
from admin.data_directory import DataDirectory
from admin.operator.command import run_asking
from admin.operator.given import converted
from admin.operator.moment import moment
from admin.operator.report import report
from admin.operator.report_arguments import USUAL_DAYS
from admin.operator.wall_clock import wall_ms
from gateway.console.surroundings import look_around
from runtime.errors import UsageError

_LOCAL_TIME: Final = Path("/etc/localtime")
_ZONES: Final = "zoneinfo/"
_DAY_MS: Final = 86_400_000


def run_report(directory: DataDirectory, options: argparse.Namespace) -> int:
    """Shows a report of the service of a directory; returns the exit code.

    Raises:
        UsageError: a value is out of its bounds; also see `report`.
        Unavailable: see `report`.
    """
    now_ms = wall_ms()
    wanted = read_report(vars(options), now_ms, machine_zone(os.environ))
    language = look_around().language
    path = directory.operator_socket
    ask = partial(report, path, wanted, language, as_json=bool(options.json))
    return run_asking(ask, directory, language)


def read_report(given: Mapping[str, object], now_ms: int, zone: str) -> MakeReport:
    """PURE: what the arguments ask for.

    Args:
        given: the arguments, by name.
        now_ms: wall time.
        zone: the machine's, by name.

    Raises:
        UsageError: a value is out of its bounds.
    """
    name = str(given["zone"] or zone)
    try:
        whose = ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        expected = "expected --zone with a name as Asia/Shanghai"
        raise UsageError(f"{expected}, got {name!r}") from None
    since, until = given["since"], given["until"]
    until_ms = now_ms if until is None else moment(str(until), whose)
    usual = until_ms - (USUAL_DAYS - 1) * _DAY_MS
    from_ms = begin_of_day(usual, whose) if since is None else moment(str(since), whose)
    values = {
        "by": given["by"],
        "from_ms": from_ms,
        "until_ms": until_ms,
        "zone": name,
        "prompt_seconds": given["within"],
        **{each: given[each] for each in ("agent", "group", "channel")},
    }
    return converted(values, MakeReport)


def machine_zone(env: Mapping[str, str], link: Path = _LOCAL_TIME) -> str:
    """The name of the machine's time zone; UTC where it has none.

    Args:
        env: of the process; `TZ` comes first.
        link: leads to the zone's file.
    """
    named = env.get("TZ", "").lstrip(":")
    return named or str(link.resolve()).partition(_ZONES)[2] or "UTC"
