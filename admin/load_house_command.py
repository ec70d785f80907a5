"""The arguments of `triodesk load-house`, and what it does with them."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Final

import msgspec
import trio

from admin.configuration import Configuration, HttpSection
from admin.configuration import GatewaySection as Gateway
from admin.data_directory import DataDirectory
from admin.database_configuration import DatabaseSection
from loadtest.house_plan import HousePlan, HouseShape, TeamShape
from runtime.config import Bind
from runtime.errors import UsageError

_MS: Final = 1_000
_ANY: Final = Bind("127.0.0.1", 0)
"""The service that makes the house serves nobody meanwhile."""
_EXAMPLE: Final = "sales:20:3 or sales:20:3:manual"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the options of the command."""
    parser.add_argument(
        "--team",
        action="append",
        required=True,
        metavar="GROUP:AGENTS:CAPACITY[:RECEPTION]",
        help=f"a group, its agents and their capacity: {_EXAMPLE}; may be repeated",
    )
    parser.add_argument(
        "--visitors", type=int, default=100, metavar="N", help="tickets for visitors"
    )
    parser.add_argument(
        "--plan", type=Path, metavar="FILE", help="where to (default: standard output)"
    )


def run(
    options: argparse.Namespace, configuration: Configuration, data: DataDirectory
) -> int:
    """Makes the house and tells its plan as JSON.

    Raises:
        UsageError: a team is not as it must be, or a service runs on this data.
    """
    from admin.load_house import make_house  # noqa: PLC0415 - a client starts without

    shape = shape_of(options.team, options.visitors)
    quiet = Configuration(
        data=configuration.data,
        http=HttpSection(_ANY),
        gateway=Gateway(_ANY),
        database=DatabaseSection(configuration.database.url),
    )
    now_ms = int(time.time() * _MS)
    lock = data.lock()
    try:
        plan = trio.run(make_house, quiet, data, shape, now_ms)
    finally:
        lock.close()
    _write(plan, options.plan)
    return 0


def shape_of(teams: list[str], visitors: int) -> HouseShape:
    """The house that the options describe.

    Raises:
        UsageError: they describe none.
    """
    try:
        return msgspec.convert(
            {"teams": list(map(_fields, teams)), "visitors": visitors}, HouseShape
        )
    except msgspec.ValidationError as error:
        raise UsageError(f"expected teams like {_EXAMPLE}: {error}") from None


def _fields(team: str) -> dict[str, str | int]:
    """What msgspec makes a `TeamShape` of; numbers that are none stay words."""
    names = TeamShape.__struct_fields__
    words = team.split(":")
    if len(words) > len(names):
        raise UsageError(f"expected a team like {_EXAMPLE}, got {team!r}")
    values = (int(word) if word.isdecimal() else word for word in words)
    return dict(zip(names, values, strict=False))


def _write(plan: HousePlan, path: Path | None) -> None:
    """The plan holds tickets: its file is its owner's alone."""
    data = msgspec.json.encode(plan)
    if path is None:
        sys.stdout.write(f"{data.decode()}\n")
        return
    path.touch(mode=0o600)
    path.write_bytes(data)
