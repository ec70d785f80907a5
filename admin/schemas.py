"""Where the schemas of the journal and of the records stand, for `triodesk doctor`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Final

import msgspec

from actors.records_schema import STEPS as RECORDS
from admin.data_directory import DataDirectory
from runtime.journal_schema import STEPS as JOURNAL
from runtime.schema import revision_of

if TYPE_CHECKING:
    import psycopg

STEPS: Final = {"journal": JOURNAL, "records": RECORDS}


class Standing(msgspec.Struct, frozen=True):
    """One schema.

    Attributes:
        name: whose it is.
        found: where it stands; "": nowhere, or before there were steps.
        steps: where it may stand, oldest first.
    """

    name: str
    found: str
    steps: tuple[str, ...]

    @property
    def is_unknown(self) -> bool:
        """A newer program has been here."""
        return bool(self.found) and self.found not in self.steps

    def __str__(self) -> str:
        """For people."""
        if not self.found:
            return f"{self.name} is made or taken over at the next start"
        if self.found == self.steps[-1]:
            return f"{self.name} at {self.found}"
        if self.is_unknown:
            return f"{self.name} at {self.found}, known up to {self.steps[-1]}"
        return f"{self.name} at {self.found}, {self.steps[-1]} at the next start"


def schemas_of_files(directory: DataDirectory) -> Iterator[Standing]:
    """Looks into the files of a data directory, also while a service has them.

    Raises:
        sqlite3.Error: one cannot be read.
    """
    for name, path in (("journal", directory.store), ("records", directory.records)):
        if not path.exists():
            yield _standing(name, None)
            continue
        address = f"{path.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            yield _standing(name, revision_of(connection))


def schemas_of_server(connection: psycopg.Connection) -> Iterator[Standing]:
    """Looks into a server's database."""
    for name in STEPS:
        connection.execute(f"SET search_path TO {name}".encode())
        yield _standing(name, revision_of(connection))


def _standing(name: str, found: str | None) -> Standing:
    return Standing(name, found or "", tuple(STEPS[name].revisions))
