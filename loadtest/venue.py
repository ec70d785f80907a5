"""Where scenarios are played: a server of the test's own, or one that runs already."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import msgspec

from loadtest.house_plan import HousePlan, joined
from loadtest.scenario import Scenario
from loadtest.server import make_house, running_server
from runtime.errors import UsageError

DIRECTORY_PREFIX: Final = "tdl-"
"""Short: the operator's socket lies in it, whose path may have 107 bytes."""


class Venue(msgspec.Struct, frozen=True):
    """A server to be loaded.

    Attributes:
        url: of its gateway.
        house: file with the `HousePlan`.
        ledgers: directory for the clients' ledgers.
        data: the server's data directory; None: it is not at hand.
        process: of the server; 0: it is not at hand.
        http: where it tells its figures; "": it is not at hand.
    """

    url: str
    house: Path
    ledgers: Path
    data: Path | None = None
    process: int = 0
    http: str = ""


@contextmanager
def own_venue(scenarios: Sequence[Scenario]) -> Iterator[Venue]:
    """A server for these scenarios, with the settings of all; ended afterwards.

    Raises:
        ServerFailed: it did not start, or did not end.
    """
    with TemporaryDirectory(prefix=DIRECTORY_PREFIX) as name:
        directory = Path(name)
        data, house = directory / "data", directory / "house.json"
        plan = make_house(data, joined(tuple(each.house() for each in scenarios)))
        house.write_bytes(msgspec.json.encode(plan))
        settings = ChainMap(*(dict(each.settings) for each in scenarios))
        with running_server(data, directory / "server.log", settings) as server:
            yield Venue(
                url=server.where.gateway,
                house=house,
                ledgers=_ledgers(directory),
                data=data,
                process=server.where.process,
                http=server.where.http,
            )


def check_house(house: Path, scenarios: Sequence[Scenario]) -> None:
    """Refuses a house in which some of the scenarios have no group of theirs.

    Raises:
        UsageError: so it is, or the file cannot be read, or is none.
    """
    try:
        plan = msgspec.json.decode(house.read_bytes(), type=HousePlan)
    except OSError as error:
        raise UsageError(f"{house} cannot be read: {error.strerror}") from None
    except msgspec.DecodeError as error:
        raise UsageError(f"{house} is no house of a load test: {error}") from None
    there = {team.group for team in plan.teams}
    wanted = joined(tuple(each.house() for each in scenarios)).teams
    missing = [team.spelled for team in wanted if team.group not in there]
    if missing:
        how = " ".join(f"--team {each}" for each in missing)
        raise UsageError(f"{house} lacks groups: `triodesk load-house {how}`")


@contextmanager
def given_venue(url: str, house: Path) -> Iterator[Venue]:
    """A server that runs already, which is left as it is."""
    with TemporaryDirectory(prefix=DIRECTORY_PREFIX) as name:
        yield Venue(url=url, house=house, ledgers=_ledgers(Path(name)))


def _ledgers(directory: Path) -> Path:
    ledgers = directory / "ledgers"
    ledgers.mkdir()
    return ledgers
