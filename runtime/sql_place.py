"""Where SQL is kept: in a file of our own, or in a database of a PostgreSQL server.

A port's child is told which: a path among its arguments, a URL in its environment,
where other users of the machine do not see the password in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

URL_VARIABLE: Final = "PORT_DATABASE_URL"


@dataclass(frozen=True, slots=True)
class Server:
    """A database of a server; `url` is libpq's, and secret."""

    url: str = field(repr=False)

    def __str__(self) -> str:
        """For people: without the password."""
        return "the PostgreSQL database"


SqlPlace = Path | Server


def path_of(place: SqlPlace) -> str:
    """What a child is told of the place among its arguments."""
    return "" if isinstance(place, Server) else str(place)


def secrets_of(place: SqlPlace) -> dict[str, str]:
    """What it is told in its environment."""
    return {URL_VARIABLE: place.url} if isinstance(place, Server) else {}


def place_of(path: str, environment: Mapping[str, str]) -> SqlPlace:
    """The place that a child was started with."""
    return Path(path) if path else Server(environment[URL_VARIABLE])
